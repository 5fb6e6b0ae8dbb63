/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GMenuModel *inn_menu_new_from_resource (const char *id);
char       *inn_menu_dup_label         (const char *text);

void        inn_popup_present          (GtkPopover *popover,
                                        GtkWidget  *parent);
GtkPopover *inn_popup_menu             (GtkWidget  *parent,
                                        GMenuModel *menu,
                                        double      x,
                                        double      y);

void        inn_popup_set_menu         (GtkMenuButton *button,
                                        GMenuModel    *menu);

G_END_DECLS
