/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSettings *inn_settings_new           (GError            **error);
GSettings *inn_settings_new_for_host  (const char         *uri);
void       inn_settings_forget_host   (const char         *uri);
void       inn_settings_move_host     (const char         *old_uri,
                                       const char         *new_uri);

void       inn_settings_set_entry     (GSettings          *settings,
                                       const char         *key,
                                       const char         *name,
                                       GVariant           *value);

char     **inn_settings_dup_tags      (GSettings          *host_settings,
                                       const char         *uuid);
void       inn_settings_set_tags      (GSettings          *host_settings,
                                       const char         *uuid,
                                       const char * const *tags);

G_END_DECLS
