/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */

/* Statistics: from the host to values and series, on the test driver and on QEMU. */

#include "config.h"

#include <gio/gio.h>
#include <math.h>

#include "inn-fixture.h"
#include "inn-host.h"
#include "inn-job-list.h"
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
  g_assert_cmpfloat_with_epsilon (get (domain, INN_METRIC_DISK_READ) +
                                  get (domain, INN_METRIC_DISK_WRITE),
                                  get (domain, INN_METRIC_DISK), 0.1);
  g_assert_false (inn_stats_is_stale (stats));

  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    {
      InnSeries *series = inn_stats_get_series (stats, totals[i], NULL);
      gint64 at;

      g_assert_nonnull (series);
      g_assert_true (inn_series_get_last (series, &at, &last));
      g_assert_cmpint (ABS (at - inn_stats_get_time (stats)), <, G_USEC_PER_SEC);
      g_assert_cmpfloat_with_epsilon (last, get (domain, totals[i]), last / 100);
    }

  g_assert_cmpfloat (inn_stats_get (inn_host_get_stats (host), INN_METRIC_HOST_RUNNING, NULL),
                     ==, 1.0);

  inn_domain_release_stats (domain);
  inn_stats_need_free (need);
  end_host (host);
}

/* Who follows a machine gets what the driver has of its devices, and learns what not. */
static void
test_follow (void)
{
  InnHost *host = connect_host ("test:///default");
  InnDomain *domain = find_domain (host, "test");
  InnStatsNeed *need = inn_host_need_stats (host, domain, TOTALS, TRUE);
  InnStats *stats;

  await (has_totals, domain);
  await_readings (host, 1);
  stats = inn_domain_get_stats (domain);

  g_assert_cmpstr (inn_stats_get_instances (stats, INN_METRIC_DISK_READ)[0], ==, "vda");
  g_assert_cmpstr (inn_stats_get_instances (stats, INN_METRIC_NET_RX)[0], ==, "testnet0");
  g_assert_cmpfloat (inn_stats_get (stats, INN_METRIC_NET_RX, "testnet0"), >, 1000.0);
  g_assert_cmpfloat (inn_stats_get (stats, INN_METRIC_DISK_CAPACITY, "vda"), >, 0.0);
  g_assert_cmpfloat (inn_stats_get (stats, INN_METRIC_CPU_ONE, "0"), >=, 0.0);
  g_assert_nonnull (inn_stats_get_series (stats, INN_METRIC_DISK_READ, "vda"));
  g_assert_true (inn_stats_get_offered (stats, INN_METRIC_DISK_READ));
  g_assert_false (inn_stats_get_offered (stats, INN_METRIC_DISK_READ_LATENCY));

  inn_stats_need_free (need);
  g_assert_null (inn_stats_get_series (stats, INN_METRIC_DISK_READ, "vda"));
  end_host (host);
}

/* History survives the connection; values of before are marked. */
static void
test_reconnect (void)
{
  InnHost *host = connect_host ("test:///default");
  InnDomain *domain = find_domain (host, "test");
  InnStatsNeed *need = inn_host_need_stats (host, NULL, TOTALS, TRUE);
  InnSeries *series;
  gint64 before, after;
  double value;

  inn_domain_hold_stats (domain);
  await (has_totals, domain);
  series = inn_stats_get_series (inn_domain_get_stats (domain), INN_METRIC_MEMORY, NULL);
  g_assert_true (inn_series_get_last (series, &before, &value));

  inn_host_disconnect (host);
  g_assert_true (inn_stats_is_stale (inn_domain_get_stats (domain)));
  g_assert_false (isnan (get (domain, INN_METRIC_MEMORY)));

  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);
  await_readings (host, 2);
  g_assert_true (inn_stats_get_series (inn_domain_get_stats (domain), INN_METRIC_MEMORY,
                                       NULL) == series);
  g_assert_true (inn_series_get_last (series, &after, &value));
  g_assert_cmpint (after, >, before);
  g_assert_false (inn_stats_is_stale (inn_domain_get_stats (domain)));

  inn_domain_release_stats (domain);
  inn_stats_need_free (need);
  end_host (host);
}

static gint64 fake_time;          /* atomic is not needed: it stands while a worker runs */

static gint64
fake_clock (void)
{
  return fake_time;
}

static void
on_sampled_go_on_cb (InnHost *host,
                     gint64  *step)
{
  fake_time += *step;
}

static guint
count_gaps (InnStats *stats,
            gint64    from,
            gint64    step,
            guint     n)
{
  g_autofree InnSeriesPoint *points = g_new0 (InnSeriesPoint, n);
  guint n_gaps = 0;

  inn_series_read (inn_stats_get_series (stats, INN_METRIC_MEMORY, NULL), from, step, n, points);

  for (guint i = 0; i < n; i++)
    {
      n_gaps += isnan (points[i].mean);
      g_assert_true (isnan (points[i].mean) || fabs (points[i].mean / (1 << 30) - 1) < 0.01);
    }

  return n_gaps;
}

