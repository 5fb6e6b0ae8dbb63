/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean inn_known_hosts_copy (const char  *from,
                               const char  *to,
                               const char  *fingerprint,
                               GError     **error);

G_END_DECLS
