/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host"

#include "config.h"

#include "inn-domain-batch.h"
#include "inn-host-private.h"
#include "inn-sampler.h"
#include "inn-slice.h"
#include "inn-virt-error.h"
#include "inn-virt-init.h"

/* Events of this time become one refresh, in milliseconds. */
#define COALESCE 40

/* More stale domains than this are read with a full list: five calls, whatever the number,
 * where one alone takes as many. Of a host with few domains that is little to send, too. */
#define MAX_SINGLE 12
#define MAX_SINGLE_OF_FEW 1
#define FEW 200

/* Seconds between full refreshes: for what has no event, such as autostart. */
#define POLL_WITH_EVENTS 60

typedef void (*MergeDone) (InnHost        *self,
                           InnDomainBatch *batch);

typedef struct _InnMerge
{
  InnHost        *host;
  InnDomainBatch *batch;
  guint           next;
  guint           source;
  MergeDone       done;
} Merge;

typedef struct
{
  InnDomainBatch        *batch;
  InnEventRegistrations *registrations;
} FirstLoad;

static void run_refresh (InnHost *self);

static void
merge_free (Merge *merge)
{
  g_clear_handle_id (&merge->source, inn_slice_remove);
  if (merge->batch != NULL)
    inn_virt_dispose (merge->batch, inn_domain_batch_free);
  g_free (merge);
}

static InnDomain *
add_domain (InnHost             *self,
            const InnDomainInfo *info)
{
  InnDomain *domain = inn_domain_new (self->link, info->uuid);

  inn_domain_apply (domain, info);

  return domain;
}

/* Takes over one slice. Returns whether all is done. */
static gboolean
merge_slice (Merge *merge)
{
  InnHost *self = merge->host;
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) touched = g_ptr_array_new ();
  gint64 end = g_get_monotonic_time () + INN_SLICE_TIME;
  gboolean all;

  while (merge->next < merge->batch->infos->len && g_get_monotonic_time () < end)
    {
      const InnDomainInfo *info = g_ptr_array_index (merge->batch->infos, merge->next++);
      InnDomain *domain = inn_domain_list_find (self->domains, info->uuid);

      if (domain == NULL)
        g_ptr_array_add (added, add_domain (self, info));
      else if (inn_domain_apply (domain, info))
        g_ptr_array_add (touched, domain);
    }

  all = merge->next == merge->batch->infos->len;
  inn_domain_list_touch (self->domains, touched);
  inn_domain_list_add (self->domains, added);

  return all;
}

static void
remove_one (InnHost   *self,
            InnDomain *domain)
{
  g_autoptr (InnDomain) kept = g_object_ref (domain);

  inn_domain_list_remove (self->domains, domain);
  inn_domain_apply_gone (kept);
}

static void
remove_gone (InnHost        *self,
             InnDomainBatch *batch)
{
  for (guint i = 0; i < batch->gone->len; i++)
    {
      InnDomain *domain = inn_domain_list_find (self->domains, g_ptr_array_index (batch->gone, i));

      if (domain != NULL)
        remove_one (self, domain);
    }

  if (!batch->complete)
    return;

  for (guint i = inn_domain_list_get_n (self->domains); i > 0; i--)
    {
      InnDomain *domain = inn_domain_list_get (self->domains, i - 1);

      if (!g_hash_table_contains (batch->by_uuid, inn_domain_get_uuid (domain)))
        remove_one (self, domain);
    }
}

static gboolean
merge_cb (gpointer data)
{
  Merge *merge = data;
  InnHost *self = merge->host;

  if (!merge_slice (merge))
    return G_SOURCE_CONTINUE;

  merge->source = 0;
  self->merge = NULL;
  remove_gone (self, merge->batch);
  inn_host_count (self);
  merge->done (self, g_steal_pointer (&merge->batch));
  merge_free (merge);

  return G_SOURCE_REMOVE;
}

/* Merges by UUID, so that rows, selection and open windows keep their object; in
 * slices, so that ten thousand machines do not stop the main loop. */
static void
merge_batch (InnHost        *self,
             InnDomainBatch *batch,
             MergeDone       done)
{
  Merge *merge = g_new0 (Merge, 1);

  g_assert (self->merge == NULL);

  merge->host = self;
  merge->batch = batch;
  merge->done = done;
  merge->source = inn_slice_add (merge_cb, merge);
  self->merge = merge;
}

/**
 * inn_host_count:
 * @self: a host
 *
 * Counts the running machines anew. Only a connected host counts.
 */
void
inn_host_count (InnHost *self)
{
  guint n = 0;

  for (guint i = 0; i < inn_domain_list_get_n (self->domains); i++)
    if (inn_domain_get_state (inn_domain_list_get (self->domains, i)) == INN_DOMAIN_STATE_RUNNING)
      n++;

  if (self->n_running == n)
    return;

  self->n_running = n;
  inn_host_notify (self, INN_HOST_PROP_N_RUNNING);
}

static gboolean
poll_cb (gpointer data)
{
  inn_host_mark_all_stale (data);

  return G_SOURCE_CONTINUE;
}

