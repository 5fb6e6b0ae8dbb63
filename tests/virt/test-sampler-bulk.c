/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */

/* Statistics of many machines: a thousand, served over RPC as one host of QEMU with
 * figures that are known (bulk-host.h). */

#define _GNU_SOURCE

#include "config.h"

#include <gio/gio.h>
#include <math.h>
#include <sys/resource.h>

#include "bulk-host.h"
#include "inn-fixture.h"
#include "inn-host.h"
#include "inn-stats-need.h"
#include "inn-stats.h"
#include "inn-virt-init.h"

#define TOTALS (INN_STATS_CPU | INN_STATS_MEMORY | INN_STATS_DISK | INN_STATS_NET)

typedef struct
{
  InnFixtureRig *rig;
  InnHost       *host;
  GListModel    *domains;
  guint          n_readings;
} Fixture;

static void
on_sampled_cb (InnHost *host,
               Fixture *fixture)
{
  fixture->n_readings++;
}

static gboolean
set_up (Fixture    *fixture,
        const char *n_machines)
{
  *fixture = (Fixture) { 0 };
  fixture->rig = inn_fixture_rig_start ("bulk-host", "--machines", n_machines, NULL);

  if (fixture->rig == NULL)
    return FALSE;

  fixture->host = inn_host_new (inn_fixture_rig_get (fixture->rig, "uri"));
  fixture->domains = inn_host_get_domains (fixture->host);
  g_signal_connect (fixture->host, "sampled", G_CALLBACK (on_sampled_cb), fixture);
  inn_host_connect (fixture->host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (fixture->host, "loaded", TRUE);

  return TRUE;
}

static void
tear_down (Fixture *fixture)
{
  inn_host_disconnect (fixture->host);
  inn_fixture_iterate (50);
  g_assert_finalize_object (fixture->host);
  inn_fixture_rig_stop (fixture->rig);
}

static void
await_readings (Fixture *fixture,
                guint    n)
{
  guint end = fixture->n_readings + n;

  while (fixture->n_readings < end)
    g_main_context_iteration (NULL, TRUE);
}

static InnDomain *
get_machine (Fixture *fixture,
             guint    position,
             guint   *number)
{
  g_autoptr (InnDomain) domain = g_list_model_get_item (fixture->domains, position);

  *number = g_ascii_strtoull (inn_domain_get_uuid (domain) + 24, NULL, 16);

  return domain;
}

static InnDomain *
find_machine (Fixture *fixture,
              guint    number)
{
  for (guint i = 0; i < g_list_model_get_n_items (fixture->domains); i++)
    {
      guint this_one;
      InnDomain *domain = get_machine (fixture, i, &this_one);

      if (this_one == number)
        return domain;
    }

  g_assert_not_reached ();
}

/* The mean of the wave over the last interval, as the counters have it. */
static double
mean_wave (double to,
           double seconds)
{
  return (inn_bulk_host_sum (to) - inn_bulk_host_sum (to - seconds)) / seconds;
}

static double
expected_disk (guint number)
{
  double sum = inn_bulk_host_disk_read (number, 0);

  return 1.5 * (number % 3 == 0 ? sum + inn_bulk_host_disk_read (number, 1) : sum);
}

static void
assert_near (double value,
             double expected,
             double tolerance)
{
  g_assert_cmpfloat (value, >, expected * (1 - tolerance));
  g_assert_cmpfloat (value, <, expected * (1 + tolerance));
}

static void
check_machine (InnDomain *domain,
               guint      number)
{
  InnStats *stats = inn_domain_get_stats (domain);
  double wave;

  g_assert_nonnull (stats);
  wave = mean_wave (inn_stats_get_time (stats) / 1e6, 1);

  assert_near (inn_stats_get (stats, INN_METRIC_CPU, NULL),
               MIN (inn_bulk_host_cpu (number) * wave, 1) * 100, 0.1);
  assert_near (inn_stats_get (stats, INN_METRIC_DISK, NULL), expected_disk (number) * wave, 0.1);
  assert_near (inn_stats_get (stats, INN_METRIC_NET, NULL),
               inn_bulk_host_net_received (number, 0) * 1.5 * wave, 0.1);
  assert_near (inn_stats_get (stats, INN_METRIC_MEMORY, NULL),
               64.0 * (number % 32 + 1) * 1024 * 1024 * INN_BULK_HOST_MEMORY *
               inn_bulk_host_wave (inn_stats_get_time (stats) / 1e6), 0.1);
}

static double
cpu_seconds (int who)
{
  struct rusage usage;

  getrusage (who, &usage);

  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* All values are right, and a tick takes no more than two calls. */
static void
test_thousand (void)
{
  Fixture fixture;
  InnStatsNeed *need;
  guint64 calls;
  double all, main_thread;
  gsize size = 0;

  if (!set_up (&fixture, "1000"))
    return;

  need = inn_host_need_stats (fixture.host, NULL, TOTALS, TRUE);
  await_readings (&fixture, 6);

  calls = inn_fixture_count_calls ();
  all = cpu_seconds (RUSAGE_SELF);
  main_thread = cpu_seconds (RUSAGE_THREAD);
  await_readings (&fixture, 4);
  g_test_message ("CPU per tick: %.1f ms, main thread %.1f ms",
                  (cpu_seconds (RUSAGE_SELF) - all) / 4 * 1e3,
                  (cpu_seconds (RUSAGE_THREAD) - main_thread) / 4 * 1e3);
  g_assert_cmpuint (inn_fixture_count_calls () - calls, <=, 8);

  for (guint i = 0; i < g_list_model_get_n_items (fixture.domains); i++)
    {
      guint number;
      InnDomain *domain = get_machine (&fixture, i, &number);

      check_machine (domain, number);
      size += inn_stats_get_size (inn_domain_get_stats (domain));
    }

  g_test_message ("memory per machine: %" G_GSIZE_FORMAT " bytes",
                  size / g_list_model_get_n_items (fixture.domains));

  inn_stats_need_free (need);
  tear_down (&fixture);
}

/* One machine that is followed: its devices too, in the order of the definition. */
static void
test_follow (void)
{
  Fixture fixture;
  InnDomain *domain;
  InnStatsNeed *need;
  InnStats *stats;
  const char * const *disks;

  if (!set_up (&fixture, "6"))
    return;

  domain = find_machine (&fixture, 3);
  need = inn_host_need_stats (fixture.host, domain, TOTALS | INN_STATS_VCPU, TRUE);
  await_readings (&fixture, 4);
  stats = inn_domain_get_stats (domain);
  g_assert_nonnull (stats);
  g_assert_null (inn_domain_get_stats (find_machine (&fixture, 1)));

  disks = inn_stats_get_instances (stats, INN_METRIC_DISK_WRITE);
  g_assert_cmpuint (g_strv_length ((char **) disks), ==, 2);
  g_assert_cmpstr (disks[0], ==, "vda");
  g_assert_cmpstr (disks[1], ==, "vdb");
  g_assert_cmpstr (inn_stats_get_instances (stats, INN_METRIC_NET_RX)[0], ==, "inn3");
  g_assert_cmpuint (g_strv_length ((char **) inn_stats_get_instances (stats, INN_METRIC_VCPU)),
                    ==, 2);

  assert_near (inn_stats_get (stats, INN_METRIC_DISK_READ, "vdb"),
               inn_bulk_host_disk_read (3, 1) *
               mean_wave (inn_stats_get_time (stats) / 1e6, 1), 0.1);
  assert_near (inn_stats_get (stats, INN_METRIC_DISK_READ_LATENCY, "vda"),
               inn_bulk_host_latency (3), 0.2);
  assert_near (inn_stats_get (stats, INN_METRIC_VCPU_STEAL, "1"),
               inn_stats_get (stats, INN_METRIC_VCPU, "1") / 20, 0.1);
  assert_near (inn_stats_get (stats, INN_METRIC_CPU_STEAL, NULL),
               inn_stats_get (stats, INN_METRIC_VCPU, "0") / 20, 0.1);
  g_assert_nonnull (inn_stats_get_series (stats, INN_METRIC_DISK_READ_LATENCY, "vda"));
  g_assert_true (inn_stats_get_offered (stats, INN_METRIC_DISK_FLUSHES));

  inn_stats_need_free (need);
  g_assert_cmpuint (g_strv_length ((char **) inn_stats_get_instances (stats, INN_METRIC_VCPU)),
                    ==, 0);
  g_assert_null (inn_stats_get_series (stats, INN_METRIC_MEM_RSS, NULL));
  g_assert_nonnull (inn_stats_get_series (stats, INN_METRIC_CPU, NULL));
  tear_down (&fixture);
}

/* Counters that begin anew: a gap, no spike. */
static void
test_reset (void)
{
  Fixture fixture;
  InnStatsNeed *need;
  InnStats *stats;
  InnSeriesPoint points[60];
  guint number = 0;
  gint64 begun, end;
  guint n_gaps = 0;

  if (!set_up (&fixture, "4"))
    return;

  need = inn_host_need_stats (fixture.host, NULL, TOTALS, TRUE);
  await_readings (&fixture, 3);
  stats = inn_domain_get_stats (find_machine (&fixture, 2));
  begun = inn_stats_get_time (stats);
  inn_fixture_rig_command (fixture.rig, "reset");
  await_readings (&fixture, 4);
  end = inn_stats_get_time (stats);

  inn_series_read (inn_stats_get_series (stats, INN_METRIC_DISK, NULL), begun,
                   G_USEC_PER_SEC / 10, MIN ((end - begun) / (G_USEC_PER_SEC / 10), 60), points);
  for (guint i = 0; i < MIN ((end - begun) / (G_USEC_PER_SEC / 10), 60); i++)
    {
      n_gaps += isnan (points[i].mean);
      g_assert_false (points[i].max > expected_disk (2) * 1.6);
      number++;
    }

  g_assert_cmpuint (n_gaps, >=, 5);
  g_assert_cmpuint (n_gaps, <, number - 10);

  inn_stats_need_free (need);
  tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  inn_fixture_begin_counting (argv);
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  g_test_add_func ("/sampler-bulk/thousand", test_thousand);
  g_test_add_func ("/sampler-bulk/follow", test_follow);
  g_test_add_func ("/sampler-bulk/reset", test_reset);

  return inn_fixture_end_counting (g_test_run ());
}
