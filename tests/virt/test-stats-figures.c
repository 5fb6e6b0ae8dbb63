/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */

/* Machines at work (tests/fixtures/loads.py) for 30 seconds: what our series say, what the
 * system counts for the processes and the network card behind them, and what virsh tells. All
 * are compared over the same instants, so that it does not matter how busy the computer is. */

#include "config.h"

#include <gio/gio.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "inn-fixture.h"
#include "inn-host.h"
#include "inn-rate.h"
#include "inn-stats-need.h"
#include "inn-stats.h"
#include "inn-virt-init.h"

#define WINDOW (30 * G_USEC_PER_SEC)
#define TOLERANCE 0.03
#define REQUEST 32768.0        /* loads.py: bytes of one request to the disk */

typedef double (*ReadCounter) (InnFixtureRig *rig,
                               const char    *machine);

typedef struct
{
  const char  *machine;
  InnMetric    metric;
  const char  *instance;
  ReadCounter  read;         /* what the system has counted so far */
  const char  *key;          /* the same in virsh domstats */
  double       key_unit;     /* what one of virsh's is in units of @read */
  double       scale;        /* our figure for one unit of @read per second */
  gboolean     is_level;     /* @read is no counter: our figure is its mean */
} Figure;

static char *
read_proc (const char *pid,
           const char *file)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/%s", pid, file);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static const char *
get_pid (InnFixtureRig *rig,
         const char    *machine)
{
  g_autofree char *key = g_strconcat ("pid-", machine, NULL);

  return inn_fixture_rig_get (rig, key);
}

/* Ticks in user and in kernel mode from the text of a stat file, as seconds. */
static double
parse_seconds (const char *stat)
{
  unsigned long user, system;
  const char *fields = strrchr (stat, ')');

  g_assert_cmpint (sscanf (fields, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
                           &user, &system), ==, 2);

  return (double) (user + system) / (double) sysconf (_SC_CLK_TCK);
}

static double
read_cpu (InnFixtureRig *rig,
          const char    *machine)
{
  g_autofree char *stat = read_proc (get_pid (rig, machine), "stat");

  return parse_seconds (stat);
}

