/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>
#include <locale.h>
#include <time.h>

#include "inn-filter-bar.h"
#include "inn-host-window.h"
#include "inn-machine-table.h"
#include "inn-machine-window.h"
#include "inn-manager-window.h"
#include "inn-sidebar.h"
#include "inn-sparkline.h"
#include "inn-virt-init.h"

/*
 * How long does the main loop work without looking at input?
 *
 *   stalls URI[,URI…] [SCENARIO…]
 *
 * Opens the manager window over URI, best a test driver with 10,000 machines
 * (“test:///abs/path.xml”), and does to it what a user does. Each turn of the
 * main loop is timed from one poll to the next: so long a key press would have
 * waited. One line per scenario; milliseconds, of the clock and of the CPU of
 * the main thread (the latter does not depend on how busy the computer is).
 * With STALLS_TURNS=1 in the environment each long turn is printed, too.
 */

/* A scenario has ended when no turn took longer than QUIET_TURN ms this long. */
#define QUIET_MS 700
#define QUIET_TURN 4
#define LONG_TURN 8
#define MAX_SCENARIO_MS 120000
#define N_SCROLLED 240
#define N_TICKS 20

typedef struct
{
  InnHostList  *hosts;
  InnJobList   *jobs;
  InnHost      *host;
  GtkWidget    *window;
  GtkWidget    *filter;
  GtkWidget    *table;
  GtkWidget    *sidebar;
  GtkColumnView *view;
  GtkScrolledWindow *scroller;
  GSettings    *settings;
} Bench;

typedef struct
{
  gint64   wall;      /* µs */
  gint64   cpu;
  gboolean painted;
} Turn;

static GArray *turns;
static gint64 turn_wall;
static gint64 turn_cpu;
static gint64 last_busy;
static gboolean painted;

static gint64
cpu_now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
begin_turn (void)
{
  turn_wall = g_get_monotonic_time ();
  turn_cpu = cpu_now ();
  painted = FALSE;
}

static void
end_turn (void)
{
  gint64 now = g_get_monotonic_time ();
  Turn turn = { now - turn_wall, cpu_now () - turn_cpu, painted };

  g_array_append_val (turns, turn);
  if (turn.cpu > QUIET_TURN * 1000)
    last_busy = now;
}

