/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-sampler"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "inn-sampler-worker.h"
#include "inn-sampler.h"
#include "inn-virt-error.h"

#define FLAGS (VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE | VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT)

/* What one run of the worker works with. */
typedef struct
{
  const InnTickOrder *order;
  InnTick            *tick;
  InnCounters         counters;
  InnStatsGroups      bulk_asked;
  InnStatsGroups      bulk_told;
} Run;

InnTickOrder *
inn_tick_order_new (InnSamplerSession *session)
{
  InnTickOrder *self = g_new0 (InnTickOrder, 1);

  self->session = session;
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
inn_tick_order_free (gpointer order)
{
  InnTickOrder *self = order;

  g_hash_table_unref (self->wanted);
  g_free (self);
}

/**
 * inn_tick_order_want:
 * @self: an order
 * @uuid: a machine
 * @groups: what is needed of it
 * @follow: whether all details are; more than once is added up
 */
void
inn_tick_order_want (InnTickOrder   *self,
                     const char     *uuid,
                     InnStatsGroups  groups,
                     gboolean        follow)
{
  InnWanted *wanted = g_hash_table_lookup (self->wanted, uuid);

  if (wanted == NULL)
    {
      wanted = g_new0 (InnWanted, 1);
      g_hash_table_insert (self->wanted, g_strdup (uuid), wanted);
    }

  wanted->groups |= groups;
  wanted->follow |= follow;
}

static guint
to_libvirt (InnStatsGroups groups)
{
  static const struct
  {
    InnStatsGroups group;
    guint          flag;
  } flags[] = {
    { INN_STATS_CPU, VIR_DOMAIN_STATS_CPU_TOTAL },
    { INN_STATS_VCPU, VIR_DOMAIN_STATS_VCPU },
    { INN_STATS_MEMORY, VIR_DOMAIN_STATS_BALLOON },
    { INN_STATS_DISK, VIR_DOMAIN_STATS_BLOCK },
    { INN_STATS_NET, VIR_DOMAIN_STATS_INTERFACE },
    { INN_STATS_DIRTY, VIR_DOMAIN_STATS_DIRTYRATE },
  };
  guint result = VIR_DOMAIN_STATS_STATE;

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (groups & flags[i].group)
      result |= flags[i].flag;

  return result;
}

static void
read_machine (Run                     *run,
              virDomainPtr             domain,
              const virTypedParameter *params,
              int                      n_params,
              InnStatsGroups           asked,
              const InnWanted         *wanted)
{
  gboolean all = wanted != NULL && wanted->follow;
  gint64 begun = inn_sampler_now ();
  gint64 at = 0;
  InnStatsGroups missing;

  inn_counters_reset (&run->counters);
  inn_counters_read_bulk (&run->counters, params, n_params);
  run->counters.groups &= asked;
  run->bulk_asked |= asked;
  run->bulk_told |= run->counters.groups;

  missing = asked & ~run->counters.groups;
  if (wanted != NULL && missing != 0)
    {
      inn_counters_call (&run->counters, run->order->session, domain, missing, all);
      at = (begun + inn_sampler_now ()) / 2;
    }

  if (all && (asked & INN_STATS_CPU))
    inn_counters_call_cpus (&run->counters, run->order->session, domain);

  inn_tick_add_domain (run->tick, domain, at, asked, &run->counters, all);
}

/* @followed: whether these are the machines that are read by a call of their own. */
static void
read_records (Run                     *run,
              virDomainStatsRecordPtr *records,
              gboolean                 followed)
{
  for (guint i = 0; records[i] != NULL; i++)
    {
      const InnWanted *wanted;
      char uuid[VIR_UUID_STRING_BUFLEN];

      virDomainGetUUIDString (records[i]->dom, uuid);
      wanted = g_hash_table_lookup (run->order->wanted, uuid);

      if (followed != (wanted != NULL && wanted->follow))
        continue;

      read_machine (run, records[i]->dom, records[i]->params, records[i]->nparams,
                    followed ? wanted->groups : run->order->groups, wanted);
    }

  virDomainStatsRecordListFree (records);
}

/* @domains: NULL: all that run. The time of all readings is the middle of the call. */
static gboolean
read_bulk (Run           *run,
           virConnectPtr  connection,
           virDomainPtr  *domains,
           InnStatsGroups groups,
           gboolean       followed)
{
  virDomainStatsRecordPtr *records = NULL;
  guint first = run->tick->samples->len;
  gint64 begun = inn_sampler_now ();
  gint64 at;
  int n;

  if (domains != NULL)
    n = virDomainListGetStats (domains, to_libvirt (groups), &records, FLAGS);
  else
    n = virConnectGetAllDomainStats (connection, to_libvirt (groups), &records, FLAGS);

  if (n < 0)
    return FALSE;

  at = (begun + inn_sampler_now ()) / 2;
  read_records (run, records, followed);

  for (; first < run->tick->samples->len; first++)
    {
      InnSample *sample = &g_array_index (run->tick->samples, InnSample, first);

      if (sample->at == 0)
        sample->at = at;
    }

  return TRUE;
}

static gboolean
read_in_parts (Run           *run,
               virConnectPtr  connection)
{
  virDomainPtr *domains = NULL;
  int n = virConnectListAllDomains (connection, &domains, VIR_CONNECT_LIST_DOMAINS_ACTIVE);
  gboolean all_read = n >= 0;

  for (int first = 0; first < n && all_read; first += run->order->part)
    {
      guint count = MIN (run->order->part, (guint) (n - first));
      g_autofree virDomainPtr *part = g_new0 (virDomainPtr, count + 1);

      memcpy (part, domains + first, count * sizeof *part);
      all_read = read_bulk (run, connection, part, run->order->groups, FALSE);
    }

  for (int i = 0; i < n; i++)
    virDomainFree (domains[i]);
  free (domains);

  return all_read;
}

static virDomainPtr
get_handle (InnSamplerSession *session,
            virConnectPtr      connection,
            const char        *uuid)
{
  virDomainPtr handle = g_hash_table_lookup (session->handles, uuid);

  if (handle != NULL)
    return handle;

  if ((handle = virDomainLookupByUUIDString (connection, uuid)) != NULL)
    g_hash_table_insert (session->handles, g_strdup (uuid), handle);

  return handle;
}

static gboolean
read_followed (Run           *run,
               virConnectPtr  connection)
{
  g_autoptr (GPtrArray) handles = g_ptr_array_new ();
  InnStatsGroups groups = 0;
  GHashTableIter iter;
  gpointer uuid, wanted;

  g_hash_table_iter_init (&iter, run->order->wanted);
  while (g_hash_table_iter_next (&iter, &uuid, &wanted))
    {
      virDomainPtr handle;

      if (!((InnWanted *) wanted)->follow)
        continue;

      groups |= ((InnWanted *) wanted)->groups;
      if ((handle = get_handle (run->order->session, connection, uuid)) != NULL)
        g_ptr_array_add (handles, handle);
    }

  if (handles->len == 0)
    return TRUE;

  g_ptr_array_add (handles, NULL);

  return read_bulk (run, connection, (virDomainPtr *) handles->pdata, groups, TRUE);
}

static guint
get_turn (InnSamplerSession *session,
          gconstpointer      uuid)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (session->turns, uuid));
}

