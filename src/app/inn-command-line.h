/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void inn_command_line_add_options          (GApplication            *application);
int  inn_command_line_handle_local_options (GApplication            *application,
                                            GVariantDict            *options);
int  inn_command_line_handle               (GApplication            *application,
                                            GApplicationCommandLine *command_line);

G_END_DECLS
