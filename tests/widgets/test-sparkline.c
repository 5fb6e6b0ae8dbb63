/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "inn-sparkline.h"

#define N INN_SPARKLINE_VALUES

static gboolean
count_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       data)
{
  int *n_frames = data;

  (*n_frames)++;

  return G_SOURCE_CONTINUE;
}

/* What stands on the screen after the next frame; %NULL: nothing. */
static GskRenderNode *
draw (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int n_frames = 0;
  guint id = gtk_widget_add_tick_callback (widget, count_cb, &n_frames, NULL);

  while (n_frames < 2)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_remove_tick_callback (widget, id);
  gdk_paintable_snapshot (paintable, snapshot, 40, 20);

  return gtk_snapshot_free_to_node (snapshot);
}

static InnSparkline *
show_sparkline (GtkWidget **window)
{
  GtkWidget *sparkline = inn_sparkline_new ();

  *window = gtk_window_new ();
  gtk_widget_set_halign (sparkline, GTK_ALIGN_CENTER);
  gtk_window_set_child (GTK_WINDOW (*window), sparkline);
  gtk_window_present (GTK_WINDOW (*window));
  while (gtk_widget_get_width (sparkline) == 0)
    g_main_context_iteration (NULL, TRUE);

  return INN_SPARKLINE (sparkline);
}

static void
fill (double *values,
      double  value)
{
  for (guint i = 0; i < N; i++)
    values[i] = value;
}

static void
test_nothing (void)
{
  GtkWidget *window;
  InnSparkline *self = show_sparkline (&window);
  g_autoptr (GskRenderNode) node = NULL;
  double values[N];

  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (self)), ==, 40);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (self)), ==, 20);
  g_assert_null (draw (GTK_WIDGET (self)));

  fill (values, NAN);
  inn_sparkline_set_values (self, values, N, 100, FALSE);
  g_assert_null (draw (GTK_WIDGET (self)));

  values[N - 1] = 7;
  inn_sparkline_set_values (self, values, N, 100, FALSE);
  node = draw (GTK_WIDGET (self));
  g_assert_nonnull (node);

  inn_sparkline_set_values (self, NULL, 0, 100, FALSE);
  g_assert_null (draw (GTK_WIDGET (self)));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* GTK keeps what a widget has drawn until it asks to draw anew. */
static void
test_drawn_when_changed (void)
{
  GtkWidget *window;
  InnSparkline *self = show_sparkline (&window);
  double values[N];
  g_autoptr (GskRenderNode) first = NULL;
  g_autoptr (GskRenderNode) same = NULL;
  g_autoptr (GskRenderNode) other = NULL;

  fill (values, 30);
  inn_sparkline_set_values (self, values, N, 100, FALSE);
  first = draw (GTK_WIDGET (self));

  fill (values, 30.01);
  inn_sparkline_set_values (self, values, N, 100, FALSE);
  same = draw (GTK_WIDGET (self));
  g_assert_true (same == first);

  values[N - 1] = 60;
  inn_sparkline_set_values (self, values, N, 100, FALSE);
  other = draw (GTK_WIDGET (self));
  g_assert_true (other != first);

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/sparkline/nothing", test_nothing);
  g_test_add_func ("/sparkline/drawn-when-changed", test_drawn_when_changed);

  return g_test_run ();
}
