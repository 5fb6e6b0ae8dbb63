/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-domain"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-domain-log.h"
#include "inn-domain-read-log.h"
#include "inn-host-private.h"
#include "inn-host-ssh.h"

static void
return_text (GTask  *task,
             char   *text,
             GError *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, text, g_free);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *text = inn_domain_log_read_finish (result, &error);

  return_text (task, text, error);
}

static void
said_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  char *text = NULL;

  if (g_subprocess_communicate_finish (G_SUBPROCESS (object), result, &bytes, NULL, &error))
    text = inn_domain_log_trim (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return_text (task, text, error);
}

/* With the login that the host has; the far side may refuse, like this one. */
static void
read_over_ssh (InnHost    *host,
               const char *path,
               GTask      *task)
{
  g_autofree char *quoted = g_shell_quote (path);
  g_autofree char *command = g_strdup_printf ("tail -c %d %s", INN_DOMAIN_LOG_BYTES, quoted);
  g_autoptr (GPtrArray) arguments = inn_host_new_ssh_arguments (host, NULL, command);
  g_autoptr (GSubprocess) ssh = NULL;
  GError *error = NULL;

  if (arguments != NULL)
    ssh = g_subprocess_newv ((const char * const *) arguments->pdata,
                             G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                             &error);

  if (ssh != NULL)
    g_subprocess_communicate_async (ssh, NULL, g_task_get_cancellable (task), said_cb,
                                    g_object_ref (task));
  else
    return_text (task, NULL, error);
}

/**
 * inn_domain_read_log_async:
 * @domain: a machine
 *
 * Reads the end of what QEMU wrote for it, on this computer or on a host over SSH.
 */
void
inn_domain_read_log_async (InnDomain           *domain,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (domain, cancellable, callback, user_data);
  InnHost *host = inn_domain_get_host (domain);
  g_autofree char *path = NULL;

  g_task_set_source_tag (task, inn_domain_read_log_async);

  if (host != NULL)
    path = inn_domain_log_dup_path (inn_host_get_uri (host), inn_domain_get_name (domain));

  if (path == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else if (inn_host_is_local (host))
    inn_domain_log_read_async (path, cancellable, read_cb, g_object_ref (task));
  else
    read_over_ssh (host, path, task);
}

/**
 * inn_domain_read_log_finish:
 *
 * Returns: (transfer full) (nullable): the last lines, maybe none; %NULL if there is no log, or
 *   we may not read it
 */
char *
inn_domain_read_log_finish (InnDomain     *domain,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, domain), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
