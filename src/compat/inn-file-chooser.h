/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void   inn_file_chooser_open_async  (GtkWindow            *parent,
                                     const char           *title,
                                     GFile                *initial_folder,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
GFile *inn_file_chooser_open_finish (GAsyncResult         *result,
                                     GError              **error);

void   inn_file_chooser_save_async  (GtkWindow            *parent,
                                     const char           *title,
                                     const char           *initial_name,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
GFile *inn_file_chooser_save_finish (GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
