/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *inn_emulation_dup_xml (const char  *xml,
                             GError     **error);

G_END_DECLS
