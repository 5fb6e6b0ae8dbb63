/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>
#include <vte/vte.h>

G_BEGIN_DECLS

/* A bar to find text in a terminal. */
#define INN_TYPE_TERMINAL_SEARCH (inn_terminal_search_get_type ())
G_DECLARE_FINAL_TYPE (InnTerminalSearch, inn_terminal_search, INN, TERMINAL_SEARCH, AdwBin)

void inn_terminal_search_set_terminal (InnTerminalSearch *self,
                                       VteTerminal       *terminal);
void inn_terminal_search_open         (InnTerminalSearch *self);

G_END_DECLS
