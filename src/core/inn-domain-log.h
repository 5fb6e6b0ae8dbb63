/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How much of it is read: enough for a failed start. */
#define INN_DOMAIN_LOG_BYTES 16384

/* The end of what QEMU wrote for a machine. */
char *inn_domain_log_dup_path    (const char           *uri,
                                  const char           *name);
char *inn_domain_log_trim        (const char           *data,
                                  gsize                 length);

void  inn_domain_log_read_async  (const char           *path,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
char *inn_domain_log_read_finish (GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS
