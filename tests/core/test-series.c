/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <math.h>

#include "inn-series.h"

#define S ((gint64) G_USEC_PER_SEC)
#define MIN_S (60 * S)
#define HOUR (60 * MIN_S)
#define DAY (24 * HOUR)

/* How far a value that was read may be from the one that was added. */
#define MEAN_ERROR 0.0005
#define MIN_ERROR 0.004      /* of the mean */
#define MAX_ERROR 0.011

/* All that was added, in full. */
typedef struct
{
  gint64 from;
  gint64 to;
  double value;
} Entry;

static InnSeriesPoint
expect (GArray *entries,
        gint64  from,
        gint64  to)
{
  InnSeriesPoint point = { NAN, NAN, NAN };
  double area = 0;
  double span = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);
      gint64 part = MIN (to, entry->to) - MAX (from, entry->from);

      if (part <= 0)
        continue;

      point.min = fmin (point.min, entry->value);
      point.max = fmax (point.max, entry->value);
      area += entry->value * part;
      span += part;
    }
  point.mean = area / span;

  return point;
}

static void
add (InnSeries *series,
     GArray    *entries,
     gint64     from,
     gint64     to,
     double     value)
{
  Entry entry = { from, to, value };

  inn_series_add (series, from, to, value);
  g_array_append_val (entries, entry);
}

static InnSeriesPoint
read_one (InnSeries *series,
          gint64     from,
          gint64     to)
{
  InnSeriesPoint point;

  inn_series_read (series, from, to - from, 1, &point);

  return point;
}

static void
assert_near (double value,
             double expected,
             double error)
{
  if (isnan (expected))
    g_assert_true (isnan (value));
  else
    g_assert_cmpfloat_with_epsilon (value, expected, error * fabs (expected) + 3e-8);
}

static void
test_new (void)
{
  g_autoptr (InnSeries) series = inn_series_new ();
  g_autoptr (InnSeries) again = inn_series_ref (series);
  InnSeriesPoint point = read_one (again, 0, HOUR);
  gint64 at;
  double value;

  g_assert_false (inn_series_get_last (series, NULL, NULL));
  g_assert_true (isnan (point.min) && isnan (point.mean) && isnan (point.max));

  inn_series_add (series, 10 * S, 11 * S, 42.125);
  g_assert_true (inn_series_get_last (series, &at, &value));
  g_assert_cmpint (at, ==, 11 * S);
  g_assert_cmpfloat (value, ==, 42.125);
}

/* One value, once it was written: from nothing to what memory a host may have. */
static void
test_encoding (void)
{
  static const double exact[] = { 0, 1, 25, 71, 100, 512, 1024, 1048576, 4294967296.0, 0.5 };

  for (guint i = 0; i < G_N_ELEMENTS (exact); i++)
    {
      g_autoptr (InnSeries) series = inn_series_new ();

      inn_series_add (series, 0, S, exact[i]);
      inn_series_add (series, S, 2 * S, 1);
      g_assert_cmpfloat (read_one (series, 0, S).mean, ==, exact[i]);
    }

  for (double value = 3.1e-5; value < 2.8e14; value *= 1.00731)
    {
      g_autoptr (InnSeries) series = inn_series_new ();

      inn_series_add (series, 0, S, value);
      inn_series_add (series, S, 2 * S, 1);
      g_assert_cmpfloat_with_epsilon (read_one (series, 0, S).mean, value, MEAN_ERROR * value);
    }
}

static void
test_extremes (void)
{
  g_autoptr (InnSeries) series = inn_series_new ();

  inn_series_add (series, 0, S, 1e300);
  inn_series_add (series, S, 2 * S, 1e-300);
  inn_series_add (series, 2 * S, 3 * S, 0.000012);
  inn_series_add (series, 3 * S, 4 * S, 1);

  g_assert_cmpfloat (read_one (series, 0, S).mean, >, 2.8e14);
  g_assert_cmpfloat (read_one (series, S, 2 * S).mean, ==, 0);
  g_assert_cmpfloat_with_epsilon (read_one (series, 2 * S, 3 * S).mean, 0.000012, 1.5e-8);
}

/* The first reading of a gauge has no duration, and is there nevertheless. */
static void
test_gauge (void)
{
  g_autoptr (InnSeries) series = inn_series_new ();

  inn_series_add (series, 5 * S, 5 * S, 100);
  g_assert_cmpfloat (read_one (series, 4 * S, 5 * S).mean, ==, 100);
  inn_series_add (series, 5 * S, 6 * S, 50);
  g_assert_cmpfloat (read_one (series, 5 * S, 6 * S).mean, ==, 50);
  g_assert_cmpfloat (read_one (series, 4 * S, 5 * S).mean, ==, 100);
}

