/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-domain.h"

G_BEGIN_DECLS

/* The screen of a machine, or why there is none. */
#define INN_TYPE_MACHINE_CONSOLE (inn_machine_console_get_type ())
G_DECLARE_FINAL_TYPE (InnMachineConsole, inn_machine_console, INN, MACHINE_CONSOLE, AdwBin)

void inn_machine_console_set_domain (InnMachineConsole *self,
                                     InnDomain         *domain);
void inn_machine_console_set_xml    (InnMachineConsole *self,
                                     const char        *xml);

G_END_DECLS
