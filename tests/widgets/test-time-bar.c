/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>

#include "inn-rate.h"
#include "inn-stats-need.h"
#include "inn-time-bar.h"
#include "inn-time-pointer.h"

#define S ((gint64) G_USEC_PER_SEC)

typedef struct
{
  InnTimeView *view;
  GtkWidget   *bar;
  GtkWidget   *window;
  gint64       now;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->view = inn_time_view_new ();
  fixture->now = inn_rate_now ();
  inn_time_view_set_now (fixture->view, fixture->now);
  fixture->bar = inn_time_bar_new (fixture->view);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->bar);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *bar = fixture->bar;

  g_object_add_weak_pointer (G_OBJECT (bar), (gpointer *) &bar);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_null (bar);
  g_assert_finalize_object (fixture->view);
}

static gpointer
get_child (Fixture    *fixture,
           const char *id)
{
  return gtk_widget_get_template_child (fixture->bar, INN_TYPE_TIME_BAR, id);
}

static void
assert_text (Fixture    *fixture,
             const char *pattern)
{
  const char *text = gtk_label_get_label (get_child (fixture, "text"));

  if (!g_regex_match_simple (pattern, text, 0, 0))
    g_error ("“%s” is not as “%s”", text, pattern);
}

static void
test_range (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *id;
    gint64      seconds;
    const char *text;
  } all[] = {
    { "minute", 60, "^.+ – .+ · one value per second$" },
    { "hour", 3600, " · one value per 10 seconds$" },
    { "day", 24 * 3600, " · one value per 2 minutes$" },
    { "ten_minutes", 600, " · one value per second$" },
  };

  g_assert_true (gtk_toggle_button_get_active (get_child (fixture, "ten_minutes")));

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      gtk_toggle_button_set_active (get_child (fixture, all[i].id), TRUE);
      g_assert_cmpint (inn_time_view_get_range (fixture->view), ==, all[i].seconds * S);
      assert_text (fixture, all[i].text);
    }

  /* What another widget chooses is seen here. */
  inn_time_view_set_range (fixture->view, 60 * S);
  g_assert_true (gtk_toggle_button_get_active (get_child (fixture, "minute")));
  g_assert_false (gtk_toggle_button_get_active (get_child (fixture, "ten_minutes")));

  inn_stats_set_intervals (5, 10);
  inn_time_view_set_now (fixture->view, fixture->now + S);
  assert_text (fixture, " · one value per 5 seconds$");
  inn_stats_set_intervals (1, 3);
}

static void
test_pause (Fixture       *fixture,
            gconstpointer  data)
{
  GtkToggleButton *pause = get_child (fixture, "pause");

  gtk_toggle_button_set_active (pause, TRUE);
  g_assert_true (inn_time_view_get_paused (fixture->view));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (pause)), ==,
                   "Resume Graphs (Space)");
  assert_text (fixture, "^Paused at .+ · still recording$");

  inn_time_view_set_paused (fixture->view, FALSE);
  g_assert_false (gtk_toggle_button_get_active (pause));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (pause)), ==, "Pause Graphs (Space)");
  assert_text (fixture, "one value per second$");
}

static void
test_zoom (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *reset = get_child (fixture, "reset");

  g_assert_false (gtk_widget_get_visible (reset));
  inn_time_view_zoom (fixture->view, fixture->now - 100 * S, fixture->now - 60 * S);
  g_assert_true (gtk_widget_get_visible (reset));
  assert_text (fixture, "^.+ – .+ · zoomed$");

  g_signal_emit_by_name (reset, "clicked");
  g_assert_false (inn_time_view_is_zoomed (fixture->view));
  g_assert_false (gtk_widget_get_visible (reset));

  /* Another range ends a zoom; the range that was there needs a reset. */
  inn_time_view_zoom (fixture->view, fixture->now - 100 * S, fixture->now - 60 * S);
  gtk_toggle_button_set_active (get_child (fixture, "hour"), TRUE);
  g_assert_false (inn_time_view_is_zoomed (fixture->view));
}

static void
test_append (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *first = gtk_button_new_with_label ("Export");
  GtkWidget *second = gtk_button_new_with_label ("Graphs");

  inn_time_bar_append (INN_TIME_BAR (fixture->bar), first);
  inn_time_bar_append (INN_TIME_BAR (fixture->bar), second);
  g_assert_true (gtk_widget_get_last_child (fixture->bar) == second);
  g_assert_true (gtk_widget_get_prev_sibling (second) == first);
}

/* Over a graph, Space does what the button does. */
static void
test_space (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GListModel) controllers = NULL;
  GtkWidget *graph = g_object_ref_sink (gtk_drawing_area_new ());
  gboolean stopped = FALSE;

  inn_time_pointer_attach (graph, fixture->view, 0, 0);
  controllers = gtk_widget_observe_controllers (graph);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", GDK_KEY_space, 65, 0, &stopped);
    }

  g_assert_true (stopped);
  g_assert_true (gtk_toggle_button_get_active (get_child (fixture, "pause")));
  g_clear_object (&controllers);
  g_assert_finalize_object (graph);
}

#define ADD(name, func) \
  g_test_add ("/time-bar/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("range", test_range);
  ADD ("pause", test_pause);
  ADD ("zoom", test_zoom);
  ADD ("append", test_append);
  ADD ("space", test_space);

  return g_test_run ();
}
