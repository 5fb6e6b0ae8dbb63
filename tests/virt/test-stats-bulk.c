/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */

/* A thousand machines over RPC whose figures are made up (tests/fixtures/bulk-host.h): all of
 * them are shown as they were made. Rates follow a wave that is the same for all; when exactly
 * the host looked at its clock is not known, so that the wave is taken from the first machine. */

#include "config.h"

#include <gio/gio.h>
#include <math.h>

#include "bulk-host.h"
#include "inn-fixture.h"
#include "inn-host.h"
#include "inn-rate.h"
#include "inn-stats-need.h"
#include "inn-stats.h"
#include "inn-virt-init.h"

#define N_MACHINES 1000
#define FOLLOWED 999             /* divisible by three: it has two disks */
#define ROUNDING 1e-3            /* the host counts whole bytes and requests */

typedef struct
{
  InnFixtureRig *rig;
  InnHost       *host;
  InnStatsNeed  *need;           /* of all machines */
  InnStatsNeed  *followed;       /* of one */
  InnStats      *stats[N_MACHINES + 1];
  guint          ticks;
  guint          awaited;
} Fixture;

static guint
get_number (InnDomain *domain)
{
  const char *name = inn_domain_get_name (domain);

  g_assert_true (g_str_has_prefix (name, "machine-"));

  return (guint) g_ascii_strtoull (name + strlen ("machine-"), NULL, 10);
}

static void
on_sampled_cb (Fixture *fixture)
{
  GListModel *domains = inn_host_get_domains (fixture->host);

  fixture->ticks++;
  for (guint i = 0; i < g_list_model_get_n_items (domains); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);

      fixture->stats[get_number (domain)] = inn_domain_get_stats (domain);
    }
}

static gboolean
has_ticked (gpointer data)
{
  const Fixture *fixture = data;

  return fixture->ticks >= fixture->awaited;
}

static void
await_ticks (Fixture *fixture,
             guint    ticks)
{
  fixture->awaited = fixture->ticks + ticks;
  g_assert_true (inn_fixture_await_condition (has_ticked, fixture, INN_FIXTURE_DEADLINE));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GListModel *domains;

  fixture->rig = inn_fixture_rig_start ("bulk-host", NULL);
  if (fixture->rig == NULL)
    return;

  fixture->host = inn_host_new (inn_fixture_rig_get (fixture->rig, "uri"));
  inn_host_connect (fixture->host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (fixture->host, "loaded", TRUE);
  domains = inn_host_get_domains (fixture->host);
  g_assert_cmpuint (g_list_model_get_n_items (domains), ==, N_MACHINES);

  g_signal_connect_swapped (fixture->host, "sampled", G_CALLBACK (on_sampled_cb), fixture);
  fixture->need = inn_host_need_stats (fixture->host, NULL, INN_STATS_ALL, TRUE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->rig == NULL)
    return;

  inn_stats_need_free (fixture->need);
  g_clear_pointer (&fixture->followed, inn_stats_need_free);
  inn_host_disconnect (fixture->host);
  inn_fixture_iterate (50);
  g_assert_finalize_object (fixture->host);
  inn_fixture_rig_stop (fixture->rig);
}

static void
assert_equal (double actual,
              double expected)
{
  g_assert_cmpfloat_with_epsilon (actual, expected, ROUNDING * fabs (expected));
}

static double
get (Fixture    *fixture,
     guint       machine,
     InnMetric   metric,
     const char *instance)
{
  g_assert_nonnull (fixture->stats[machine]);

  return inn_stats_get (fixture->stats[machine], metric, instance);
}

static double
get_disks (guint i)
{
  double read = inn_bulk_host_disk_read (i, 0);

  if (i % 3 == 0)
    read += inn_bulk_host_disk_read (i, 1);

  return read * 1.5;
}

/* Waits for the next tick with rates; one that came too late on a busy computer has none.
 * Returns what the rates of this tick were multiplied by, for one machine. */
static double
await_wave (Fixture *fixture,
            guint    machine)
{
  double wave = NAN;

  for (guint i = 0; i < 10 && isnan (wave); i++)
    {
      await_ticks (fixture, 1);
      if (fixture->stats[machine] != NULL)
        wave = get (fixture, machine, INN_METRIC_CPU, NULL) / (100 * inn_bulk_host_cpu (machine));
    }
  g_assert_cmpfloat (wave, >, 0.5 * (1 - INN_BULK_HOST_SWING));
  g_assert_cmpfloat (wave, <, 2 * (1 + INN_BULK_HOST_SWING));

  return wave;
}

static void
assert_totals (Fixture *fixture,
               guint    i,
               double   wave)
{
  const double now = get (fixture, 1, INN_METRIC_MEMORY, NULL) / 128;   /* it has 128 MiB */

  assert_equal (get (fixture, i, INN_METRIC_CPU, NULL), wave * 100 * inn_bulk_host_cpu (i));
  assert_equal (get (fixture, i, INN_METRIC_DISK, NULL), wave * get_disks (i));
  assert_equal (get (fixture, i, INN_METRIC_NET, NULL),
                wave * 1.5 * inn_bulk_host_net_received (i, 0));
  assert_equal (get (fixture, i, INN_METRIC_MEMORY, NULL), now * 64 * (i % 32 + 1));
}

static void
assert_no_rates (Fixture *fixture,
                 guint    i)
{
  g_assert_true (isnan (get (fixture, i, INN_METRIC_CPU, NULL)));
  g_assert_true (isnan (get (fixture, i, INN_METRIC_DISK, NULL)));
  g_assert_true (isnan (get (fixture, i, INN_METRIC_NET, NULL)));
  g_assert_cmpfloat (get (fixture, i, INN_METRIC_MEMORY, NULL), >, 0);
}

static void
test_all_machines (Fixture       *fixture,
                   gconstpointer  data)
{
  if (fixture->rig == NULL)
    return;

  for (guint tick = 0; tick < 3; tick++)
    {
      const double wave = await_wave (fixture, 1);

      for (guint i = 1; i <= N_MACHINES; i++)
        assert_totals (fixture, i, wave);
    }

  for (guint i = 1; i <= N_MACHINES; i++)
    g_assert_cmpuint (inn_stats_get_size (fixture->stats[i]), <=, 32 * 1024);
}

static void
follow (Fixture *fixture)
{
  GListModel *domains = inn_host_get_domains (fixture->host);

  for (guint i = 0; i < N_MACHINES && fixture->followed == NULL; i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);

      if (get_number (domain) == FOLLOWED)
        fixture->followed = inn_host_need_stats (fixture->host, domain, INN_STATS_ALL, TRUE);
    }
  await_ticks (fixture, 2);
}

