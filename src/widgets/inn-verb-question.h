/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-verb.h"

G_BEGIN_DECLS

/* The question before a verb that the user wants to be asked about. */

gboolean inn_verb_question_is_needed  (GSettings           *settings,
                                       InnVerb              verb);
void     inn_verb_question_ask_async  (GtkWidget           *parent,
                                       GListModel          *domains,
                                       InnVerb              verb,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean inn_verb_question_ask_finish (GAsyncResult        *result);

G_END_DECLS
