/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-graph-export"

#include "config.h"

#include <string.h>

#include "inn-graph-colors.h"
#include "inn-graph-export.h"

#define SCALE 2                /* of a picture: it is printed, or looked at closely */
#define MAX_SIZE 16384         /* pixels */

typedef struct
{
  InnSeriesTable *table;       /* either */
  GdkTexture     *texture;     /* or */
  GFile          *file;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_clear_pointer (&export->table, inn_series_table_free);
  g_clear_object (&export->texture);
  g_clear_object (&export->file);
  g_free (export);
}

static GBytes *
encode (Export *export)
{
  char *text;

  if (export->texture != NULL)
    return gdk_texture_save_to_png_bytes (export->texture);

  text = inn_series_table_to_csv (export->table);

  return g_bytes_new_take (text, strlen (text));
}

static void
export_worker (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Export *export = data;
  g_autoptr (GBytes) bytes = encode (export);
  GError *error = NULL;

  if (g_file_replace_contents (export->file, g_bytes_get_data (bytes, NULL),
                               g_bytes_get_size (bytes), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                               cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static GTask *
new_task (Export              *export,
          GFile               *file,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  export->file = g_object_ref (file);
  g_task_set_source_tag (task, new_task);
  g_task_set_task_data (task, export, export_free);

  return task;
}

/**
 * inn_graph_export_new_table:
 * @whole: all that is kept, not only what is seen
 *
 * Returns: (transfer full): a table for what @view shows, to be filled by graphs
 */
InnSeriesTable *
inn_graph_export_new_table (InnTimeView *view,
                            gboolean     whole)
{
  gint64 now;
  gint64 from;
  gint64 to;

  g_return_val_if_fail (INN_IS_TIME_VIEW (view), NULL);

  now = inn_time_view_get_now (view);
  inn_time_view_get_visible (view, &from, &to);
  if (whole)
    {
      to = now;
      from = now - INN_TIME_VIEW_DAY;
    }

  return inn_series_table_new (MAX (from, 0), to, now, inn_time_view_to_real (view, 0));
}

/**
 * inn_graph_export_csv_async:
 * @table: (transfer full): what to write
 * @file: is replaced
 */
void
inn_graph_export_csv_async (InnSeriesTable      *table,
                            GFile               *file,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Export *export = g_new0 (Export, 1);
  g_autoptr (GTask) task = NULL;

  export->table = table;
  task = new_task (export, file, cancellable, callback, user_data);
  g_task_run_in_thread (task, export_worker);
}

/* In memory of our own: the texture of a renderer belongs to its thread. */
static GdkTexture *
copy_texture (GdkTexture *texture)
{
  int width = gdk_texture_get_width (texture);
  int height = gdk_texture_get_height (texture);
  gsize stride = (gsize) width * 4;
  guint8 *data = g_malloc (stride * height);
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, stride * height);

  gdk_texture_download (texture, data, stride);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

/**
 * inn_graph_export_render:
 * @widget: what to make a picture of, with all graphs in it; it is on the screen
 *
 * Returns: (transfer full): the picture
 */
GdkTexture *
inn_graph_export_render (GtkWidget *widget)
{
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int scale = MAX (width, height) * SCALE <= MAX_SIZE ? SCALE : 1;
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  InnGraphPalette palette;

  inn_graph_palette_get (&palette);
  gtk_snapshot_scale (snapshot, scale, scale);
  gtk_snapshot_append_color (snapshot, &palette.window,
                             &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, width * scale,
                                                              height * scale));

  return copy_texture (texture);
}

/**
 * inn_graph_export_png_async:
 * @picture: in memory
 * @file: is replaced
 */
void
inn_graph_export_png_async (GdkTexture          *picture,
                            GFile               *file,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Export *export = g_new0 (Export, 1);
  g_autoptr (GTask) task = NULL;

  export->texture = g_object_ref (picture);
  task = new_task (export, file, cancellable, callback, user_data);
  g_task_run_in_thread (task, export_worker);
}

gboolean
inn_graph_export_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
