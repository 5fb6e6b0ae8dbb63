/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A selection of objects, not of positions: what is selected stays so through
 * sorting, filtering and replaced items. Objects that the model does not hold
 * at the moment do not count as selected, and are again once it holds them. */
#define INN_TYPE_SET_SELECTION (inn_set_selection_get_type ())
G_DECLARE_FINAL_TYPE (InnSetSelection, inn_set_selection, INN, SET_SELECTION, GObject)

InnSetSelection *inn_set_selection_new   (GListModel      *model);

gboolean         inn_set_selection_contains (InnSetSelection *self,
                                             gpointer         item);
void             inn_set_selection_prune    (InnSetSelection *self,
                                             gboolean       (*keep) (gpointer item));

G_END_DECLS
