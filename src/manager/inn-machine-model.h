/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The items of another list that a filter lets through, sorted. When the other
 * list says of an item that it changed, nobody hears of it here unless the item
 * comes, goes or moves: who shows an item follows the item itself. */
#define INN_TYPE_MACHINE_MODEL (inn_machine_model_get_type ())
G_DECLARE_FINAL_TYPE (InnMachineModel, inn_machine_model, INN, MACHINE_MODEL, GObject)

InnMachineModel *inn_machine_model_new        (GListModel       *source,
                                               GCompareDataFunc  compare,
                                               gpointer          user_data);

void             inn_machine_model_set_filter (InnMachineModel  *self,
                                               GtkFilter        *filter);
void             inn_machine_model_refilter   (InnMachineModel  *self);
void             inn_machine_model_resort     (InnMachineModel  *self);

G_END_DECLS
