/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How much of something is used, in the CSS colour of the widget. Its size is CSS too. */
#define INN_TYPE_BAR (inn_bar_get_type ())
G_DECLARE_FINAL_TYPE (InnBar, inn_bar, INN, BAR, GtkWidget)

GtkWidget *inn_bar_new          (void);

void       inn_bar_set_fraction (InnBar *self,
                                 double  fraction);

G_END_DECLS
