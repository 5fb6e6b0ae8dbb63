/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A host that the user's SSH configuration names. NULL, 0: not given there. */
typedef struct
{
  char  *alias;          /* what one writes after "ssh" */
  char  *host_name;
  char  *user;
  guint  port;
  char  *identity_file;  /* with the home folder in place of "~" */
  char  *proxy_jump;
} InnSshHost;

void       inn_ssh_host_free          (InnSshHost           *host);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnSshHost, inn_ssh_host_free)

GPtrArray *inn_ssh_config_parse       (const char           *text);

void       inn_ssh_config_load_async  (const char           *path,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
GPtrArray *inn_ssh_config_load_finish (GAsyncResult         *result,
                                       GError              **error);

G_END_DECLS
