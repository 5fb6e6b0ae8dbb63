/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-sampler"

#include "config.h"

#include "inn-sample.h"

/* All functions here run in a worker, but for those that look at a tick. */

InnTick *
inn_tick_new (void)
{
  InnTick *self = g_new0 (InnTick, 1);

  self->samples = g_array_new (FALSE, FALSE, sizeof (InnSample));
  self->readings = g_array_new (FALSE, FALSE, sizeof (InnReading));
  self->names = g_string_chunk_new (256);

  return self;
}

void
inn_tick_free (gpointer tick)
{
  InnTick *self = tick;

  g_array_unref (self->samples);
  g_array_unref (self->readings);
  g_string_chunk_free (self->names);
  g_free (self);
}

const InnReading *
inn_tick_get_readings (const InnTick   *self,
                       const InnSample *sample)
{
  return sample->n > 0 ? &g_array_index (self->readings, InnReading, sample->first) : NULL;
}

void
inn_tick_add_reading (InnTick    *self,
                      InnMetric   metric,
                      const char *instance,
                      guint64     value,
                      guint64     per)
{
  InnReading reading = { metric, NULL, value, per };

  if (instance != NULL)
    reading.instance = g_string_chunk_insert_const (self->names, instance);

  g_array_append_val (self->readings, reading);
}

void
inn_counters_init (InnCounters *self)
{
  *self = (InnCounters) { 0 };
  self->vcpus = g_array_new (FALSE, TRUE, sizeof (InnDeviceCounters));
  self->cpus = g_array_new (FALSE, TRUE, sizeof (InnDeviceCounters));
  self->disks = g_array_new (FALSE, TRUE, sizeof (InnDeviceCounters));
  self->nics = g_array_new (FALSE, TRUE, sizeof (InnDeviceCounters));
}

/* Empties it for the next machine. */
void
inn_counters_reset (InnCounters *self)
{
  GArray *lists[] = { self->vcpus, self->cpus, self->disks, self->nics };

  *self = (InnCounters) { .vcpus = lists[0], .cpus = lists[1], .disks = lists[2],
                          .nics = lists[3] };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_array_set_size (lists[i], 0);
}

void
inn_counters_clear (InnCounters *self)
{
  g_clear_pointer (&self->vcpus, g_array_unref);
  g_clear_pointer (&self->cpus, g_array_unref);
  g_clear_pointer (&self->disks, g_array_unref);
  g_clear_pointer (&self->nics, g_array_unref);
}

/**
 * inn_counters_get_device:
 * @devices: one of the lists of #InnCounters
 * @index: the place of the device in the definition
 *
 * Returns: (transfer none): the device there, valid until the next call
 */
InnDeviceCounters *
inn_counters_get_device (GArray *devices,
                         guint   index)
{
  if (index >= devices->len)
    g_array_set_size (devices, index + 1);

  return &g_array_index (devices, InnDeviceCounters, index);
}

void
inn_device_set (InnDeviceCounters *self,
                guint              field,
                guint64            value)
{
  self->values[field] = value;
  self->known |= 1u << field;
}

static gboolean
knows (const InnDeviceCounters *self,
       guint                    field)
{
  return (self->known >> field & 1) != 0;
}

/* What the guest uses, as well as anybody can tell.
 *
 * Returns: how bad the source is, 1 is best; 0: nobody tells */
static guint
find_memory_in_use (const InnDeviceCounters *memory,
                    guint64                 *bytes)
{
  guint64 available = memory->values[INN_BALLOON_AVAILABLE];

  if (knows (memory, INN_BALLOON_AVAILABLE) && knows (memory, INN_BALLOON_USABLE))
    {
      *bytes = available - MIN (memory->values[INN_BALLOON_USABLE], available);
      return 1;
    }

  if (knows (memory, INN_BALLOON_AVAILABLE) && knows (memory, INN_BALLOON_UNUSED))
    {
      *bytes = available - MIN (memory->values[INN_BALLOON_UNUSED], available);
      return 2;
    }

  if (knows (memory, INN_BALLOON_RSS))
    {
      *bytes = memory->values[INN_BALLOON_RSS];
      return 3;
    }

  *bytes = memory->values[INN_BALLOON_CURRENT];

  return knows (memory, INN_BALLOON_CURRENT) ? 4 : 0;
}

/* A field of a device and what it is a reading of. */
typedef struct
{
  guint     field;
  InnMetric metric;
  int       per;           /* field; -1: none */
  gboolean  total;         /* there is a sum over all devices too */
} Mapping;

