/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-row-feed"

#include "config.h"

#include "inn-row-feed.h"

/*
 * A GTK list makes about 200 rows as soon as it has so many items, all in one turn of
 * the main loop: 70 to 140 ms for the rows of machines. A feed gives an empty list its
 * first rows in steps, one with each frame.
 */

#define STEP 12
#define N_MADE 200

typedef struct
{
  GtkSliceListModel *feed;    /* not owned: it owns this */
  GtkWidget         *view;
  guint              tick_id;
} Feeder;

static void
stop (Feeder *feeder)
{
  if (feeder->tick_id != 0)
    gtk_widget_remove_tick_callback (feeder->view, feeder->tick_id);
  feeder->tick_id = 0;
}

static void
feeder_free (gpointer data)
{
  Feeder *feeder = data;

  stop (feeder);
  g_object_unref (feeder->view);
  g_free (feeder);
}

static gboolean
step_cb (GtkWidget     *view,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  Feeder *feeder = user_data;
  guint size = gtk_slice_list_model_get_size (feeder->feed) + STEP;

  if (size < N_MADE)
    {
      gtk_slice_list_model_set_size (feeder->feed, size);
      return G_SOURCE_CONTINUE;
    }

  feeder->tick_id = 0;
  gtk_slice_list_model_set_size (feeder->feed, G_MAXUINT);

  return G_SOURCE_REMOVE;
}

/* Runs after the feed has passed the change on. */
static void
on_source_changed_cb (GListModel *source,
                      guint       position,
                      guint       removed,
                      guint       added,
                      gpointer    feed)
{
  Feeder *feeder = g_object_get_data (feed, "inn-feeder");
  guint n = g_list_model_get_n_items (source);

  if (n == 0)
    {
      stop (feeder);
      gtk_slice_list_model_set_size (feeder->feed, STEP);
    }
  else if (n > gtk_slice_list_model_get_size (feeder->feed) && feeder->tick_id == 0)
    {
      feeder->tick_id = gtk_widget_add_tick_callback (feeder->view, step_cb, feeder, NULL);
    }
}

/**
 * inn_row_feed_new:
 * @source: all items
 * @view: the list that shows them; while it is not on the screen, it has the first few
 *
 * Returns: (transfer full): a model with the items of @source
 */
GListModel *
inn_row_feed_new (GListModel *source,
                  GtkWidget  *view)
{
  Feeder *feeder = g_new0 (Feeder, 1);
  GtkSliceListModel *feed = gtk_slice_list_model_new (g_object_ref (source), 0, STEP);

  feeder->feed = feed;
  feeder->view = g_object_ref (view);
  g_object_set_data_full (G_OBJECT (feed), "inn-feeder", feeder, feeder_free);
  g_signal_connect_object (source, "items-changed", G_CALLBACK (on_source_changed_cb), feed, 0);

  return G_LIST_MODEL (feed);
}

/**
 * inn_row_feed_finish:
 * @feed: a model of inn_row_feed_new()
 *
 * Has all items now, for one who needs an item and not its row.
 */
void
inn_row_feed_finish (GListModel *feed)
{
  Feeder *feeder = g_object_get_data (G_OBJECT (feed), "inn-feeder");

  stop (feeder);
  gtk_slice_list_model_set_size (feeder->feed, G_MAXUINT);
}
