/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-sampler"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "inn-domain-summary.h"
#include "inn-sample-calls.h"
#include "inn-sampler.h"

/* Statistics of one machine by calls of its own, where the bulk call of the host does
 * not have them. All functions here run in a worker. */

#define KIB 1024

#define MAX_BLOCK_PARAMS 16

/* As many as one call may ask for. */
#define MAX_CPUS 128

/* The names of devices are read again after this time, in µs: some may have come. */
#define NAMES_AGE (60 * (gint64) G_USEC_PER_SEC)

typedef struct
{
  int    id;               /* of the run they belong to */
  gint64 at;
  char **disks;
  char **nics;
} Names;

static void
names_free (gpointer data)
{
  Names *names = data;

  g_strfreev (names->disks);
  g_strfreev (names->nics);
  g_free (names);
}

InnSamplerSession *
inn_sampler_session_new (void)
{
  InnSamplerSession *self = g_new0 (InnSamplerSession, 1);

  self->handles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, inn_virt_domain_unref);
  self->devices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, names_free);
  self->turns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/* Frees handles: the lane of the connection does that. */
void
inn_sampler_session_free (gpointer session)
{
  InnSamplerSession *self = session;

  g_hash_table_unref (self->handles);
  g_hash_table_unref (self->devices);
  g_hash_table_unref (self->turns);
  g_clear_pointer (&self->cpus, g_array_unref);
  g_free (self);
}

gboolean
inn_sampler_session_may (InnSamplerSession *self,
                         InnCalls           call)
{
  return (self->refused & call) == 0;
}

/**
 * inn_sampler_session_failed:
 * @self: the session
 * @call: what was called and failed just now
 *
 * Notes whether the driver does not have this call; other errors may pass.
 */
void
inn_sampler_session_failed (InnSamplerSession *self,
                            InnCalls           call)
{
  switch (virGetLastErrorCode ())
    {
    case VIR_ERR_NO_SUPPORT:
    case VIR_ERR_CONFIG_UNSUPPORTED:
    case VIR_ERR_OPERATION_UNSUPPORTED:
    case VIR_ERR_ARGUMENT_UNSUPPORTED:
      self->refused |= call;
      break;
    default:
      break;
    }
}

static const Names *
get_names (InnSamplerSession *session,
           virDomainPtr       domain)
{
  g_autoptr (InnDomainSummary) summary = NULL;
  char uuid[VIR_UUID_STRING_BUFLEN];
  int id = (int) virDomainGetID (domain);
  Names *names;
  char *xml;

  virDomainGetUUIDString (domain, uuid);
  names = g_hash_table_lookup (session->devices, uuid);

  if (names != NULL && names->id == id && inn_sampler_now () - names->at < NAMES_AGE)
    return names;

  if ((xml = virDomainGetXMLDesc (domain, 0)) != NULL)
    summary = inn_domain_summary_new_from_xml (xml, NULL);
  free (xml);

  if (summary == NULL)
    return NULL;

  names = g_new0 (Names, 1);
  names->id = id;
  names->at = inn_sampler_now ();
  names->disks = g_steal_pointer (&summary->disks);
  names->nics = g_steal_pointer (&summary->nics);
  g_hash_table_replace (session->devices, g_strdup (uuid), names);

  return names;
}

static void
call_info (InnCounters       *self,
           InnSamplerSession *session,
           virDomainPtr       domain,
           InnStatsGroups     missing)
{
  virDomainInfo info;

  if (!inn_sampler_session_may (session, INN_CALL_INFO))
    return;

  if (virDomainGetInfo (domain, &info) < 0)
    {
      inn_sampler_session_failed (session, INN_CALL_INFO);
      return;
    }

  self->n_vcpus = info.nrVirtCpu;

  if (missing & INN_STATS_CPU)
    {
      self->cpu_time = info.cpuTime;
      self->groups |= INN_STATS_CPU;
    }

  if (missing & INN_STATS_MEMORY)
    {
      inn_device_set (&self->memory, INN_BALLOON_CURRENT, info.memory * (guint64) KIB);
      inn_device_set (&self->memory, INN_BALLOON_MAX, info.maxMem * (guint64) KIB);
      self->groups |= INN_STATS_MEMORY;
    }
}

