/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Choosing the colour of a tag. */

GtkWidget *inn_tag_palette_new        (const char *tag);
GtkWidget *inn_tag_palette_new_button (const char *tag);

G_END_DECLS