static int
timed_poll (GPollFD *fds,
            guint    n_fds,
            int      timeout)
{
  int result;

  end_turn ();
  result = g_poll (fds, n_fds, timeout);
  begin_turn ();

  return result;
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
spin_until_quiet (gboolean (*done) (Bench *bench),
                  Bench   *bench)
{
  gint64 begun = g_get_monotonic_time ();
  guint id = g_timeout_add (50, wake_cb, NULL);

  last_busy = begun;
  while (g_get_monotonic_time () - last_busy < QUIET_MS * 1000 || (done != NULL && !done (bench)))
    {
      g_main_context_iteration (NULL, TRUE);
      if (g_get_monotonic_time () - begun > MAX_SCENARIO_MS * 1000)
        break;
    }

  g_source_remove (id);
}

static int
compare_wall (gconstpointer a,
              gconstpointer b)
{
  const Turn *one = a;
  const Turn *other = b;

  return (one->cpu > other->cpu) - (one->cpu < other->cpu);
}

static void
begin (void)
{
  g_array_set_size (turns, 0);
  begin_turn ();
}

/* In their order: which step of something is the long one? */
static void
print_long_turns (void)
{
  for (guint i = 0; i < turns->len; i++)
    {
      Turn *turn = &g_array_index (turns, Turn, i);

      if (turn->cpu > LONG_TURN * 1000)
        g_print ("  turn %u of %u: %.1f ms\n", i + 1, turns->len, turn->cpu / 1000.0);
    }
}

static void
report (const char *name,
        gboolean    frames_only)
{
  gint64 max_wall = 0;
  gint64 sum = 0;
  guint n16 = 0;
  guint n50 = 0;

  end_turn ();
  for (guint i = turns->len; frames_only && i > 0; i--)
    if (!g_array_index (turns, Turn, i - 1).painted)
      g_array_remove_index_fast (turns, i - 1);

  for (guint i = 0; i < turns->len; i++)
    {
      Turn *turn = &g_array_index (turns, Turn, i);

      max_wall = MAX (max_wall, turn->wall);
      sum += turn->cpu;
      n16 += turn->cpu > 16000;
      n50 += turn->cpu > 50000;
    }

  if (g_getenv ("STALLS_TURNS") != NULL)
    print_long_turns ();

  g_array_sort (turns, compare_wall);
  if (turns->len > 0)
    g_print ("%-18s %7.1f %7.1f %7.1f %7.1f %5u %5u %8.0f\n", name,
             g_array_index (turns, Turn, turns->len / 2).cpu / 1000.0,
             g_array_index (turns, Turn, turns->len * 99 / 100).cpu / 1000.0,
             g_array_index (turns, Turn, turns->len - 1).cpu / 1000.0,
             max_wall / 1000.0, n16, n50, sum / 1000.0);
  begin ();
}

static void
finish (Bench      *bench,
        const char *name)
{
  spin_until_quiet (NULL, bench);
  report (name, FALSE);
}

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/*
 * Scenarios
 */

static gboolean
is_loaded (Bench *bench)
{
  GListModel *hosts = G_LIST_MODEL (bench->hosts);

  for (guint i = 0; i < g_list_model_get_n_items (hosts); i++)
    {
      g_autoptr (InnHost) host = g_list_model_get_item (hosts, i);

      if (!inn_host_get_loaded (host))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_detailed (Bench *bench)
{
  GListModel *domains = inn_host_get_domains (bench->host);
  guint n = g_list_model_get_n_items (domains);

  for (guint i = n; i > 0; i--)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i - 1);

      if (!inn_domain_get_details_known (domain))
        return FALSE;
    }

  return n > 0;
}

static gboolean
is_idle (Bench *bench)
{
  return inn_job_list_get_n_active (bench->jobs) == 0;
}

static void
load (Bench *bench)
{
  GListModel *hosts = G_LIST_MODEL (bench->hosts);

  for (guint i = 0; i < g_list_model_get_n_items (hosts); i++)
    {
      g_autoptr (InnHost) host = g_list_model_get_item (hosts, i);

      inn_host_connect (host, INN_HOST_CONNECT_QUIET);
    }
  spin_until_quiet (is_loaded, bench);
  report ("load", FALSE);
  spin_until_quiet (is_detailed, bench);
  report ("details", FALSE);
}

static void
type_text (Bench      *bench,
           const char *text)
{
  for (guint i = 1; i <= strlen (text); i++)
    {
      g_autofree char *part = g_strndup (text, i);
      g_autofree char *name = g_strdup_printf ("type “%s”", part);

      inn_filter_bar_set_text (INN_FILTER_BAR (bench->filter), part);
      finish (bench, name);
    }
}

static void
filter (Bench *bench)
{
  gtk_widget_activate_action (bench->window, "win.filter", NULL);
  finish (bench, "open filter");
  type_text (bench, "web-1");
  inn_filter_bar_set_text (INN_FILTER_BAR (bench->filter), "");
  finish (bench, "clear filter");
  inn_filter_bar_set_text (INN_FILTER_BAR (bench->filter), "state:running mem>2G -tag:x");
  finish (bench, "filter by keys");
  inn_filter_bar_set_text (INN_FILTER_BAR (bench->filter), "no such machine");
  finish (bench, "no match");
  inn_filter_bar_set_text (INN_FILTER_BAR (bench->filter), "");
  finish (bench, "clear filter");
}

static void
sort (Bench *bench)
{
  GListModel *columns = gtk_column_view_get_columns (bench->view);
  guint n = g_list_model_get_n_items (columns);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      g_autofree char *name = g_strdup_printf ("sort %s",
                                               gtk_column_view_column_get_title (column));

      gtk_column_view_sort_by_column (bench->view, column, GTK_SORT_DESCENDING);
      finish (bench, name);
    }

  for (guint i = 0; i < 1; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_sort_by_column (bench->view, column, GTK_SORT_ASCENDING);
      finish (bench, "sort ascending");
    }
}

static void
select_all (Bench *bench)
{
  gtk_widget_activate_action (bench->window, "win.select-all", NULL);
  finish (bench, "select all");
  inn_filter_bar_set_text (INN_FILTER_BAR (bench->filter), "db");
  finish (bench, "… and filter");
  inn_filter_bar_set_text (INN_FILTER_BAR (bench->filter), "");
  finish (bench, "… and clear");
  inn_machine_table_unselect_all (INN_MACHINE_TABLE (bench->table));
  finish (bench, "unselect all");
}

static void
sidebar (Bench *bench)
{
  inn_sidebar_choose_uri (INN_SIDEBAR (bench->sidebar), inn_host_get_uri (bench->host));
  finish (bench, "choose host");
  inn_sidebar_choose_all (INN_SIDEBAR (bench->sidebar));
  finish (bench, "choose all");
}

static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       step)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));
  double by = *(double *) step;

  if (by == 0)
    by = gtk_adjustment_get_page_size (adjustment);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + by);

  return G_SOURCE_CONTINUE;
}

static void
painted_cb (GdkFrameClock *clock,
            guint         *n)
{
  painted = TRUE;
  (*n)++;
}

