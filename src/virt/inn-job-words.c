/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-job"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-domain.h"
#include "inn-job-private.h"
#include "inn-text.h"

static char *
dup_running_facts (InnJob *self)
{
  g_autofree char *time = inn_text_duration (g_get_monotonic_time () - self->ran_since);
  g_autofree char *of = NULL;

  if (self->domain_handler != 0)
    /* Translators: %s is how long it has taken so far */
    return g_strdup_printf (_("Waiting for the guest · %s"), time);

  if (self->progress.total == 0)
    return g_steal_pointer (&time);

  of = inn_text_memory_of (self->progress.processed / 1024, self->progress.total / 1024);

  return g_strdup_printf ("%s · %s", of, time);
}

static char *
dup_waiting_facts (InnJob *self)
{
  if (*self->host_name == '\0')
    return g_strdup (_("Waiting"));

  /* Translators: %s is the name of a host */
  return g_strdup_printf (_("After other jobs on %s"), self->host_name);
}

/**
 * inn_job_dup_facts:
 * @self: a job
 *
 * Returns: (transfer full): the line below its title
 */
char *
inn_job_dup_facts (InnJob *self)
{
  g_autofree char *time = NULL;
  double progress;

  g_return_val_if_fail (INN_IS_JOB (self), NULL);

  time = inn_text_duration_exact (self->ended - self->started);
  progress = inn_job_get_progress (self);

  switch (self->state)
    {
    case INN_JOB_STATE_WAITING:
      return dup_waiting_facts (self);

    case INN_JOB_STATE_RUNNING:
      return dup_running_facts (self);

    case INN_JOB_STATE_DONE:
      /* Translators: %s is a duration, such as “6.2 s” */
      return g_strdup_printf (_("Done in %s"), time);

    case INN_JOB_STATE_FAILED:
      /* Translators: %s is a duration, such as “6.2 s” */
      return g_strdup_printf (_("Failed after %s"), time);

    case INN_JOB_STATE_CANCELLED:
    default:
      if (progress >= 0)
        return g_strdup_printf (_("Cancelled at %d %% by you"), (int) (progress * 100));
      return g_strdup (_("Cancelled by you"));
    }
}

/**
 * inn_job_dup_details:
 * @self: a job
 *
 * Returns: (transfer full): all that is known of it, for the clipboard
 */
char *
inn_job_dup_details (InnJob *self)
{
  g_autoptr (GString) text = NULL;
  g_autoptr (GDateTime) started = NULL;
  g_autofree char *facts = NULL;
  g_autofree char *when = NULL;

  g_return_val_if_fail (INN_IS_JOB (self), NULL);

  started = g_date_time_new_from_unix_local (self->started / G_USEC_PER_SEC);
  when = g_date_time_format (started, "%F %T %z");
  facts = inn_job_dup_facts (self);

  text = g_string_new (self->title);
  g_string_append_printf (text, "\n%s\n%s · %s\n", facts, self->host_name, when);
  if (self->sentence != NULL)
    g_string_append_printf (text, "%s\n", self->sentence);
  if (self->error_text != NULL)
    g_string_append_printf (text, "%s\n", self->error_text);
  if (self->error_origin != NULL)
    g_string_append_printf (text, "%s\n", self->error_origin);
  g_string_append_printf (text, "%s\n", self->virsh);
  if (self->log != NULL)
    g_string_append_printf (text, "\n%s\n", self->log);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * inn_job_dup_done_text:
 * @self: a job
 *
 * Returns: (transfer full) (nullable): what to say when it is done; %NULL where that is seen
 */
char *
inn_job_dup_done_text (InnJob *self)
{
  const char *done;

  g_return_val_if_fail (INN_IS_JOB (self), NULL);

  done = self->domain != NULL ? inn_verb_get_info (self->verb)->done : NULL;

  return done != NULL ? inn_verb_dup_text (_(done), inn_domain_get_name (self->domain)) : NULL;
}