static void
test_followed_machine (Fixture       *fixture,
                       gconstpointer  data)
{
  const guint i = FOLLOWED;
  const struct { InnMetric metric; const char *instance; double rate; } rates[] = {
    { INN_METRIC_VCPU, "0", 100 * inn_bulk_host_cpu (i) },
    { INN_METRIC_VCPU, "1", 100 * inn_bulk_host_cpu (i) },
    { INN_METRIC_VCPU_WAIT, "1", 10 * inn_bulk_host_cpu (i) },
    { INN_METRIC_VCPU_STEAL, "0", 5 * inn_bulk_host_cpu (i) },
    { INN_METRIC_DISK_READ, "vda", inn_bulk_host_disk_read (i, 0) },
    { INN_METRIC_DISK_READ, "vdb", inn_bulk_host_disk_read (i, 1) },
    { INN_METRIC_DISK_WRITE, "vdb", inn_bulk_host_disk_read (i, 1) / 2 },
    { INN_METRIC_DISK_READ_OPS, "vda", inn_bulk_host_disk_read (i, 0) / 4096 },
    { INN_METRIC_DISK_WRITE_OPS, "vdb", inn_bulk_host_disk_read (i, 1) / 8192 },
    { INN_METRIC_NET_RX, "inn999", inn_bulk_host_net_received (i, 0) },
    { INN_METRIC_NET_TX, "inn999", inn_bulk_host_net_received (i, 0) / 2 },
    { INN_METRIC_NET_RX_PACKETS, "inn999", inn_bulk_host_net_received (i, 0) / 1500 },
  };
  const char * const *disks;
  double wave;

  if (fixture->rig == NULL)
    return;

  follow (fixture);
  wave = await_wave (fixture, FOLLOWED);
  for (guint j = 0; j < G_N_ELEMENTS (rates); j++)
    {
      double value = get (fixture, i, rates[j].metric, rates[j].instance);

      g_test_message ("%s %s", inn_metric_get_id (rates[j].metric), rates[j].instance);
      g_assert_cmpfloat_with_epsilon (value, wave * rates[j].rate,
                                      MAX (ROUNDING * wave * rates[j].rate, 2));
      g_assert_nonnull (inn_stats_get_series (fixture->stats[i], rates[j].metric,
                                              rates[j].instance));
    }

  disks = inn_stats_get_instances (fixture->stats[i], INN_METRIC_DISK_READ);
  g_assert_cmpstr (disks[0], ==, "vda");
  g_assert_cmpstr (disks[1], ==, "vdb");
  g_assert_cmpstr (disks[2], ==, NULL);
  g_assert_cmpfloat_with_epsilon (get (fixture, i, INN_METRIC_DISK_READ_LATENCY, "vda"),
                                  inn_bulk_host_latency (i), 0.01 * inn_bulk_host_latency (i));
  g_assert_null (inn_stats_get_series (fixture->stats[1], INN_METRIC_DISK_READ, "vda"));
}

