/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void inn_tag_colors_set_settings (GSettings  *settings);
void inn_tag_colors_get          (const char *tag,
                                  GdkRGBA    *color);

G_END_DECLS