static void
test_time_never_goes_back (void)
{
  g_autoptr (InnSeries) series = inn_series_new ();
  gint64 at;
  double value;

  inn_series_add (series, 10 * S, 12 * S, 8);
  inn_series_add (series, 11 * S, 13 * S, 1);
  inn_series_add (series, 3 * S, 4 * S, 1);
  inn_series_add (series, 12 * S, 12 * S, 1);
  inn_series_get_last (series, &at, &value);
  g_assert_cmpint (at, ==, 12 * S);
  g_assert_cmpfloat (value, ==, 8);
  g_assert_cmpfloat (read_one (series, 0, 20 * S).min, ==, 8);
}

/* A value of several seconds is in each of them, also where the interval changes. */
static void
check_interval (gint64 interval)
{
  g_autoptr (InnSeries) series = inn_series_new ();
  InnSeriesPoint points[300];
  gint64 end = 300 * S;

  for (gint64 at = 0; at < end; at += interval)
    inn_series_add (series, at, MIN (at + interval, end), 1 + at / interval);

  inn_series_read (series, 0, S, G_N_ELEMENTS (points), points);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    g_assert_cmpfloat (points[i].mean, ==, 1 + i * S / interval);
}

static void
test_intervals (void)
{
  check_interval (S);
  check_interval (3 * S);
  check_interval (60 * S);
  check_interval (5 * MIN_S);
}

static void
test_gaps (void)
{
  g_autoptr (InnSeries) series = inn_series_new ();
  InnSeriesPoint points[120];

  inn_series_add (series, 0, 10 * S, 7);
  inn_series_add (series, 20 * S, 30 * S, 9);

  inn_series_read (series, 0, S, 40, points);
  for (guint i = 0; i < 40; i++)
    assert_near (points[i].mean, i < 10 ? 7 : i < 20 ? NAN : i < 30 ? 9 : NAN, MEAN_ERROR);

  /* Only the coarsest level reaches from before the long gap to its end. */
  inn_series_add (series, 4 * HOUR, 4 * HOUR + 10 * S, 5);
  inn_series_read (series, 0, 2 * MIN_S, 120, points);
  g_assert_cmpfloat_with_epsilon (points[0].mean, 8, 0.01);
  g_assert_cmpfloat_with_epsilon (points[0].min, 7, 0.04);
  g_assert_cmpfloat_with_epsilon (points[0].max, 9, 0.1);
  for (guint i = 1; i < 120; i++)
    g_assert_true (isnan (points[i].mean));
  g_assert_cmpfloat (read_one (series, 4 * HOUR, 4 * HOUR + S).mean, ==, 5);

  /* Longer than everything. */
  inn_series_add (series, 40 * HOUR, 40 * HOUR + S, 3);
  g_assert_cmpfloat (read_one (series, 0, 40 * HOUR + S).mean, ==, 3);
  g_assert_cmpfloat (read_one (series, 40 * HOUR, 40 * HOUR + S).mean, ==, 3);
  g_assert_true (isnan (read_one (series, 39 * HOUR, 40 * HOUR).mean));
}

static void
test_levels (void)
{
  g_autoptr (InnSeries) series = inn_series_new ();
  gsize full;

  for (gint64 at = 0; at < 3 * HOUR; at += S)
    inn_series_add (series, at, at + S, 4);
  full = inn_series_get_size (series);
  g_assert_cmpfloat (read_one (series, 0, MIN_S).mean, ==, 4);

  inn_series_set_levels (series, 2);
  g_assert_true (isnan (read_one (series, 0, MIN_S).mean));
  g_assert_cmpfloat (read_one (series, 3 * HOUR - HOUR, 2 * HOUR + MIN_S).mean, ==, 4);
  inn_series_set_levels (series, 1);
  g_assert_true (isnan (read_one (series, 2 * HOUR, 2 * HOUR + MIN_S).mean));
  g_assert_cmpfloat (read_one (series, 3 * HOUR - 9 * MIN_S, 3 * HOUR).mean, ==, 4);
  g_assert_cmpuint (inn_series_get_size (series), <, full / 2);

  /* From now on there is more again, also while it is the only one. */
  inn_series_set_levels (series, 3);
  g_assert_true (isnan (read_one (series, 0, MIN_S).mean));
  for (gint64 at = 3 * HOUR; at < 4 * HOUR; at += S)
    inn_series_add (series, at, at + S, 6);
  g_assert_cmpfloat (read_one (series, 3 * HOUR, 3 * HOUR + MIN_S).mean, ==, 6);
}