/* Those that are followed first, then those that wait longest. */
static int
compare_turns (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const InnTickOrder *order = user_data;
  gconstpointer one = *(gconstpointer *) a;
  gconstpointer other = *(gconstpointer *) b;
  gboolean one_followed = ((InnWanted *) g_hash_table_lookup (order->wanted, one))->follow;
  gboolean other_followed = ((InnWanted *) g_hash_table_lookup (order->wanted, other))->follow;
  guint one_turn = get_turn (order->session, one);
  guint other_turn = get_turn (order->session, other);

  if (one_followed != other_followed)
    return one_followed ? -1 : 1;

  return (one_turn > other_turn) - (one_turn < other_turn);
}

/* Hosts that have no bulk call: what is looked at, one by one. Where calls take long, not
 * all of them in one look. */
static void
read_one_by_one (Run           *run,
                 virConnectPtr  connection)
{
  const InnTickOrder *order = run->order;
  g_autofree gpointer *uuids = NULL;
  gint64 end = inn_sampler_now () + order->budget;
  guint n;

  uuids = g_hash_table_get_keys_as_array (order->wanted, &n);
  g_qsort_with_data (uuids, (int) n, sizeof *uuids, compare_turns, (gpointer) order);

  for (guint i = 0; i < n; i++)
    {
      InnWanted *wanted = g_hash_table_lookup (order->wanted, uuids[i]);
      virDomainPtr handle = get_handle (order->session, connection, uuids[i]);

      g_hash_table_replace (order->session->turns, g_strdup (uuids[i]),
                            GUINT_TO_POINTER (order->session->n_looks));
      if (handle != NULL)
        read_machine (run, handle, NULL, 0, wanted->groups, wanted);

      if (order->budget != 0 && inn_sampler_now () >= end)
        break;
    }
}

