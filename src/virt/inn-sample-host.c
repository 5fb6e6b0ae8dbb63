/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-sampler"

#include "config.h"

#include <string.h>

#include "inn-sample-calls.h"
#include "inn-sampler.h"

/* CPU and memory of the host itself. All functions here run in a worker. */

#define KIB 1024

/* Some hosts tell times that only grow (ns), some a share in percent. */
typedef struct
{
  guint64  idle;
  guint64  iowait;
  guint64  total;
  gboolean has_share;
  guint64  share;
} CpuTimes;

static gboolean
learn_n_params (InnSamplerSession *session,
                virConnectPtr      connection)
{
  int n = 0;

  if (session->n_cpu_params > 0)
    return TRUE;

  if (virNodeGetCPUStats (connection, VIR_NODE_CPU_STATS_ALL_CPUS, NULL, &n, 0) < 0 || n <= 0)
    {
      inn_sampler_session_failed (session, INN_CALL_NODE_CPU);
      return FALSE;
    }

  session->n_cpu_params = n;

  return TRUE;
}

static gboolean
read_cpu_times (InnSamplerSession *session,
                virConnectPtr      connection,
                int                cpu,
                CpuTimes          *times)
{
  int n = session->n_cpu_params;
  g_autofree virNodeCPUStats *stats = g_new0 (virNodeCPUStats, n);

  *times = (CpuTimes) { 0 };

  if (virNodeGetCPUStats (connection, cpu, stats, &n, 0) < 0)
    return FALSE;

  for (int i = 0; i < n; i++)
    {
      if (strcmp (stats[i].field, VIR_NODE_CPU_STATS_UTILIZATION) == 0)
        {
          times->has_share = TRUE;
          times->share = stats[i].value;
          continue;
        }

      if (strcmp (stats[i].field, VIR_NODE_CPU_STATS_IDLE) == 0)
        times->idle = stats[i].value;
      else if (strcmp (stats[i].field, VIR_NODE_CPU_STATS_IOWAIT) == 0)
        times->iowait = stats[i].value;

      times->total += stats[i].value;
    }

  return TRUE;
}

/* A share that the host tells by itself goes as a counter of its own would: @per is 0. */
static void
add_cpu (InnTick        *self,
         InnMetric       metric,
         const char     *instance,
         const CpuTimes *times)
{
  if (times->total > 0)
    inn_tick_add_reading (self, metric, instance, times->total - times->idle - times->iowait,
                          times->total);
  else if (times->has_share)
    inn_tick_add_reading (self, metric, instance, times->share, 0);
}

static void
read_cpus (InnTick           *self,
           InnSamplerSession *session,
           virConnectPtr      connection,
           gboolean           each)
{
  CpuTimes times;
  int n_cpus;

  if (!inn_sampler_session_may (session, INN_CALL_NODE_CPU) ||
      !learn_n_params (session, connection) ||
      !read_cpu_times (session, connection, VIR_NODE_CPU_STATS_ALL_CPUS, &times))
    return;

  self->host.groups |= INN_STATS_HOST;
  add_cpu (self, INN_METRIC_HOST_CPU, NULL, &times);
  if (times.total > 0)
    inn_tick_add_reading (self, INN_METRIC_HOST_CPU_IOWAIT, NULL, times.iowait, times.total);

  if (!each || (n_cpus = virNodeGetCPUMap (connection, NULL, NULL, 0)) <= 0)
    return;

  self->host.groups |= INN_STATS_HOST_CPUS;

  for (int i = 0; i < n_cpus; i++)
    {
      char number[16];

      g_snprintf (number, sizeof number, "%d", i);

      /* One that is offline has no times. */
      if (read_cpu_times (session, connection, i, &times))
        add_cpu (self, INN_METRIC_HOST_CPU_ONE, number, &times);
    }
}

static void
add_memory (InnTick *self,
            guint64  total,
            guint64  free,
            guint64  cached)
{
  inn_tick_add_reading (self, INN_METRIC_HOST_MEMORY, NULL,
                        total - MIN (free + cached, total), 0);
  inn_tick_add_reading (self, INN_METRIC_HOST_MEMORY_FREE, NULL, free, 0);
  self->host.groups |= INN_STATS_HOST;
}

static gboolean
read_memory_stats (InnTick           *self,
                   InnSamplerSession *session,
                   virConnectPtr      connection)
{
  g_autofree virNodeMemoryStats *stats = NULL;
  guint64 total = 0, free = 0, cached = 0;
  int n = session->n_memory_params;

  if (!inn_sampler_session_may (session, INN_CALL_NODE_MEMORY))
    return FALSE;

  if (n == 0 &&
      virNodeGetMemoryStats (connection, VIR_NODE_MEMORY_STATS_ALL_CELLS, NULL, &n, 0) < 0)
    {
      inn_sampler_session_failed (session, INN_CALL_NODE_MEMORY);
      return FALSE;
    }

  session->n_memory_params = n;
  stats = g_new0 (virNodeMemoryStats, MAX (n, 1));

  if (n <= 0 ||
      virNodeGetMemoryStats (connection, VIR_NODE_MEMORY_STATS_ALL_CELLS, stats, &n, 0) < 0)
    return FALSE;

  for (int i = 0; i < n; i++)
    {
      guint64 bytes = stats[i].value * KIB;

      if (strcmp (stats[i].field, VIR_NODE_MEMORY_STATS_TOTAL) == 0)
        total = bytes;
      else if (strcmp (stats[i].field, VIR_NODE_MEMORY_STATS_FREE) == 0)
        free = bytes;
      else if (strcmp (stats[i].field, VIR_NODE_MEMORY_STATS_CACHED) == 0 ||
               strcmp (stats[i].field, VIR_NODE_MEMORY_STATS_BUFFERS) == 0)
        cached += bytes;
    }

  add_memory (self, total, free, cached);
  inn_tick_add_reading (self, INN_METRIC_HOST_MEMORY_CACHED, NULL, cached, 0);

  return TRUE;
}

static void
read_free_memory (InnTick           *self,
                  InnSamplerSession *session,
                  virConnectPtr      connection)
{
  virNodeInfo info;
  guint64 free;

  if (!inn_sampler_session_may (session, INN_CALL_NODE_FREE))
    return;

  if (session->host_memory == 0 && virNodeGetInfo (connection, &info) == 0)
    session->host_memory = info.memory * (guint64) KIB;

  if ((free = virNodeGetFreeMemory (connection)) == 0)
    {
      inn_sampler_session_failed (session, INN_CALL_NODE_FREE);
      return;
    }

  add_memory (self, session->host_memory, MIN (free, session->host_memory), 0);
}

/**
 * inn_tick_read_host:
 * @self: a tick
 * @groups: what of %INN_STATS_HOST and %INN_STATS_HOST_CPUS
 */
void
inn_tick_read_host (InnTick           *self,
                    InnSamplerSession *session,
                    virConnectPtr      connection,
                    InnStatsGroups     groups)
{
  self->host.asked = groups & (INN_STATS_HOST | INN_STATS_HOST_CPUS);
  self->host.first = self->readings->len;

  read_cpus (self, session, connection, (groups & INN_STATS_HOST_CPUS) != 0);

  if ((groups & INN_STATS_HOST) && !read_memory_stats (self, session, connection))
    read_free_memory (self, session, connection);

  self->host.n = self->readings->len - self->host.first;
  self->host.at = inn_sampler_now ();
}
