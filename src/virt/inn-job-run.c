/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-job"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-domain-private.h"
#include "inn-domain-read-log.h"
#include "inn-job-private.h"
#include "inn-virt-error.h"

/* How long a guest may take to shut down before the job says that it does not, in s. */
#define SHUT_DOWN_LIMIT 120

/* How often the progress is read, in ms. */
#define PROGRESS_INTERVAL 500

/**
 * inn_job_stop_watching:
 * @self: a job
 *
 * What goes on at the host is nothing to it any more.
 */
void
inn_job_stop_watching (InnJob *self)
{
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_handle_id (&self->limit_source, g_source_remove);

  if (self->domain_handler != 0)
    g_signal_handler_disconnect (self->domain, self->domain_handler);
  self->domain_handler = 0;
}

static void
set_state (InnJob      *self,
           InnJobState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  inn_job_notify (self, INN_JOB_PROP_STATE);
  inn_job_notify (self, INN_JOB_PROP_FACTS);
}

static void
end (InnJob      *self,
     InnJobState  state)
{
  if (inn_job_is_ended (self))
    return;

  inn_job_stop_watching (self);
  self->ended = g_get_real_time ();

  if (self->domain != NULL && inn_domain_get_job (self->domain) == self)
    inn_domain_set_job (self->domain, NULL);

  set_state (self, state);
}

static void
log_read_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (InnJob) self = user_data;
  /* Mostly only root may read it: then libvirt's error is all there is. */
  g_autofree char *log = inn_domain_read_log_finish (INN_DOMAIN (object), result, NULL);

  if (log == NULL || *log == '\0')
    return;

  self->log = g_steal_pointer (&log);
  inn_job_notify (self, INN_JOB_PROP_ERROR);
}

static void
read_log (InnJob *self)
{
  if (self->domain != NULL && inn_verb_starts (self->verb))
    inn_domain_read_log_async (self->domain, self->cancellable, log_read_cb, g_object_ref (self));
}

static void
fail (InnJob       *self,
      const GError *error)
{
  self->advice = inn_job_error_advise (error);
  self->sentence = self->advice != NULL ? g_strdup (self->advice->sentences)
                                        : g_strdup (inn_job_error_sentence (error));
  self->error_text = g_strdup (inn_virt_error_get_text (error));
  self->error_origin = inn_virt_error_dup_origin (error);
  inn_job_notify (self, INN_JOB_PROP_ERROR);
  read_log (self);
  end (self, INN_JOB_STATE_FAILED);
}

static gboolean
is_shut_down (InnVerb verb)
{
  return verb == INN_VERB_SHUT_DOWN || verb == INN_VERB_SHUT_DOWN_ACPI ||
         verb == INN_VERB_SHUT_DOWN_AGENT;
}

static void
on_domain_changed_cb (InnJob *self)
{
  if (!inn_domain_is_active (self->domain) && !inn_domain_is_stale (self->domain))
    end (self, INN_JOB_STATE_DONE);
}

static gboolean
limit_reached_cb (gpointer data)
{
  InnJob *self = data;
  g_autoptr (GError) error = NULL;

  self->limit_source = 0;
  error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED,
                       ngettext ("The guest has not shut down within %d second. It may ignore "
                                 "the request, or wait for an answer on its screen.",
                                 "The guest has not shut down within %d seconds. It may ignore "
                                 "the request, or wait for an answer on its screen.",
                                 SHUT_DOWN_LIMIT),
                       SHUT_DOWN_LIMIT);
  fail (self, error);

  return G_SOURCE_REMOVE;
}

/* The host has told the guest; the guest takes its time. */
static void
wait_for_guest (InnJob *self)
{
  self->domain_handler = g_signal_connect_object (self->domain, "changed",
                                                  G_CALLBACK (on_domain_changed_cb), self,
                                                  G_CONNECT_SWAPPED);
  self->limit_source = g_timeout_add_seconds (SHUT_DOWN_LIMIT, limit_reached_cb, self);
  on_domain_changed_cb (self);
}

/* Once is enough. */
static void
forget_undo (InnJob *self)
{
  g_clear_pointer (&self->redefinition, inn_redefinition_unref);
  inn_job_notify (self, INN_JOB_PROP_FACTS);
}

static void
performed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (InnJob) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = inn_domain_perform_finish (INN_DOMAIN (object), result, &error);

  if (inn_job_is_ended (self))
    return;

  if (!done && (self->cancel_asked || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    end (self, INN_JOB_STATE_CANCELLED);
  else if (!done)
    fail (self, error);
  else if (is_shut_down (self->verb))
    wait_for_guest (self);
  else
    end (self, INN_JOB_STATE_DONE);

  if (done && self->undone != NULL)
    forget_undo (self->undone);
}

static void
progress_read_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (InnJob) self = user_data;
  g_autofree InnJobProgress *progress = NULL;

  progress = inn_domain_read_progress_finish (INN_DOMAIN (object), result, NULL);

  if (progress == NULL || self->state != INN_JOB_STATE_RUNNING || progress->total == 0)
    return;

  self->progress = *progress;
  inn_job_notify (self, INN_JOB_PROP_PROGRESS);
  inn_job_notify (self, INN_JOB_PROP_FACTS);
}

static gboolean
read_progress_cb (gpointer data)
{
  InnJob *self = data;

  inn_domain_read_progress_async (self->domain, self->cancellable, progress_read_cb,
                                  g_object_ref (self));

  return G_SOURCE_CONTINUE;
}

static gboolean
on_started_cb (gpointer data)
{
  InnJob *self = data;

  if (self->state != INN_JOB_STATE_WAITING)
    return G_SOURCE_REMOVE;

  self->ran_since = g_get_monotonic_time ();
  if (self->verb == INN_VERB_SAVE)
    self->progress_source = g_timeout_add (PROGRESS_INTERVAL, read_progress_cb, self);
  set_state (self, INN_JOB_STATE_RUNNING);

  return G_SOURCE_REMOVE;
}

/**
 * inn_job_start:
 * @self: a job
 *
 * Queues the action at the host.
 */
void
inn_job_start (InnJob *self)
{
  g_return_if_fail (INN_IS_JOB (self));
  g_return_if_fail (self->domain != NULL);

  inn_domain_set_job (self->domain, self);
  inn_domain_perform_async (self->domain, self->verb, self->object, self->redefinition,
                            on_started_cb, G_OBJECT (self), self->cancellable, performed_cb,
                            g_object_ref (self));
}

/**
 * inn_job_can_cancel:
 * @self: a job
 *
 * Returns: whether cancelling it would do something
 */
gboolean
inn_job_can_cancel (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), FALSE);

  if (self->state == INN_JOB_STATE_WAITING)
    return TRUE;

  return self->state == INN_JOB_STATE_RUNNING &&
         (self->domain_handler != 0 ||
          (self->verb == INN_VERB_SAVE && inn_domain_can_abort_job (self->domain)));
}

/**
 * inn_job_cancel:
 * @self: a job that can be cancelled
 *
 * One that waits is taken from the queue; a save is ended at the host; a shutdown is
 * only waited for no longer, since the guest cannot be asked to stay.
 */
void
inn_job_cancel (InnJob *self)
{
  g_return_if_fail (INN_IS_JOB (self));

  if (!inn_job_can_cancel (self))
    return;

  self->cancel_asked = TRUE;

  if (self->state == INN_JOB_STATE_WAITING)
    g_cancellable_cancel (self->cancellable);
  else if (self->verb == INN_VERB_SAVE)
    inn_domain_abort_job (self->domain);
  else
    end (self, INN_JOB_STATE_CANCELLED);
}