/* The test driver lists its machines and tells nothing of them: for many of them that is
 * work for nothing each time. QEMU has all there is, but not of a machine that is busy. */
static void
learn_bulk (Run *run)
{
  if (!run->order->session->is_qemu)
    run->order->session->bulk_lacks |= run->bulk_asked & ~run->bulk_told;
}

static gboolean
may_ask_bulk (Run *run)
{
  InnStatsGroups groups = run->order->groups;
  GHashTableIter iter;
  gpointer wanted;

  g_hash_table_iter_init (&iter, run->order->wanted);
  while (g_hash_table_iter_next (&iter, NULL, &wanted))
    if (((InnWanted *) wanted)->follow)
      groups |= ((InnWanted *) wanted)->groups;

  return inn_sampler_session_may (run->order->session, INN_CALL_BULK) &&
         (groups == 0 || (groups & ~run->order->session->bulk_lacks) != 0);
}

static gboolean
read_machines (Run           *run,
               virConnectPtr  connection)
{
  InnSamplerSession *session = run->order->session;
  gboolean done = TRUE;

  if (may_ask_bulk (run))
    {
      if (run->order->groups != 0 && run->order->part != 0)
        done = read_in_parts (run, connection);
      else if (run->order->groups != 0)
        done = read_bulk (run, connection, NULL, run->order->groups, FALSE);

      if (done && read_followed (run, connection))
        {
          learn_bulk (run);
          run->tick->complete = run->order->groups != 0;
          return TRUE;
        }

      inn_sampler_session_failed (session, INN_CALL_BULK);
    }

  if (may_ask_bulk (run))
    return FALSE;

  read_one_by_one (run, connection);

  return TRUE;
}

static void
learn_driver (InnSamplerSession *session,
              virConnectPtr      connection)
{
  if (session->driver_known)
    return;

  session->driver_known = TRUE;
  session->is_qemu = g_strcmp0 (virConnectGetType (connection), "QEMU") == 0;
}

static gboolean
is_unwanted (gpointer uuid,
             gpointer value,
             gpointer order)
{
  return !g_hash_table_contains (((const InnTickOrder *) order)->wanted, uuid);
}

static void
forget_unwanted (const InnTickOrder *order)
{
  GHashTable * const tables[] = {
    order->session->handles, order->session->devices, order->session->turns,
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_hash_table_foreach_remove (tables[i], is_unwanted, (gpointer) order);
}

/**
 * inn_sampler_worker:
 * @connection: the connection of the session
 * @order: an #InnTickOrder
 *
 * Looks at the host once.
 *
 * Returns: (transfer full) (nullable): an #InnTick
 */
gpointer
inn_sampler_worker (virConnectPtr   connection,
                    gpointer        order,
                    GCancellable   *cancellable,
                    GError        **error)
{
  g_autoptr (InnTick) tick = inn_tick_new ();
  Run run = { .order = order, .tick = tick };
  gboolean done;

  learn_driver (run.order->session, connection);
  if (++run.order->session->n_looks % INN_SAMPLER_MEMORY == 0)
    forget_unwanted (run.order);
  tick->begun = inn_sampler_now ();

  inn_counters_init (&run.counters);
  done = read_machines (&run, connection);
  inn_counters_clear (&run.counters);

  if (!done)
    {
      inn_set_virt_error (error, _("Could not read the statistics"));
      return NULL;
    }

  if (run.order->host != 0)
    inn_tick_read_host (tick, run.order->session, connection, run.order->host);

  tick->ended = inn_sampler_now ();

  return g_steal_pointer (&tick);
}
