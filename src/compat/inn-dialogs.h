/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A question with two answers. Strings may be freed after the call. */
typedef struct
{
  const char *heading;
  const char *body;          /* NULL: none */
  const char *confirm_label;
  GtkWidget  *extra_child;   /* NULL: none */
  const char *typed;         /* has to be typed before the answer is yes; NULL: nothing */
  gboolean    destructive;
} InnQuestion;

void      inn_dialogs_ask_async       (GtkWidget            *parent,
                                       const InnQuestion    *question,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean  inn_dialogs_ask_finish      (GAsyncResult         *result,
                                       GError              **error);

void      inn_dialogs_ask_text_async  (GtkWidget            *parent,
                                       const InnQuestion    *question,
                                       const char           *title,
                                       const char           *text,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
char     *inn_dialogs_ask_text_finish (GAsyncResult         *result,
                                       GError              **error);

GtkWidget *inn_dialogs_names_new      (GListModel           *model,
                                       char               *(*dup_name) (gpointer item));

void      inn_dialogs_present         (GtkWindow            *dialog,
                                       GtkWidget            *parent);

G_END_DECLS
