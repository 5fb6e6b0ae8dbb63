/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *inn_tls_check_dup_reason (const char   *uri,
                                GCancellable *cancellable);

G_END_DECLS
