/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-verb-failures"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-toast.h"
#include "inn-verb-failures.h"

/* A run of one verb that failures are told about together. */
typedef struct
{
  GtkWindow *window;        /* weak */
  AdwToast  *toast;
  guint      n_failed;
} Batch;

static void
batch_clear (gpointer data)
{
  Batch *batch = data;

  g_clear_weak_pointer (&batch->window);
  g_clear_object (&batch->toast);
}

static void
batch_release (gpointer  data,
               GClosure *closure)
{
  g_rc_box_release_full (data, batch_clear);
}

static void
batch_tell (Batch  *batch,
            InnJob *job)
{
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;

  batch->n_failed++;
  if (batch->window == NULL)
    return;

  if (batch->n_failed == 1 || batch->toast == NULL)
    {
      g_set_object (&batch->toast,
                    inn_toast_show (GTK_WIDGET (batch->window),
                                    inn_job_get_failed_title (job),
                                    _("_Details"), "win.show-jobs"));
      return;
    }

  text = g_strdup_printf (ngettext ("%u job failed", "%u jobs failed", batch->n_failed),
                          batch->n_failed);
  markup = g_markup_escape_text (text, -1);
  adw_toast_set_title (batch->toast, markup);
}

static void
on_job_state_changed_cb (InnJob     *job,
                         GParamSpec *pspec,
                         Batch      *batch)
{
  if (inn_job_get_state (job) == INN_JOB_STATE_FAILED)
    batch_tell (batch, job);
}

/**
 * inn_verb_failures_tell:
 * @window: (nullable): where the jobs were begun; they may outlive it
 * @jobs: (element-type InnJob): jobs that were begun together
 *
 * Tells which of @jobs fail, in one toast for all of them.
 */
void
inn_verb_failures_tell (GtkWindow *window,
                        GPtrArray *jobs)
{
  Batch *batch;

  g_return_if_fail (window == NULL || GTK_IS_WINDOW (window));
  g_return_if_fail (jobs != NULL);

  batch = g_rc_box_new0 (Batch);
  g_set_weak_pointer (&batch->window, window);

  for (guint i = 0; i < jobs->len; i++)
    {
      InnJob *job = g_ptr_array_index (jobs, i);

      if (inn_job_get_state (job) == INN_JOB_STATE_FAILED)
        batch_tell (batch, job);
      else
        g_signal_connect_data (job, "notify::state", G_CALLBACK (on_job_state_changed_cb),
                               g_rc_box_acquire (batch), batch_release, 0);
    }

  g_rc_box_release_full (batch, batch_clear);
}
