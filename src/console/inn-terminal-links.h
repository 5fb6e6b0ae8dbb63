/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <vte/vte.h>

G_BEGIN_DECLS

void  inn_terminal_links_add    (VteTerminal *terminal);
char *inn_terminal_links_dup_at (VteTerminal *terminal,
                                 double       x,
                                 double       y);

G_END_DECLS