/* By virDomainMemoryStatTags; swap in bytes as all the rest. */
static const struct
{
  guint tag;
  guint field;
  guint unit;
} memory_tags[] = {
  { VIR_DOMAIN_MEMORY_STAT_SWAP_IN, INN_BALLOON_SWAP_IN, KIB },
  { VIR_DOMAIN_MEMORY_STAT_SWAP_OUT, INN_BALLOON_SWAP_OUT, KIB },
  { VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT, INN_BALLOON_FAULTS_MAJOR, 1 },
  { VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT, INN_BALLOON_FAULTS_MINOR, 1 },
  { VIR_DOMAIN_MEMORY_STAT_UNUSED, INN_BALLOON_UNUSED, KIB },
  { VIR_DOMAIN_MEMORY_STAT_AVAILABLE, INN_BALLOON_AVAILABLE, KIB },
  { VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON, INN_BALLOON_CURRENT, KIB },
  { VIR_DOMAIN_MEMORY_STAT_RSS, INN_BALLOON_RSS, KIB },
  { VIR_DOMAIN_MEMORY_STAT_USABLE, INN_BALLOON_USABLE, KIB },
  { VIR_DOMAIN_MEMORY_STAT_DISK_CACHES, INN_BALLOON_CACHE, KIB },
};

static void
call_memory (InnCounters       *self,
             InnSamplerSession *session,
             virDomainPtr       domain)
{
  virDomainMemoryStatStruct stats[VIR_DOMAIN_MEMORY_STAT_NR];
  int n;

  if (!inn_sampler_session_may (session, INN_CALL_MEMORY))
    return;

  if ((n = virDomainMemoryStats (domain, stats, VIR_DOMAIN_MEMORY_STAT_NR, 0)) < 0)
    {
      inn_sampler_session_failed (session, INN_CALL_MEMORY);
      return;
    }

  for (int i = 0; i < n; i++)
    for (guint j = 0; j < G_N_ELEMENTS (memory_tags); j++)
      if (memory_tags[j].tag == (guint) stats[i].tag)
        inn_device_set (&self->memory, memory_tags[j].field, stats[i].val * memory_tags[j].unit);

  if (n > 0)
    self->groups |= INN_STATS_MEMORY;
}

static const struct
{
  const char *name;
  guint       field;
} block_params[] = {
  { VIR_DOMAIN_BLOCK_STATS_READ_BYTES, INN_DISK_READ_BYTES },
  { VIR_DOMAIN_BLOCK_STATS_READ_REQ, INN_DISK_READ_REQUESTS },
  { VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES, INN_DISK_READ_TIME },
  { VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES, INN_DISK_WRITE_BYTES },
  { VIR_DOMAIN_BLOCK_STATS_WRITE_REQ, INN_DISK_WRITE_REQUESTS },
  { VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES, INN_DISK_WRITE_TIME },
  { VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ, INN_DISK_FLUSH_REQUESTS },
  { VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES, INN_DISK_FLUSH_TIME },
};

static gboolean
call_block_flags (InnDeviceCounters *disk,
                  InnSamplerSession *session,
                  virDomainPtr       domain)
{
  virTypedParameter params[MAX_BLOCK_PARAMS];
  int n = MAX_BLOCK_PARAMS;

  if (!inn_sampler_session_may (session, INN_CALL_BLOCK_FLAGS))
    return FALSE;

  if (virDomainBlockStatsFlags (domain, disk->name, params, &n, 0) < 0)
    {
      inn_sampler_session_failed (session, INN_CALL_BLOCK_FLAGS);
      return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (block_params); i++)
    {
      long long value;

      if (virTypedParamsGetLLong (params, n, block_params[i].name, &value) == 1 && value >= 0)
        inn_device_set (disk, block_params[i].field, value);
    }

  virTypedParamsClear (params, n);

  return TRUE;
}

