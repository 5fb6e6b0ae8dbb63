/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-advice.h"
#include "inn-job.h"

G_BEGIN_DECLS

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
InnVerb      inn_job_get_verb         (InnJob        *self);

const InnAdvice *
             inn_job_get_advice       (InnJob        *self);
InnAdvice   *inn_job_error_advise     (const GError  *error);
const char  *inn_job_error_sentence   (const GError  *error);

InnJob      *inn_job_new_repair       (InnJob        *failed);

G_END_DECLS
