/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The key "saved-searches" of the settings: each name is there once. */

void inn_saved_searches_put    (GSettings  *settings,
                                const char *name,
                                const char *query);
void inn_saved_searches_rename (GSettings  *settings,
                                const char *name,
                                const char *new_name);
void inn_saved_searches_remove (GSettings  *settings,
                                const char *name);

G_END_DECLS
