/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */

/* What becomes of readings, without a host: values, gaps, history. */

#include "config.h"

#include <math.h>

#include "inn-host-private.h"
#include "inn-stats-entry.h"
#include "inn-virt-init.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define HOUR (3600 * SECOND)
#define START (1000 * HOUR)
#define GIB (1024.0 * 1024 * 1024)

#define GROUPS (INN_STATS_CPU | INN_STATS_MEMORY | INN_STATS_DISK | INN_STATS_NET)

typedef struct
{
  InnHost    *host;
  InnStats   *stats;
  int         id;
  gint64      at;
  InnReading  readings[16];
  guint       n;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->host = inn_host_new ("test:///default");
  fixture->stats = inn_stats_new (fixture->host->link);
  fixture->id = 1;
  fixture->at = START;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->stats);
  g_assert_finalize_object (fixture->host);
}

static void
add (Fixture    *fixture,
     InnMetric   metric,
     const char *instance,
     guint64     value,
     guint64     per)
{
  fixture->readings[fixture->n++] = (InnReading) { metric, instance, value, per };
}

/* Takes over what was added, after @seconds. */
static void
apply (Fixture        *fixture,
       double          seconds,
       InnStatsGroups  groups)
{
  const InnStatsContext context = { 11 * SECOND, 2 };
  InnSample sample = { .id = fixture->id, .asked = GROUPS | groups, .groups = groups,
                       .n = fixture->n };

  fixture->at += seconds * SECOND;
  sample.at = fixture->at;
  inn_stats_apply (fixture->stats, &sample, fixture->readings, &context);
  fixture->n = 0;
}

static double
get (Fixture   *fixture,
     InnMetric  metric)
{
  return inn_stats_get (fixture->stats, metric, NULL);
}

static void
read_series (Fixture        *fixture,
             InnMetric       metric,
             gint64          from,
             gint64          step,
             guint           n,
             InnSeriesPoint *points)
{
  InnSeries *series = inn_stats_get_series (fixture->stats, metric, NULL);

  g_assert_nonnull (series);
  inn_series_read (series, from, step, n, points);
}

static double
wave (double seconds)
{
  return 50 + 40 * sin (seconds * 2 * M_PI / 7200);
}

static void
check_wave (Fixture *fixture,
            gint64   ago,
            gint64   step,
            guint    n)
{
  g_autofree InnSeriesPoint *points = g_new0 (InnSeriesPoint, n);
  gint64 from = fixture->at - ago;

  read_series (fixture, INN_METRIC_CPU, from, step, n, points);

  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (points[i].mean,
                                    wave ((from + (i + 0.5) * step - START) / SECOND), 2.5);
}

/* A day, every second: right at every range, in 32 KiB. */
static void
test_day (Fixture       *fixture,
          gconstpointer  data)
{
  double cpu = 0;

  for (guint second = 1; second <= 24 * 3600 + 60; second++)
    {
      cpu += wave (second - 0.5) / 100 * 2 * 1e9;
      add (fixture, INN_METRIC_CPU, NULL, cpu, 0);
      add (fixture, INN_METRIC_MEMORY, NULL, GIB, 1);
      add (fixture, INN_METRIC_DISK, NULL, second * 1000000ull, 2);
      add (fixture, INN_METRIC_NET, NULL, second * 2000000ull, 2);
      add (fixture, INN_METRIC_DISK_READ, NULL, second * 600000ull, 1);
      add (fixture, INN_METRIC_DISK_WRITE, NULL, second * 400000ull, 1);
      apply (fixture, 1, GROUPS);
    }

  check_wave (fixture, 60 * SECOND, SECOND, 60);
  check_wave (fixture, 600 * SECOND, 5 * SECOND, 120);
  check_wave (fixture, HOUR, 30 * SECOND, 120);
  check_wave (fixture, 23 * HOUR, 600 * SECOND, 6 * 23);
  g_assert_cmpuint (inn_stats_get_size (fixture->stats), <=, 32 * 1024);

  inn_stats_set_levels (fixture->stats, 1);
  g_assert_cmpuint (inn_stats_get_size (fixture->stats), <=, 8 * 1024);
  check_wave (fixture, 60 * SECOND, SECOND, 60);
}

static void
apply_disk (Fixture *fixture,
            double   seconds,
            guint64  bytes,
            guint64  n_disks)
{
  add (fixture, INN_METRIC_DISK, NULL, bytes, n_disks);
  apply (fixture, seconds, INN_STATS_DISK);
}