static double
read_vcpu (InnFixtureRig *rig,
           const char    *machine)
{
  const char *pid = get_pid (rig, machine);
  g_autofree char *path = g_strdup_printf ("/proc/%s/task", pid);
  g_autoptr (GDir) tasks = g_dir_open (path, 0, NULL);
  const char *task;

  while ((task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *name = g_strdup_printf ("%s/%s/stat", path, task);
      g_autofree char *stat = NULL;

      /* Other threads come and go. */
      if (g_file_get_contents (name, &stat, NULL, NULL) && strstr (stat, "(CPU 0/TCG)") != NULL)
        return parse_seconds (stat);
    }

  g_error ("%s has no virtual CPU", machine);
}

static double
read_field (const char *text,
            const char *name)
{
  const char *found = strstr (text, name);

  g_assert_nonnull (found);

  return g_ascii_strtod (found + strlen (name), NULL);
}

static double
read_memory (InnFixtureRig *rig,
             const char    *machine)
{
  g_autofree char *status = read_proc (get_pid (rig, machine), "status");

  return 1024 * read_field (status, "VmRSS:");
}

/* All that QEMU reads and writes apart from the disk are event counters of 8 bytes. */
static double
read_requests (InnFixtureRig *rig,
               const char    *machine,
               const char    *bytes,
               const char    *calls)
{
  g_autofree char *io = read_proc (get_pid (rig, machine), "io");

  return (read_field (io, bytes) - 8 * read_field (io, calls)) / (REQUEST - 8);
}

static double
read_disk_writes (InnFixtureRig *rig,
                  const char    *machine)
{
  return read_requests (rig, machine, "wchar:", "syscw:");
}

static double
read_disk_reads (InnFixtureRig *rig,
                 const char    *machine)
{
  return read_requests (rig, machine, "rchar:", "syscr:");
}

/* A field of the tap's line in the daemon's network namespace; what it receives the machine
 * has sent. */
static double
read_tap (InnFixtureRig *rig,
          guint          field)
{
  g_autofree char *table = read_proc (inn_fixture_rig_get (rig, "keeper"), "net/dev");
  g_autofree char *start = g_strconcat (inn_fixture_rig_get (rig, "tap"), ":", NULL);
  const char *text = strstr (table, start);
  char *end = NULL;
  double value = NAN;

  g_assert_nonnull (text);
  text += strlen (start);
  for (guint i = 0; i <= field; i++, text = end)
    value = g_ascii_strtod (text, &end);

  return value;
}

static double
read_net_sent (InnFixtureRig *rig,
               const char    *machine)
{
  return read_tap (rig, 0);
}

static double
read_net_packets_sent (InnFixtureRig *rig,
                       const char    *machine)
{
  return read_tap (rig, 1);
}

static double
read_net_received (InnFixtureRig *rig,
                   const char    *machine)
{
  return read_tap (rig, 8);
}

static double
read_net_packets_received (InnFixtureRig *rig,
                           const char    *machine)
{
  return read_tap (rig, 9);
}

#define TAP "inn-tap"

static const Figure figures[] = {
  { "spin", INN_METRIC_CPU, NULL, read_cpu, "cpu.time", 1e-9, 100. / 2 },
  { "disk", INN_METRIC_CPU, NULL, read_cpu, "cpu.time", 1e-9, 100 },
  { "net", INN_METRIC_CPU, NULL, read_cpu, "cpu.time", 1e-9, 100 },
  { "spin", INN_METRIC_VCPU, "0", read_vcpu, "vcpu.0.time", 1e-9, 100 },
  { "disk", INN_METRIC_DISK_WRITE, "vda", read_disk_writes, "block.1.wr.reqs", 1, REQUEST },
  { "disk", INN_METRIC_DISK_READ, "vda", read_disk_reads, "block.1.rd.reqs", 1, REQUEST },
  { "disk", INN_METRIC_DISK_WRITE_OPS, "vda", read_disk_writes, "block.1.wr.reqs", 1, 1 },
  { "disk", INN_METRIC_DISK_READ_OPS, "vda", read_disk_reads, "block.1.rd.reqs", 1, 1 },
  { "net", INN_METRIC_NET_RX, TAP, read_net_received, "net.0.rx.bytes", 1, 1 },
  { "net", INN_METRIC_NET_TX, TAP, read_net_sent, "net.0.tx.bytes", 1, 1 },
  { "net", INN_METRIC_NET_RX_PACKETS, TAP, read_net_packets_received, "net.0.rx.pkts", 1, 1 },
  { "net", INN_METRIC_NET_TX_PACKETS, TAP, read_net_packets_sent, "net.0.tx.pkts", 1, 1 },
  { "spin", INN_METRIC_MEMORY, NULL, read_memory, "balloon.rss", 1024, 1, TRUE },
};

#define N_FIGURES G_N_ELEMENTS (figures)

/* The system's counters. */
typedef struct
{
  gint64 time;
  double counters[N_FIGURES];
} Entry;

/* What virsh said at some time between @begin and @end. */
typedef struct
{
  gint64 begin;
  gint64 end;
  double counters[N_FIGURES];
} Told;

typedef struct
{
  InnFixtureRig *rig;
  InnHost       *host;
  GArray        *log;       /* Entry, ten a second */
  GPtrArray     *needs;     /* InnStatsNeed */
  gint64         from;
} Watch;

static gboolean
on_timeout_cb (gpointer data)
{
  Watch *watch = data;
  Entry entry = { inn_rate_now () };

  for (guint i = 0; i < N_FIGURES; i++)
    entry.counters[i] = figures[i].read (watch->rig, figures[i].machine);
  g_array_append_val (watch->log, entry);

  return G_SOURCE_CONTINUE;
}

/* The system's counter at a time between two entries. */
static double
get_counted (Watch  *watch,
             guint   figure,
             gint64  time)
{
  guint i = 1;
  const Entry *entry;
  double share;

  while (i + 1 < watch->log->len && g_array_index (watch->log, Entry, i).time < time)
    i++;
  entry = &g_array_index (watch->log, Entry, i);
  share = (double) (time - entry[-1].time) / (double) (entry->time - entry[-1].time);
  g_assert_cmpfloat (share, >=, 0);
  g_assert_cmpfloat (share, <=, 1);

  return entry[-1].counters[figure] +
         share * (entry->counters[figure] - entry[-1].counters[figure]);
}

static double
get_mean_level (Watch *watch,
                guint  figure)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < watch->log->len; i++)
    {
      const Entry *entry = &g_array_index (watch->log, Entry, i);

      if (entry->time > watch->from && entry->time <= watch->from + WINDOW)
        {
          sum += entry->counters[figure];
          n++;
        }
    }

  return sum / n;
}

static void
ask_virsh (Watch *watch,
           Told  *told)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GSubprocess) virsh = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  told->begin = inn_rate_now ();
  virsh = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "virsh", "-c",
                            inn_fixture_rig_get (watch->rig, "uri"), "domstats", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (virsh, NULL, NULL, inn_fixture_store_result_cb, &result);
  inn_fixture_await_result (&result);
  g_subprocess_communicate_utf8_finish (virsh, result, &text, NULL, &error);
  g_assert_no_error (error);
  told->end = inn_rate_now ();
  inn_fixture_iterate (300);      /* entries of the log after that */

  for (guint i = 0; i < N_FIGURES; i++)
    {
      g_autofree char *title = g_strdup_printf ("Domain: '%s'", figures[i].machine);
      g_autofree char *key = g_strconcat ("  ", figures[i].key, "=", NULL);
      const char *machine = strstr (text, title);

      g_assert_nonnull (machine);
      told->counters[i] = figures[i].key_unit * read_field (machine, key);
    }
}

static InnStats *
get_stats (Watch       *watch,
           const char  *name,
           InnDomain  **found)
{
  GListModel *domains = inn_host_get_domains (watch->host);

  for (guint i = 0; i < g_list_model_get_n_items (domains); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);

      if (g_strcmp0 (inn_domain_get_name (domain), name) != 0)
        continue;
      if (found != NULL)
        *found = domain;
      return inn_domain_get_stats (domain);
    }

  g_error ("no machine called %s", name);
}

