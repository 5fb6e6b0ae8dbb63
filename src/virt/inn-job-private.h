/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-advice.h"
#include "inn-domain-lifecycle.h"
#include "inn-job.h"

G_BEGIN_DECLS

/* InnJob is one class over several files, by duty:
 *   inn-job.c        what it is
 *   inn-job-run.c    what it does, from the start to the end
 *   inn-job-words.c  what it says of itself
 *   inn-job-error.c  what its failure means
 *   inn-job-repair.c what removes the reason of that                          */
struct _InnJob
{
  GObject       parent_instance;

  InnDomain    *domain;        /* NULL for one of an earlier run */
  InnVerb       verb;
  char         *object;        /* what the verb is about, if that is not the machine */
  InnRedefinition *redefinition;   /* NULL: the verb changes no definition, or it was undone */
  InnJob       *undone;        /* the job that this one takes back */
  InnJob       *repaired;      /* the job that failed and is tried again after this one */
  char         *title;
  char         *icon_name;
  char         *failed_title;
  char         *group;
  char         *virsh;
  char         *host_name;

  InnJobState   state;
  gint64        started;       /* wall clock, µs */
  gint64        ended;
  gint64        ran_since;     /* monotonic, µs */
  InnJobProgress progress;
  char         *sentence;
  InnAdvice    *advice;        /* NULL: there is none, or it is of an earlier run */
  char         *log;           /* the end of what QEMU wrote; NULL: not known */
  char         *error_text;
  char         *error_origin;
  gboolean      seen;

  GCancellable *cancellable;
  gboolean      cancel_asked;
  guint         progress_source;
  guint         limit_source;
  gulong        domain_handler;
};

typedef enum
{
  INN_JOB_PROP_0,
  INN_JOB_PROP_TITLE,
  INN_JOB_PROP_STATE,
  INN_JOB_PROP_PROGRESS,
  INN_JOB_PROP_FACTS,
  INN_JOB_PROP_ERROR,
  INN_JOB_N_PROPS
} InnJobProp;

#define INN_JOB_VARIANT_TYPE "(ssssssissxxs)"

InnJob      *inn_job_new_for_verb     (InnDomain     *domain,
                                       InnVerb        verb,
                                       const char    *group,
                                       gint64         started);
InnJob      *inn_job_new_for_repair   (InnJob        *failed,
                                       InnVerb        verb,
                                       const char    *object);
InnJob      *inn_job_new_for_undo     (InnJob        *done);
InnJob      *inn_job_get_repaired     (InnJob        *self);
InnJob      *inn_job_new_from_variant (GVariant      *variant);
GVariant    *inn_job_to_variant       (InnJob        *self);
void         inn_job_start            (InnJob        *self);
void         inn_job_stop_watching    (InnJob        *self);
void         inn_job_notify           (InnJob        *self,
                                       InnJobProp     prop);

const InnAdvice *
             inn_job_get_advice       (InnJob        *self);
InnAdvice   *inn_job_error_advise     (const GError  *error);
const char  *inn_job_error_sentence   (const GError  *error);

InnJob      *inn_job_new_repair       (InnJob        *failed);

G_END_DECLS
