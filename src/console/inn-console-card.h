/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-console.h"

G_BEGIN_DECLS

/* What keeps a console from being seen, over its last picture: it was lost, or a password is
 * wanted. Seen only then. */
#define INN_TYPE_CONSOLE_CARD (inn_console_card_get_type ())
G_DECLARE_FINAL_TYPE (InnConsoleCard, inn_console_card, INN, CONSOLE_CARD, AdwBin)

void inn_console_card_set_console (InnConsoleCard *self,
                                   InnConsole     *console);

G_END_DECLS
