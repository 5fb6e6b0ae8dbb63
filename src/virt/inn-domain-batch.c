/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-domain-batch.h"
#include "inn-virt-error.h"

#include <stdlib.h>

/* All functions here run in a worker. */

#define STATS (VIR_DOMAIN_STATS_STATE | VIR_DOMAIN_STATS_VCPU | VIR_DOMAIN_STATS_BALLOON)

static InnDomainBatch *
batch_new (guint n)
{
  InnDomainBatch *self = g_new0 (InnDomainBatch, 1);

  self->infos = g_ptr_array_new_full (n, inn_domain_info_free);
  self->by_uuid = g_hash_table_new (g_str_hash, g_str_equal);
  self->gone = g_ptr_array_new_with_free_func (g_free);

  return self;
}

static void
batch_add (InnDomainBatch *self,
           InnDomainInfo  *info)
{
  g_ptr_array_add (self->infos, info);
  g_hash_table_insert (self->by_uuid, info->uuid, info);
}

void
inn_domain_batch_free (gpointer batch)
{
  InnDomainBatch *self = batch;

  g_clear_pointer (&self->by_uuid, g_hash_table_unref);
  g_clear_pointer (&self->infos, g_ptr_array_unref);
  g_clear_pointer (&self->gone, g_ptr_array_unref);
  g_free (self);
}

/**
 * inn_domain_batch_list:
 * @connection: a connection
 *
 * Lists all domains with one call.
 *
 * Returns: (transfer full) (nullable): name, UUID and id of every domain
 */
InnDomainBatch *
inn_domain_batch_list (virConnectPtr   connection,
                       GError        **error)
{
  g_autoptr (InnDomainBatch) self = NULL;
  virDomainPtr *domains = NULL;
  int n;

  if ((n = virConnectListAllDomains (connection, &domains, 0)) < 0)
    {
      inn_set_virt_error (error, _("Could not list the machines"));
      return NULL;
    }

  self = batch_new (n);
  self->complete = TRUE;

  for (int i = 0; i < n; i++)
    batch_add (self, inn_domain_info_new (domains[i]));

  free (domains);

  return g_steal_pointer (&self);
}

static void
take_records (InnDomainBatch           *self,
              virDomainStatsRecordPtr  *records)
{
  for (guint i = 0; records[i] != NULL; i++)
    {
      char uuid[VIR_UUID_STRING_BUFLEN];
      InnDomainInfo *info;

      virDomainGetUUIDString (records[i]->dom, uuid);

      if ((info = g_hash_table_lookup (self->by_uuid, uuid)) != NULL)
        inn_domain_info_read_stats (info, records[i]->params, records[i]->nparams);
    }

  virDomainStatsRecordListFree (records);
}

/* Drivers without bulk statistics: one call per domain. */
static gboolean
read_infos (InnDomainBatch  *self,
            GError         **error)
{
  for (guint i = 0; i < self->infos->len; i++)
    {
      InnDomainInfo *info = g_ptr_array_index (self->infos, i);
      virDomainInfo basic;

      /* One that is gone meanwhile is no error: an event or the next list tells. */
      if (virDomainGetInfo (info->handle, &basic) < 0)
        continue;

      info->state = basic.state;
      info->vcpus = info->max_vcpus = basic.nrVirtCpu;
      info->memory_kib = basic.memory;
      info->max_memory_kib = basic.maxMem;
      info->known |= INN_DOMAIN_KNOWS_STATE | INN_DOMAIN_KNOWS_VCPUS | INN_DOMAIN_KNOWS_MEMORY;
    }

  return TRUE;
}

