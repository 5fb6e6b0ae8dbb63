/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */

/* Statistics: from the host to values and series, on the test driver and on QEMU. */

#include "config.h"

#include <gio/gio.h>
#include <math.h>

#include "inn-fixture.h"
#include "inn-host.h"
#include "inn-sampler.h"
#include "inn-stats-need.h"
#include "inn-stats.h"
#include "inn-virt-init.h"

#define TOTALS (INN_STATS_CPU | INN_STATS_MEMORY | INN_STATS_DISK | INN_STATS_NET)

static const InnMetric totals[] = {
  INN_METRIC_CPU, INN_METRIC_MEMORY, INN_METRIC_DISK, INN_METRIC_NET,
};

static InnHost *
connect_host (const char *uri)
{
  InnHost *host = inn_host_new (uri);

  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);

  return host;
}

static void
end_host (InnHost *host)
{
  inn_host_disconnect (host);
  inn_fixture_iterate (50);
  g_assert_finalize_object (host);
}

static InnDomain *
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

static double
get (InnDomain *domain,
     InnMetric  metric)
{
  InnStats *stats = inn_domain_get_stats (domain);

  return stats != NULL ? inn_stats_get (stats, metric, NULL) : NAN;
}

static gboolean
has_totals (gpointer domain)
{
  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    if (isnan (get (domain, totals[i])))
      return FALSE;

  return TRUE;
}

static gboolean
has_no_totals (gpointer domain)
{
  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    if (!isnan (get (domain, totals[i])))
      return FALSE;

  return TRUE;
}

static void
await (InnFixturePredicate predicate,
       gpointer            data)
{
  g_assert_true (inn_fixture_await_condition (predicate, data, INN_FIXTURE_DEADLINE));
}

static void
on_sampled_cb (InnHost *host,
               guint   *n)
{
  (*n)++;
}

/* The next @n readings. */
static void
await_readings (InnHost *host,
                guint    n)
{
  guint count = 0;
  gulong id = g_signal_connect (host, "sampled", G_CALLBACK (on_sampled_cb), &count);

  while (count < n)
    g_main_context_iteration (NULL, TRUE);

  g_signal_handler_disconnect (host, id);
}

/* The test driver tells nothing in bulk: every total comes by calls per machine, for
 * those on the screen. */
static void
test_fallback (void)
{
  InnHost *host = connect_host ("test:///default");
  InnDomain *domain = find_domain (host, "test");
  InnStatsNeed *need = inn_host_need_stats (host, NULL, TOTALS | INN_STATS_HOST, TRUE);
  InnStats *stats;
  double last;

  await_readings (host, 2);
  g_assert_true (has_no_totals (domain));

  inn_domain_hold_stats (domain);
  await (has_totals, domain);
  stats = inn_domain_get_stats (domain);

  g_assert_cmpfloat_with_epsilon (get (domain, INN_METRIC_CPU), 50.0, 5.0);
  g_assert_cmpfloat (get (domain, INN_METRIC_MEMORY), ==, 1 << 30);
  g_assert_cmpfloat (get (domain, INN_METRIC_DISK), >, 1000.0);
  g_assert_cmpfloat (get (domain, INN_METRIC_NET), >, 1000.0);
  g_assert_cmpfloat (get (domain, INN_METRIC_DISK_READ) + get (domain, INN_METRIC_DISK_WRITE),
                     ==, get (domain, INN_METRIC_DISK));
  g_assert_false (inn_stats_is_stale (stats));

  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    {
      InnSeries *series = inn_stats_get_series (stats, totals[i], NULL);
      gint64 at;

      g_assert_nonnull (series);
      g_assert_true (inn_series_get_last (series, &at, &last));
      g_assert_cmpint (at, ==, inn_stats_get_time (stats));
      g_assert_cmpfloat_with_epsilon (last, get (domain, totals[i]), last / 100);
    }

  g_assert_cmpfloat (inn_stats_get (inn_host_get_stats (host), INN_METRIC_HOST_RUNNING, NULL),
                     ==, 1.0);

  inn_domain_release_stats (domain);
  inn_stats_need_free (need);
  end_host (host);
}

