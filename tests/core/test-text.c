/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <glib.h>
#include <locale.h>
#include <string.h>

#include "inn-text.h"

#define KIB G_GUINT64_CONSTANT (1)
#define MIB (1024 * KIB)
#define GIB (1024 * MIB)
#define TIB (1024 * GIB)

static void
test_natural_key (void)
{
  static const char *const sorted[] = {
    "db", "Db-2", "db-10", "web-1", "WEB-2", "web-9", "web-9a", "web-10", "web-010b", "web-100",
    "zürich", "ZÜRICH-2",
  };

  for (guint i = 0; i + 1 < G_N_ELEMENTS (sorted); i++)
    {
      g_autofree char *first = inn_text_natural_key (sorted[i]);
      g_autofree char *second = inn_text_natural_key (sorted[i + 1]);

      g_test_message ("%s < %s", sorted[i], sorted[i + 1]);
      g_assert_cmpint (strcmp (first, second), <, 0);
    }
}

static void
test_fold (void)
{
  g_autofree char *ascii = inn_text_fold ("Web-1");
  g_autofree char *german = inn_text_fold ("GRÖẞE");
  g_autofree char *broken = inn_text_fold ("A\xffZ");

  g_assert_cmpstr (ascii, ==, "web-1");
  g_assert_cmpstr (german, ==, "grösse");
  g_assert_cmpstr (broken, ==, "a\357\277\275z");
}

