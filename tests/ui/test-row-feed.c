/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <gtk/gtk.h>

#include "inn-fixture.h"
#include "inn-row-feed.h"

#define N 1000

typedef struct
{
  GtkStringList *source;
  GtkWidget     *view;
  GtkWidget     *window;
  GListModel    *feed;
  guint          largest;    /* number of items that came at once */
} Fixture;

static void
on_feed_changed_cb (GListModel *feed,
                    guint       position,
                    guint       removed,
                    guint       added,
                    Fixture    *fixture)
{
  /* From some number on, the list does not make rows of them. */
  if (position < 150)
    fixture->largest = MAX (fixture->largest, added);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->source = gtk_string_list_new (NULL);
  fixture->view = gtk_drawing_area_new ();
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->view);
  fixture->feed = inn_row_feed_new (G_LIST_MODEL (fixture->source), fixture->view);
  g_signal_connect (fixture->feed, "items-changed", G_CALLBACK (on_feed_changed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->feed);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->source);
}

static void
fill (Fixture *fixture)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) strings = NULL;

  for (guint i = 0; i < N; i++)
    g_strv_builder_add (builder, "x");
  strings = g_strv_builder_end (builder);

  gtk_string_list_splice (fixture->source, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (fixture->source)),
                          (const char * const *) strings);
}

static gboolean
has_all (gpointer feed)
{
  return g_list_model_get_n_items (feed) == N;
}

static void
test_steps (Fixture       *fixture,
            gconstpointer  data)
{
  gtk_window_present (GTK_WINDOW (fixture->window));

  for (guint round = 0; round < 2; round++)
    {
      fill (fixture);
      g_assert_cmpuint (g_list_model_get_n_items (fixture->feed), <, 100);
      g_assert_true (inn_fixture_await_condition (has_all, fixture->feed, INN_FIXTURE_DEADLINE));
      g_assert_cmpuint (fixture->largest, <, 100);
      gtk_string_list_splice (fixture->source, 0, N, NULL);
      g_assert_cmpuint (g_list_model_get_n_items (fixture->feed), ==, 0);
    }
}

/* What changes later goes through as it is. */
static void
test_later (Fixture       *fixture,
            gconstpointer  data)
{
  fill (fixture);
  inn_row_feed_finish (fixture->feed);
  g_assert_true (has_all (fixture->feed));

  fill (fixture);
  g_assert_true (has_all (fixture->feed));
  gtk_string_list_append (fixture->source, "last");
  g_assert_cmpuint (g_list_model_get_n_items (fixture->feed), ==, N + 1);
}

/* A list that grows by and by ends with all of them, too. */
static void
test_by_and_by (Fixture       *fixture,
                gconstpointer  data)
{
  gtk_window_present (GTK_WINDOW (fixture->window));

  for (guint i = 0; i < N; i++)
    gtk_string_list_append (fixture->source, "x");
  g_assert_true (inn_fixture_await_condition (has_all, fixture->feed, INN_FIXTURE_DEADLINE));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, set_up, function, tear_down)

  ADD ("/row-feed/steps", test_steps);
  ADD ("/row-feed/later", test_later);
  ADD ("/row-feed/by-and-by", test_by_and_by);

  return g_test_run ();
}
