/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <math.h>

#include "inn-axis.h"

#define S ((gint64) G_USEC_PER_SEC)
#define MIB (1024.0 * 1024)
#define GIB (1024 * MIB)

static void
test_round_up (void)
{
  static const struct
  {
    InnUnit unit;
    double  max;
    double  top;
  } cases[] = {
    { INN_UNIT_PERCENT, 0, 10 },
    { INN_UNIT_PERCENT, NAN, 10 },
    { INN_UNIT_PERCENT, 11, 20 },
    { INN_UNIT_PERCENT, 100, 100 },
    { INN_UNIT_BYTES_PER_SECOND, 3, 10000 },
    { INN_UNIT_BYTES_PER_SECOND, 41e6, 50e6 },
    { INN_UNIT_BYTES_PER_SECOND, 51e6, 100e6 },
    { INN_UNIT_BYTES_PER_SECOND, 100e6, 100e6 },
    { INN_UNIT_BYTES_PER_SECOND, 101e6, 200e6 },
    { INN_UNIT_PER_SECOND, 2100, 4000 },
    { INN_UNIT_SECONDS, 0.0031, 0.004 },
    { INN_UNIT_SECONDS, 0.004, 0.004 },
    { INN_UNIT_COUNT, 3, 4 },
    { INN_UNIT_BYTES, 0, MIB },
    { INN_UNIT_BYTES, 400 * MIB, 512 * MIB },
    { INN_UNIT_BYTES, 700 * MIB, 768 * MIB },
    { INN_UNIT_BYTES, 1.2 * GIB, 2 * GIB },
    { INN_UNIT_BYTES, 2.5 * GIB, 4 * GIB },
    { INN_UNIT_BYTES, 5 * GIB, 6 * GIB },
    { INN_UNIT_BYTES, 6 * GIB, 6 * GIB },
    { INN_UNIT_BYTES, 6.1 * GIB, 8 * GIB },
    { INN_UNIT_BYTES, 9 * GIB, 12 * GIB },
    { INN_UNIT_BYTES, 17 * GIB, 24 * GIB },
    { INN_UNIT_BYTES, 1000 * GIB, 1024 * GIB },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat_with_epsilon (inn_axis_round_up (cases[i].unit, cases[i].max), cases[i].top,
                                    cases[i].top * 1e-9);
}

/* Whatever is shown: it fits, and no more than it must stays empty. */
static void
test_round_up_fits (void)
{
  for (guint unit = 0; unit <= INN_UNIT_COUNT; unit++)
    {
      double previous = 0;

      for (double max = inn_axis_round_up (unit, 0); max < 1e13; max *= 1.0137)
        {
          double top = inn_axis_round_up (unit, max);

          g_assert_cmpfloat (top, >=, max * (1 - 1e-8));
          g_assert_cmpfloat (top, <=, max * 2.001);
          g_assert_cmpfloat (top, >=, previous);
          g_assert_cmpfloat_with_epsilon (inn_axis_round_up (unit, top), top, top * 1e-9);
          previous = top;
        }
    }
}

static void
test_scale (void)
{
  InnAxisScale scale = { 0 };
  InnUnit unit = INN_UNIT_BYTES_PER_SECOND;

  g_assert_cmpfloat (inn_axis_scale_fit (&scale, unit, 15e6, S), ==, 20e6);
  g_assert_cmpfloat (inn_axis_scale_fit (&scale, unit, 150e6, 2 * S), ==, 200e6);

  /* Low for ten seconds, with a peak in between that begins them anew. */
  g_assert_cmpfloat (inn_axis_scale_fit (&scale, unit, 1e6, 3 * S), ==, 200e6);
  g_assert_cmpfloat (inn_axis_scale_fit (&scale, unit, 1e6, 12 * S), ==, 200e6);
  g_assert_cmpfloat (inn_axis_scale_fit (&scale, unit, 81e6, 12 * S), ==, 200e6);
  g_assert_cmpfloat (inn_axis_scale_fit (&scale, unit, 1e6, 13 * S), ==, 200e6);
  g_assert_cmpfloat (inn_axis_scale_fit (&scale, unit, 1e6, 22 * S), ==, 200e6);
  g_assert_cmpfloat (inn_axis_scale_fit (&scale, unit, 1e6, 23 * S), ==, 1e6);

  /* Nothing there counts as low. */
  inn_axis_scale_fit (&scale, unit, NAN, 24 * S);
  g_assert_cmpfloat (inn_axis_scale_fit (&scale, unit, NAN, 34 * S), ==, 10000);
}

static void
assert_value (InnUnit     unit,
              double      value,
              double      top,
              const char *expected)
{
  g_autofree char *text = inn_axis_format_value (unit, value, top);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_values (void)
{
  assert_value (INN_UNIT_PERCENT, 100, 100, "100\302\240%");
  assert_value (INN_UNIT_PERCENT, 50, 100, "50");
  assert_value (INN_UNIT_PERCENT, 0, 100, "0");
  assert_value (INN_UNIT_BYTES_PER_SECOND, 200e6, 200e6, "200\302\240MB/s");
  assert_value (INN_UNIT_BYTES_PER_SECOND, 100e6, 200e6, "100");
  assert_value (INN_UNIT_BYTES_PER_SECOND, 500e3, 1e6, "500\302\240kB/s");
  assert_value (INN_UNIT_BYTES_PER_SECOND, 2.5e6, 5e6, "2.5");
  assert_value (INN_UNIT_BYTES, 4 * GIB, 12 * GIB, "4");
  assert_value (INN_UNIT_SECONDS, 0.002, 0.004, "2");
  assert_value (INN_UNIT_COUNT, 4, 4, "4");
  assert_value (INN_UNIT_COUNT, 2, 4, "2");

  g_assert_cmpuint (inn_axis_get_parts (INN_UNIT_PERCENT, 100), ==, 2);
  g_assert_cmpuint (inn_axis_get_parts (INN_UNIT_BYTES, 12 * GIB), ==, 3);
  g_assert_cmpuint (inn_axis_get_parts (INN_UNIT_BYTES, 768 * MIB), ==, 3);
  g_assert_cmpuint (inn_axis_get_parts (INN_UNIT_BYTES, 16 * GIB), ==, 2);
  g_assert_cmpuint (inn_axis_get_parts (INN_UNIT_BYTES_PER_SECOND, 40e6), ==, 2);
  g_assert_cmpuint (inn_axis_get_parts (INN_UNIT_COUNT, 5), ==, 1);
}

static gint64
get_time (const char *iso)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, utc);

  return g_date_time_to_unix (time) * S;
}