static void
test_memory (void)
{
  static const struct
  {
    guint64     kib;
    const char *text;
  } cases[] = {
    { 0, "0 KiB" },
    { 999, "999 KiB" },
    { 1000, "0.98 MiB" },
    { 1024, "1 MiB" },
    { 512 * MIB, "512 MiB" },
    { 1000 * MIB, "0.98 GiB" },
    { 1023 * MIB, "1 GiB" },
    { 4 * GIB, "4 GiB" },
    { 1536 * MIB, "1.5 GiB" },
    { 1280 * MIB, "1.25 GiB" },
    { 27853 * MIB, "27.2 GiB" },
    { 120586 * MIB, "118 GiB" },
    { 2 * TIB, "2 TiB" },
    { G_MAXUINT64, "16384 EiB" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = inn_text_memory_kib (cases[i].kib);
      char *space = strstr (text, INN_NBSP);

      g_assert_nonnull (space);
      *space = ' ';
      memmove (space + 1, space + 2, strlen (space + 2) + 1);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
assert_text (char       *text,
             const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_memory_of (void)
{
  assert_text (inn_text_memory_of (105165 * MIB, 320 * GIB), "103 of 320" INN_NBSP "GiB");
  assert_text (inn_text_memory_of (3686 * MIB, 4 * GIB), "3.6 of 4" INN_NBSP "GiB");
  assert_text (inn_text_memory_of (512 * MIB, 2 * TIB), "0 of 2" INN_NBSP "TiB");
  assert_text (inn_text_memory_of (0, 0), "0 of 0" INN_NBSP "KiB");
  assert_text (inn_text_memory_pair (3686 * MIB, 4 * GIB), "3.6 / 4" INN_NBSP "GiB");
}

static void
test_rate (void)
{
  assert_text (inn_text_rate (0), "0" INN_NBSP "kB/s");
  assert_text (inn_text_rate (-7), "0" INN_NBSP "kB/s");
  assert_text (inn_text_rate (500), "0.5" INN_NBSP "kB/s");
  assert_text (inn_text_rate (940e3), "940" INN_NBSP "kB/s");
  assert_text (inn_text_rate (999.7e3), "1" INN_NBSP "MB/s");
  assert_text (inn_text_rate (8.84e6), "8.8" INN_NBSP "MB/s");
  assert_text (inn_text_rate (9.97e6), "10" INN_NBSP "MB/s");
  assert_text (inn_text_rate (42.3e6), "42" INN_NBSP "MB/s");
  assert_text (inn_text_rate (1.2e9), "1.2" INN_NBSP "GB/s");
}

static void
test_short_path (void)
{
  g_autofree char *own = g_build_filename (g_get_home_dir (), ".ssh", "config", NULL);
  g_autofree char *beside = g_strconcat (g_get_home_dir (), "-of-another/file", NULL);
  g_autofree char *same = g_strdup (beside);

  assert_text (inn_text_short_path (own), "~/.ssh/config");
  assert_text (inn_text_short_path (beside), same);
  assert_text (inn_text_short_path ("/etc/hosts"), "/etc/hosts");
}

static void
test_percent (void)
{
  assert_text (inn_text_percent (71.4), "71" INN_NBSP "%");
  assert_text (inn_text_percent (-0.2), "0" INN_NBSP "%");
  assert_text (inn_text_percent (99.6), "100" INN_NBSP "%");
}

static void
test_frequency (void)
{
  assert_text (inn_text_frequency (-1), "0" INN_NBSP "/s");
  assert_text (inn_text_frequency (0.34), "0.3" INN_NBSP "/s");
  assert_text (inn_text_frequency (9.97), "10" INN_NBSP "/s");
  assert_text (inn_text_frequency (162.4), "162" INN_NBSP "/s");
  assert_text (inn_text_frequency (4692), "4692" INN_NBSP "/s");
  assert_text (inn_text_frequency (33333), "33" INN_NBSP "k/s");
  assert_text (inn_text_frequency (999700), "1" INN_NBSP "M/s");
}

static void
test_latency (void)
{
  assert_text (inn_text_latency (0), "0" INN_NBSP "µs");
  assert_text (inn_text_latency (82.4e-6), "82" INN_NBSP "µs");
  assert_text (inn_text_latency (1.36e-3), "1.4" INN_NBSP "ms");
  assert_text (inn_text_latency (0.9998), "1" INN_NBSP "s");
  assert_text (inn_text_latency (2.34), "2.3" INN_NBSP "s");
  assert_text (inn_text_latency (12000), "12000" INN_NBSP "s");
}

static void
test_duration (void)
{
  const gint64 second = G_USEC_PER_SEC;

  assert_text (inn_text_duration (-5), "0" INN_NBSP "s");
  assert_text (inn_text_duration (4 * second + 900000), "4" INN_NBSP "s");
  assert_text (inn_text_duration (60 * second), "1" INN_NBSP "min");
  assert_text (inn_text_duration (109 * second), "1" INN_NBSP "min 49" INN_NBSP "s");
  assert_text (inn_text_duration (11520 * second), "3" INN_NBSP "h 12" INN_NBSP "min");
  assert_text (inn_text_duration (86400 * second), "1" INN_NBSP "d");
  assert_text (inn_text_duration (190800 * second), "2" INN_NBSP "d 5" INN_NBSP "h");
  assert_text (inn_text_duration_exact (800000), "0.8" INN_NBSP "s");
  assert_text (inn_text_duration_exact (6249000), "6.2" INN_NBSP "s");
  assert_text (inn_text_duration_exact (9960000), "10" INN_NBSP "s");
  assert_text (inn_text_duration_exact (12900000), "13" INN_NBSP "s");
}

static void
test_time_of_day (void)
{
  g_autoptr (GDateTime) time = g_date_time_new_local (2026, 11, 22, 14, 2, 59);

  assert_text (inn_text_time_of_day (g_date_time_to_unix (time) * G_USEC_PER_SEC), "14:02");
  assert_text (inn_text_time_of_day (G_MAXINT64), "–");
}

static void
test_count (void)
{
  assert_text (inn_text_count (7), "7");
  assert_text (inn_text_count (10000), "10000");

  if (setlocale (LC_ALL, "en_US.UTF-8") == NULL)
    {
      g_test_skip ("no locale en_US.UTF-8");
      return;
    }
  assert_text (inn_text_count (10000), "10,000");
  setlocale (LC_ALL, "C.UTF-8");
}

static void
test_speed (void)
{
  const guint n_names = 100000;
  double elapsed;

  g_test_timer_start ();
  for (guint i = 0; i < n_names; i++)
    g_free (inn_text_natural_key ("desktop-fra-10"));
  elapsed = g_test_timer_elapsed ();

  g_test_minimized_result (elapsed, "%.2f us for a natural key", elapsed * 1e6 / n_names);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/natural-key", test_natural_key);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/memory", test_memory);
  g_test_add_func ("/text/memory-of", test_memory_of);
  g_test_add_func ("/text/rate", test_rate);
  g_test_add_func ("/text/percent", test_percent);
  g_test_add_func ("/text/short-path", test_short_path);
  g_test_add_func ("/text/frequency", test_frequency);
  g_test_add_func ("/text/latency", test_latency);
  g_test_add_func ("/text/duration", test_duration);
  g_test_add_func ("/text/time-of-day", test_time_of_day);
  g_test_add_func ("/text/count", test_count);
  if (g_test_perf ())
    g_test_add_func ("/text/speed", test_speed);

  return g_test_run ();
}