/* Nobody shows anything: no calls are made. */
static void
test_nothing_needed (void)
{
  InnHost *host = connect_host ("test:///default");
  guint n = 0;

  g_signal_connect (host, "sampled", G_CALLBACK (on_sampled_cb), &n);
  inn_fixture_iterate (1500);
  g_assert_cmpuint (n, ==, 0);
  g_assert_null (inn_domain_get_stats (find_domain (host, "test")));

  end_host (host);
}

static gboolean
is_stale (gpointer stats)
{
  return inn_stats_is_stale (stats);
}

static gboolean
is_fresh (gpointer stats)
{
  return !inn_stats_is_stale (stats);
}

/* QEMU tells all in one call. */
static void
test_bulk (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", "--guests", "2", NULL);
  InnStatsNeed *need;
  InnHost *host;
  InnDomain *guest;
  InnStats *stats;
  const InnStatsEvent *events;
  guint n_events;

  if (rig == NULL)
    return;

  host = connect_host (inn_fixture_rig_get (rig, "uri"));
  need = inn_host_need_stats (host, NULL, TOTALS | INN_STATS_HOST, TRUE);
  guest = find_domain (host, "guest-1");
  await_readings (host, 2);
  g_assert_null (inn_domain_get_stats (guest));

  inn_fixture_rig_command (rig, "virsh start guest-1");
  await (has_totals, guest);
  stats = inn_domain_get_stats (guest);
  g_assert_cmpfloat (get (guest, INN_METRIC_MEMORY), >, 1 << 20);
  g_assert_cmpfloat (inn_stats_get (inn_host_get_stats (host), INN_METRIC_HOST_CPU, NULL),
                     >, 0.0);
  g_assert_cmpfloat (inn_stats_get (inn_host_get_stats (host), INN_METRIC_HOST_MEMORY, NULL),
                     >, 1 << 20);
  g_assert_cmpuint (g_list_model_get_n_items (inn_host_get_domains (host)), ==, 2);

  inn_fixture_rig_command (rig, "virsh destroy guest-1");
  await (has_no_totals, guest);
  g_assert_nonnull (inn_stats_get_series (stats, INN_METRIC_CPU, NULL));
  events = inn_stats_get_events (stats, &n_events);
  g_assert_cmpuint (n_events, >=, 2);
  g_assert_cmpstr (events[0].text, ==, "Started");
  g_assert_cmpstr (events[n_events - 1].text, ==, "Forced off");
  g_assert_cmpint (events[0].time, <, events[n_events - 1].time);

  inn_stats_need_free (need);
  end_host (host);
}

/* A daemon that hangs: the values are marked, nothing waits; then it goes on. */
static void
test_frozen (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", "--guests", "1", NULL);
  InnStatsNeed *need;
  InnHost *host;
  InnDomain *guest;
  InnStats *stats;
  double before;

  if (rig == NULL)
    return;

  host = connect_host (inn_fixture_rig_get (rig, "uri"));
  need = inn_host_need_stats (host, NULL, TOTALS, TRUE);
  guest = find_domain (host, "guest-1");
  inn_fixture_rig_command (rig, "virsh start guest-1");
  await (has_totals, guest);
  stats = inn_domain_get_stats (guest);
  before = get (guest, INN_METRIC_MEMORY);

  inn_fixture_rig_command (rig, "freeze");
  await (is_stale, stats);
  g_assert_cmpfloat (get (guest, INN_METRIC_MEMORY), ==, before);

  inn_fixture_rig_command (rig, "thaw");
  await (is_fresh, stats);
  g_assert_true (inn_domain_get_stats (guest) == stats);

  inn_stats_need_free (need);
  end_host (host);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  g_test_add_func ("/sampler/fallback", test_fallback);
  g_test_add_func ("/sampler/nothing-needed", test_nothing_needed);
  g_test_add_func ("/sampler/bulk", test_bulk);
  g_test_add_func ("/sampler/frozen", test_frozen);

  return g_test_run ();
}