/* The last step is a page, the one before as far as a wheel goes in a frame. */
static void
scroll (Bench *bench)
{
  static const char * const names[] = { "scroll, frames", "fast, frames", "pages, frames" };
  double steps[] = { 30, 300, 0 };
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->window);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      guint n = 0;
      gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &n);
      guint tick;

      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (bench->scroller), 0);
      spin_until_quiet (NULL, bench);
      begin ();
      n = 0;
      tick = gtk_widget_add_tick_callback (GTK_WIDGET (bench->scroller), scroll_cb, &steps[i],
                                           NULL);
      while (n < N_SCROLLED)
        g_main_context_iteration (NULL, TRUE);
      gtk_widget_remove_tick_callback (GTK_WIDGET (bench->scroller), tick);
      report (names[i], TRUE);
      g_signal_handler_disconnect (clock, handler);
    }

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (bench->scroller), 0);
  spin_until_quiet (NULL, bench);
  begin ();
}

static void
start (Bench      *bench,
       guint       n,
       const char *name)
{
  GListModel *shown = G_LIST_MODEL (gtk_column_view_get_model (bench->view));
  g_autoptr (GListStore) list = g_list_store_new (INN_TYPE_DOMAIN);
  g_autoptr (GPtrArray) jobs = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (shown) && n > 0; i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (shown, i);

      if (!inn_verb_applies (INN_VERB_START, domain, NULL))
        continue;
      g_list_store_append (list, domain);
      n--;
    }

  jobs = inn_job_list_run (bench->jobs, G_LIST_MODEL (list), INN_VERB_START);
  spin_until_quiet (is_idle, bench);
  report (name, FALSE);
}

static void
start_35 (Bench *bench)
{
  start (bench, 35, "start 35");
}

static void
start_1 (Bench *bench)
{
  for (guint i = 0; i < 3; i++)
    start (bench, 1, i == 0 ? "start first" : "start one");
}

static void
start_1000 (Bench *bench)
{
  start (bench, 1000, "start 1000");
}

static void
ask (Bench *bench)
{
  gtk_widget_activate_action (bench->window, "win.select-all", NULL);
  spin_until_quiet (NULL, bench);
  begin ();
  gtk_widget_activate_action (bench->window, "machine.force-off", NULL);
  finish (bench, "ask about all");
  for (GList *each = gtk_window_list_toplevels (); each != NULL; each = each->next)
    if (each->data != (gpointer) bench->window && GTK_IS_WINDOW (each->data))
      gtk_window_close (each->data);
  finish (bench, "close question");
  inn_machine_table_unselect_all (INN_MACHINE_TABLE (bench->table));
  spin_until_quiet (NULL, bench);
  begin ();
}

/* What is loaded only once, and how it is from then on. */
static void
open_machine (Bench *bench)
{
  GListModel *shown = G_LIST_MODEL (gtk_column_view_get_model (bench->view));

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (shown, i);
      GtkWidget *window = g_object_new (INN_TYPE_MACHINE_WINDOW, "domain", domain,
                                        "jobs", bench->jobs, "settings", bench->settings, NULL);

      gtk_window_present (GTK_WINDOW (window));
      finish (bench, i == 0 ? "open first" : "open again");
      gtk_window_close (GTK_WINDOW (window));
      finish (bench, "close");
    }
}

static void
open_host (Bench *bench)
{
  for (guint i = 0; i < 3; i++)
    {
      GtkWidget *window = inn_host_window_new (NULL, bench->host, bench->settings);

      gtk_window_present (GTK_WINDOW (window));
      finish (bench, i == 0 ? "open host" : "host again");
      gtk_window_close (GTK_WINDOW (window));
      finish (bench, "close");
    }
}

static void
lose (Bench *bench)
{
  inn_host_disconnect (bench->host);
  finish (bench, "host lost");
  inn_host_connect (bench->host, INN_HOST_CONNECT_QUIET);
  spin_until_quiet (is_loaded, bench);
  report ("host back", FALSE);
  spin_until_quiet (is_detailed, bench);
  report ("details again", FALSE);
}

static void
refresh (Bench *bench)
{
  inn_host_refresh (bench->host);
  spin_until_quiet (is_detailed, bench);
  report ("refresh", FALSE);
}

static void
sampled_cb (guint *n)
{
  (*n)++;
}

static void
await_ticks (guint *n,
             guint  wanted)
{
  while (*n < wanted)
    g_main_context_iteration (NULL, TRUE);
}

