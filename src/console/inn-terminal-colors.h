/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <vte/vte.h>

G_BEGIN_DECLS

void inn_terminal_colors_apply (VteTerminal *terminal,
                                gboolean     is_dark);

G_END_DECLS
