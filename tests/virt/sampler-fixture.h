/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>
#include <math.h>

#include "inn-fixture.h"
#include "inn-host.h"
#include "inn-stats-need.h"
#include "inn-stats.h"

/* What the tests of the sampler share. */

#define TOTALS (INN_STATS_CPU | INN_STATS_MEMORY | INN_STATS_DISK | INN_STATS_NET)

static const InnMetric totals[] = {
  INN_METRIC_CPU, INN_METRIC_MEMORY, INN_METRIC_DISK, INN_METRIC_NET,
};

static inline InnHost *
connect_host (const char *uri)
{
  InnHost *host = inn_host_new (uri);

  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);

  return host;
}

static inline void
end_host (InnHost *host)
{
  inn_host_disconnect (host);
  inn_fixture_iterate (50);
  g_assert_finalize_object (host);
}

static inline InnDomain *
find_domain (InnHost    *host,
             const char *name)
{
  GListModel *domains = inn_host_get_domains (host);

  for (guint i = 0; i < g_list_model_get_n_items (domains); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);

      if (g_str_equal (inn_domain_get_name (domain), name))
        return domain;
    }

  g_assert_not_reached ();
}

static inline double
get (InnDomain *domain,
     InnMetric  metric)
{
  InnStats *stats = inn_domain_get_stats (domain);

  return stats != NULL ? inn_stats_get (stats, metric, NULL) : NAN;
}

static inline gboolean
has_totals (gpointer domain)
{
  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    if (isnan (get (domain, totals[i])))
      return FALSE;

  return TRUE;
}

static inline gboolean
has_no_totals (gpointer domain)
{
  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    if (!isnan (get (domain, totals[i])))
      return FALSE;

  return TRUE;
}

static inline void
await (InnFixturePredicate predicate,
       gpointer            data)
{
  g_assert_true (inn_fixture_await_condition (predicate, data, INN_FIXTURE_DEADLINE));
}

static inline void
on_sampled_cb (InnHost *host,
               guint   *n)
{
  (*n)++;
}

/* The next @n readings. */
static inline void
await_readings (InnHost *host,
                guint    n)
{
  guint count = 0;
  gulong id = g_signal_connect (host, "sampled", G_CALLBACK (on_sampled_cb), &count);

  while (count < n)
    g_main_context_iteration (NULL, TRUE);

  g_signal_handler_disconnect (host, id);
}
