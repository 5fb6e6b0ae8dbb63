/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is measured of a machine or a host. What has an instance says in brackets
 * how instances are called. */
typedef enum
{
  /* Machine: totals, kept for every running machine */
  INN_METRIC_CPU,                 /* % of its vCPUs, 0…100 */
  INN_METRIC_MEMORY,              /* bytes in use */
  INN_METRIC_DISK,                /* bytes/s, both directions */
  INN_METRIC_NET,

  /* Machine: details, kept while somebody follows it */
  INN_METRIC_CPU_STEAL,
  INN_METRIC_VCPU,                /* [number of the vCPU] */
  INN_METRIC_VCPU_WAIT,
  INN_METRIC_VCPU_STEAL,
  INN_METRIC_CPU_ONE,             /* [number of a CPU of the host] % this machine uses of it */

  INN_METRIC_MEM_BALLOON,
  INN_METRIC_MEM_AVAILABLE,
  INN_METRIC_MEM_UNUSED,
  INN_METRIC_MEM_USABLE,
  INN_METRIC_MEM_CACHE,
  INN_METRIC_MEM_RSS,
  INN_METRIC_MEM_MAX,
  INN_METRIC_SWAP_IN,
  INN_METRIC_SWAP_OUT,
  INN_METRIC_FAULTS_MAJOR,
  INN_METRIC_FAULTS_MINOR,

  INN_METRIC_DISK_READ,           /* [target: "vda"]; without: of all disks */
  INN_METRIC_DISK_WRITE,
  INN_METRIC_DISK_READ_OPS,
  INN_METRIC_DISK_WRITE_OPS,
  INN_METRIC_DISK_READ_LATENCY,   /* [target] seconds per request */
  INN_METRIC_DISK_WRITE_LATENCY,
  INN_METRIC_DISK_FLUSHES,
  INN_METRIC_DISK_FLUSH_LATENCY,
  INN_METRIC_DISK_ALLOCATION,
  INN_METRIC_DISK_CAPACITY,
  INN_METRIC_DISK_PHYSICAL,

  INN_METRIC_NET_RX,              /* [device: "vnet0"]; without: of all of them */
  INN_METRIC_NET_TX,
  INN_METRIC_NET_RX_PACKETS,
  INN_METRIC_NET_TX_PACKETS,
  INN_METRIC_NET_RX_ERRORS,
  INN_METRIC_NET_TX_ERRORS,
  INN_METRIC_NET_RX_DROPS,
  INN_METRIC_NET_TX_DROPS,

  INN_METRIC_DIRTY_RATE,

  /* Host */
  INN_METRIC_HOST_CPU,
  INN_METRIC_HOST_CPU_ONE,        /* [number of the CPU] */
  INN_METRIC_HOST_CPU_IOWAIT,
  INN_METRIC_HOST_MEMORY,
  INN_METRIC_HOST_MEMORY_CACHED,
  INN_METRIC_HOST_MEMORY_FREE,
  INN_METRIC_HOST_RUNNING,

  INN_N_METRICS
} InnMetric;

typedef enum
{
  INN_UNIT_PERCENT,
  INN_UNIT_BYTES,
  INN_UNIT_BYTES_PER_SECOND,
  INN_UNIT_PER_SECOND,
  INN_UNIT_SECONDS,
  INN_UNIT_COUNT,
} InnUnit;

const char *inn_metric_get_id    (InnMetric  metric);
const char *inn_metric_get_label (InnMetric  metric);
InnUnit     inn_metric_get_unit  (InnMetric  metric);

char       *inn_unit_format      (InnUnit    unit,
                                  double     value);

G_END_DECLS
