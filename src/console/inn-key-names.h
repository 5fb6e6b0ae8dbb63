/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

guint  inn_key_names_find_keyval   (const char *name);
guint  inn_key_names_find_scancode (guint       keyval);
char  *inn_key_names_dup           (guint       keyval);

G_END_DECLS
