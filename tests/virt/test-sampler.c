/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */

/* Statistics: from the host to values and series, on the test driver. */

#include "config.h"

#include "inn-sampler-worker.h"
#include "inn-sampler.h"
#include "inn-virt-init.h"
#include "sampler-fixture.h"

#define N_MANY 10
#define LAST "4c4c4544-0042-3510-8051-c7c04f4e3231"

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

/* All hosts are looked at in the same moment, so that this computer wakes once. */
static void
test_together (void)
{
  InnHost *first = connect_host ("test:///default"), *second;
  InnStatsNeed *first_need = inn_host_need_stats (first, NULL, INN_STATS_HOST, TRUE);
  InnStatsNeed *second_need;
  gint64 apart = G_MAXINT64;

  inn_fixture_iterate (1500 - g_get_monotonic_time () / 1000 % 1000);
  second = connect_host ("test:///default");
  second_need = inn_host_need_stats (second, NULL, INN_STATS_HOST, TRUE);
  await_readings (second, 2);

  for (guint i = 0; i < 4; i++)
    {
      await_readings (second, 1);
      inn_fixture_iterate (300);
      apart = MIN (apart, ABS (inn_stats_get_time (inn_host_get_stats (first)) -
                               inn_stats_get_time (inn_host_get_stats (second))));
    }

  g_assert_cmpint (apart, <, G_USEC_PER_SEC / 10);

  inn_stats_need_free (first_need);
  inn_stats_need_free (second_need);
  end_host (first);
  end_host (second);
}

typedef struct
{
  guint turn;       /* of the main loop */
  guint told[2];    /* in which turn */
} Told;

static void
on_sampled_note_first_cb (InnHost *host,
                          Told    *told)
{
  told->told[0] = told->turn;
}

static void
on_sampled_note_second_cb (InnHost *host,
                           Told    *told)
{
  told->told[1] = told->turn;
}

/* A host that has little to tell waits for one that takes a while, so that one frame shows
 * both. */
static void
test_told_together (void)
{
  g_autofree char *dir = inn_fixture_make_dir ();
  g_autofree char *uri = inn_fixture_write_machines (dir, 400);
  InnHost *hosts[] = { connect_host ("test:///default"), connect_host (uri) };
  GListModel *many = inn_host_get_domains (hosts[1]);
  InnStatsNeed *needs[] = { inn_host_need_stats (hosts[0], NULL, INN_STATS_HOST, TRUE),
                            inn_host_need_stats (hosts[1], NULL, TOTALS, TRUE) };
  Told told = { 0 };

  for (guint i = 0; i < g_list_model_get_n_items (many); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (many, i);

      inn_domain_hold_stats (domain);
    }
  await_readings (hosts[1], 2);

  g_signal_connect (hosts[0], "sampled", G_CALLBACK (on_sampled_note_first_cb), &told);
  g_signal_connect (hosts[1], "sampled", G_CALLBACK (on_sampled_note_second_cb), &told);
  for (guint n = 0; n < 3; n += told.told[1] == told.turn)
    {
      told.turn++;
      g_main_context_iteration (NULL, TRUE);
      if (told.told[1] == told.turn)
        g_assert_cmpuint (told.told[0], ==, told.turn);
    }

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_signal_handlers_disconnect_by_data (hosts[i], &told);
      inn_stats_need_free (needs[i]);
      end_host (hosts[i]);
    }
  inn_fixture_remove_dir (dir);
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