/**
 * inn_host_start_polling:
 * @self: a connected host
 *
 * Reads everything again from time to time, at the interval that holds now.
 */
void
inn_host_start_polling (InnHost *self)
{
  g_clear_handle_id (&self->poll_source, g_source_remove);
  self->poll_source = g_timeout_add_seconds (self->has_events ? POLL_WITH_EVENTS
                                                              : self->poll_interval,
                                             poll_cb, self);
}

static void
refreshed (InnHost        *self,
           InnDomainBatch *batch)
{
  inn_domain_batch_free (batch);
  self->refreshing = FALSE;
  inn_host_read_details (self);

  if (self->all_stale || g_hash_table_size (self->stale) > 0)
    run_refresh (self);
}

static void register_rest (InnHost               *self,
                           InnEventRegistrations *after);

static void
rest_registered_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (InnHost) self = user_data;
  InnEventRegistrations *registrations;

  if ((registrations = inn_lane_call_finish (INN_LANE (object), result, NULL)) == NULL)
    return;

  if (INN_LANE (object) != self->control)
    {
      inn_lane_dispose_of (INN_LANE (object), registrations, inn_event_registrations_free);
      return;
    }

  g_ptr_array_add (self->registrations, registrations);
  if (!inn_event_registrations_are_all (registrations))
    register_rest (self, registrations);
}

/* What is more urgent goes in between. */
static void
register_rest (InnHost               *self,
               InnEventRegistrations *after)
{
  gpointer order = inn_event_order_new (inn_event_sink_new (self, self->control), after);

  inn_lane_call_async (self->control, INN_LANE_PRIORITY_DEFAULT, inn_host_events_rest_worker,
                       order, inn_event_order_free, inn_event_registrations_free,
                       INN_DEADLINE_LIST, NULL, rest_registered_cb, g_object_ref (self));
}

static void
loaded (InnHost        *self,
        InnDomainBatch *batch)
{
  inn_host_apply_local_tags (self);
  self->loaded = TRUE;
  inn_host_notify (self, INN_HOST_PROP_LOADED);

  register_rest (self, g_ptr_array_index (self->registrations, 0));
  inn_host_start_polling (self);
  inn_host_read_facts (self);
  inn_sampler_start (self->sampler);
  refreshed (self, batch);
}

static gpointer
flags_worker (virConnectPtr   connection,
              gpointer        data,
              GCancellable   *cancellable,
              GError        **error)
{
  InnDomainBatch **batch = data;

  if (!inn_domain_batch_read_flags (*batch, connection, error))
    return NULL;

  return g_steal_pointer (batch);
}

static void
clear_batch (gpointer data)
{
  InnDomainBatch **batch = data;

  g_clear_pointer (batch, inn_domain_batch_free);
  g_free (batch);
}

/* Returns: (transfer full) (nullable): what a worker brought; on failure the host is
 * lost or, if it is slow only, its state tells already */
static InnDomainBatch *
take_batch (InnHost      *self,
            InnLane      *lane,
            GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InnDomainBatch) batch = inn_lane_call_finish (lane, result, &error);

  if (lane != self->control)
    {
      if (batch != NULL)
        inn_lane_dispose_of (lane, g_steal_pointer (&batch), inn_domain_batch_free);
      return NULL;
    }

  if (batch == NULL)
    {
      self->refreshing = FALSE;

      if (!self->loaded || inn_virt_error_is_connection (error))
        inn_host_lost (self, error);
    }

  return g_steal_pointer (&batch);
}

static void
flags_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (InnHost) self = user_data;
  InnDomainBatch *batch = take_batch (self, INN_LANE (object), result);

  if (batch != NULL)
    merge_batch (self, batch, loaded);
}

static void
first_merged (InnHost        *self,
              InnDomainBatch *batch)
{
  InnDomainBatch **data = g_new (InnDomainBatch *, 1);

  *data = batch;
  inn_lane_call_async (self->control, INN_LANE_PRIORITY_HIGH, flags_worker, data, clear_batch,
                       inn_domain_batch_free, INN_DEADLINE_LIST, self->cancellable,
                       flags_read_cb, g_object_ref (self));
}

static void
first_load_free (gpointer data)
{
  FirstLoad *load = data;

  g_clear_pointer (&load->batch, inn_domain_batch_free);
  g_clear_pointer (&load->registrations, inn_event_registrations_free);
  g_free (load);
}

/* Events first, so that nothing is missed between the list and them. */
static gpointer
first_load_worker (virConnectPtr   connection,
                   gpointer        sink,
                   GCancellable   *cancellable,
                   GError        **error)
{
  FirstLoad *load = g_new0 (FirstLoad, 1);

  load->registrations = inn_host_events_first_worker (connection, sink, cancellable, error);

  if ((load->batch = inn_domain_batch_list (connection, error)) == NULL ||
      !inn_domain_batch_read_stats (load->batch, connection, error))
    {
      first_load_free (load);
      return NULL;
    }

  return load;
}

