/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-domain-caps.h"
#include "inn-host.h"
#include "inn-host-sysinfo.h"

G_BEGIN_DECLS

/* What a host can do. It takes libvirt up to eight seconds to find out, so it is read only when
 * somebody wants to know, and kept. */
typedef struct _InnHostCapabilities
{
  char           *xml;
  char           *domain_xml;  /* NULL: the driver has none */
  InnHostCaps    *host;
  InnDomainCaps  *machines;    /* NULL: not told */
  InnHostSysinfo *sysinfo;     /* NULL: not told */
  InnSupport      secure;      /* nobody can listen in to the connection */
  gint64          read_at;     /* wall clock, µs */
} InnHostCapabilities;

const InnHostCapabilities *inn_host_get_capabilities         (InnHost              *self);
void                       inn_host_load_capabilities_async  (InnHost              *self,
                                                              GCancellable         *cancellable,
                                                              GAsyncReadyCallback   callback,
                                                              gpointer              user_data);
gboolean                   inn_host_load_capabilities_finish (InnHost              *self,
                                                              GAsyncResult         *result,
                                                              GError              **error);

void                       inn_host_load_free_memory_async   (InnHost              *self,
                                                              guint                 n_nodes,
                                                              GCancellable         *cancellable,
                                                              GAsyncReadyCallback   callback,
                                                              gpointer              user_data);
GArray                    *inn_host_load_free_memory_finish  (InnHost              *self,
                                                              GAsyncResult         *result,
                                                              GError              **error);

G_END_DECLS