static const Mapping memory_map[] = {
  { INN_BALLOON_CURRENT, INN_METRIC_MEM_BALLOON, -1, FALSE },
  { INN_BALLOON_AVAILABLE, INN_METRIC_MEM_AVAILABLE, -1, FALSE },
  { INN_BALLOON_UNUSED, INN_METRIC_MEM_UNUSED, -1, FALSE },
  { INN_BALLOON_USABLE, INN_METRIC_MEM_USABLE, -1, FALSE },
  { INN_BALLOON_CACHE, INN_METRIC_MEM_CACHE, -1, FALSE },
  { INN_BALLOON_RSS, INN_METRIC_MEM_RSS, -1, FALSE },
  { INN_BALLOON_MAX, INN_METRIC_MEM_MAX, -1, FALSE },
  { INN_BALLOON_SWAP_IN, INN_METRIC_SWAP_IN, -1, FALSE },
  { INN_BALLOON_SWAP_OUT, INN_METRIC_SWAP_OUT, -1, FALSE },
  { INN_BALLOON_FAULTS_MAJOR, INN_METRIC_FAULTS_MAJOR, -1, FALSE },
  { INN_BALLOON_FAULTS_MINOR, INN_METRIC_FAULTS_MINOR, -1, FALSE },
};

static const Mapping vcpu_map[] = {
  { INN_VCPU_TIME, INN_METRIC_VCPU, -1, FALSE },
  { INN_VCPU_WAIT, INN_METRIC_VCPU_WAIT, -1, FALSE },
  { INN_VCPU_DELAY, INN_METRIC_VCPU_STEAL, -1, FALSE },
};

static const Mapping cpu_map[] = {
  { INN_VCPU_TIME, INN_METRIC_CPU_ONE, -1, FALSE },
};

static const Mapping disk_map[] = {
  { INN_DISK_READ_BYTES, INN_METRIC_DISK_READ, -1, TRUE },
  { INN_DISK_WRITE_BYTES, INN_METRIC_DISK_WRITE, -1, TRUE },
  { INN_DISK_READ_REQUESTS, INN_METRIC_DISK_READ_OPS, -1, TRUE },
  { INN_DISK_WRITE_REQUESTS, INN_METRIC_DISK_WRITE_OPS, -1, TRUE },
  { INN_DISK_READ_TIME, INN_METRIC_DISK_READ_LATENCY, INN_DISK_READ_REQUESTS, FALSE },
  { INN_DISK_WRITE_TIME, INN_METRIC_DISK_WRITE_LATENCY, INN_DISK_WRITE_REQUESTS, FALSE },
  { INN_DISK_FLUSH_REQUESTS, INN_METRIC_DISK_FLUSHES, -1, FALSE },
  { INN_DISK_FLUSH_TIME, INN_METRIC_DISK_FLUSH_LATENCY, INN_DISK_FLUSH_REQUESTS, FALSE },
  { INN_DISK_ALLOCATION, INN_METRIC_DISK_ALLOCATION, -1, FALSE },
  { INN_DISK_CAPACITY, INN_METRIC_DISK_CAPACITY, -1, FALSE },
  { INN_DISK_PHYSICAL, INN_METRIC_DISK_PHYSICAL, -1, FALSE },
};

static const Mapping nic_map[] = {
  { INN_NIC_RX_BYTES, INN_METRIC_NET_RX, -1, TRUE },
  { INN_NIC_TX_BYTES, INN_METRIC_NET_TX, -1, TRUE },
  { INN_NIC_RX_PACKETS, INN_METRIC_NET_RX_PACKETS, -1, TRUE },
  { INN_NIC_TX_PACKETS, INN_METRIC_NET_TX_PACKETS, -1, TRUE },
  { INN_NIC_RX_ERRORS, INN_METRIC_NET_RX_ERRORS, -1, TRUE },
  { INN_NIC_TX_ERRORS, INN_METRIC_NET_TX_ERRORS, -1, TRUE },
  { INN_NIC_RX_DROPS, INN_METRIC_NET_RX_DROPS, -1, TRUE },
  { INN_NIC_TX_DROPS, INN_METRIC_NET_TX_DROPS, -1, TRUE },
};

static void
add_device (InnTick                 *self,
            const InnDeviceCounters *device,
            const char              *name,
            const Mapping           *map,
            guint                    n_map)
{
  for (guint i = 0; i < n_map; i++)
    {
      guint64 per = map[i].per >= 0 ? device->values[map[i].per] : 1;

      if (knows (device, map[i].field) && (map[i].per < 0 || knows (device, map[i].per)))
        inn_tick_add_reading (self, map[i].metric, name, device->values[map[i].field], per);
    }
}

static void
add_devices (InnTick       *self,
             GArray        *devices,
             const Mapping *map,
             guint          n_map)
{
  for (guint i = 0; i < devices->len; i++)
    {
      const InnDeviceCounters *device = &g_array_index (devices, InnDeviceCounters, i);
      char number[16];

      g_snprintf (number, sizeof number, "%u", i);
      add_device (self, device, device->name != NULL ? device->name : number, map, n_map);
    }
}

