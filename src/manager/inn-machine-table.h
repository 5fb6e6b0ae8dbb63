/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-host-list.h"
#include "inn-machine-filter.h"

G_BEGIN_DECLS

/* All machines of all hosts. Signal "menu-requested" (double x, double y): a
 * context menu for the selection is wanted there. */
#define INN_TYPE_MACHINE_TABLE (inn_machine_table_get_type ())
G_DECLARE_FINAL_TYPE (InnMachineTable, inn_machine_table, INN, MACHINE_TABLE, GtkWidget)

void            inn_machine_table_set_models    (InnMachineTable  *self,
                                                 InnHostList      *hosts,
                                                 GSettings        *settings);

GListModel     *inn_machine_table_get_all       (InnMachineTable  *self);
GListModel     *inn_machine_table_get_shown     (InnMachineTable  *self);
GListModel     *inn_machine_table_get_selected  (InnMachineTable  *self);
GActionGroup   *inn_machine_table_get_actions   (InnMachineTable  *self);
GMenuModel     *inn_machine_table_get_columns_menu (InnMachineTable  *self);

void            inn_machine_table_set_filter    (InnMachineTable  *self,
                                                 InnMachineFilter *filter);
void            inn_machine_table_set_one_host  (InnMachineTable  *self,
                                                 gboolean          one_host);

void            inn_machine_table_select_all    (InnMachineTable  *self);
void            inn_machine_table_unselect_all  (InnMachineTable  *self);
void            inn_machine_table_show_machine  (InnMachineTable  *self,
                                                 InnDomain        *domain);
gboolean        inn_machine_table_focus_row     (InnMachineTable  *self);

G_END_DECLS