static gboolean
all_at_work (gpointer data)
{
  Watch *watch = data;

  for (guint i = 0; i < N_FIGURES; i++)
    {
      InnStats *stats = get_stats (watch, figures[i].machine, NULL);

      if (stats == NULL || !(inn_stats_get (stats, figures[i].metric, figures[i].instance) > 0))
        return FALSE;
    }

  return TRUE;
}

static gboolean
window_is_over (gpointer data)
{
  Watch *watch = data;

  for (guint i = 0; i < N_FIGURES; i++)
    if (inn_stats_get_time (get_stats (watch, figures[i].machine, NULL)) < watch->from + WINDOW)
      return FALSE;

  return TRUE;
}

static double
get_ours (Watch *watch,
          guint  figure)
{
  const Figure *which = &figures[figure];
  InnStats *stats = get_stats (watch, which->machine, NULL);
  InnSeries *series = inn_stats_get_series (stats, which->metric, which->instance);
  InnSeriesPoint whole, seconds[WINDOW / G_USEC_PER_SEC];
  guint n_known = 0;

  g_assert_nonnull (series);
  inn_series_read (series, watch->from, G_USEC_PER_SEC, G_N_ELEMENTS (seconds), seconds);
  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    n_known += !isnan (seconds[i].mean);
  g_assert_cmpuint (n_known, >=, G_N_ELEMENTS (seconds) * 9 / 10);
  inn_series_read (series, watch->from, WINDOW, 1, &whole);

  return whole.mean;
}

static void
compare (Watch      *watch,
         guint       figure,
         const Told *first,
         const Told *last)
{
  const Figure *which = &figures[figure];
  const double ours = get_ours (watch, figure);
  const double seconds = (double) WINDOW / G_USEC_PER_SEC;
  double told = last->counters[figure];
  double counted, least, most;

  if (which->is_level)
    {
      counted = get_mean_level (watch, figure);
      least = most = get_counted (watch, figure, last->begin);
    }
  else
    {
      told -= first->counters[figure];
      counted = which->scale / seconds * (get_counted (watch, figure, watch->from + WINDOW) -
                                          get_counted (watch, figure, watch->from));
      least = get_counted (watch, figure, last->begin) - get_counted (watch, figure, first->end);
      most = get_counted (watch, figure, last->end) - get_counted (watch, figure, first->begin);
    }

  g_test_message ("%s %s: %g, counted %g (%+.2f %%); virsh %g of %g…%g", which->machine,
                  inn_metric_get_id (which->metric), ours, counted,
                  100 * (ours - counted) / counted, told, least, most);
  g_assert_cmpfloat_with_epsilon (ours, counted, TOLERANCE * counted);
  g_assert_cmpfloat (told, >=, (1 - TOLERANCE) * least);
  g_assert_cmpfloat (told, <=, (1 + TOLERANCE) * most);
}

static void
follow_all (Watch *watch)
{
  static const char * const machines[] = { "spin", "disk", "net" };

  for (guint i = 0; i < G_N_ELEMENTS (machines); i++)
    {
      InnDomain *domain;

      get_stats (watch, machines[i], &domain);
      g_ptr_array_add (watch->needs,
                       inn_host_need_stats (watch->host, domain, INN_STATS_ALL, TRUE));
    }
}

static void
watch_loads (Watch *watch)
{
  Told first, last;
  guint timeout;

  follow_all (watch);
  g_assert_true (inn_fixture_await_condition (all_at_work, watch, INN_FIXTURE_DEADLINE));

  timeout = g_timeout_add (100, on_timeout_cb, watch);
  inn_fixture_iterate (300);
  ask_virsh (watch, &first);
  /* At a whole second: what a series keeps. */
  watch->from = (inn_rate_now () / G_USEC_PER_SEC + 1) * G_USEC_PER_SEC;
  g_assert_true (inn_fixture_await_condition (window_is_over, watch,
                                              WINDOW / 1000 + INN_FIXTURE_DEADLINE));
  ask_virsh (watch, &last);
  g_source_remove (timeout);

  for (guint i = 0; i < N_FIGURES; i++)
    compare (watch, i, &first, &last);
}

static void
test_figures (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", "--loads", NULL);
  g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GPtrArray) needs =
    g_ptr_array_new_with_free_func ((GDestroyNotify) inn_stats_need_free);
  Watch watch = { .rig = rig, .log = log, .needs = needs };

  if (rig == NULL)
    return;

  watch.host = inn_host_new (inn_fixture_rig_get (rig, "uri"));
  inn_host_connect (watch.host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (watch.host, "loaded", TRUE);
  watch_loads (&watch);

  g_ptr_array_set_size (needs, 0);
  inn_host_disconnect (watch.host);
  inn_fixture_iterate (50);
  g_assert_finalize_object (watch.host);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();
  g_test_add_func ("/stats/figures", test_figures);

  return g_test_run ();
}
