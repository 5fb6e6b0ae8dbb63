/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-ssh-keygen"

#include "config.h"

#include <string.h>

#include "inn-ssh-keygen.h"

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  GSubprocess *process = G_SUBPROCESS (object);
  g_autoptr (GTask) task = user_data;
  g_autofree char *text = NULL;
  GError *error = NULL;

  if (!g_subprocess_communicate_utf8_finish (process, result, &text, NULL, &error))
    g_task_return_error (task, error);
  else if (!g_subprocess_get_successful (process))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", g_strchomp (text));
  else
    g_task_return_pointer (task, g_steal_pointer (&text), g_free);
}

static void
run (GTask              *task,
     const char * const *argv)
{
  g_autoptr (GSubprocess) process = NULL;
  GError *error = NULL;

  process = g_subprocess_newv (argv,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE,
                               &error);

  if (process == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  g_subprocess_communicate_utf8_async (process, NULL, g_task_get_cancellable (task), ended_cb,
                                       task);
}

/* “# Host NAME found: line 3 ” goes before “NAME ED25519 SHA256:… ”. */
static char *
find_fingerprint (const char *text,
                  guint       line)
{
  g_autofree char *wanted = g_strdup_printf (": line %u", line);
  const char *place = strstr (text, wanted);
  const char *print = strstr (place != NULL ? place : text, "SHA256:");

  return print != NULL ? g_strndup (print, strcspn (print, " \n")) : NULL;
}

/**
 * inn_ssh_keygen_find_async:
 * @file: a file of known keys
 * @host: “name” or “[name]:port”
 * @line: which of the keys of @host, by its line, from 1; if it is not there, the first
 *
 * Reads the fingerprint of a known key.
 */
void
inn_ssh_keygen_find_async (const char          *file,
                           const char          *host,
                           guint                line,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  const char * const argv[] = { "ssh-keygen", "-l", "-F", host, "-f", file, NULL };
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, inn_ssh_keygen_find_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (line), NULL);
  run (task, argv);
}

/**
 * inn_ssh_keygen_find_finish:
 *
 * Returns: (transfer full) (nullable): “SHA256:…”; %NULL without an error if the output is not
 *   understood
 */
char *
inn_ssh_keygen_find_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, inn_ssh_keygen_find_async), NULL);

  if ((text = g_task_propagate_pointer (G_TASK (result), error)) == NULL)
    return NULL;

  return find_fingerprint (text, GPOINTER_TO_UINT (g_task_get_task_data (G_TASK (result))));
}

/**
 * inn_ssh_keygen_remove_async:
 * @file: a file of known keys
 * @host: “name” or “[name]:port”
 *
 * Removes all keys of @host. What the file was before is kept beside it, as FILE.old.
 */
void
inn_ssh_keygen_remove_async (const char          *file,
                             const char          *host,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  const char * const argv[] = { "ssh-keygen", "-R", host, "-f", file, NULL };
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, inn_ssh_keygen_remove_async);
  run (task, argv);
}

gboolean
inn_ssh_keygen_remove_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, inn_ssh_keygen_remove_async), FALSE);

  text = g_task_propagate_pointer (G_TASK (result), error);

  return text != NULL;
}
