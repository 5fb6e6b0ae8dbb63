/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What several machines do at the moment and did before, in the same graphs. */
#define INN_TYPE_COMPARE_WINDOW (inn_compare_window_get_type ())
G_DECLARE_FINAL_TYPE (InnCompareWindow, inn_compare_window, INN, COMPARE_WINDOW, AdwWindow)

GtkWidget *inn_compare_window_new   (GtkApplication   *application,
                                     GSettings        *settings,
                                     GListModel       *machines);

gboolean   inn_compare_window_is_of (InnCompareWindow *self,
                                     GListModel       *machines);

G_END_DECLS