static void
assert_ticks (const char *end,
              gint64      seconds,
              const char *expected)
{
  InnAxisTick ticks[INN_AXIS_MAX_TICKS];
  gint64 to = get_time (end);
  guint n = inn_axis_get_ticks (to - seconds * S, to, 6, ticks);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ticks[i].text);
      g_assert_cmpint (ticks[i].time, >=, to - seconds * S);
      g_assert_cmpint (ticks[i].time, <=, to);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* In Berlin, which is one hour ahead in winter and two in summer. */
static void
test_ticks (void)
{
  assert_ticks ("2026-11-22T13:31:18", 60, "14:30:30 14:30:45 14:31:00 14:31:15");
  assert_ticks ("2026-11-22T13:31:18", 600, "14:22 14:24 14:26 14:28 14:30");
  assert_ticks ("2026-11-22T13:31:18", 3600, "13:40 13:50 14:00 14:10 14:20 14:30");
  assert_ticks ("2026-11-22T13:31:18", 86400, "16:00 20:00 Sun 04:00 08:00 12:00");
  assert_ticks ("2026-11-22T13:31:18", 7, "14:31:12 14:31:14 14:31:16 14:31:18");
  assert_ticks ("2026-11-22T13:31:18", 5, "14:31:13 14:31:14 14:31:15 14:31:16 14:31:17 14:31:18");
  assert_ticks ("2026-11-22T13:31:18", 25, "14:30:55 14:31:00 14:31:05 14:31:10 14:31:15");
  assert_ticks ("2026-11-21T23:05:00", 600, "23:56 23:58 00:00 00:02 00:04");

  /* Summer time begins: 02:00 is 03:00. It ends: 03:00 is 02:00 again. */
  assert_ticks ("2026-03-29T10:30:00", 86400, "12:00 16:00 20:00 Sun 04:00 08:00 12:00");
  assert_ticks ("2026-10-25T10:30:00", 86400, "16:00 20:00 Sun 04:00 08:00");
}

static void
test_few_ticks (void)
{
  InnAxisTick ticks[INN_AXIS_MAX_TICKS];
  gint64 to = get_time ("2026-11-22T13:31:18");

  for (guint max = 1; max <= 6; max++)
    for (gint64 seconds = 5; seconds <= 86400; seconds = seconds * 5 / 3)
      g_assert_cmpuint (inn_axis_get_ticks (to - seconds * S, to, max, ticks), <=, max + 1);
}

static void
test_time (void)
{
  gint64 now = get_time ("2026-11-22T13:31:18");
  g_autofree char *today = inn_axis_format_time (now - 207 * S, now);
  g_autofree char *yesterday = inn_axis_format_time (now - 16 * 3600 * S, now);

  g_assert_cmpstr (today, ==, "14:27:51");
  g_assert_cmpstr (yesterday, ==, "Sat 22:31:18");
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/axis/round-up", test_round_up);
  g_test_add_func ("/axis/round-up-fits", test_round_up_fits);
  g_test_add_func ("/axis/scale", test_scale);
  g_test_add_func ("/axis/values", test_values);
  g_test_add_func ("/axis/ticks", test_ticks);
  g_test_add_func ("/axis/few-ticks", test_few_ticks);
  g_test_add_func ("/axis/time", test_time);

  return g_test_run ();
}