static void
test_size (void)
{
  InnSeries *series[4];
  gsize size = 0;

  for (guint i = 0; i < 4; i++)
    {
      series[i] = inn_series_new ();
      inn_series_add (series[i], 0, S, i);
      g_assert_cmpuint (inn_series_get_size (series[i]), <, 400);
    }

  for (gint64 at = S; at < 30 * HOUR; at += 2 * S)
    for (guint i = 0; i < 4; i++)
      inn_series_add (series[i], at, at + 2 * S, at % 77 + i);

  for (guint i = 0; i < 4; i++)
    {
      size += inn_series_get_size (series[i]);
      inn_series_unref (series[i]);
    }
  g_assert_cmpuint (size, >, 20 * 1024);
  g_assert_cmpuint (size, <=, 32 * 1024);
}

/* A point that begins and ends at buckets of its level is as exact as the encoding. */
static void
check_aligned (InnSeries *series,
               GArray    *entries,
               gint64     end,
               gint64     range,
               guint      n)
{
  g_autofree InnSeriesPoint *points = g_new (InnSeriesPoint, n);
  gint64 step = range / n;

  inn_series_read (series, end - range, step, n, points);
  for (guint i = 0; i < n; i++)
    {
      gint64 from = end - range + i * step;
      InnSeriesPoint want = expect (entries, from, from + step);

      assert_near (points[i].mean, want.mean, MEAN_ERROR);
      if (isnan (want.mean))
        continue;
      g_assert_cmpfloat_with_epsilon (points[i].min, want.min, MIN_ERROR * want.mean);
      assert_near (points[i].max, want.max, MAX_ERROR);
    }
}

/* Buckets of that age are missing as a whole. */
static gboolean
is_gap (gint64 second)
{
  static const struct { gint64 from, length; } gaps[] = {
    { 20 * 3600, 120 }, { 22 * 3600, 2400 }, { 25 * 3600, 60 }, { 26 * 3600 - 301, 7 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    if (second >= gaps[i].from && second < gaps[i].from + gaps[i].length)
      return TRUE;

  return FALSE;
}

static void
test_day (void)
{
  g_autoptr (InnSeries) series = inn_series_new ();
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GRand) rand = g_rand_new_with_seed (24);

  for (gint64 second = 0; second < 26 * 3600; second++)
    {
      double daily = 40 + 35 * sin (second * 2 * G_PI / 86400);
      double spike = second % 1800 == 77 ? 90 : 0;

      if (is_gap (second))
        continue;

      add (series, entries, second * S, (second + 1) * S,
           MAX (daily + spike + g_rand_double_range (rand, -5, 5), 0));
    }

  check_aligned (series, entries, 26 * HOUR, MIN_S, 60);
  check_aligned (series, entries, 26 * HOUR, 10 * MIN_S, 600);
  check_aligned (series, entries, 26 * HOUR, 10 * MIN_S, 200);
  check_aligned (series, entries, 26 * HOUR, HOUR, 360);
  check_aligned (series, entries, 26 * HOUR, HOUR, 60);
  check_aligned (series, entries, 26 * HOUR, 2 * HOUR, 120);
  check_aligned (series, entries, 26 * HOUR - 10 * MIN_S, 23 * HOUR, 690);
  check_aligned (series, entries, 26 * HOUR, 24 * HOUR, 720);
  check_aligned (series, entries, 26 * HOUR, 24 * HOUR, 240);
}

/* How long a bucket of that age may be. */
static gint64
bucket (gint64 end,
        gint64 from)
{
  return end - from <= 595 * S ? S : end - from <= 2 * HOUR - 20 * S ? 10 * S : 2 * MIN_S;
}

/* Whatever is asked: what is read was there, near that time, and what was there is read. */
static void
check_range (InnSeries *series,
             GArray    *entries,
             gint64     end,
             gint64     from,
             gint64     step)
{
  InnSeriesPoint points[20];

  inn_series_read (series, from, step, G_N_ELEMENTS (points), points);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      gint64 begin = from + i * step;
      gint64 margin = bucket (end, begin);
      InnSeriesPoint in = expect (entries, begin, begin + step);
      InnSeriesPoint around = expect (entries, begin - margin, begin + step + margin);

      g_assert_true (isnan (points[i].mean) == isnan (points[i].min));
      g_assert_true (isnan (points[i].mean) == isnan (points[i].max));
      if (!isnan (in.mean))
        g_assert_false (isnan (points[i].mean));
      if (isnan (points[i].mean))
        continue;

      g_assert_false (isnan (around.mean));
      g_assert_cmpfloat (points[i].mean, >=, around.min * (1 - MEAN_ERROR) - 3e-8);
      g_assert_cmpfloat (points[i].mean, <=, around.max * (1 + MEAN_ERROR) + 3e-8);
      g_assert_cmpfloat (points[i].min, <=, points[i].mean * (1 + MIN_ERROR));
      g_assert_cmpfloat (points[i].max, >=, points[i].mean * (1 - MAX_ERROR));
      g_assert_cmpfloat (points[i].min, >=, around.min - MIN_ERROR * around.max - 3e-8);
      g_assert_cmpfloat (points[i].max, <=, around.max * (1 + MAX_ERROR) + 3e-8);
    }
}

