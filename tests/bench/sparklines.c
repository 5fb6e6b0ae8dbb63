/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>
#include <math.h>
#include <time.h>

#include "inn-sparkline.h"

/*
 * What does a window full of sparklines cost when all of them change?
 *
 *   sparklines [NUMBER]
 *
 * Once each 100 ms all get values that are one step older. Prints how much CPU the process
 * spends per tick, from the first value that is set until the frame is drawn: GTK's part and that
 * of the renderer are in it. As a measure of both, the same with one of them that changes.
 */

#define N_TICKS 300
#define TICK_MS 20
#define COLUMNS 10
#define N_SAMPLES 1000

static GPtrArray *sparklines;
static double samples[N_SAMPLES];
static guint n_changing;
static guint n_ticks;
static gint64 begun;
static gint64 spent;

static gint64
get_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
make_samples (void)
{
  for (guint i = 0; i < N_SAMPLES; i++)
    samples[i] = 50 + 30 * sin (i / 5.0) + 20 * fmod (i * i * 0.618, 1);
}

static gboolean
tick_cb (gpointer data)
{
  begun = get_cpu ();
  for (guint i = 0; i < n_changing; i++)
    inn_sparkline_set_values (g_ptr_array_index (sparklines, i),
                              &samples[(n_ticks + 17 * i) % (N_SAMPLES - INN_SPARKLINE_VALUES)],
                              INN_SPARKLINE_VALUES, 100, FALSE);

  return G_SOURCE_CONTINUE;
}

static void
on_after_paint_cb (void)
{
  if (begun == 0)
    return;

  /* The first frames fill caches. */
  n_ticks++;
  if (n_ticks > 10)
    spent += get_cpu () - begun;
  begun = 0;
}

static void
measure (guint n)
{
  guint source = g_timeout_add (TICK_MS, tick_cb, NULL);

  n_changing = n;
  n_ticks = 0;
  spent = 0;
  while (n_ticks < N_TICKS + 10)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);

  g_print ("%u sparklines: %.2f ms CPU per tick\n", n, spent / 1000.0 / N_TICKS);
}

int
main (int   argc,
      char *argv[])
{
  guint n = argc > 1 ? MAX (atoi (argv[1]), 1) : 100;
  GtkWidget *window;
  GtkWidget *grid;

  adw_init ();
  window = gtk_window_new ();
  grid = gtk_grid_new ();
  sparklines = g_ptr_array_new ();
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *sparkline = inn_sparkline_new ();

      gtk_widget_set_margin_end (sparkline, 90);
      gtk_widget_set_margin_bottom (sparkline, 18);
      gtk_widget_add_css_class (sparkline, "cpu");
      gtk_grid_attach (GTK_GRID (grid), sparkline, i % COLUMNS, i / COLUMNS, 1, 1);
      g_ptr_array_add (sparklines, sparkline);
    }
  gtk_window_set_child (GTK_WINDOW (window), grid);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint",
                    G_CALLBACK (on_after_paint_cb), NULL);

  make_samples ();
  measure (1);
  measure (n);

  gtk_window_destroy (GTK_WINDOW (window));
  g_ptr_array_unref (sparklines);

  return 0;
}
