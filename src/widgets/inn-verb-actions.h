/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-job-list.h"

G_BEGIN_DECLS

/* The action group “machine” of a window: one action per verb, named as in the
 * table of verbs, and the composite ones “run” (start, resume or restore, as
 * fits), “pause-toggle” and “autostart” (stateful). They act on a list of
 * machines. Signal "updated": what dup_reason() and count() say has changed. */
#define INN_TYPE_VERB_ACTIONS (inn_verb_actions_get_type ())
G_DECLARE_FINAL_TYPE (InnVerbActions, inn_verb_actions, INN, VERB_ACTIONS, GSimpleActionGroup)

InnVerbActions *inn_verb_actions_new            (GtkWindow      *window,
                                                 InnJobList     *jobs,
                                                 GSettings      *settings);

GListModel     *inn_verb_actions_get_domains    (InnVerbActions *self);
void            inn_verb_actions_set_domains    (InnVerbActions *self,
                                                 GListModel     *domains);
void            inn_verb_actions_machines_changed (InnVerbActions *self);

char           *inn_verb_actions_dup_reason     (InnVerbActions *self,
                                                 const char     *action_name);
guint           inn_verb_actions_count          (InnVerbActions *self,
                                                 const char     *action_name);
gboolean        inn_verb_actions_toggle_resumes (InnVerbActions *self);

void            inn_verb_actions_ask_and_run    (InnVerbActions *self,
                                                 GListModel     *domains,
                                                 InnVerb         verb);

G_END_DECLS