static guint
sum_up (GArray            *devices,
        guint              field,
        InnDeviceCounters *sum)
{
  guint n = 0;

  for (guint i = 0; i < devices->len; i++)
    {
      const InnDeviceCounters *device = &g_array_index (devices, InnDeviceCounters, i);

      if (!knows (device, field))
        continue;

      inn_device_set (sum, field, sum->values[field] + device->values[field]);
      n++;
    }

  return n;
}

/* The sums of a list of devices, and @both: of its first two fields. "per" is the number
 * of devices in the sum: with others it is another counter. Where none tells anything (a
 * guest that hangs), there is no sum.
 *
 * Returns: whether there is one */
static gboolean
add_sums (InnTick       *self,
          GArray        *devices,
          InnMetric      both,
          const Mapping *map,
          guint          n_map)
{
  InnDeviceCounters sum = { 0 };
  guint n[INN_DEVICE_FIELDS] = { 0 };

  for (guint i = 0; i < n_map; i++)
    if (map[i].total)
      n[map[i].field] = sum_up (devices, map[i].field, &sum);

  for (guint i = 0; i < n_map; i++)
    if (map[i].total && (n[map[i].field] > 0 || devices->len == 0))
      inn_tick_add_reading (self, map[i].metric, NULL, sum.values[map[i].field],
                            n[map[i].field]);

  if (devices->len > 0 && (n[0] == 0 || n[1] == 0))
    return FALSE;

  inn_tick_add_reading (self, both, NULL, sum.values[0] + sum.values[1], n[0] + n[1]);

  return TRUE;
}

static void
add_memory (InnTick                 *self,
            const InnDeviceCounters *memory,
            gboolean                 all)
{
  guint64 bytes;
  guint source = find_memory_in_use (memory, &bytes);

  if (source > 0)
    inn_tick_add_reading (self, INN_METRIC_MEMORY, NULL, bytes, source);

  if (all)
    add_device (self, memory, NULL, memory_map, G_N_ELEMENTS (memory_map));
}

static void
add_steal (InnTick           *self,
           const InnCounters *counters)
{
  InnDeviceCounters sum = { 0 };
  guint n = sum_up (counters->vcpus, INN_VCPU_DELAY, &sum);

  if (n > 0)
    inn_tick_add_reading (self, INN_METRIC_CPU_STEAL, NULL, sum.values[INN_VCPU_DELAY], n);
}

static void
add_details (InnTick           *self,
             const InnCounters *counters)
{
  add_devices (self, counters->vcpus, vcpu_map, G_N_ELEMENTS (vcpu_map));
  add_devices (self, counters->cpus, cpu_map, G_N_ELEMENTS (cpu_map));
  add_devices (self, counters->disks, disk_map, G_N_ELEMENTS (disk_map));
  add_devices (self, counters->nics, nic_map, G_N_ELEMENTS (nic_map));

  if (counters->groups & INN_STATS_VCPU)
    add_steal (self, counters);

  if (counters->groups & INN_STATS_DIRTY)
    inn_tick_add_reading (self, INN_METRIC_DIRTY_RATE, NULL, counters->dirty_rate,
                          counters->dirty_time);
}

/**
 * inn_tick_add_domain:
 * @self: a tick
 * @domain: a running machine
 * @at: when @counters were read
 * @asked: what was asked
 * @counters: what was answered
 * @all: whether somebody follows the machine: all of it, not just totals
 */
void
inn_tick_add_domain (InnTick           *self,
                     virDomainPtr       domain,
                     gint64             at,
                     InnStatsGroups     asked,
                     const InnCounters *counters,
                     gboolean           all)
{
  InnSample sample = { .at = at, .asked = asked, .groups = counters->groups };

  virDomainGetUUIDString (domain, sample.uuid);
  sample.id = (int) virDomainGetID (domain);
  sample.first = self->readings->len;

  if (counters->groups & INN_STATS_CPU)
    inn_tick_add_reading (self, INN_METRIC_CPU, NULL, counters->cpu_time, counters->n_vcpus);
  if (counters->groups & INN_STATS_MEMORY)
    add_memory (self, &counters->memory, all);
  if ((counters->groups & INN_STATS_DISK) &&
      !add_sums (self, counters->disks, INN_METRIC_DISK, disk_map, G_N_ELEMENTS (disk_map)))
    sample.groups &= ~INN_STATS_DISK;
  if ((counters->groups & INN_STATS_NET) &&
      !add_sums (self, counters->nics, INN_METRIC_NET, nic_map, G_N_ELEMENTS (nic_map)))
    sample.groups &= ~INN_STATS_NET;
  if (all)
    add_details (self, counters);

  sample.n = self->readings->len - sample.first;
  g_array_append_val (self->samples, sample);
}
