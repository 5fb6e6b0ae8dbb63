/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a line of a difference begins; its text follows. */
#define INN_LINE_SAME ' '
#define INN_LINE_REMOVED '-'
#define INN_LINE_ADDED '+'
#define INN_LINE_GAP '@'      /* lines are left out here: no text */

GPtrArray *inn_line_diff (const char *before,
                          const char *after,
                          guint       context);

G_END_DECLS
