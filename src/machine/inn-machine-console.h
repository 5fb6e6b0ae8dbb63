/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-domain.h"

G_BEGIN_DECLS

/* The page of a machine's window with its consoles: one of them at a time, the others in
 * windows of their own.
 *
 * Signal "windows-closed": none of them is in a window of its own any more. */
#define INN_TYPE_MACHINE_CONSOLE (inn_machine_console_get_type ())
G_DECLARE_FINAL_TYPE (InnMachineConsole, inn_machine_console, INN, MACHINE_CONSOLE, AdwBin)

void     inn_machine_console_set_up      (InnMachineConsole *self,
                                          GSettings         *settings,
                                          GActionGroup      *verbs);
void     inn_machine_console_set_domain  (InnMachineConsole *self,
                                          InnDomain         *domain);
void     inn_machine_console_set_xml     (InnMachineConsole *self,
                                          const char        *xml);
gboolean inn_machine_console_has_windows (InnMachineConsole *self);

G_END_DECLS
