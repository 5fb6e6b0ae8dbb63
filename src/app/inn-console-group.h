/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Preferences: which keys a guest gets. */
#define INN_TYPE_CONSOLE_GROUP (inn_console_group_get_type ())
G_DECLARE_FINAL_TYPE (InnConsoleGroup, inn_console_group, INN, CONSOLE_GROUP, AdwPreferencesGroup)

void inn_console_group_bind (InnConsoleGroup *self,
                             GSettings       *settings);

G_END_DECLS
