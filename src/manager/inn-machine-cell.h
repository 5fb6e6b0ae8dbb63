/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-machine-columns.h"

G_BEGIN_DECLS

/* One cell of the machine table: follows its machine while it is shown. */
#define INN_TYPE_MACHINE_CELL (inn_machine_cell_get_type ())
G_DECLARE_FINAL_TYPE (InnMachineCell, inn_machine_cell, INN, MACHINE_CELL, GtkWidget)

GtkWidget           *inn_machine_cell_new        (const InnColumnInfo *info,
                                                  GSettings           *settings);

const InnColumnInfo *inn_machine_cell_get_info   (InnMachineCell      *self);
InnDomain           *inn_machine_cell_get_domain (InnMachineCell      *self);
void                 inn_machine_cell_set_domain (InnMachineCell      *self,
                                                  InnDomain           *domain);
void                 inn_machine_cell_show_value  (InnMachineCell      *self,
                                                  double               ceiling);

G_END_DECLS