/* Each of these ends a run of counters: a gap of one look, seen in the history. */
static void
test_gaps (Fixture       *fixture,
           gconstpointer  data)
{
  InnSeriesPoint points[8];

  apply_disk (fixture, 1, 5000, 1);
  g_assert_true (isnan (get (fixture, INN_METRIC_DISK)));
  apply_disk (fixture, 1, 6000, 1);
  g_assert_cmpfloat (get (fixture, INN_METRIC_DISK), ==, 1000);
  apply_disk (fixture, 1, 500, 1);                    /* counters began anew */
  g_assert_true (isnan (get (fixture, INN_METRIC_DISK)));
  apply_disk (fixture, 1, 1500, 1);
  fixture->id = 2;                                    /* started anew */
  apply_disk (fixture, 1, 90000, 1);
  g_assert_true (isnan (get (fixture, INN_METRIC_DISK)));
  apply_disk (fixture, 1, 91000, 1);
  apply_disk (fixture, 1, 990000, 2);                 /* a disk more */
  g_assert_true (isnan (get (fixture, INN_METRIC_DISK)));
  apply_disk (fixture, 1, 991000, 2);

  read_series (fixture, INN_METRIC_DISK, START, SECOND, 8, points);
  for (guint i = 0; i < 8; i++)
    if (i % 2 == 0)
      g_assert_true (isnan (points[i].mean));
    else
      g_assert_cmpfloat_with_epsilon (points[i].mean, 1000, 1);

  apply_disk (fixture, 3600, 99991000, 2);            /* this computer slept */
  g_assert_true (isnan (get (fixture, INN_METRIC_DISK)));
  inn_stats_restart (fixture->stats);                 /* an event told of a reboot */
  apply_disk (fixture, 1, 99992000, 2);
  g_assert_true (isnan (get (fixture, INN_METRIC_DISK)));
}

/* What is missing once stays as it was, marked; what ended has no value. */
static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  apply_disk (fixture, 1, 0, 1);
  apply_disk (fixture, 1, 1000, 1);
  g_assert_cmpfloat (get (fixture, INN_METRIC_DISK), ==, 1000);

  apply (fixture, 1, 0);
  g_assert_cmpfloat (get (fixture, INN_METRIC_DISK), ==, 1000);

  apply_disk (fixture, 1, 5000, 1);
  g_assert_cmpfloat (get (fixture, INN_METRIC_DISK), ==, 2000);

  inn_stats_end (fixture->stats);
  g_assert_true (isnan (get (fixture, INN_METRIC_DISK)));
  g_assert_nonnull (inn_stats_get_series (fixture->stats, INN_METRIC_DISK, NULL));
}

/* A guest that hangs does not tell its memory: no jump to what the host sees of it. */
static void
test_memory_source (Fixture       *fixture,
                    gconstpointer  data)
{
  add (fixture, INN_METRIC_MEMORY, NULL, GIB, 1);
  apply (fixture, 1, INN_STATS_MEMORY);
  add (fixture, INN_METRIC_MEMORY, NULL, 3 * GIB, 3);
  apply (fixture, 1, INN_STATS_MEMORY);
  g_assert_cmpfloat (get (fixture, INN_METRIC_MEMORY), ==, GIB);

  /* After a while it is the best there is. */
  for (guint i = 0; i < 12; i++)
    {
      add (fixture, INN_METRIC_MEMORY, NULL, 3 * GIB, 3);
      apply (fixture, 1, INN_STATS_MEMORY);
    }
  g_assert_cmpfloat (get (fixture, INN_METRIC_MEMORY), ==, 3 * GIB);
}

static char *
join_instances (Fixture *fixture)
{
  return g_strjoinv (" ", (char **) inn_stats_get_instances (fixture->stats,
                                                             INN_METRIC_DISK_READ));
}

static void
assert_instances (Fixture    *fixture,
                  const char *expected)
{
  g_autofree char *instances = join_instances (fixture);

  g_assert_cmpstr (instances, ==, expected);
}

/* Disks come and go; they are listed in the order of the definition. */
static void
test_hotplug (Fixture       *fixture,
              gconstpointer  data)
{
  inn_stats_set_detailed (fixture->stats, TRUE);
  assert_instances (fixture, "");

  add (fixture, INN_METRIC_DISK_READ, "vda", 0, 1);
  add (fixture, INN_METRIC_DISK_READ, "vdc", 0, 1);
  apply (fixture, 1, INN_STATS_DISK);
  assert_instances (fixture, "vda vdc");

  add (fixture, INN_METRIC_DISK_READ, "vda", 1000, 1);
  add (fixture, INN_METRIC_DISK_READ, "vdb", 0, 1);
  add (fixture, INN_METRIC_DISK_READ, "vdc", 2000, 1);
  apply (fixture, 1, INN_STATS_DISK);
  assert_instances (fixture, "vda vdb vdc");
  g_assert_cmpfloat (inn_stats_get (fixture->stats, INN_METRIC_DISK_READ, "vdc"), ==, 2000);
  g_assert_true (isnan (inn_stats_get (fixture->stats, INN_METRIC_DISK_READ, "vdb")));

  add (fixture, INN_METRIC_DISK_READ, "vdb", 0, 1);
  apply (fixture, 1, INN_STATS_DISK);
  assert_instances (fixture, "vdb");
  g_assert_null (inn_stats_get_series (fixture->stats, INN_METRIC_DISK_READ, "vda"));

  apply (fixture, 1, 0);
  assert_instances (fixture, "vdb");

  inn_stats_set_detailed (fixture->stats, FALSE);
  assert_instances (fixture, "");
}

