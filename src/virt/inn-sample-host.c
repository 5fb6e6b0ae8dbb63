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

/* How often a reading of the memory counts, and for how long (µs). */
#define MEMORY_TOLD 4
#define MEMORY_AGE (10 * (gint64) G_USEC_PER_SEC)

/* Each CPU has a call of its own, and a host may have hundreds: so long, in µs, a look is busy with
 * them; those that are left have their turn at the next one. */
#define CPUS_BUDGET (100 * 1000)

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

/* Goes on with the round. Returns: whether all CPUs have been read */
static gboolean
read_more_cpus (InnSamplerSession *session,
                virConnectPtr      connection)
{
  gint64 end = g_get_monotonic_time () + CPUS_BUDGET;

  if (session->cpus == NULL)
    session->cpus = g_array_new (FALSE, FALSE, sizeof (CpuTimes));
  if (session->cpus->len == 0)
    session->n_cpus = MAX (virNodeGetCPUMap (connection, NULL, NULL, 0), 0);

  while (session->cpus->len < session->n_cpus && g_get_monotonic_time () < end)
    {
      CpuTimes times;

      /* One that is offline has no times. */
      read_cpu_times (session, connection, (int) session->cpus->len, &times);
      g_array_append_val (session->cpus, times);
    }

  return session->cpus->len == session->n_cpus;
}

static void
read_each_cpu (InnTick           *self,
               InnSamplerSession *session,
               virConnectPtr      connection)
{
  if (!read_more_cpus (session, connection))
    {
      /* Nothing is missing yet. */
      self->host.asked &= ~INN_STATS_HOST_CPUS;
      return;
    }

  self->host.groups |= INN_STATS_HOST_CPUS;
  for (guint i = 0; i < session->cpus->len; i++)
    {
      char number[16];

      g_snprintf (number, sizeof number, "%u", i);
      add_cpu (self, INN_METRIC_HOST_CPU_ONE, number,
               &g_array_index (session->cpus, CpuTimes, i));
    }
  g_array_set_size (session->cpus, 0);
}

static void
read_cpus (InnTick           *self,
           InnSamplerSession *session,
           virConnectPtr      connection,
           gboolean           each)
{
  CpuTimes times;

  if (!inn_sampler_session_may (session, INN_CALL_NODE_CPU) ||
      !learn_n_params (session, connection) ||
      !read_cpu_times (session, connection, VIR_NODE_CPU_STATS_ALL_CPUS, &times))
    return;

  self->host.groups |= INN_STATS_HOST;
  add_cpu (self, INN_METRIC_HOST_CPU, NULL, &times);
  if (times.total > 0)
    inn_tick_add_reading (self, INN_METRIC_HOST_CPU_IOWAIT, NULL, times.iowait, times.total);

  if (each)
    read_each_cpu (self, session, connection);
}

static gboolean
read_memory_stats (InnHostMemory     *memory,
                   InnSamplerSession *session,
                   virConnectPtr      connection)
{
  g_autofree virNodeMemoryStats *stats = NULL;
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
        memory->total = bytes;
      else if (strcmp (stats[i].field, VIR_NODE_MEMORY_STATS_FREE) == 0)
        memory->free = bytes;
      else if (strcmp (stats[i].field, VIR_NODE_MEMORY_STATS_CACHED) == 0 ||
               strcmp (stats[i].field, VIR_NODE_MEMORY_STATS_BUFFERS) == 0)
        memory->cached += bytes;
    }

  memory->has_cached = TRUE;

  return TRUE;
}

static gboolean
read_free_memory (InnHostMemory     *memory,
                  InnSamplerSession *session,
                  virConnectPtr      connection)
{
  virNodeInfo info;

  if (!inn_sampler_session_may (session, INN_CALL_NODE_FREE))
    return FALSE;

  memory->total = session->memory.total;
  if (memory->total == 0 && virNodeGetInfo (connection, &info) == 0)
    memory->total = info.memory * (guint64) KIB;

  if ((memory->free = virNodeGetFreeMemory (connection)) == 0)
    {
      inn_sampler_session_failed (session, INN_CALL_NODE_FREE);
      return FALSE;
    }

  memory->free = MIN (memory->free, memory->total);

  return TRUE;
}

static void
read_memory (InnSamplerSession *session,
             virConnectPtr      connection)
{
  InnHostMemory memory = { 0 };

  if (read_memory_stats (&memory, session, connection) ||
      read_free_memory (&memory, session, connection))
    {
      memory.at = inn_sampler_now ();
      session->memory = memory;
    }
  else
    {
      session->memory.at = 0;
    }
}

static void
add_memory (InnTick       *self,
            InnHostMemory *memory)
{
  guint64 free = memory->free + memory->cached;

  if (memory->at == 0)
    return;

  inn_tick_add_reading (self, INN_METRIC_HOST_MEMORY, NULL,
                        memory->total - MIN (free, memory->total), 0);
  inn_tick_add_reading (self, INN_METRIC_HOST_MEMORY_FREE, NULL, memory->free, 0);
  if (memory->has_cached)
    inn_tick_add_reading (self, INN_METRIC_HOST_MEMORY_CACHED, NULL, memory->cached, 0);
  memory->n_told++;
}

/* A look is to take as few calls as it can, for each is a journey to the host and back:
 * memory is read in every fourth one, which leaves the CPUs out if they were read lately. */
static gboolean
needs_memory (InnSamplerSession *session)
{
  const InnHostMemory *memory = &session->memory;

  return memory->at == 0 || memory->n_told >= MEMORY_TOLD ||
         inn_sampler_now () - memory->at > MEMORY_AGE;
}

static gboolean
may_miss_cpus (InnSamplerSession *session,
               InnStatsGroups     groups)
{
  return session->memory.at != 0 && (groups & INN_STATS_HOST_CPUS) == 0 &&
         inn_sampler_now () - session->cpus_at < MEMORY_AGE / 2;
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
  gboolean memory = (groups & INN_STATS_HOST) != 0 && needs_memory (session);
  gboolean cpus = !memory || !may_miss_cpus (session, groups);

  self->host.first = self->readings->len;

  /* Without its group, what is not told stays as it was. */
  if (cpus)
    {
      self->host.asked = groups & (INN_STATS_HOST | INN_STATS_HOST_CPUS);
      read_cpus (self, session, connection, (groups & INN_STATS_HOST_CPUS) != 0);
      session->cpus_at = inn_sampler_now ();
    }

  if (memory)
    read_memory (session, connection);
  if (groups & INN_STATS_HOST)
    add_memory (self, &session->memory);
  if (cpus && (groups & INN_STATS_HOST) && session->memory.at != 0)
    self->host.groups |= INN_STATS_HOST;

  self->host.n = self->readings->len - self->host.first;
  self->host.at = inn_sampler_now ();
}
