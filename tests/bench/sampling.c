/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <gio/gio.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "inn-host.h"
#include "inn-rate.h"
#include "inn-stats-need.h"
#include "inn-stats.h"
#include "inn-virt-init.h"

/*
 * What does it take to know the figures of all machines, without showing them?
 *
 *   sampling URI [SECONDS]
 *
 * Everything of all machines each second; URI is best that of “rig.py bulk-host”. CPU
 * time of the main thread, and of the process, which is mostly libvirt's client library
 * in the worker. Then the memory: as it is now, and with a day of history.
 */

#define LOADING 20      /* s: rows, and details from the XML of the machines */
#define DAY (24 * 60 * 60)
#define N_TOTALS 4      /* series that each machine has */

typedef struct
{
  GMainLoop *loop;
  InnHost   *host;
  int        seconds;
  guint      ticks;
  double     main_ms;
  double     process_ms;
} Bench;

static double
cpu_ms (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);

  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static void
sampled_cb (Bench *bench)
{
  bench->ticks++;
}

static gboolean
end_cb (gpointer data)
{
  Bench *bench = data;
  double main_ms = cpu_ms (CLOCK_THREAD_CPUTIME_ID) - bench->main_ms;
  double process_ms = cpu_ms (CLOCK_PROCESS_CPUTIME_ID) - bench->process_ms;

  g_print ("%.2f ticks/s; a tick: %.2f ms of the main thread, %.2f ms in all\n",
           (double) bench->ticks / bench->seconds, main_ms / bench->ticks,
           process_ms / bench->ticks);
  g_main_loop_quit (bench->loop);

  return G_SOURCE_REMOVE;
}

static gboolean
begin_cb (gpointer data)
{
  Bench *bench = data;

  bench->ticks = 0;
  bench->main_ms = cpu_ms (CLOCK_THREAD_CPUTIME_ID);
  bench->process_ms = cpu_ms (CLOCK_PROCESS_CPUTIME_ID);
  g_timeout_add_seconds ((guint) bench->seconds, end_cb, bench);

  return G_SOURCE_REMOVE;
}

static void
report_memory (GListModel *domains)
{
  g_autoptr (InnSeries) series = inn_series_new ();
  gsize sum = 0;
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (domains); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);
      InnStats *stats = inn_domain_get_stats (domain);

      sum += stats != NULL ? inn_stats_get_size (stats) : 0;
      n += stats != NULL;
    }
  g_print ("%u machines with figures, %.1f KiB each\n", n, (double) sum / MAX (n, 1) / 1024);

  for (gint64 i = 1; i <= DAY; i++)
    inn_series_add (series, (i - 1) * G_USEC_PER_SEC, i * G_USEC_PER_SEC, fabs (sin (i)));
  g_print ("a day of %d series: %.1f KiB\n", N_TOTALS,
           (double) (N_TOTALS * inn_series_get_size (series)) / 1024);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Bench bench = { .loop = loop, .seconds = argc > 2 ? atoi (argv[2]) : 30 };
  InnStatsNeed *need;

  if (argc < 2 || bench.seconds <= 0)
    {
      g_printerr ("usage: %s URI [SECONDS]\n", argv[0]);
      return 2;
    }

  inn_virt_init ();
  bench.host = inn_host_new (argv[1]);
  inn_host_connect (bench.host, INN_HOST_CONNECT_QUIET);
  need = inn_host_need_stats (bench.host, NULL, INN_STATS_ALL, TRUE);
  g_signal_connect_swapped (bench.host, "sampled", G_CALLBACK (sampled_cb), &bench);
  g_timeout_add_seconds (LOADING, begin_cb, &bench);
  g_main_loop_run (loop);
  report_memory (inn_host_get_domains (bench.host));

  inn_stats_need_free (need);
  inn_host_disconnect (bench.host);
  g_object_unref (bench.host);

  return 0;
}
