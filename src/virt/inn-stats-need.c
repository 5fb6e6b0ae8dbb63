/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-sampler"

#include "config.h"

#include "inn-sampler-private.h"

/* The wire has room for 16,384 names and 32 MiB: more machines go in parts. */
#define MAX_ONE_CALL 5000

/* Details are of machines that somebody follows; what all others have is totals. */
#define OF_ALL (INN_STATS_CPU | INN_STATS_MEMORY | INN_STATS_DISK | INN_STATS_NET)
#define OF_ONE (OF_ALL | INN_STATS_VCPU | INN_STATS_DIRTY)
#define OF_HOST (INN_STATS_HOST | INN_STATS_HOST_CPUS)

/* Something is needed that was not before, or the other way round. */
static void
changed (InnStatsNeed *need)
{
  InnHost *host = need->link->host;
  InnStats *stats = need->follow != NULL ? inn_domain_get_stats (need->follow) : NULL;

  if (host == NULL)
    return;

  if (stats != NULL)
    inn_stats_set_detailed (stats, inn_sampler_follows (host->sampler, need->follow));

  inn_sampler_clock_reset ();
}

/**
 * inn_host_need_stats:
 * @host: a host, in any state; the need survives disconnecting
 * @follow: (nullable): one of its machines, of which all is shown; %NULL: totals of all
 *   that run
 * @groups: what is shown
 * @visible: whether it can be seen now: then it comes at the shorter interval
 *
 * Showing collects: this is the only way to have anything collected.
 *
 * Returns: (transfer full): give it back with inn_stats_need_free()
 */
InnStatsNeed *
inn_host_need_stats (InnHost        *host,
                     InnDomain      *follow,
                     InnStatsGroups  groups,
                     gboolean        visible)
{
  InnStatsNeed *need;

  g_return_val_if_fail (INN_IS_HOST (host), NULL);

  need = g_new0 (InnStatsNeed, 1);
  need->link = g_rc_box_acquire (host->link);
  g_set_object (&need->follow, follow);
  need->groups = groups;
  need->visible = visible;
  g_ptr_array_add (host->sampler->needs, need);
  changed (need);

  return need;
}


void
inn_stats_need_set_visible (InnStatsNeed *need,
                            gboolean      visible)
{
  g_return_if_fail (need != NULL);

  if (need->visible == !!visible)
    return;

  need->visible = !!visible;
  changed (need);
}

void
inn_stats_need_set_groups (InnStatsNeed   *need,
                           InnStatsGroups  groups)
{
  g_return_if_fail (need != NULL);

  if (need->groups == groups)
    return;

  need->groups = groups;
  changed (need);
}

void
inn_stats_need_free (InnStatsNeed *need)
{
  g_return_if_fail (need != NULL);

  if (need->link->host != NULL)
    g_ptr_array_remove (need->link->host->sampler->needs, need);

  changed (need);
  g_clear_object (&need->follow);
  g_rc_box_release (need->link);
  g_free (need);
}

/* How many rows of @domain are on the screen. */
static void
count_rows (InnDomain *domain,
            int        change)
{
  InnHost *host = inn_domain_get_host (domain);
  GHashTable *held;
  guint n;

  if (host == NULL)
    return;

  held = host->sampler->held;
  n = GPOINTER_TO_UINT (g_hash_table_lookup (held, domain));

  if (change > 0 || n > 1)
    g_hash_table_insert (held, g_object_ref (domain), GUINT_TO_POINTER (n + change));
  else
    g_hash_table_remove (held, domain);
}

/**
 * inn_domain_hold_stats:
 * @domain: a machine
 *
 * Says that a row of it is on the screen. Hosts that tell too little of all machines in
 * one call are asked for those one by one.
 */
void
inn_domain_hold_stats (InnDomain *domain)
{
  g_return_if_fail (INN_IS_DOMAIN (domain));

  count_rows (domain, 1);
}

/**
 * inn_domain_release_stats:
 * @domain: a machine that was held by inn_domain_hold_stats()
 */
void
inn_domain_release_stats (InnDomain *domain)
{
  g_return_if_fail (INN_IS_DOMAIN (domain));

  count_rows (domain, -1);
}

/**
 * inn_sampler_get_groups:
 * @self: a sampler
 * @follow: (nullable): a machine; %NULL: all of them, and the host
 *
 * Returns: what is to be collected
 */
InnStatsGroups
inn_sampler_get_groups (InnSampler *self,
                        InnDomain  *follow)
{
  InnStatsGroups groups = 0;

  for (guint i = 0; i < self->needs->len; i++)
    {
      const InnStatsNeed *need = g_ptr_array_index (self->needs, i);

      if (need->follow == follow)
        groups |= need->groups & (follow != NULL ? OF_ONE : OF_ALL | OF_HOST);
      else if (follow == NULL)
        groups |= need->groups & OF_HOST;
    }

  return groups & inn_stats_get_allowed ();
}

gboolean
inn_sampler_is_visible (InnSampler *self)
{
  for (guint i = 0; i < self->needs->len; i++)
    {
      const InnStatsNeed *need = g_ptr_array_index (self->needs, i);

      if (need->visible && need->groups != 0)
        return TRUE;
    }

  return FALSE;
}

gboolean
inn_sampler_is_needed (InnSampler *self)
{
  for (guint i = 0; i < self->needs->len; i++)
    if (((InnStatsNeed *) g_ptr_array_index (self->needs, i))->groups & inn_stats_get_allowed ())
      return TRUE;

  return FALSE;
}

gboolean
inn_sampler_follows (InnSampler *self,
                     InnDomain  *domain)
{
  for (guint i = 0; i < self->needs->len; i++)
    if (((InnStatsNeed *) g_ptr_array_index (self->needs, i))->follow == domain)
      return TRUE;

  return FALSE;
}

static guint
count_active (InnSampler *self)
{
  guint n = 0;

  for (guint i = 0; i < inn_domain_list_get_n (self->host->domains); i++)
    if (inn_domain_is_active (inn_domain_list_get (self->host->domains, i)))
      n++;

  return n;
}

/**
 * inn_sampler_make_order:
 * @self: a sampler with a session
 *
 * Returns: (transfer full): what the worker is to read
 */
InnTickOrder *
inn_sampler_make_order (InnSampler *self)
{
  InnTickOrder *order = inn_tick_order_new (self->session);
  InnStatsGroups groups = inn_sampler_get_groups (self, NULL);
  GHashTableIter iter;
  gpointer domain;

  order->groups = groups & OF_ALL;
  order->host = groups & OF_HOST;
  order->budget = inn_sampler_get_interval (inn_sampler_is_visible (self)) / 2;
  order->part = count_active (self) > MAX_ONE_CALL ? MAX_ONE_CALL : 0;

  if (order->groups != 0)
    {
      g_hash_table_iter_init (&iter, self->held);
      while (g_hash_table_iter_next (&iter, &domain, NULL))
        if (inn_domain_is_active (domain))
          inn_tick_order_want (order, inn_domain_get_uuid (domain), order->groups, FALSE);
    }

  for (guint i = 0; i < self->needs->len; i++)
    {
      const InnStatsNeed *need = g_ptr_array_index (self->needs, i);

      if (need->follow != NULL && inn_domain_is_active (need->follow))
        inn_tick_order_want (order, inn_domain_get_uuid (need->follow),
                             (need->groups & OF_ONE & inn_stats_get_allowed ()) | order->groups,
                             TRUE);
    }

  return order;
}