static gboolean
stats_failed (InnDomainBatch  *self,
              GError         **error)
{
  g_autoptr (GError) local = NULL;

  inn_set_virt_error (&local, _("Could not read the state of the machines"));

  if (inn_virt_error_is_unsupported (local))
    return read_infos (self, error);

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/**
 * inn_domain_batch_read_stats:
 * @self: a batch
 * @connection: a connection
 *
 * Adds state, vCPUs and memory, as far as the driver tells, with one call.
 */
gboolean
inn_domain_batch_read_stats (InnDomainBatch  *self,
                             virConnectPtr    connection,
                             GError         **error)
{
  virDomainStatsRecordPtr *records = NULL;

  if (virConnectGetAllDomainStats (connection, STATS, &records,
                                   VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT) < 0)
    return stats_failed (self, error);

  take_records (self, records);

  return TRUE;
}

static gboolean
read_flag (InnDomainBatch  *self,
           virConnectPtr    connection,
           unsigned int     filter,
           gsize            offset,
           GError         **error)
{
  virDomainPtr *domains = NULL;
  int n;

  if ((n = virConnectListAllDomains (connection, &domains, filter)) < 0)
    {
      g_autoptr (GError) local = NULL;

      inn_set_virt_error (&local, _("Could not list the machines"));

      /* A driver that does not know the filter does not know the thing either. */
      if (inn_virt_error_is_unsupported (local) || local->code == VIR_ERR_INVALID_ARG)
        return TRUE;

      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  for (int i = 0; i < n; i++)
    {
      g_autoptr (virDomain) domain = domains[i];
      char uuid[VIR_UUID_STRING_BUFLEN];
      gpointer info;

      virDomainGetUUIDString (domain, uuid);

      if ((info = g_hash_table_lookup (self->by_uuid, uuid)) != NULL)
        G_STRUCT_MEMBER (gboolean, info, offset) = TRUE;
    }

  free (domains);

  return TRUE;
}

/**
 * inn_domain_batch_read_flags:
 * @self: a batch
 * @connection: a connection
 *
 * Adds what is true of a domain or not, with one filtered list each.
 */
gboolean
inn_domain_batch_read_flags (InnDomainBatch  *self,
                             virConnectPtr    connection,
                             GError         **error)
{
  static const struct { unsigned int filter; gsize offset; } filters[] = {
    { VIR_CONNECT_LIST_DOMAINS_PERSISTENT, G_STRUCT_OFFSET (InnDomainInfo, persistent) },
    { VIR_CONNECT_LIST_DOMAINS_AUTOSTART, G_STRUCT_OFFSET (InnDomainInfo, autostart) },
    { VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE, G_STRUCT_OFFSET (InnDomainInfo, managed_save) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (!read_flag (self, connection, filters[i].filter, filters[i].offset, error))
      return FALSE;

  for (guint i = 0; i < self->infos->len; i++)
    {
      InnDomainInfo *info = g_ptr_array_index (self->infos, i);

      info->known |= INN_DOMAIN_KNOWS_FLAGS;
    }

  return TRUE;
}

static void
read_flags_of_one (InnDomainInfo *info)
{
  int autostart = 0;

  info->persistent = virDomainIsPersistent (info->handle) == 1;
  info->autostart = info->persistent &&
                    virDomainGetAutostart (info->handle, &autostart) == 0 && autostart;
  info->managed_save = info->id < 0 && virDomainHasManagedSaveImage (info->handle, 0) == 1;
  info->known |= INN_DOMAIN_KNOWS_FLAGS;
}

static gboolean
read_stats_of_some (InnDomainBatch  *self,
                    GError         **error)
{
  virDomainStatsRecordPtr *records = NULL;
  g_autoptr (GPtrArray) handles = g_ptr_array_new ();

  if (self->infos->len == 0)
    return TRUE;

  for (guint i = 0; i < self->infos->len; i++)
    g_ptr_array_add (handles, ((InnDomainInfo *) g_ptr_array_index (self->infos, i))->handle);
  g_ptr_array_add (handles, NULL);

  if (virDomainListGetStats ((virDomainPtr *) handles->pdata, STATS, &records,
                             VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT) < 0)
    return stats_failed (self, error);

  take_records (self, records);

  return TRUE;
}

/**
 * inn_domain_batch_lookup:
 * @connection: a connection
 * @uuids: canonical text forms
 *
 * Asks for some domains only: four calls each and one for all.
 *
 * Returns: (transfer full) (nullable): what is known of those that exist
 */
InnDomainBatch *
inn_domain_batch_lookup (virConnectPtr   connection,
                         char          **uuids,
                         GError        **error)
{
  g_autoptr (InnDomainBatch) self = batch_new (g_strv_length (uuids));

  for (guint i = 0; uuids[i] != NULL; i++)
    {
      virDomainPtr handle = virDomainLookupByUUIDString (connection, uuids[i]);
      g_autoptr (GError) local = NULL;

      if (handle != NULL)
        {
          batch_add (self, inn_domain_info_new (handle));
          read_flags_of_one (g_ptr_array_index (self->infos, self->infos->len - 1));
          continue;
        }

      inn_set_virt_error (&local, _("Could not find a machine"));

      if (local->code != VIR_ERR_NO_DOMAIN)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }

      g_ptr_array_add (self->gone, g_strdup (uuids[i]));
    }

  if (!read_stats_of_some (self, error))
    return NULL;

  return g_steal_pointer (&self);
}