static void
set_if_known (InnDeviceCounters *device,
              guint              field,
              long long          value)
{
  if (value >= 0)
    inn_device_set (device, field, value);
}

static void
call_block (InnDeviceCounters *disk,
            InnSamplerSession *session,
            virDomainPtr       domain)
{
  virDomainBlockStatsStruct stats;

  if (!inn_sampler_session_may (session, INN_CALL_BLOCK))
    return;

  if (virDomainBlockStats (domain, disk->name, &stats, sizeof stats) < 0)
    {
      inn_sampler_session_failed (session, INN_CALL_BLOCK);
      return;
    }

  set_if_known (disk, INN_DISK_READ_BYTES, stats.rd_bytes);
  set_if_known (disk, INN_DISK_READ_REQUESTS, stats.rd_req);
  set_if_known (disk, INN_DISK_WRITE_BYTES, stats.wr_bytes);
  set_if_known (disk, INN_DISK_WRITE_REQUESTS, stats.wr_req);
}

static void
call_block_info (InnDeviceCounters *disk,
                 InnSamplerSession *session,
                 virDomainPtr       domain)
{
  virDomainBlockInfo info;

  if (!inn_sampler_session_may (session, INN_CALL_BLOCK_INFO))
    return;

  if (virDomainGetBlockInfo (domain, disk->name, &info, 0) < 0)
    {
      inn_sampler_session_failed (session, INN_CALL_BLOCK_INFO);
      return;
    }

  inn_device_set (disk, INN_DISK_ALLOCATION, info.allocation);
  inn_device_set (disk, INN_DISK_CAPACITY, info.capacity);
  inn_device_set (disk, INN_DISK_PHYSICAL, info.physical);
}

static void
call_disks (InnCounters        *self,
            InnSamplerSession  *session,
            virDomainPtr        domain,
            char              **names,
            gboolean            all)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      InnDeviceCounters *disk = inn_counters_get_device (self->disks, i);

      disk->name = names[i];
      if (!call_block_flags (disk, session, domain))
        call_block (disk, session, domain);
      if (all)
        call_block_info (disk, session, domain);
    }

  self->groups |= INN_STATS_DISK;
}

static void
call_nic (InnDeviceCounters *nic,
          InnSamplerSession *session,
          virDomainPtr       domain)
{
  virDomainInterfaceStatsStruct stats;

  if (!inn_sampler_session_may (session, INN_CALL_INTERFACE))
    return;

  if (virDomainInterfaceStats (domain, nic->name, &stats, sizeof stats) < 0)
    {
      inn_sampler_session_failed (session, INN_CALL_INTERFACE);
      return;
    }

  set_if_known (nic, INN_NIC_RX_BYTES, stats.rx_bytes);
  set_if_known (nic, INN_NIC_TX_BYTES, stats.tx_bytes);
  set_if_known (nic, INN_NIC_RX_PACKETS, stats.rx_packets);
  set_if_known (nic, INN_NIC_TX_PACKETS, stats.tx_packets);
  set_if_known (nic, INN_NIC_RX_ERRORS, stats.rx_errs);
  set_if_known (nic, INN_NIC_TX_ERRORS, stats.tx_errs);
  set_if_known (nic, INN_NIC_RX_DROPS, stats.rx_drop);
  set_if_known (nic, INN_NIC_TX_DROPS, stats.tx_drop);
}

static void
call_nics (InnCounters        *self,
           InnSamplerSession  *session,
           virDomainPtr        domain,
           char              **names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      InnDeviceCounters *nic = inn_counters_get_device (self->nics, i);

      nic->name = names[i];
      if (*names[i] != '\0')
        call_nic (nic, session, domain);
    }

  self->groups |= INN_STATS_NET;
}

