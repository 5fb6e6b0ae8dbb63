/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-file-chooser"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-file-chooser.h"

static void
on_response_cb (GtkNativeDialog *dialog,
                int              response,
                gpointer         user_data)
{
  g_autoptr (GTask) task = user_data;

  g_signal_handlers_disconnect_by_data (dialog, task);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)),
                           g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "No file was chosen");
}

static void
on_cancelled_cb (GtkNativeDialog *dialog)
{
  gtk_native_dialog_hide (dialog);
  g_signal_emit_by_name (dialog, "response", GTK_RESPONSE_CANCEL);
}

static GtkFileChooser *
new_chooser (GtkWindow            *parent,
             const char           *title,
             GtkFileChooserAction  action,
             GTask                *task)
{
  const char *accept = action == GTK_FILE_CHOOSER_ACTION_SAVE ? _("_Save") : _("_Open");
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (title, parent, action, accept, _("_Cancel"));
  GCancellable *cancellable = g_task_get_cancellable (task);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);

  /* The task keeps the dialog; the handler of its response owns the task. */
  g_task_set_task_data (task, dialog, g_object_unref);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), task);

  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled",
                             G_CALLBACK (on_cancelled_cb), dialog, G_CONNECT_SWAPPED);

  return GTK_FILE_CHOOSER (dialog);
}

/**
 * inn_file_chooser_open_async:
 * @parent: (nullable): the window that asks
 * @title: the title of the chooser
 * @initial_folder: (nullable): where to begin
 * @cancellable: (nullable): closes the chooser
 * @callback: called when a file was chosen or not
 * @user_data: for @callback
 *
 * Lets the user choose one file.
 */
void
inn_file_chooser_open_async (GtkWindow           *parent,
                             const char          *title,
                             GFile               *initial_folder,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GtkFileChooser *chooser;
  GTask *task;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, inn_file_chooser_open_async);

  chooser = new_chooser (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, task);
  if (initial_folder != NULL)
    gtk_file_chooser_set_current_folder (chooser, initial_folder, NULL);

  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/**
 * inn_file_chooser_open_finish:
 * @result: what the callback got
 * @error: return location; %G_IO_ERROR_CANCELLED when nothing was chosen
 *
 * Returns: (transfer full): the chosen file
 */
GFile *
inn_file_chooser_open_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, inn_file_chooser_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * inn_file_chooser_save_async:
 * @parent: (nullable): the window that asks
 * @title: the title of the chooser
 * @initial_name: the name that is proposed
 * @cancellable: (nullable): closes the chooser
 * @callback: called when a file was chosen or not
 * @user_data: for @callback
 *
 * Lets the user choose where to write a file; one that exists only after a question.
 */
void
inn_file_chooser_save_async (GtkWindow           *parent,
                             const char          *title,
                             const char          *initial_name,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GtkFileChooser *chooser;
  GTask *task;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, inn_file_chooser_save_async);

  chooser = new_chooser (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, task);
  gtk_file_chooser_set_current_name (chooser, initial_name);

  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/**
 * inn_file_chooser_save_finish:
 * @result: what the callback got
 * @error: return location; %G_IO_ERROR_CANCELLED when nothing was chosen
 *
 * Returns: (transfer full): the file to write
 */
GFile *
inn_file_chooser_save_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, inn_file_chooser_save_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
