/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The preferences of text consoles. */
#define INN_TYPE_TERMINAL_GROUP (inn_terminal_group_get_type ())
G_DECLARE_FINAL_TYPE (InnTerminalGroup, inn_terminal_group, INN, TERMINAL_GROUP,
                      AdwPreferencesGroup)

void inn_terminal_group_bind (InnTerminalGroup *self,
                              GSettings        *settings);

G_END_DECLS
