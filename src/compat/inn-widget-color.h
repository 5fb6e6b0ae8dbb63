/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void inn_widget_get_color (GtkWidget *widget,
                           GdkRGBA   *color);

G_END_DECLS
