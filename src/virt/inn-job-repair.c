/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-job"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-job-private.h"

typedef struct
{
  InnVerb     verb;
  gboolean    takes_object;
  const char *label;     /* untranslated; one %s for the object or the machine, here and below */
  const char *question;  /* NULL: it changes nothing that would last */
  const char *body;
} Repair;

static const Repair repairs[] = {
  [INN_REMEDY_START_NETWORK] = {
    .verb = INN_VERB_START_NETWORK, .takes_object = TRUE,
    /* Translators: a button; %s is the name of a network */
    .label = N_("Start Network “%s” and Try Again"),
  },
  [INN_REMEDY_EMULATION] = {
    .verb = INN_VERB_USE_EMULATION,
    /* Translators: a button */
    .label = N_("Use Emulation…"),
    /* Translators: %s is the name of a machine */
    .question = N_("Emulate “%s”?"),
    .body = N_("From its next start on, the type of the machine is “qemu” instead of “kvm”, and "
               "its processor “maximum” if it was that of the host. It runs many times slower. "
               "Nothing on its disks changes. It is started then."),
  },
};

static const Repair *
get_repair (InnJob *job)
{
  const InnAdvice *advice = inn_job_get_advice (job);

  if (advice == NULL || advice->remedy == INN_REMEDY_NONE ||
      (advice->object == NULL && repairs[advice->remedy].takes_object))
    return NULL;

  return &repairs[advice->remedy];
}

static char *
dup_text (InnJob     *job,
          const char *format)
{
  const Repair *repair = get_repair (job);

  return inn_verb_dup_text (_(format), repair->takes_object
                                         ? inn_job_get_advice (job)->object
                                         : inn_domain_get_name (inn_job_get_domain (job)));
}

/**
 * inn_job_can_repair:
 * @self: a job
 *
 * Returns: whether it failed for a reason that inn_job_list_repair() can remove
 */
gboolean
inn_job_can_repair (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), FALSE);

  return inn_job_get_state (self) == INN_JOB_STATE_FAILED && inn_job_can_retry (self) &&
         get_repair (self) != NULL;
}

/**
 * inn_job_dup_repair_label:
 * @self: a job
 *
 * Returns: (transfer full) (nullable): what to call the repair; %NULL if there is none
 */
char *
inn_job_dup_repair_label (InnJob *self)
{
  return inn_job_can_repair (self) ? dup_text (self, get_repair (self)->label) : NULL;
}

/**
 * inn_job_dup_repair_question:
 * @self: a job that can be repaired
 * @body: (out) (transfer none): what changes
 *
 * Returns: (transfer full) (nullable): what to ask before; %NULL: nothing, since nothing changes
 *   that would last
 */
char *
inn_job_dup_repair_question (InnJob      *self,
                             const char **body)
{
  const Repair *repair = get_repair (self);

  g_return_val_if_fail (repair != NULL, NULL);

  if (repair->question == NULL)
    return NULL;

  *body = _(repair->body);

  return dup_text (self, repair->question);
}

/**
 * inn_job_new_repair:
 * @failed: a job that can be repaired
 *
 * Returns: (transfer full): the job that does it
 */
InnJob *
inn_job_new_repair (InnJob *failed)
{
  const Repair *repair = get_repair (failed);

  g_return_val_if_fail (repair != NULL, NULL);

  return inn_job_new_for_repair (failed, repair->verb,
                                 repair->takes_object ? inn_job_get_advice (failed)->object : NULL);
}
