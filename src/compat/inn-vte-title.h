/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <vte/vte.h>

G_BEGIN_DECLS

void        inn_vte_title_watch (VteTerminal *terminal,
                                 GCallback    callback,
                                 gpointer     object);
const char *inn_vte_title_get   (VteTerminal *terminal);

G_END_DECLS