/**
 * inn_counters_call:
 * @self: what the bulk call told of the machine
 * @domain: a running machine
 * @missing: the groups to ask for
 * @all: whether somebody follows the machine
 *
 * A guest of QEMU that hangs would hold the calls for disks and memory up, where the
 * bulk call leaves them out: that one is asked for its CPU time only.
 */
void
inn_counters_call (InnCounters       *self,
                   InnSamplerSession *session,
                   virDomainPtr       domain,
                   InnStatsGroups     missing,
                   gboolean           all)
{
  const Names *names = NULL;

  if (session->is_qemu && inn_sampler_session_may (session, INN_CALL_BULK))
    missing &= INN_STATS_CPU;

  if (missing & (INN_STATS_CPU | INN_STATS_MEMORY))
    call_info (self, session, domain, missing);

  if (missing & INN_STATS_MEMORY)
    call_memory (self, session, domain);

  if (missing & (INN_STATS_DISK | INN_STATS_NET))
    names = get_names (session, domain);

  if (names != NULL && (missing & INN_STATS_DISK))
    call_disks (self, session, domain, names->disks, all);

  if (names != NULL && (missing & INN_STATS_NET))
    call_nics (self, session, domain, names->nics);
}

static guint
get_n_host_cpus (InnSamplerSession *session,
                 virConnectPtr      connection)
{
  int n;

  if (session->n_host_cpus == 0 && (n = virNodeGetCPUMap (connection, NULL, NULL, 0)) > 0)
    session->n_host_cpus = n;

  return session->n_host_cpus;
}

/* The same for all machines of a host. */
static int
get_n_cpu_params (InnSamplerSession *session,
                  virDomainPtr       domain)
{
  if (session->n_machine_cpu_params <= 0)
    session->n_machine_cpu_params = virDomainGetCPUStats (domain, NULL, 0, 0, 1, 0);

  return session->n_machine_cpu_params;
}

static gboolean
call_cpus (InnCounters  *self,
           virDomainPtr  domain,
           guint         first,
           guint         n_cpus,
           int           n_params)
{
  g_autofree virTypedParameter *params = g_new0 (virTypedParameter, n_params * n_cpus);

  if (virDomainGetCPUStats (domain, params, n_params, first, n_cpus, 0) < 0)
    return FALSE;

  for (guint i = 0; i < n_cpus; i++)
    {
      unsigned long long time;

      if (virTypedParamsGetULLong (params + i * n_params, n_params,
                                   VIR_DOMAIN_CPU_STATS_CPUTIME, &time) == 1)
        inn_device_set (inn_counters_get_device (self->cpus, first + i), INN_VCPU_TIME, time);
    }

  virTypedParamsClear (params, n_params * n_cpus);

  return TRUE;
}

/**
 * inn_counters_call_cpus:
 * @self: what is known of the machine
 * @domain: a running machine somebody follows
 *
 * Reads how much time of each CPU of the host went to the machine.
 */
void
inn_counters_call_cpus (InnCounters       *self,
                        InnSamplerSession *session,
                        virDomainPtr       domain)
{
  guint n_cpus = get_n_host_cpus (session, virDomainGetConnect (domain));
  int n_params;
  gboolean done;

  if (n_cpus == 0 || !inn_sampler_session_may (session, INN_CALL_CPU_STATS))
    return;

  n_params = get_n_cpu_params (session, domain);
  done = n_params > 0;

  for (guint first = 0; first < n_cpus && done; first += MAX_CPUS)
    done = call_cpus (self, domain, first, MIN (n_cpus - first, MAX_CPUS), n_params);

  /* "Not valid" for a machine that runs: the host does not count that. */
  if (!done && virGetLastErrorCode () == VIR_ERR_OPERATION_INVALID)
    session->refused |= INN_CALL_CPU_STATS;
  else if (!done)
    inn_sampler_session_failed (session, INN_CALL_CPU_STATS);
}
