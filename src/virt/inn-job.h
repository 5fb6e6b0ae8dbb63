/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-verb.h"

G_BEGIN_DECLS

#define INN_TYPE_JOB_STATE (inn_job_state_get_type ())

typedef enum
{
  INN_JOB_STATE_WAITING,
  INN_JOB_STATE_RUNNING,
  INN_JOB_STATE_DONE,
  INN_JOB_STATE_FAILED,
  INN_JOB_STATE_CANCELLED,
} InnJobState;

GType inn_job_state_get_type (void);

/* One action of the user: what, on which object, how far, how it ended.
 * Properties, read-only, notified on change: title state progress facts error. */
#define INN_TYPE_JOB (inn_job_get_type ())
G_DECLARE_FINAL_TYPE (InnJob, inn_job, INN, JOB, GObject)

InnVerb       inn_job_get_verb         (InnJob        *self);
const char   *inn_job_get_title        (InnJob        *self);
const char   *inn_job_get_icon_name    (InnJob        *self);
const char   *inn_job_get_failed_title (InnJob        *self);
const char   *inn_job_get_group        (InnJob        *self);
gboolean      inn_job_begun_with       (InnJob        *self,
                                        InnJob        *other);
const char   *inn_job_get_virsh        (InnJob        *self);
const char   *inn_job_get_host_name    (InnJob        *self);
InnDomain    *inn_job_get_domain       (InnJob        *self);
InnJobState   inn_job_get_state        (InnJob        *self);
gboolean      inn_job_is_ended         (InnJob        *self);
double        inn_job_get_progress     (InnJob        *self);
char         *inn_job_dup_facts        (InnJob        *self);
const char   *inn_job_get_sentence     (InnJob        *self);
const char   *inn_job_get_error_text   (InnJob        *self);
const char   *inn_job_get_error_origin (InnJob        *self);
const char   *inn_job_get_log          (InnJob        *self);
char         *inn_job_dup_details      (InnJob        *self);
gint64        inn_job_get_started      (InnJob        *self);
gint64        inn_job_get_ended        (InnJob        *self);
gboolean      inn_job_get_seen         (InnJob        *self);
void          inn_job_set_seen         (InnJob        *self,
                                        gboolean       seen);
gboolean      inn_job_can_cancel       (InnJob        *self);
void          inn_job_cancel           (InnJob        *self);
gboolean      inn_job_can_retry        (InnJob        *self);
gboolean      inn_job_can_undo         (InnJob        *self);
char         *inn_job_dup_done_text    (InnJob        *self);

/* inn-job-repair.c */
gboolean      inn_job_can_repair       (InnJob        *self);
char         *inn_job_dup_repair_label (InnJob        *self);
char         *inn_job_dup_repair_question
                                       (InnJob        *self,
                                        const char   **body);

G_END_DECLS