/* Returns how many lines over time are on the screen. */
static guint
show_lines (GtkWidget *widget,
            gboolean   show)
{
  guint n = 0;

  if (INN_IS_SPARKLINE (widget))
    {
      gtk_widget_set_opacity (widget, show ? 1 : 0);
      return gtk_widget_get_mapped (widget) && gtk_widget_get_child_visible (widget);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += show_lines (child, show);

  return n;
}

/* Returns the CPU time of a frame in ms. */
static double
measure_ticks (Bench      *bench,
               const char *name)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->window);
  double frames = 0;
  double others = 0;
  guint n_ticks = 0;
  guint n_frames = 0;
  gulong painted_id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &n_frames);
  gulong sampled_id = g_signal_connect_swapped (bench->host, "sampled", G_CALLBACK (sampled_cb),
                                                &n_ticks);

  await_ticks (&n_ticks, 3);
  begin ();
  n_frames = 0;
  await_ticks (&n_ticks, 3 + N_TICKS);
  end_turn ();
  g_signal_handler_disconnect (bench->host, sampled_id);
  g_signal_handler_disconnect (clock, painted_id);

  for (guint i = 0; i < turns->len; i++)
    {
      Turn *turn = &g_array_index (turns, Turn, i);

      *(turn->painted ? &frames : &others) += turn->cpu / 1000.0;
    }
  g_print ("a tick: %.2f ms in %.1f frames, %.2f ms elsewhere\n", frames / N_TICKS,
           (double) n_frames / N_TICKS, others / N_TICKS);
  report (name, FALSE);

  return frames / N_TICKS;
}

/* Figures come in: what a tick takes, the frames in which it is drawn, and what of that is due
 * to the lines. */
static void
ticks (Bench *bench)
{
  double all = measure_ticks (bench, "ticks");
  guint n = show_lines (bench->table, FALSE);
  double without = measure_ticks (bench, "ticks, no lines");

  g_print ("a tick: %.2f ms for %u lines\n", all - without, n);
  show_lines (bench->table, TRUE);
}

static const struct
{
  const char *name;
  void      (*run) (Bench *bench);
} scenarios[] = {
  { "scroll", scroll },
  { "filter", filter },
  { "sort", sort },
  { "select", select_all },
  { "ask", ask },
  { "open", open_machine },
  { "host", open_host },
  { "sidebar", sidebar },
  { "start1", start_1 },
  { "start35", start_35 },
  { "start1000", start_1000 },
  { "ticks", ticks },
  { "refresh", refresh },
  { "lose", lose },
};

/* All, or the one with that name. */
static void
run_scenarios (Bench      *bench,
               const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    if (name == NULL || g_str_equal (scenarios[i].name, name))
      scenarios[i].run (bench);
}

static void
build (Bench      *bench,
       const char *uris,
       GSettings  *settings)
{
  g_auto (GStrv) split = g_strsplit (uris, ",", -1);

  bench->settings = settings;
  bench->hosts = inn_host_list_new (settings);
  bench->jobs = inn_job_list_new ();
  for (guint i = g_strv_length (split); i > 0; i--)
    bench->host = inn_host_list_add (bench->hosts, split[i - 1], NULL, FALSE, FALSE);
  bench->window = inn_manager_window_new (NULL, bench->hosts, bench->jobs, settings);
  bench->filter = find_widget (bench->window, INN_TYPE_FILTER_BAR);
  bench->table = find_widget (bench->window, INN_TYPE_MACHINE_TABLE);
  bench->sidebar = find_widget (bench->window, INN_TYPE_SIDEBAR);
  bench->view = GTK_COLUMN_VIEW (find_widget (bench->table, GTK_TYPE_COLUMN_VIEW));
  bench->scroller = GTK_SCROLLED_WINDOW (find_widget (bench->table, GTK_TYPE_SCROLLED_WINDOW));

  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1600, 1000);
  gtk_window_present (GTK_WINDOW (bench->window));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GSettings) settings = NULL;
  Bench bench = { 0 };

  if (argc < 2)
    {
      g_printerr ("usage: %s URI[,URI…] [SCENARIO…]\n", argv[0]);
      return 2;
    }

  setlocale (LC_ALL, "");
  turns = g_array_new (FALSE, FALSE, sizeof (Turn));
  begin_turn ();
  g_main_context_set_poll_func (NULL, timed_poll);
  inn_virt_init ();
  adw_init ();
  settings = g_settings_new (APP_ID);

  g_print ("%-18s %7s %7s %7s %7s %5s %5s %8s\n", "ms of CPU", "p50", "p99", "max", "wall",
           ">16", ">50", "sum");
  begin ();
  build (&bench, argv[1], settings);
  finish (&bench, "window");
  load (&bench);

  if (argc == 2)
    run_scenarios (&bench, NULL);
  for (int i = 2; i < argc; i++)
    run_scenarios (&bench, argv[i]);

  return 0;
}
