/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inn-metric.h"
#include "inn-text.h"

typedef struct
{
  const char *id;
  const char *label;
  InnUnit     unit;
} Metric;

/* The ids are in files that people keep (CSV) and in settings: they never change. */
static const Metric metrics[] = {
  [INN_METRIC_CPU] = { "cpu", N_("CPU"), INN_UNIT_PERCENT },
  [INN_METRIC_MEMORY] = { "memory", N_("Memory"), INN_UNIT_BYTES },
  [INN_METRIC_DISK] = { "disk", N_("Disk"), INN_UNIT_BYTES_PER_SECOND },
  [INN_METRIC_NET] = { "net", N_("Network"), INN_UNIT_BYTES_PER_SECOND },

  /* Translators: time the machine was ready to run and the host ran something else */
  [INN_METRIC_CPU_STEAL] = { "cpu.steal", N_("Steal"), INN_UNIT_PERCENT },
  [INN_METRIC_VCPU] = { "vcpu", N_("vCPU"), INN_UNIT_PERCENT },
  [INN_METRIC_VCPU_WAIT] = { "vcpu.wait", N_("vCPU wait"), INN_UNIT_PERCENT },
  [INN_METRIC_VCPU_STEAL] = { "vcpu.steal", N_("vCPU steal"), INN_UNIT_PERCENT },
  [INN_METRIC_CPU_ONE] = { "cpu.one", N_("On host CPU"), INN_UNIT_PERCENT },

  /* Translators: memory the machine has at the moment, of what it may have */
  [INN_METRIC_MEM_BALLOON] = { "memory.balloon", N_("Balloon"), INN_UNIT_BYTES },
  [INN_METRIC_MEM_AVAILABLE] = { "memory.available", N_("Available"), INN_UNIT_BYTES },
  [INN_METRIC_MEM_UNUSED] = { "memory.unused", N_("Unused"), INN_UNIT_BYTES },
  [INN_METRIC_MEM_USABLE] = { "memory.usable", N_("Usable"), INN_UNIT_BYTES },
  /* Translators: memory with copies of what is on disks */
  [INN_METRIC_MEM_CACHE] = { "memory.cache", N_("Cache"), INN_UNIT_BYTES },
  /* Translators: memory of the host that the machine takes (resident set size) */
  [INN_METRIC_MEM_RSS] = { "memory.rss", N_("Host RSS"), INN_UNIT_BYTES },
  [INN_METRIC_MEM_MAX] = { "memory.max", N_("Maximum memory"), INN_UNIT_BYTES },
  [INN_METRIC_SWAP_IN] = { "swap.in", N_("Swap in"), INN_UNIT_BYTES_PER_SECOND },
  [INN_METRIC_SWAP_OUT] = { "swap.out", N_("Swap out"), INN_UNIT_BYTES_PER_SECOND },
  [INN_METRIC_FAULTS_MAJOR] = { "faults.major", N_("Major faults"), INN_UNIT_PER_SECOND },
  [INN_METRIC_FAULTS_MINOR] = { "faults.minor", N_("Minor faults"), INN_UNIT_PER_SECOND },

  [INN_METRIC_DISK_READ] = { "disk.read", N_("Read"), INN_UNIT_BYTES_PER_SECOND },
  [INN_METRIC_DISK_WRITE] = { "disk.write", N_("Written"), INN_UNIT_BYTES_PER_SECOND },
  [INN_METRIC_DISK_READ_OPS] = { "disk.read-ops", N_("Read requests"), INN_UNIT_PER_SECOND },
  [INN_METRIC_DISK_WRITE_OPS] = { "disk.write-ops", N_("Write requests"), INN_UNIT_PER_SECOND },
  [INN_METRIC_DISK_READ_LATENCY] = { "disk.read-latency", N_("Read latency"), INN_UNIT_SECONDS },
  [INN_METRIC_DISK_WRITE_LATENCY] = { "disk.write-latency", N_("Write latency"),
                                      INN_UNIT_SECONDS },
  [INN_METRIC_DISK_FLUSHES] = { "disk.flushes", N_("Flushes"), INN_UNIT_PER_SECOND },
  [INN_METRIC_DISK_FLUSH_LATENCY] = { "disk.flush-latency", N_("Flush latency"),
                                      INN_UNIT_SECONDS },
  [INN_METRIC_DISK_ALLOCATION] = { "disk.allocation", N_("Allocation"), INN_UNIT_BYTES },
  [INN_METRIC_DISK_CAPACITY] = { "disk.capacity", N_("Capacity"), INN_UNIT_BYTES },
  [INN_METRIC_DISK_PHYSICAL] = { "disk.physical", N_("Physical size"), INN_UNIT_BYTES },

  [INN_METRIC_NET_RX] = { "net.rx", N_("Received"), INN_UNIT_BYTES_PER_SECOND },
  [INN_METRIC_NET_TX] = { "net.tx", N_("Sent"), INN_UNIT_BYTES_PER_SECOND },
  [INN_METRIC_NET_RX_PACKETS] = { "net.rx-packets", N_("Packets received"), INN_UNIT_PER_SECOND },
  [INN_METRIC_NET_TX_PACKETS] = { "net.tx-packets", N_("Packets sent"), INN_UNIT_PER_SECOND },
  [INN_METRIC_NET_RX_ERRORS] = { "net.rx-errors", N_("Receive errors"), INN_UNIT_PER_SECOND },
  [INN_METRIC_NET_TX_ERRORS] = { "net.tx-errors", N_("Send errors"), INN_UNIT_PER_SECOND },
  [INN_METRIC_NET_RX_DROPS] = { "net.rx-drops", N_("Received and dropped"), INN_UNIT_PER_SECOND },
  [INN_METRIC_NET_TX_DROPS] = { "net.tx-drops", N_("Dropped before sending"),
                                INN_UNIT_PER_SECOND },

  /* Translators: memory that changes per second, which a migration has to copy again */
  [INN_METRIC_DIRTY_RATE] = { "dirty-rate", N_("Dirty rate"), INN_UNIT_BYTES_PER_SECOND },

  [INN_METRIC_HOST_CPU] = { "host.cpu", N_("Host CPU"), INN_UNIT_PERCENT },
  [INN_METRIC_HOST_CPU_ONE] = { "host.cpu.one", N_("CPU of the host"), INN_UNIT_PERCENT },
  /* Translators: time in which the CPUs of a host had nothing to do but wait for disks */
  [INN_METRIC_HOST_CPU_IOWAIT] = { "host.cpu.iowait", N_("Waiting for disks"), INN_UNIT_PERCENT },
  [INN_METRIC_HOST_MEMORY] = { "host.memory", N_("Host memory"), INN_UNIT_BYTES },
  [INN_METRIC_HOST_MEMORY_CACHED] = { "host.memory.cached", N_("Host cache"), INN_UNIT_BYTES },
  [INN_METRIC_HOST_MEMORY_FREE] = { "host.memory.free", N_("Free on the host"), INN_UNIT_BYTES },
  [INN_METRIC_HOST_RUNNING] = { "host.running", N_("Running machines"), INN_UNIT_COUNT },
};

