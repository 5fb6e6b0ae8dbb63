/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-domain-private.h"

G_BEGIN_DECLS

/* What a worker brings home about many domains. Only one thread has it at a time. */
typedef struct
{
  GPtrArray  *infos;     /* of InnDomainInfo */
  GHashTable *by_uuid;   /* its own string → InnDomainInfo */
  gboolean    complete;  /* what is not in here does not exist */
  GPtrArray  *gone;      /* UUIDs that were asked for and do not exist */
} InnDomainBatch;

InnDomainBatch *inn_domain_batch_list      (virConnectPtr       connection,
                                            GError            **error);
gboolean        inn_domain_batch_read_stats (InnDomainBatch    *self,
                                            virConnectPtr       connection,
                                            GError            **error);
gboolean        inn_domain_batch_read_flags (InnDomainBatch    *self,
                                            virConnectPtr       connection,
                                            GError            **error);
InnDomainBatch *inn_domain_batch_lookup    (virConnectPtr       connection,
                                            char              **uuids,
                                            GError            **error);
void            inn_domain_batch_free      (gpointer            batch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnDomainBatch, inn_domain_batch_free)

G_END_DECLS
