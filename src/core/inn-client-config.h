/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What libvirt's own client configuration (libvirt.conf) says. */
typedef struct
{
  char       *default_uri;  /* NULL: none */
  GHashTable *aliases;      /* name to URI */
} InnClientConfig;

InnClientConfig *inn_client_config_parse       (const char             *text);
void             inn_client_config_free        (InnClientConfig        *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnClientConfig, inn_client_config_free)

const char      *inn_client_config_resolve     (const InnClientConfig  *config,
                                                const char             *uri);

void             inn_client_config_load_async  (const char             *path,
                                                GCancellable           *cancellable,
                                                GAsyncReadyCallback     callback,
                                                gpointer                user_data);
InnClientConfig *inn_client_config_load_finish (GAsyncResult           *result,
                                                GError                **error);

/* Only the default connection. */
void   inn_client_config_load_default_uri_async  (GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
char  *inn_client_config_load_default_uri_finish (GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
