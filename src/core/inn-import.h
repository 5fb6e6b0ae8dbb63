/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A host that another program or a file knows. */
typedef struct
{
  char     *uri;
  char     *name;           /* NULL: none was given */
  gboolean  autoconnect;
  gboolean  read_only;
} InnImportHost;

void       inn_import_host_free         (InnImportHost *host);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnImportHost, inn_import_host_free)

GPtrArray *inn_import_from_virt_manager (void);

G_END_DECLS