/* A day in which this computer sleeps for two hours. */
static void
test_day (void)
{
  const gint64 second = G_USEC_PER_SEC, hour = 3600 * second;
  const gint64 start = 1000 * hour;
  gint64 step = 30 * second;
  InnStatsNeed *need;
  InnDomain *domain;
  InnHost *host;
  InnStats *stats;

  fake_time = start;
  inn_sampler_set_clock (fake_clock);
  inn_stats_set_intervals (1, 30);
  host = connect_host ("test:///default");
  domain = find_domain (host, "test");
  inn_domain_hold_stats (domain);
  g_signal_connect (host, "sampled", G_CALLBACK (on_sampled_go_on_cb), &step);
  need = inn_host_need_stats (host, NULL, INN_STATS_MEMORY, FALSE);

  while (fake_time < start + 10 * hour)
    g_main_context_iteration (NULL, TRUE);
  fake_time += 2 * hour;
  while (fake_time < start + 24 * hour)
    g_main_context_iteration (NULL, TRUE);

  stats = inn_domain_get_stats (domain);
  g_assert_cmpuint (count_gaps (stats, fake_time - hour, 30 * second, 119), ==, 0);
  g_assert_cmpuint (count_gaps (stats, start + hour, hour, 8), ==, 0);
  g_assert_cmpuint (count_gaps (stats, start + 10 * hour + 600 * second, 600 * second, 10), ==, 10);
  g_assert_cmpuint (count_gaps (stats, start + 13 * hour, hour, 10), ==, 0);
  g_assert_cmpuint (inn_stats_get_size (stats), <=, 32 * 1024);

  inn_domain_release_stats (domain);
  inn_stats_need_free (need);
  end_host (host);
  inn_stats_set_intervals (1, 3);
  inn_sampler_set_clock (NULL);
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

/* guest-1 gets a balloon, which it was made without. */
static void
give_balloon (InnFixtureRig *rig,
              InnDomain     *guest)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GString) xml = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  g_autofree char *command = NULL;

  inn_domain_load_xml_async (guest, NULL, inn_fixture_store_result_cb, &result);
  text = inn_domain_load_xml_finish (guest, inn_fixture_await_result (&result), NULL);
  xml = g_string_new (text);
  g_assert_cmpuint (g_string_replace (xml, "<memballoon model='none'/>",
                                      "<memballoon model='virtio'/>", 0), ==, 1);

  path = g_build_filename (inn_fixture_rig_get (rig, "dir"), "balloon.xml", NULL);
  g_assert_true (g_file_set_contents (path, xml->str, xml->len, NULL));
  command = g_strdup_printf ("virsh define %s", path);
  inn_fixture_rig_command (rig, command);
}

static void
run_verb (InnDomain *domain,
          InnVerb    verb)
{
  g_autoptr (InnJobList) jobs = inn_job_list_new ();
  g_autoptr (GListStore) store = g_list_store_new (INN_TYPE_DOMAIN);
  g_autoptr (GPtrArray) begun = NULL;
  InnJob *job;

  g_list_store_append (store, domain);
  begun = inn_job_list_run (jobs, G_LIST_MODEL (store), verb);
  g_assert_cmpuint (begun->len, ==, 1);
  job = g_ptr_array_index (begun, 0);

  while (!inn_job_is_ended (job))
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpstr (inn_job_get_error_text (job), ==, NULL);
}

static gboolean
lacks_memory_stats (gpointer domain)
{
  return inn_domain_lacks_memory_stats (domain);
}

static gboolean
has_memory_stats (gpointer domain)
{
  return !inn_domain_lacks_memory_stats (domain);
}

static gboolean
has_dirty_rate (gpointer domain)
{
  return !isnan (get (domain, INN_METRIC_DIRTY_RATE));
}

/* Nothing is measured or set unless somebody says so. */
static void
test_requests (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", "--guests", "1", NULL);
  InnStatsNeed *need;
  InnHost *host;
  InnDomain *guest;

  if (rig == NULL)
    return;

  host = connect_host (inn_fixture_rig_get (rig, "uri"));
  guest = find_domain (host, "guest-1");
  give_balloon (rig, guest);
  need = inn_host_need_stats (host, guest, INN_STATS_MEMORY | INN_STATS_DIRTY, TRUE);
  inn_fixture_rig_command (rig, "virsh start guest-1");
  await (lacks_memory_stats, guest);
  await_readings (host, 3);
  g_assert_true (inn_domain_lacks_memory_stats (guest));
  g_assert_false (has_dirty_rate (guest));
  g_assert_cmpfloat (get (guest, INN_METRIC_MEM_BALLOON), ==, 16 << 20);

  run_verb (guest, INN_VERB_MEMORY_STATS);
  await (has_memory_stats, guest);
  g_assert_false (inn_verb_applies (INN_VERB_MEMORY_STATS, guest, NULL));

  run_verb (guest, INN_VERB_DIRTY_RATE);
  await (has_dirty_rate, guest);

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
  g_test_add_func ("/sampler/follow", test_follow);
  g_test_add_func ("/sampler/reconnect", test_reconnect);
  g_test_add_func ("/sampler/day", test_day);
  g_test_add_func ("/sampler/nothing-needed", test_nothing_needed);
  g_test_add_func ("/sampler/bulk", test_bulk);
  g_test_add_func ("/sampler/requests", test_requests);
  g_test_add_func ("/sampler/frozen", test_frozen);

  return g_test_run ();
}
