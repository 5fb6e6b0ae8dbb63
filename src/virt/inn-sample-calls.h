/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-sample.h"

G_BEGIN_DECLS

/* Calls a driver may lack. One that was refused as such is not made again. */
typedef enum
{
  INN_CALL_BULK         = 1 << 0,
  INN_CALL_INFO         = 1 << 1,
  INN_CALL_CPU_STATS    = 1 << 2,
  INN_CALL_BLOCK_FLAGS  = 1 << 3,
  INN_CALL_BLOCK        = 1 << 4,
  INN_CALL_BLOCK_INFO   = 1 << 5,
  INN_CALL_INTERFACE    = 1 << 6,
  INN_CALL_MEMORY       = 1 << 7,
  INN_CALL_NODE_CPU     = 1 << 8,
  INN_CALL_NODE_MEMORY  = 1 << 9,
  INN_CALL_NODE_FREE    = 1 << 10,
} InnCalls;

/* Memory of a host, as it was read; in bytes. */
typedef struct
{
  gint64   at;               /* 0: never */
  guint    n_told;           /* how often since */
  guint64  total;
  guint64  free;
  guint64  cached;
  gboolean has_cached;
} InnHostMemory;

/* What the workers of one connection remember from tick to tick; only they touch it. */
typedef struct
{
  InnCalls        refused;
  InnStatsGroups  bulk_lacks;      /* what its bulk call has of no machine */
  gboolean        driver_known;
  gboolean        is_qemu;
  GHashTable     *handles;         /* UUID → virDomainPtr */
  GHashTable     *devices;         /* UUID → names of disks and network cards */
  GHashTable     *turns;           /* UUID → the look in which it was asked for alone */
  guint           n_looks;
  guint           n_host_cpus;
  int             n_machine_cpu_params;   /* of virDomainGetCPUStats() */
  int             n_cpu_params;    /* of virNodeGetCPUStats() */
  int             n_memory_params;
  InnHostMemory   memory;
  gint64          cpus_at;         /* when those of the host were read */
  GArray         *cpus;            /* times of CPUs of the host, as far as this round is */
  guint           n_cpus;          /* in this round */
} InnSamplerSession;

InnSamplerSession *inn_sampler_session_new  (void);
void               inn_sampler_session_free (gpointer           session);
gboolean           inn_sampler_session_may  (InnSamplerSession *self,
                                             InnCalls           call);
void               inn_sampler_session_failed
                                            (InnSamplerSession *self,
                                             InnCalls           call);

void               inn_counters_call        (InnCounters       *self,
                                             InnSamplerSession *session,
                                             virDomainPtr       domain,
                                             InnStatsGroups     missing,
                                             gboolean           all);
void               inn_counters_call_cpus   (InnCounters       *self,
                                             InnSamplerSession *session,
                                             virDomainPtr       domain);
void               inn_tick_read_host       (InnTick           *self,
                                             InnSamplerSession *session,
                                             virConnectPtr      connection,
                                             InnStatsGroups     groups);

G_END_DECLS