/* Counters of even machines begin at zero: a gap in their rates, in nothing else. */
static void
test_reset (Fixture       *fixture,
            gconstpointer  data)
{
  guint n_gaps = 0;

  if (fixture->rig == NULL)
    return;

  await_wave (fixture, 1);
  inn_fixture_rig_command (fixture->rig, "reset");
  for (guint tick = 0; tick < 3; tick++)
    {
      const double wave = await_wave (fixture, 1);
      const gboolean gap = isnan (get (fixture, 2, INN_METRIC_CPU, NULL));

      n_gaps += gap;
      for (guint i = 1; i <= N_MACHINES; i++)
        if (i % 2 == 0 && gap)
          assert_no_rates (fixture, i);
        else
          assert_totals (fixture, i, wave);
    }
  g_assert_cmpuint (n_gaps, ==, 1);
}

static void
test_host (Fixture       *fixture,
           gconstpointer  data)
{
  InnStats *stats;

  if (fixture->rig == NULL)
    return;

  stats = inn_host_get_stats (fixture->host);
  await_wave (fixture, 1);
  g_assert_cmpfloat_with_epsilon (inn_stats_get (stats, INN_METRIC_HOST_CPU, NULL),
                                  100 * (1 - INN_BULK_HOST_CPU_IDLE - INN_BULK_HOST_CPU_IOWAIT),
                                  0.1);
  g_assert_cmpfloat_with_epsilon (inn_stats_get (stats, INN_METRIC_HOST_CPU_IOWAIT, NULL),
                                  100 * INN_BULK_HOST_CPU_IOWAIT, 0.1);
  g_assert_cmpfloat (inn_stats_get (stats, INN_METRIC_HOST_RUNNING, NULL), ==, N_MACHINES);
  g_assert_cmpfloat (inn_stats_get (stats, INN_METRIC_HOST_MEMORY, NULL), >, 0);
}

#define ADD(path, test) g_test_add ("/stats/bulk/" path, Fixture, NULL, set_up, test, tear_down)

static void
assert_cpus (InnStats *stats,
             int       n)
{
  const char * const *numbers = inn_stats_get_instances (stats, INN_METRIC_HOST_CPU_ONE);

  g_assert_cmpint (g_strv_length ((char **) numbers), ==, n);
  for (int i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (inn_stats_get (stats, INN_METRIC_HOST_CPU_ONE, numbers[i]),
                                    100 * inn_bulk_host_cpu_use (i, n), 0.2);
}

static void
test_host_cpus (Fixture       *fixture,
                gconstpointer  data)
{
  if (fixture->rig == NULL)
    return;

  await_wave (fixture, 1);
  assert_cpus (inn_host_get_stats (fixture->host), 16);
}

static gboolean
has_last_cpu (gpointer host)
{
  return !isnan (inn_stats_get (inn_host_get_stats (host), INN_METRIC_HOST_CPU_ONE, "15"));
}

static void
on_far_sampled_cb (InnHost *host,
                   guint   *n_looks)
{
  InnStats *stats = inn_host_get_stats (host);

  if (inn_stats_get_time (stats) == 0)
    return;

  g_assert_false (inn_stats_is_stale (stats));
  if (inn_stats_get_instances (stats, INN_METRIC_HOST_CPU_ONE)[0] == NULL)
    (*n_looks)++;
}

/* A call takes 30 ms, and each CPU has its own: they are spread over several looks. */
static void
test_far_host_cpus (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (InnFixtureRig) relay = NULL;
  InnStatsNeed *need;
  InnHost *host;
  guint n_looks = 0;

  if (fixture->rig == NULL)
    return;

  relay = inn_fixture_rig_start ("relay", "--to", inn_fixture_rig_get (fixture->rig, "socket"),
                                 "--delay-ms", "15", NULL);
  host = inn_host_new (inn_fixture_rig_get (relay, "uri"));
  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);
  g_signal_connect (host, "sampled", G_CALLBACK (on_far_sampled_cb), &n_looks);
  need = inn_host_need_stats (host, NULL, INN_STATS_HOST | INN_STATS_HOST_CPUS, TRUE);

  g_assert_true (inn_fixture_await_condition (has_last_cpu, host, INN_FIXTURE_DEADLINE));
  g_assert_cmpuint (n_looks, >=, 2);
  g_signal_handlers_disconnect_by_data (host, &n_looks);
  assert_cpus (inn_host_get_stats (host), 16);

  inn_stats_need_free (need);
  inn_host_disconnect (host);
  inn_fixture_iterate (50);
  g_assert_finalize_object (host);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  ADD ("all-machines", test_all_machines);
  ADD ("followed-machine", test_followed_machine);
  ADD ("reset", test_reset);
  ADD ("host", test_host);
  ADD ("host-cpus", test_host_cpus);
  ADD ("far-host-cpus", test_far_host_cpus);

  return g_test_run ();
}
