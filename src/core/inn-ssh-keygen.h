/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Known keys of hosts, looked at and removed by ssh-keygen: it also knows files in which the
 * names are hashed. */
void      inn_ssh_keygen_find_async    (const char           *file,
                                        const char           *host,
                                        guint                 line,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
char     *inn_ssh_keygen_find_finish   (GAsyncResult         *result,
                                        GError              **error);

void      inn_ssh_keygen_remove_async  (const char           *file,
                                        const char           *host,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean  inn_ssh_keygen_remove_finish (GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
