/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <vte/vte.h>

G_BEGIN_DECLS

void inn_terminal_paste_clipboard (VteTerminal  *terminal,
                                   GCancellable *cancellable);

G_END_DECLS
