/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-metric.h"
#include "inn-stats-need.h"
#include "inn-virt.h"

G_BEGIN_DECLS

/* One number as the host told it. What it means for its metric, inn-stats.c knows. */
typedef struct
{
  InnMetric   metric;
  const char *instance;    /* NULL: the whole machine or host */
  guint64     value;
  guint64     per;         /* what it is a share of; what it depends on */
} InnReading;

/* What was read of one machine, or of the host. */
typedef struct
{
  char           uuid[VIR_UUID_STRING_BUFLEN];
  int            id;         /* of the running machine; the next run has another one */
  gint64         at;         /* boot clock, µs */
  InnStatsGroups asked;
  InnStatsGroups groups;     /* of those, what there were values of */
  guint          first;      /* its readings */
  guint          n;
} InnSample;

/* What a worker brings home from one look at the host. */
typedef struct
{
  gint64        begun;
  gint64        ended;
  gboolean      complete;    /* an active machine that is not in here does not run */
  GArray       *samples;     /* of InnSample */
  GArray       *readings;    /* of InnReading */
  GStringChunk *names;
  InnSample     host;        /* at 0: not asked */
} InnTick;

InnTick          *inn_tick_new             (void);
void              inn_tick_free            (gpointer            tick);
const InnReading *inn_tick_get_readings    (const InnTick      *self,
                                            const InnSample    *sample);

void              inn_tick_add_reading     (InnTick            *self,
                                            InnMetric           metric,
                                            const char         *instance,
                                            guint64             value,
                                            guint64             per);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnTick, inn_tick_free)

/* Counters of one vCPU, disk or network card, by the place in a table of fields. */
#define INN_DEVICE_FIELDS 12

typedef struct
{
  const char *name;          /* NULL: the place in the list */
  guint64     values[INN_DEVICE_FIELDS];
  guint       known;         /* one bit per field */
} InnDeviceCounters;

enum { INN_VCPU_TIME, INN_VCPU_WAIT, INN_VCPU_DELAY };

enum { INN_DISK_READ_BYTES, INN_DISK_WRITE_BYTES, INN_DISK_READ_REQUESTS, INN_DISK_WRITE_REQUESTS,
       INN_DISK_READ_TIME, INN_DISK_WRITE_TIME, INN_DISK_FLUSH_REQUESTS, INN_DISK_FLUSH_TIME,
       INN_DISK_ALLOCATION, INN_DISK_CAPACITY, INN_DISK_PHYSICAL };

enum { INN_NIC_RX_BYTES, INN_NIC_TX_BYTES, INN_NIC_RX_PACKETS, INN_NIC_TX_PACKETS,
       INN_NIC_RX_ERRORS, INN_NIC_TX_ERRORS, INN_NIC_RX_DROPS, INN_NIC_TX_DROPS };

enum { INN_BALLOON_CURRENT, INN_BALLOON_AVAILABLE, INN_BALLOON_UNUSED, INN_BALLOON_USABLE,
       INN_BALLOON_CACHE, INN_BALLOON_RSS, INN_BALLOON_MAX, INN_BALLOON_SWAP_IN,
       INN_BALLOON_SWAP_OUT, INN_BALLOON_FAULTS_MAJOR, INN_BALLOON_FAULTS_MINOR };

/* What is known of one machine before it becomes readings; used again and again. */
typedef struct
{
  InnStatsGroups    groups;
  guint64           cpu_time;        /* ns */
  guint             n_vcpus;         /* 0: not known */
  InnDeviceCounters memory;          /* bytes; swap and faults as they are */
  GArray           *vcpus;           /* of InnDeviceCounters */
  GArray           *cpus;            /* of the host: INN_VCPU_TIME that went to this machine */
  GArray           *disks;
  GArray           *nics;
  guint64           dirty_rate;      /* bytes/s */
  guint64           dirty_time;      /* s: when that was measured */
} InnCounters;

void              inn_counters_init        (InnCounters        *self);
void              inn_counters_reset       (InnCounters        *self);
void              inn_counters_clear       (InnCounters        *self);
InnDeviceCounters *inn_counters_get_device (GArray             *devices,
                                            guint               index);
void              inn_device_set           (InnDeviceCounters  *self,
                                            guint               field,
                                            guint64             value);
void              inn_counters_read_bulk   (InnCounters        *self,
                                            const virTypedParameter *params,
                                            int                 n_params);
void              inn_tick_add_domain      (InnTick            *self,
                                            virDomainPtr        domain,
                                            gint64              at,
                                            InnStatsGroups      asked,
                                            const InnCounters  *counters,
                                            gboolean            all);

G_END_DECLS
