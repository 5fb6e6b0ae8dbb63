/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Secrets of hosts in the keyring of the session (the Secret Service), each under an
 * id such as “ssh:admin@kvm-lon-03:22”. Nowhere else is a secret ever kept. */

void      inn_keyring_probe_async    (GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean  inn_keyring_probe_finish   (GAsyncResult         *result);

void      inn_keyring_lookup_async   (const char           *id,
                                      gboolean              may_unlock,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
char     *inn_keyring_lookup_finish  (GAsyncResult         *result,
                                      GError              **error);

/* One of the secrets, without the secret. */
typedef struct
{
  char *id;
  char *label;   /* what a person reads */
} InnKeyringEntry;

void      inn_keyring_entry_free     (InnKeyringEntry      *entry);

void      inn_keyring_list_async     (GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
GPtrArray *inn_keyring_list_finish   (GAsyncResult         *result,
                                      GError              **error);

void      inn_keyring_store_async    (const char           *id,
                                      const char           *label,
                                      const char           *secret,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean  inn_keyring_store_finish   (GAsyncResult         *result,
                                      GError              **error);

void      inn_keyring_clear_async    (const char           *id,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean  inn_keyring_clear_finish   (GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