/* Asks for ten machines, three with each call. */
static gpointer
read_in_parts (gpointer uri)
{
  g_autoptr (virConnect) connection = virConnectOpen (uri);
  InnSamplerSession *session = inn_sampler_session_new ();
  InnTickOrder *order = inn_tick_order_new (session);
  g_autoptr (GError) error = NULL;
  g_autoptr (InnTick) tick = NULL;
  guint n_values = 0;

  order->groups = TOTALS;
  order->part = 3;
  inn_tick_order_want (order, LAST, TOTALS, FALSE);
  tick = inn_sampler_worker (connection, order, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (tick->samples->len, ==, N_MANY);
  g_assert_true (tick->complete);
  for (guint i = 0; i < tick->samples->len; i++)
    {
      const InnSample *sample = &g_array_index (tick->samples, InnSample, i);

      n_values += sample->groups != 0;
      g_assert_cmpint (sample->groups != 0, ==, g_str_equal (sample->uuid, LAST));
    }
  g_assert_cmpuint (n_values, ==, 1);

  inn_tick_order_free (order);
  inn_sampler_session_free (session);

  return NULL;
}

/* More machines than one call has room for. */
static void
test_parts (void)
{
  InnFixtureMachine machines[N_MANY] = { [N_MANY - 1] = { .uuid = LAST } };
  g_autofree char *dir = inn_fixture_make_dir ();
  g_autofree char *uri = inn_fixture_write_test_driver (dir, machines, N_MANY);

  inn_fixture_run_in_thread (read_in_parts, uri);
  inn_fixture_remove_dir (dir);
}

#define N_TURNS 5

/* Looks that have no time: one machine each, the one that is followed and one by turns. */
static gpointer
read_by_turns (gpointer uri)
{
  g_autoptr (virConnect) connection = virConnectOpen (uri);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  InnSamplerSession *session = inn_sampler_session_new ();
  InnTickOrder *order = inn_tick_order_new (session);

  session->bulk_lacks = INN_STATS_ALL;
  order->groups = TOTALS;
  order->budget = 1;
  for (guint i = 0; i < N_TURNS; i++)
    {
      g_autofree char *name = g_strdup_printf ("machine-%u", i + 1);
      virDomainPtr domain = virDomainLookupByName (connection, name);
      char uuid[VIR_UUID_STRING_BUFLEN];

      virDomainGetUUIDString (domain, uuid);
      inn_tick_order_want (order, uuid, TOTALS, FALSE);
      virDomainFree (domain);
    }

  for (guint i = 0; i < 2 * N_TURNS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (InnTick) tick = inn_sampler_worker (connection, order, NULL, &error);
      const InnSample *sample = &g_array_index (tick->samples, InnSample, 0);

      g_assert_no_error (error);
      g_assert_false (tick->complete);
      g_assert_cmpuint (tick->samples->len, ==, 1);
      g_assert_cmphex (sample->groups, ==, TOTALS);
      g_assert_true (g_hash_table_add (seen, g_strdup (sample->uuid)));
      if (g_hash_table_size (seen) == N_TURNS)
        g_hash_table_remove_all (seen);
    }

  /* One of them goes. */
  g_hash_table_iter_init (&iter, order->wanted);
  g_assert_true (g_hash_table_iter_next (&iter, NULL, NULL));
  g_hash_table_iter_remove (&iter);
  session->n_looks = INN_SAMPLER_MEMORY - 1;
  inn_tick_free (inn_sampler_worker (connection, order, NULL, NULL));
  g_assert_cmpuint (g_hash_table_size (session->turns), ==, N_TURNS - 1);
  g_assert_cmpuint (g_hash_table_size (session->handles), ==, N_TURNS - 1);

  inn_tick_order_free (order);
  inn_sampler_session_free (session);

  return NULL;
}

/* A host far away that has to be asked machine by machine: each of them has its turn. */
static void
test_turns (void)
{
  InnFixtureMachine machines[N_TURNS] = { 0 };
  g_autofree char *dir = inn_fixture_make_dir ();
  g_autofree char *uri = inn_fixture_write_test_driver (dir, machines, N_TURNS);

  inn_fixture_run_in_thread (read_by_turns, uri);
  inn_fixture_remove_dir (dir);
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
  g_test_add_func ("/sampler/together", test_together);
  g_test_add_func ("/sampler/told-together", test_told_together);
  g_test_add_func ("/sampler/parts", test_parts);
  g_test_add_func ("/sampler/turns", test_turns);

  return g_test_run ();
}