G_STATIC_ASSERT (G_N_ELEMENTS (metrics) == INN_N_METRICS);

/**
 * inn_metric_get_id:
 * @metric: a metric
 *
 * Returns: its name in files and settings, such as "disk.read"
 */
const char *
inn_metric_get_id (InnMetric metric)
{
  g_return_val_if_fail (metric < INN_N_METRICS, NULL);

  return metrics[metric].id;
}

/**
 * inn_metric_get_label:
 * @metric: a metric
 *
 * Returns: what people call it, in their language
 */
const char *
inn_metric_get_label (InnMetric metric)
{
  g_return_val_if_fail (metric < INN_N_METRICS, NULL);

  return _(metrics[metric].label);
}

InnUnit
inn_metric_get_unit (InnMetric metric)
{
  g_return_val_if_fail (metric < INN_N_METRICS, INN_UNIT_COUNT);

  return metrics[metric].unit;
}

/**
 * inn_unit_format:
 * @unit: what @value is measured in; times are seconds
 * @value: a value; %NAN: not known
 *
 * Returns: (transfer full): such as "71 %", "42 MB/s", "1.4 ms", "4.2 GiB", "–"
 */
char *
inn_unit_format (InnUnit unit,
                 double  value)
{
  if (!isfinite (value))
    return g_strdup ("–");

  switch (unit)
    {
    case INN_UNIT_PERCENT:
      return inn_text_percent (value);
    case INN_UNIT_BYTES:
      return inn_text_memory_kib (MAX (value, 0.0) / 1024.0);
    case INN_UNIT_BYTES_PER_SECOND:
      return inn_text_rate (value);
    case INN_UNIT_PER_SECOND:
      return inn_text_frequency (value);
    case INN_UNIT_SECONDS:
      return inn_text_latency (value);
    case INN_UNIT_COUNT:
      return inn_text_count (llround (MAX (value, 0.0)));
    default:
      g_return_val_if_reached (NULL);
    }
}
