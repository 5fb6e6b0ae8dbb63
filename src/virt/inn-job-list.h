/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-job.h"

G_BEGIN_DECLS

/* GListModel of InnJob in the order of the jobs popover: running, waiting, then
 * ended ones, newest first; those begun together stay together. At most 200 ended,
 * kept through restarts.
 * Properties, read-only: n-active (running or waiting), has-unseen-failure.
 * Signal "job-ended" (InnJob). */
#define INN_TYPE_JOB_LIST (inn_job_list_get_type ())
G_DECLARE_FINAL_TYPE (InnJobList, inn_job_list, INN, JOB_LIST, GObject)

InnJobList *inn_job_list_new                    (void);
void        inn_job_list_load                   (InnJobList         *self);
void        inn_job_list_flush                  (InnJobList         *self);

GPtrArray  *inn_job_list_run                    (InnJobList         *self,
                                                 GListModel         *domains,
                                                 InnVerb             verb);
void        inn_job_list_retry                  (InnJobList         *self,
                                                 InnJob             *job);
void        inn_job_list_repair                 (InnJobList         *self,
                                                 InnJob             *job);
InnJob     *inn_job_list_undo                   (InnJobList         *self,
                                                 InnJob             *job);
void        inn_job_list_remove                 (InnJobList         *self,
                                                 InnJob             *job);
void        inn_job_list_clear_ended            (InnJobList         *self);
guint       inn_job_list_get_n_active           (InnJobList         *self);
gboolean    inn_job_list_get_has_unseen_failure (InnJobList         *self);
void        inn_job_list_mark_seen              (InnJobList         *self);

G_END_DECLS
