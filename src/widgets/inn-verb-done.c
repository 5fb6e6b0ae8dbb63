/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-verb-done"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-toast.h"
#include "inn-verb-done.h"
#include "inn-verb-failures.h"

#define TOAST_SECONDS 10

typedef struct
{
  GtkWindow  *window;   /* weak: jobs may outlive it */
  InnJobList *list;
  InnJob     *job;      /* NULL while it is the job that holds this */
} Told;

static Told *
told_new (GtkWindow  *window,
          InnJobList *list,
          InnJob     *job)
{
  Told *told = g_new0 (Told, 1);

  g_set_weak_pointer (&told->window, window);
  told->list = g_object_ref (list);
  g_set_object (&told->job, job);

  return told;
}

static void
told_free (gpointer  data,
           GClosure *closure)
{
  Told *told = data;

  g_clear_weak_pointer (&told->window);
  g_clear_object (&told->list);
  g_clear_object (&told->job);
  g_free (told);
}

static void
on_undo_clicked_cb (AdwToast *toast,
                    Told     *told)
{
  g_autoptr (GPtrArray) jobs = NULL;
  InnJob *undo = inn_job_list_undo (told->list, told->job);

  if (undo == NULL)
    return;

  jobs = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (jobs, undo);
  inn_verb_failures_tell (told->window, jobs);
  inn_verb_done_tell (told->window, told->list, undo);
}

static void
on_job_state_changed_cb (InnJob     *job,
                         GParamSpec *pspec,
                         Told       *told)
{
  gboolean undo = inn_job_can_undo (job);
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (inn_job_get_state (job) != INN_JOB_STATE_DONE || told->window == NULL)
    return;

  text = inn_job_dup_done_text (job);
  toast = inn_toast_show (GTK_WIDGET (told->window), text, undo ? _("_Undo") : NULL, NULL);
  if (toast == NULL)
    return;

  adw_toast_set_timeout (toast, TOAST_SECONDS);
  if (undo)
    g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_undo_clicked_cb),
                           told_new (told->window, told->list, job), told_free, 0);
}

/**
 * inn_verb_done_tell:
 * @window: (nullable): where it was begun
 * @list: the list it stands in
 * @job: a job that was just begun
 *
 * Says it when @job has done something that is not seen by itself, with a button that takes it
 * back where that can be done.
 */
void
inn_verb_done_tell (GtkWindow  *window,
                    InnJobList *list,
                    InnJob     *job)
{
  g_autofree char *text = NULL;

  g_return_if_fail (window == NULL || GTK_IS_WINDOW (window));
  g_return_if_fail (INN_IS_JOB_LIST (list));
  g_return_if_fail (INN_IS_JOB (job));

  if ((text = inn_job_dup_done_text (job)) != NULL)
    g_signal_connect_data (job, "notify::state", G_CALLBACK (on_job_state_changed_cb),
                           told_new (window, list, NULL), told_free, 0);
}
