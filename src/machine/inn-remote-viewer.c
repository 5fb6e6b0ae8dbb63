/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-remote-viewer"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-error-report.h"
#include "inn-host.h"
#include "inn-remote-viewer.h"

/* The other program of that package, remote-viewer, knows nothing of libvirt. */
#define PROGRAM "virt-viewer"

static void
find_worker (GTask        *task,
             gpointer      source_object,
             gpointer      data,
             GCancellable *cancellable)
{
  g_task_return_pointer (task, g_find_program_in_path (PROGRAM), g_free);
}

/**
 * inn_remote_viewer_find_async:
 *
 * Looks for the program; folders may lie on a slow disk.
 */
void
inn_remote_viewer_find_async (GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, inn_remote_viewer_find_async);
  g_task_run_in_thread (task, find_worker);
}

/**
 * inn_remote_viewer_find_finish:
 *
 * Returns: (transfer full) (nullable): its path; %NULL if it is not installed
 */
char *
inn_remote_viewer_find_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* Who waits for the end of the program. */
typedef struct
{
  GWeakRef  widget;
  char     *name;
} Run;

static void
run_free (Run *run)
{
  g_weak_ref_clear (&run->widget);
  g_free (run->name);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static void
tell (Run    *run,
      GError *error)
{
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&run->widget);
  g_autofree char *heading = NULL;

  if (widget == NULL)
    return;

  /* Translators: %s is the name of a machine */
  heading = g_strdup_printf (_("The viewer could not show “%s”"), run->name);
  inn_error_report_show (widget, heading, NULL, error);
}

static GError *
new_error (GBytes *said)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (said, NULL), g_bytes_get_size (said));

  g_strstrip (text);

  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED,
                              *text != '\0' ? text : _("It ended with an error and said nothing."));
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  GSubprocess *process = G_SUBPROCESS (object);
  g_autoptr (Run) run = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) said = NULL;

  if (g_subprocess_communicate_finish (process, result, NULL, &said, &error) &&
      g_subprocess_get_successful (process))
    return;

  if (error == NULL)
    error = new_error (said);
  tell (run, error);
}

static GSubprocess *
spawn (const char  *path,
       InnDomain   *domain,
       GError     **error)
{
  InnHost *host = inn_domain_get_host (domain);
  const char *arguments[] = {
    path, "--connect", inn_host_get_uri (host), "--uuid", inn_domain_get_uuid (domain),
    /* By libvirt itself, which asks for no password then. */
    inn_host_is_local (host) ? "--attach" : NULL,
    NULL
  };

  return g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDERR_PIPE |
                                       G_SUBPROCESS_FLAGS_STDOUT_SILENCE, error);
}

/**
 * inn_remote_viewer_run:
 * @path: what inn_remote_viewer_find_finish() gave
 * @domain: a machine that runs
 * @widget: where it was asked for; told if the program fails
 *
 * Shows the screen of @domain in the other program, which signs in by itself.
 */
void
inn_remote_viewer_run (const char *path,
                       InnDomain  *domain,
                       GtkWidget  *widget)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (Run) run = g_new0 (Run, 1);

  g_return_if_fail (path != NULL);
  g_return_if_fail (INN_IS_DOMAIN (domain));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_weak_ref_init (&run->widget, widget);
  run->name = g_strdup (inn_domain_get_name (domain));
  process = spawn (path, domain, &error);

  if (process != NULL)
    g_subprocess_communicate_async (process, NULL, NULL, ended_cb, g_steal_pointer (&run));
  else
    tell (run, error);
}
