/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The colours of tags: of their names, or as the user has chosen. Main thread only. */

void  inn_tag_colors_set_settings (GSettings  *new_settings);

guint inn_tag_colors_get_index    (const char *tag);
void  inn_tag_colors_get          (const char *tag,
                                   GdkRGBA    *color);
void  inn_tag_colors_choose       (const char *tag,
                                   int         index);

void  inn_tag_colors_follow       (GtkWidget  *widget);

G_END_DECLS
