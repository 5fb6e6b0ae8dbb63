/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-sampler"

#include "config.h"

#include <string.h>

#include "inn-sample.h"

/* Runs in a worker, for every running machine at every tick: no allocations.
 * Field names: libvirt's documentation of virConnectGetAllDomainStats(). */

#define KIB 1024

/* More devices of a kind than this no machine has; what a host sends is not trusted. */
#define MAX_DEVICES 4096

typedef struct
{
  const char *name;
  guint       field;
  guint       unit;
} Field;

static const Field vcpu_fields[] = {
  { "time", INN_VCPU_TIME, 1 },
  { "wait", INN_VCPU_WAIT, 1 },
  { "delay", INN_VCPU_DELAY, 1 },
};

static const Field disk_fields[] = {
  { "rd.reqs", INN_DISK_READ_REQUESTS, 1 },
  { "rd.bytes", INN_DISK_READ_BYTES, 1 },
  { "rd.times", INN_DISK_READ_TIME, 1 },
  { "wr.reqs", INN_DISK_WRITE_REQUESTS, 1 },
  { "wr.bytes", INN_DISK_WRITE_BYTES, 1 },
  { "wr.times", INN_DISK_WRITE_TIME, 1 },
  { "fl.reqs", INN_DISK_FLUSH_REQUESTS, 1 },
  { "fl.times", INN_DISK_FLUSH_TIME, 1 },
  { "allocation", INN_DISK_ALLOCATION, 1 },
  { "capacity", INN_DISK_CAPACITY, 1 },
  { "physical", INN_DISK_PHYSICAL, 1 },
};

static const Field nic_fields[] = {
  { "rx.bytes", INN_NIC_RX_BYTES, 1 },
  { "rx.pkts", INN_NIC_RX_PACKETS, 1 },
  { "rx.errs", INN_NIC_RX_ERRORS, 1 },
  { "rx.drop", INN_NIC_RX_DROPS, 1 },
  { "tx.bytes", INN_NIC_TX_BYTES, 1 },
  { "tx.pkts", INN_NIC_TX_PACKETS, 1 },
  { "tx.errs", INN_NIC_TX_ERRORS, 1 },
  { "tx.drop", INN_NIC_TX_DROPS, 1 },
};

static const Field memory_fields[] = {
  { "current", INN_BALLOON_CURRENT, KIB },
  { "maximum", INN_BALLOON_MAX, KIB },
  { "available", INN_BALLOON_AVAILABLE, KIB },
  { "unused", INN_BALLOON_UNUSED, KIB },
  { "usable", INN_BALLOON_USABLE, KIB },
  { "disk_caches", INN_BALLOON_CACHE, KIB },
  { "rss", INN_BALLOON_RSS, KIB },
  { "swap_in", INN_BALLOON_SWAP_IN, KIB },
  { "swap_out", INN_BALLOON_SWAP_OUT, KIB },
  { "major_fault", INN_BALLOON_FAULTS_MAJOR, 1 },
  { "minor_fault", INN_BALLOON_FAULTS_MINOR, 1 },
};

/* Negative numbers and other types mean: not known. */
static gboolean
get_number (const virTypedParameter *param,
            guint64                 *number)
{
  switch (param->type)
    {
    case VIR_TYPED_PARAM_ULLONG:
      *number = param->value.ul;
      return TRUE;
    case VIR_TYPED_PARAM_LLONG:
      *number = param->value.l;
      return param->value.l >= 0;
    case VIR_TYPED_PARAM_UINT:
      *number = param->value.ui;
      return TRUE;
    case VIR_TYPED_PARAM_INT:
      *number = param->value.i;
      return param->value.i >= 0;
    default:
      return FALSE;
    }
}

static void
read_field (InnDeviceCounters       *device,
            const Field             *fields,
            guint                    n_fields,
            const char              *name,
            const virTypedParameter *param)
{
  guint64 number;

  for (guint i = 0; i < n_fields; i++)
    if (fields[i].name[0] == name[0] && strcmp (fields[i].name, name) == 0)
      {
        if (get_number (param, &number))
          inn_device_set (device, fields[i].field, number * fields[i].unit);
        return;
      }
}

/* @name: such as "0.rd.bytes"; other forms, such as "count", are of no interest. */
static void
read_device (GArray                  *devices,
             const Field             *fields,
             guint                    n_fields,
             const char              *name,
             const virTypedParameter *param)
{
  InnDeviceCounters *device;
  guint index = 0;

  if (!g_ascii_isdigit (*name))
    return;

  for (; g_ascii_isdigit (*name); name++)
    if ((index = index * 10 + (*name - '0')) >= MAX_DEVICES)
      return;

  if (*name++ != '.')
    return;

  device = inn_counters_get_device (devices, index);

  if (strcmp (name, "name") == 0 && param->type == VIR_TYPED_PARAM_STRING)
    device->name = param->value.s;
  else
    read_field (device, fields, n_fields, name, param);
}

static void
read_dirty_rate (InnCounters             *self,
                 const char              *name,
                 const virTypedParameter *param)
{
  guint64 number;

  if (!get_number (param, &number))
    return;

  if (strcmp (name, "megabytes_per_second") == 0)
    {
      self->dirty_rate = number * KIB * KIB;
      self->groups |= INN_STATS_DIRTY;
    }
  else if (strcmp (name, "calc_start_time") == 0)
    {
      self->dirty_time = number;
    }
}

static void
read_param (InnCounters             *self,
            const virTypedParameter *param)
{
  const char *name = param->field;
  guint64 number;

  if (g_str_has_prefix (name, "block."))
    {
      self->groups |= INN_STATS_DISK;
      read_device (self->disks, disk_fields, G_N_ELEMENTS (disk_fields), name + 6, param);
    }
  else if (g_str_has_prefix (name, "net."))
    {
      self->groups |= INN_STATS_NET;
      read_device (self->nics, nic_fields, G_N_ELEMENTS (nic_fields), name + 4, param);
    }
  else if (g_str_has_prefix (name, "balloon."))
    {
      self->groups |= INN_STATS_MEMORY;
      read_field (&self->memory, memory_fields, G_N_ELEMENTS (memory_fields), name + 8, param);
    }
  else if (strcmp (name, "vcpu.current") == 0)
    {
      self->n_vcpus = get_number (param, &number) ? number : 0;
    }
  else if (g_str_has_prefix (name, "vcpu."))
    {
      self->groups |= INN_STATS_VCPU;
      read_device (self->vcpus, vcpu_fields, G_N_ELEMENTS (vcpu_fields), name + 5, param);
    }
  else if (strcmp (name, "cpu.time") == 0)
    {
      if (get_number (param, &self->cpu_time))
        self->groups |= INN_STATS_CPU;
    }
  else if (g_str_has_prefix (name, "dirtyrate."))
    {
      read_dirty_rate (self, name + 10, param);
    }
}

/**
 * inn_counters_read_bulk:
 * @self: empty counters; names in them belong to @params
 * @params: the record of a machine in the bulk statistics
 */
void
inn_counters_read_bulk (InnCounters             *self,
                        const virTypedParameter *params,
                        int                      n_params)
{
  for (int i = 0; i < n_params; i++)
    read_param (self, &params[i]);
}