static void
add_random (GRand     *rand,
            InnSeries *series,
            GArray    *entries,
            gint64    *at)
{
  static const gint64 intervals[] = { S / 3, S, S, S, 3 * S, 17 * S, MIN_S };
  gint64 length = intervals[g_rand_int_range (rand, 0, G_N_ELEMENTS (intervals))];
  double size = pow (10, g_rand_double_range (rand, -4, 11));

  length += g_rand_int_range (rand, -20000, 20000);
  if (g_rand_int_range (rand, 0, 20) == 0)
    *at += g_rand_int_range (rand, 1, 3000) * S;

  add (series, entries, *at, *at + length, g_rand_boolean (rand) ? size : 0);
  *at += length;
}

static void
test_random (void)
{
  for (guint seed = 0; seed < 12; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (InnSeries) series = inn_series_new ();
      g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
      gint64 at = g_rand_int_range (rand, 0, 100000) * (S / 10);

      for (guint i = 0; i < 1200; i++)
        {
          add_random (rand, series, entries, &at);
          if (i % 30 != 0)
            continue;

          for (guint j = 0; j < 4; j++)
            {
              gint64 back = pow (10, g_rand_double_range (rand, 6, 10.8));
              gint64 step = MAX (back / 25, S / 10);

              /* What is older than the coarsest level is not asked for. */
              back = CLAMP (back, 0, MIN (at, 23 * HOUR));
              check_range (series, entries, at, at - back, step);
            }
        }
    }
}

/* All of what was added while a level keeps it, in its mean. */
static void
test_mean_is_kept (void)
{
  g_autoptr (InnSeries) series = inn_series_new ();
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  gint64 at = S;

  while (at < 570 * S)
    {
      gint64 length = g_rand_int_range (rand, 950000, 1050000);

      add (series, entries, at, at + length, g_rand_double_range (rand, 0, 1e6));
      at += length;
    }

  assert_near (read_one (series, S, at).mean, expect (entries, S, at).mean, MEAN_ERROR);
  assert_near (read_one (series, 100 * S, 130 * S).mean,
               expect (entries, 100 * S, 130 * S).mean, MEAN_ERROR);
}

/* What is told of how fine something is kept is what reading shows. */
static void
test_step (void)
{
  g_autoptr (InnSeries) series = inn_series_new ();
  const gint64 now = 100000 * S;
  const gint64 ages[] = { 600 * S, 601 * S, 7200 * S, 7201 * S, 86400 * S };
  const gint64 steps[] = { S, 10 * S, 10 * S, 120 * S, 120 * S };

  /* Each second another value. */
  for (gint64 at = 0; at < now; at += S)
    inn_series_add (series, at, at + S, 1 + at / S % 2);

  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    g_assert_cmpint (inn_series_get_step (ages[i]), ==, steps[i]);

  g_assert_cmpfloat (read_one (series, now - 300 * S, now - 299 * S).mean, !=,
                     read_one (series, now - 299 * S, now - 298 * S).mean);
  assert_near (read_one (series, now - 1000 * S, now - 999 * S).mean, 1.5, MEAN_ERROR);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/series/new", test_new);
  g_test_add_func ("/series/encoding", test_encoding);
  g_test_add_func ("/series/extremes", test_extremes);
  g_test_add_func ("/series/gauge", test_gauge);
  g_test_add_func ("/series/time-never-goes-back", test_time_never_goes_back);
  g_test_add_func ("/series/intervals", test_intervals);
  g_test_add_func ("/series/gaps", test_gaps);
  g_test_add_func ("/series/levels", test_levels);
  g_test_add_func ("/series/size", test_size);
  g_test_add_func ("/series/day", test_day);
  g_test_add_func ("/series/random", test_random);
  g_test_add_func ("/series/mean-is-kept", test_mean_is_kept);
  g_test_add_func ("/series/step", test_step);

  return g_test_run ();
}