/* Requests that took 3 ms each; no request, no latency. */
static void
test_latency (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { guint64 time, requests; double latency; } looks[] = {
    { 100, 10, NAN }, { 30000100, 20, 0.003 }, { 30000100, 20, NAN }, { 33000100, 21, 0.003 },
    { 0, 0, NAN },
  };

  inn_stats_set_detailed (fixture->stats, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      double latency;

      add (fixture, INN_METRIC_DISK_READ_LATENCY, "vda", looks[i].time, looks[i].requests);
      apply (fixture, 1, INN_STATS_DISK);
      latency = inn_stats_get (fixture->stats, INN_METRIC_DISK_READ_LATENCY, "vda");
      g_assert_cmpint (isnan (latency), ==, isnan (looks[i].latency));
      g_assert_true (isnan (latency) || fabs (latency - looks[i].latency) < 1e-9);
    }
}

static void
test_offered (Fixture       *fixture,
              gconstpointer  data)
{
  g_assert_true (inn_stats_get_offered (fixture->stats, INN_METRIC_NET));
  apply_disk (fixture, 1, 0, 1);
  g_assert_true (inn_stats_get_offered (fixture->stats, INN_METRIC_DISK_FLUSHES));
  apply_disk (fixture, 1, 0, 1);
  g_assert_false (inn_stats_get_offered (fixture->stats, INN_METRIC_DISK_FLUSHES));
  g_assert_true (inn_stats_get_offered (fixture->stats, INN_METRIC_DISK));
  g_assert_true (inn_stats_get_offered (fixture->stats, INN_METRIC_HOST_CPU));
}

/* A driver that tells nothing of single vCPUs has no old values because of that. */
static void
test_never_told (Fixture       *fixture,
                 gconstpointer  data)
{
  InnSample sample = { .id = 1, .asked = INN_STATS_MEMORY | INN_STATS_VCPU,
                       .groups = INN_STATS_MEMORY, .n = 1 };
  const InnReading memory = { INN_METRIC_MEMORY, NULL, GIB, 1 };
  const InnStatsContext context = { 11 * SECOND, 2 };

  sample.at = fixture->at;
  for (guint i = 0; i < 3; i++)
    {
      sample.at += SECOND;
      g_assert_cmpint (inn_stats_get_offered (fixture->stats, INN_METRIC_CPU_STEAL), ==, i < 2);
      inn_stats_apply (fixture->stats, &sample, &memory, &context);
      g_assert_false (fixture->stats->stale);
    }

  /* Of what was told before it is another thing. */
  sample.at += SECOND;
  sample.groups = 0;
  sample.n = 0;
  inn_stats_apply (fixture->stats, &sample, NULL, &context);
  g_assert_true (fixture->stats->stale);
}

/* The test driver has counters of its CPUs that never move. */
static void
test_still_counters (Fixture       *fixture,
                     gconstpointer  data)
{
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (inn_stats_get_offered (fixture->stats, INN_METRIC_HOST_CPU), ==, i < 2);
      add (fixture, INN_METRIC_HOST_CPU, NULL, 1000, 5000);
      apply (fixture, 1, INN_STATS_HOST);
    }

  /* One that had nothing to do is another thing. */
  add (fixture, INN_METRIC_HOST_CPU, NULL, 1000, 6000);
  apply (fixture, 1, INN_STATS_HOST);
  g_assert_true (inn_stats_get_offered (fixture->stats, INN_METRIC_HOST_CPU));
}

static void
test_events (Fixture       *fixture,
             gconstpointer  data)
{
  const InnStatsEvent *events;
  guint n;

  g_assert_null (inn_stats_get_events (fixture->stats, &n));
  g_assert_cmpuint (n, ==, 0);

  inn_stats_add_event (fixture->stats, START, "Rebooted");
  inn_stats_add_event (fixture->stats, START + SECOND, "Rebooted");
  inn_stats_add_event (fixture->stats, START + SECOND, "Paused");
  inn_stats_add_event (fixture->stats, START + 2 * SECOND, "Rebooted");
  inn_stats_get_events (fixture->stats, &n);
  g_assert_cmpuint (n, ==, 3);

  for (guint i = 1; i <= 1000; i++)
    inn_stats_add_event (fixture->stats, START + i * HOUR, "Rebooted");

  events = inn_stats_get_events (fixture->stats, &n);
  g_assert_cmpuint (n, <=, 100);
  g_assert_cmpint (events[n - 1].time, ==, START + 1000 * HOUR);
  g_assert_cmpint (events[0].time, ==, START + (1001 - n) * HOUR);
}

#define ADD(path, function) \
  g_test_add ("/stats/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  ADD ("day", test_day);
  ADD ("gaps", test_gaps);
  ADD ("missing", test_missing);
  ADD ("memory-source", test_memory_source);
  ADD ("hotplug", test_hotplug);
  ADD ("latency", test_latency);
  ADD ("offered", test_offered);
  ADD ("still-counters", test_still_counters);
  ADD ("never-told", test_never_told);
  ADD ("events", test_events);

  return g_test_run ();
}
