/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-verb-actions.h"

G_BEGIN_DECLS

/* What can be done with several machines at once; seen from two selected on. What
 * there is no room for leaves the bar: the menu has all of it.
 * Signal "menu-wanted": the menu of everything else is about to be shown; set it
 * with inn_bulk_bar_set_menu(). */
#define INN_TYPE_BULK_BAR (inn_bulk_bar_get_type ())
G_DECLARE_FINAL_TYPE (InnBulkBar, inn_bulk_bar, INN, BULK_BAR, GtkWidget)

void inn_bulk_bar_set_actions (InnBulkBar     *self,
                               InnVerbActions *actions);
void inn_bulk_bar_set_menu    (InnBulkBar     *self,
                               GMenuModel     *menu);

G_END_DECLS
