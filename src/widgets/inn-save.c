/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-save"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-error-report.h"
#include "inn-file-chooser.h"
#include "inn-graph-export.h"
#include "inn-save.h"
#include "inn-toast.h"

typedef struct
{
  GtkWidget        *owner;
  InnTimeView      *view;
  GdkTexture       *picture;     /* or */
  GBytes           *text;        /* or, if both are NULL: */
  InnSaveFillFunc   fill;
  gboolean          whole;
  GFile            *file;
  GCancellable     *cancellable;
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->owner);
  g_clear_object (&save->picture);
  g_clear_pointer (&save->text, g_bytes_unref);
  g_clear_object (&save->view);
  g_clear_object (&save->file);
  g_clear_object (&save->cancellable);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
tell (Save         *save,
      const GError *error)
{
  g_autofree char *base = g_file_get_basename (save->file);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *text = NULL;

  if (error == NULL)
    {
      /* Translators: %s is the name of a file */
      text = g_strdup_printf (_("Saved as “%s”"), name);
      inn_toast_show (save->owner, text, NULL, NULL);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      /* Translators: %s is the name of a file */
      text = g_strdup_printf (_("Could not write “%s”"), name);
      inn_error_report_toast (save->owner, text, error);
    }
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Save) save = user_data;
  g_autoptr (GError) error = NULL;

  inn_graph_export_finish (result, &error);
  tell (save, error);
}

static void
text_saved_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (Save) save = user_data;
  g_autoptr (GError) error = NULL;

  g_file_replace_contents_finish (G_FILE (object), result, NULL, &error);
  tell (save, error);
}

static void
start (Save *save)
{
  InnSeriesTable *table;

  if (save->text != NULL)
    {
      g_file_replace_contents_bytes_async (save->file, save->text, NULL, FALSE,
                                           G_FILE_CREATE_NONE, save->cancellable, text_saved_cb,
                                           save);
      return;
    }

  if (save->picture != NULL)
    {
      inn_graph_export_png_async (save->picture, save->file, save->cancellable, saved_cb, save);
      return;
    }

  table = inn_graph_export_new_table (save->view, save->whole);
  save->fill (save->owner, table);
  inn_graph_export_csv_async (table, save->file, save->cancellable, saved_cb, save);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Save) save = user_data;

  save->file = inn_file_chooser_save_finish (result, NULL);
  if (save->file != NULL)
    start (g_steal_pointer (&save));
}

static Save *
save_new (GtkWidget    *owner,
          GCancellable *cancellable)
{
  Save *save = g_new0 (Save, 1);

  save->owner = g_object_ref (owner);
  save->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;

  return save;
}

static void
ask (Save       *save,
     const char *title,
     const char *name,
     const char *suffix)
{
  g_autofree char *file_name = g_strconcat (name, suffix, NULL);
  GtkRoot *root = gtk_widget_get_root (save->owner);

  inn_file_chooser_save_async (GTK_WINDOW (root), title, file_name, save->cancellable, chosen_cb,
                               save);
}

static void
save_values (GtkWidget       *owner,
             InnSaveFillFunc  fill,
             InnTimeView     *view,
             gboolean         whole,
             const char      *name,
             GCancellable    *cancellable)
{
  Save *save = save_new (owner, cancellable);
  save->fill = fill;
  save->view = g_object_ref (view);
  save->whole = whole;
  ask (save, _("Save Values"), name, ".csv");
}

/**
 * inn_save_text:
 * @owner: whose text it is, in a window
 * @text: (transfer full): as it was when the user asked for it
 * @name: of the file, without ".txt"
 *
 * Asks for a file and writes @text to it. Tells of the end in a toast.
 */
void
inn_save_text (GtkWidget    *owner,
               GBytes       *text,
               const char   *name,
               GCancellable *cancellable)
{
  Save *save;

  g_return_if_fail (GTK_IS_WIDGET (owner));
  g_return_if_fail (text != NULL);

  save = save_new (owner, cancellable);
  save->text = text;
  ask (save, _("Save Text"), name, ".txt");
}

/**
 * inn_save_picture:
 * @owner: whose picture it is, in a window
 * @picture: (transfer full): as it was when the user asked for it
 * @name: of the file, without ".png"
 *
 * Asks for a file and writes @picture to it. Tells of the end in a toast.
 */
void
inn_save_picture (GtkWidget    *owner,
                  GdkTexture   *picture,
                  const char   *name,
                  GCancellable *cancellable)
{
  Save *save;

  g_return_if_fail (GTK_IS_WIDGET (owner));
  g_return_if_fail (GDK_IS_TEXTURE (picture));

  save = save_new (owner, cancellable);
  save->picture = picture;
  ask (save, _("Save Picture"), name, ".png");
}

/**
 * inn_save_graphs:
 * @owner: of the graphs, in a window
 * @page: what a picture is taken of
 * @fill: adds what the graphs show, when the file is known
 * @what: “picture”, or the values that are “visible” or “all”; as actions have it
 * @name: of the file, without its ending
 * @cancellable: (nullable): to be cancelled when @owner goes
 *
 * Asks for a file and writes to it. Tells of the end in a toast.
 */
void
inn_save_graphs (GtkWidget       *owner,
                 GtkWidget       *page,
                 InnSaveFillFunc  fill,
                 InnTimeView     *view,
                 const char      *what,
                 const char      *name,
                 GCancellable    *cancellable)
{
  g_return_if_fail (GTK_IS_WIDGET (owner));
  g_return_if_fail (fill != NULL);
  g_return_if_fail (INN_IS_TIME_VIEW (view));

  if (g_str_equal (what, "picture"))
    inn_save_picture (page, inn_graph_export_render (page), name, cancellable);
  else
    save_values (owner, fill, view, g_str_equal (what, "all"), name, cancellable);
}
