/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <string.h>

#include "inn-series-table.h"

#define S ((gint64) G_USEC_PER_SEC)
#define NOW (200040 * S)
#define REAL (1795353511 * S)      /* 2026-11-22 13:18:31 UTC at @NOW */

static char *
get_csv (InnSeries *cpu,
         InnSeries *disk,
         gint64     from,
         gint64     to)
{
  g_autoptr (InnSeriesTable) table = inn_series_table_new (from, to, NOW, REAL - NOW);

  inn_series_table_add (table, INN_METRIC_CPU, NULL, cpu);
  if (disk != NULL)
    inn_series_table_add (table, INN_METRIC_DISK_READ, "vda", disk);

  return inn_series_table_to_csv (table);
}

static void
test_rows (void)
{
  g_autoptr (InnSeries) cpu = inn_series_new ();
  g_autoptr (InnSeries) disk = inn_series_new ();
  g_autofree char *text = NULL;

  inn_series_add (cpu, NOW - 5 * S, NOW - 4 * S, 23);
  inn_series_add (cpu, NOW - 3 * S, NOW - 2 * S, 0.5);
  inn_series_add (disk, NOW - 3 * S, NOW - 2 * S, 1048576);
  inn_series_add (disk, NOW - S, NOW, 2000);
  text = get_csv (cpu, disk, NOW - 60 * S, NOW);

  g_assert_cmpstr (text, ==,
                   "time,\"cpu (%)\",\"cpu (%) min\",\"cpu (%) max\",\"disk.read vda (B/s)\","
                   "\"disk.read vda (B/s) min\",\"disk.read vda (B/s) max\"\r\n"
                   "2026-11-22T14:18:27+01:00,23,23,23,,,\r\n"
                   "2026-11-22T14:18:29+01:00,0.5,0.5,0.5,1048576,1048576,1048576\r\n"
                   "2026-11-22T14:18:31+01:00,,,,2000,2000,2000\r\n");
}

static guint
count_rows (const char *text)
{
  guint n = 0;

  for (text = strchr (text, '\n'); text != NULL; text = strchr (text + 1, '\n'))
    n++;

  return n - 1;
}

/* Nothing twice and nothing left out, as fine as it is known. */
static void
test_history (void)
{
  g_autoptr (InnSeries) cpu = inn_series_new ();
  g_autofree char *whole = NULL;
  g_autofree char *hour = NULL;
  g_autofree char *minute = NULL;
  g_autofree char *early = NULL;
  g_auto (GStrv) lines = NULL;

  for (gint64 at = NOW - 26 * 3600 * S; at < NOW; at += S)
    inn_series_add (cpu, at, at + S, 40);

  whole = get_csv (cpu, NULL, NOW - 24 * 3600 * S, NOW);
  g_assert_cmpuint (count_rows (whole), ==, 22 * 30 + 110 * 6 + 600);
  hour = get_csv (cpu, NULL, NOW - 3600 * S, NOW);
  g_assert_cmpuint (count_rows (hour), ==, 50 * 6 + 600);
  minute = get_csv (cpu, NULL, NOW - 60 * S, NOW);
  g_assert_cmpuint (count_rows (minute), ==, 60);
  early = get_csv (cpu, NULL, NOW - 10 * 3600 * S, NOW - 9 * 3600 * S);
  g_assert_cmpuint (count_rows (early), ==, 30);

  /* Times go up. */
  lines = g_strsplit (whole, "\r\n", -1);
  for (guint i = 2; lines[i + 1] != NULL; i++)
    g_assert_cmpint (strncmp (lines[i - 1], lines[i], 25), <, 0);
}

/* Ranges of any beginning and end: each moment at most once. */
static void
test_random_ranges (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (InnSeries) cpu = inn_series_new ();

  for (gint64 at = NOW - 26 * 3600 * S; at < NOW; at += 3 * S)
    inn_series_add (cpu, at, at + 3 * S, 40);

  for (guint i = 0; i < 60; i++)
    {
      gint64 from = NOW - g_rand_int_range (rand, 1, 86400) * S - g_rand_int_range (rand, 0, S);
      gint64 to = from + g_rand_int_range (rand, 1, 7300) * S;
      g_autofree char *text = get_csv (cpu, NULL, from, MIN (to, NOW));
      g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

      g_assert_cmpuint (g_strv_length (lines), >, 2);
      for (guint j = 2; lines[j + 1] != NULL; j++)
        g_assert_cmpint (strncmp (lines[j - 1], lines[j], 25), <, 0);
    }
}

static void
test_quoted (void)
{
  g_autoptr (InnSeries) cpu = inn_series_new ();
  g_autoptr (InnSeriesTable) table = inn_series_table_new (NOW - S, NOW, NOW, REAL - NOW);
  g_autofree char *text = NULL;

  inn_series_table_add (table, INN_METRIC_CPU, "a, \"b\"", cpu);
  text = inn_series_table_to_csv (table);
  g_assert_true (g_str_has_prefix (text, "time,\"cpu a, \"\"b\"\" (%)\",\"cpu a, \"\"b\"\" (%) m"));
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/series-table/rows", test_rows);
  g_test_add_func ("/series-table/history", test_history);
  g_test_add_func ("/series-table/random-ranges", test_random_ranges);
  g_test_add_func ("/series-table/quoted", test_quoted);

  return g_test_run ();
}
