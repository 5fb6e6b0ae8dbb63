/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GdkCursor *inn_guest_cursor_new (GdkDisplay *display,
                                 GdkTexture *texture,
                                 int         hot_x,
                                 int         hot_y,
                                 double      scale,
                                 int         scale_factor);

G_END_DECLS
