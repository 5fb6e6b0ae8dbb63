/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-domain-log"

#include "config.h"

#include <string.h>

#include "inn-domain-log.h"
#include "inn-uri.h"

#define MAX_LINES 20

/**
 * inn_domain_log_dup_path:
 * @uri: the host of the machine
 * @name: the machine
 *
 * Returns: (transfer full) (nullable): where libvirt has QEMU write its log, on the host;
 *   %NULL where that is not known
 */
char *
inn_domain_log_dup_path (const char *uri,
                         const char *name)
{
  g_autoptr (InnUri) parsed = inn_uri_new_parse (uri, NULL);
  g_autofree char *file = g_strconcat (name, ".log", NULL);
  gboolean far;

  /* A socket of its own may be that of a libvirt with folders of its own. */
  if (parsed == NULL || !g_str_equal (parsed->driver, "qemu") ||
      inn_uri_get_parameter (parsed, "socket") != NULL || strchr (name, '/') != NULL)
    return NULL;

  far = parsed->host != NULL;
  if (g_strcmp0 (parsed->transport, far ? "ssh" : "unix") != 0 &&
      (far || parsed->transport != NULL))
    return NULL;

  if (g_str_equal (parsed->path, "/system"))
    return g_build_filename ("/var/log/libvirt/qemu", file, NULL);

  if (g_str_equal (parsed->path, "/session") && !far)
    return g_build_filename (g_get_user_cache_dir (), "libvirt/qemu/log", file, NULL);

  return NULL;
}

/* The command line of QEMU says nothing about what went wrong; its lines go on with “\\”. */
static const char *
skip_command (const char *text)
{
  const char *last = g_strrstr (text, " \\\n");
  const char *end = last != NULL ? strchr (last + strlen (" \\\n"), '\n') : NULL;

  return end != NULL ? end + 1 : text;
}

/**
 * inn_domain_log_trim:
 * @data: the end of a log
 *
 * Returns: (transfer full): the last lines of it, valid UTF-8; "": there are none
 */
char *
inn_domain_log_trim (const char *data,
                     gsize       length)
{
  g_autofree char *text = g_utf8_make_valid (data, length);
  const char *begin = skip_command (g_strchomp (text));
  const char *start;
  guint n = 0;

  for (start = begin + strlen (begin); start > begin; start--)
    if (start[-1] == '\n' && ++n == MAX_LINES)
      break;

  return g_strdup (start);
}

static void
read_worker (GTask        *task,
             gpointer      source_object,
             gpointer      path,
             GCancellable *cancellable)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autofree char *buffer = g_malloc (INN_DOMAIN_LOG_BYTES);
  GError *error = NULL;
  goffset begin;
  gsize length;

  if ((stream = g_file_read (file, cancellable, &error)) == NULL ||
      (info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                              cancellable, &error)) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  begin = MAX (0, g_file_info_get_size (info) - INN_DOMAIN_LOG_BYTES);
  if (!g_seekable_seek (G_SEEKABLE (stream), begin, G_SEEK_SET, cancellable, &error) ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, INN_DOMAIN_LOG_BYTES, &length,
                                cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_return_pointer (task, inn_domain_log_trim (buffer, length), g_free);
}

/**
 * inn_domain_log_read_async:
 * @path: of inn_domain_log_dup_path()
 *
 * Reads the last lines, in a thread.
 */
void
inn_domain_log_read_async (const char          *path,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, inn_domain_log_read_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, read_worker);
}

/**
 * inn_domain_log_read_finish:
 *
 * Returns: (transfer full): the last lines, maybe none; %NULL if we may not read it
 */
char *
inn_domain_log_read_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
