/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text of a clipboard as VNC carries it: lines end in LF, and the protocol knows Latin-1 alone.
 * QEMU passes on what it gets as it is, to an agent that takes it for UTF-8. */

/* What QEMU takes; a client that sends more is thrown out. In bytes. */
#define INN_CUT_TEXT_MAX (1024 * 1024)

GBytes *inn_cut_text_encode (const char *utf8,
                             gboolean    latin1);
char   *inn_cut_text_decode (const char *text);

G_END_DECLS
