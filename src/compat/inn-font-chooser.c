/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-font-chooser"

#include "config.h"

#include "inn-font-chooser.h"

static void
on_response_cb (GtkDialog *dialog,
                int        response,
                gpointer   user_data)
{
  g_autoptr (GTask) task = user_data;

  if (response == GTK_RESPONSE_OK)
    g_task_return_pointer (task, gtk_font_chooser_get_font (GTK_FONT_CHOOSER (dialog)), g_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "No font was chosen");

  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
is_monospace (const PangoFontFamily *family,
              const PangoFontFace   *face,
              gpointer               user_data)
{
  return pango_font_family_is_monospace ((PangoFontFamily *) family);
}

static void
on_cancelled_cb (GtkDialog *dialog)
{
  gtk_dialog_response (dialog, GTK_RESPONSE_CANCEL);
}

/**
 * inn_font_chooser_async:
 * @font: (nullable): which one to begin with
 * @cancellable: (nullable): closes the chooser
 *
 * Lets the user choose a font in which all letters are as wide as each other; what
 * GtkFontDialog does from GTK 4.10 on.
 */
void
inn_font_chooser_async (GtkWindow           *parent,
                        const char          *title,
                        const char          *font,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  GtkWidget *dialog = gtk_font_chooser_dialog_new (title, parent);
  GtkFontChooser *chooser = GTK_FONT_CHOOSER (dialog);

  g_task_set_source_tag (task, inn_font_chooser_async);
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_font_chooser_set_filter_func (chooser, is_monospace, NULL, NULL);
  gtk_font_chooser_set_level (chooser, GTK_FONT_CHOOSER_LEVEL_FAMILY |
                                       GTK_FONT_CHOOSER_LEVEL_STYLE |
                                       GTK_FONT_CHOOSER_LEVEL_SIZE);
  if (font != NULL)
    gtk_font_chooser_set_font (chooser, font);

  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), task);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_cancelled_cb), dialog,
                             G_CONNECT_SWAPPED);

  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * inn_font_chooser_finish:
 * @error: return location; %G_IO_ERROR_CANCELLED when nothing was chosen
 *
 * Returns: (transfer full): the font, “Monospace 11”
 */
char *
inn_font_chooser_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, inn_font_chooser_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