static void
first_loaded_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (InnHost) self = user_data;
  InnLane *lane = INN_LANE (object);
  g_autoptr (GError) error = NULL;
  FirstLoad *load = inn_lane_call_finish (lane, result, &error);

  if (lane != self->control)
    {
      if (load != NULL)
        inn_lane_dispose_of (lane, load, first_load_free);
      return;
    }

  if (load == NULL)
    {
      inn_host_lost (self, error);
      return;
    }

  self->has_events = inn_event_registrations_has_lifecycle (load->registrations);
  self->registrations = g_ptr_array_new_with_free_func (inn_event_registrations_free);
  g_ptr_array_add (self->registrations, g_steal_pointer (&load->registrations));

  self->n_expected = load->batch->infos->len;
  inn_host_notify (self, INN_HOST_PROP_N_EXPECTED);
  inn_host_set_state (self, INN_HOST_STATE_CONNECTED, NULL);

  merge_batch (self, g_steal_pointer (&load->batch), first_merged);
  first_load_free (load);
}

/**
 * inn_host_load:
 * @self: a host whose control lane was just opened
 *
 * Reads the list: rows after four calls, all of it after seven.
 */
void
inn_host_load (InnHost *self)
{
  inn_host_forget_details (self);
  self->refreshing = TRUE;
  inn_lane_call_async (self->control, INN_LANE_PRIORITY_HIGH, first_load_worker,
                       inn_event_sink_new (self, self->control), inn_event_sink_unref,
                       first_load_free, INN_DEADLINE_LIST, self->cancellable,
                       first_loaded_cb, g_object_ref (self));
}

static gpointer
refresh_worker (virConnectPtr   connection,
                gpointer        uuids,
                GCancellable   *cancellable,
                GError        **error)
{
  g_autoptr (InnDomainBatch) batch = NULL;

  if (uuids != NULL)
    return inn_domain_batch_lookup (connection, uuids, error);

  if ((batch = inn_domain_batch_list (connection, error)) == NULL ||
      !inn_domain_batch_read_stats (batch, connection, error) ||
      !inn_domain_batch_read_flags (batch, connection, error))
    return NULL;

  return g_steal_pointer (&batch);
}

static void
refresh_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (InnHost) self = user_data;
  InnDomainBatch *batch = take_batch (self, INN_LANE (object), result);

  if (batch != NULL)
    merge_batch (self, batch, refreshed);
}

/* Returns: (transfer full) (nullable): the domains to read; NULL for all */
static char **
take_stale (InnHost *self)
{
  guint max = inn_domain_list_get_n (self->domains) > FEW ? MAX_SINGLE : MAX_SINGLE_OF_FEW;
  char **uuids = NULL;

  if (!self->all_stale && g_hash_table_size (self->stale) <= max)
    {
      guint n;
      g_autofree char **keys = (char **) g_hash_table_get_keys_as_array (self->stale, &n);

      uuids = g_strdupv (keys);
    }

  self->all_stale = FALSE;
  g_hash_table_remove_all (self->stale);

  return uuids;
}

static void
run_refresh (InnHost *self)
{
  self->refreshing = TRUE;
  inn_lane_call_async (self->control, INN_LANE_PRIORITY_DEFAULT, refresh_worker,
                       take_stale (self), (GDestroyNotify) g_strfreev,
                       inn_domain_batch_free, INN_DEADLINE_LIST, self->cancellable,
                       refresh_cb, g_object_ref (self));
}

static gboolean
coalesced_cb (gpointer data)
{
  InnHost *self = data;

  self->refresh_source = 0;

  if (!self->refreshing)
    run_refresh (self);

  return G_SOURCE_REMOVE;
}

static void
schedule_refresh (InnHost *self)
{
  if (self->control == NULL || self->refreshing || self->refresh_source != 0)
    return;

  self->refresh_source = g_timeout_add (COALESCE, coalesced_cb, self);
}

/**
 * inn_host_mark_stale:
 * @self: a host
 * @uuid: canonical text form of a domain
 * @xml: whether its XML changed too
 *
 * Has the domain read again soon, together with others.
 */
void
inn_host_mark_stale (InnHost    *self,
                     const char *uuid,
                     gboolean    xml)
{
  InnDomain *domain = inn_domain_list_find (self->domains, uuid);

  if (xml && domain != NULL)
    {
      inn_domain_forget_details (domain);
      inn_host_want_details (self, domain);
    }

  if (!g_hash_table_contains (self->stale, uuid))
    g_hash_table_add (self->stale, g_strdup (uuid));

  schedule_refresh (self);
}

void
inn_host_mark_all_stale (InnHost *self)
{
  self->all_stale = TRUE;
  schedule_refresh (self);
}

/**
 * inn_host_refresh:
 * @self: a host
 *
 * Reads everything again.
 */
void
inn_host_refresh (InnHost *self)
{
  g_return_if_fail (INN_IS_HOST (self));

  inn_host_forget_details (self);
  inn_host_mark_all_stale (self);
}

/**
 * inn_host_stop_refresh:
 * @self: a host whose session ends
 */
void
inn_host_stop_refresh (InnHost *self)
{
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_pointer (&self->merge, merge_free);
  self->refreshing = FALSE;
  self->all_stale = FALSE;
  g_hash_table_remove_all (self->stale);
}
