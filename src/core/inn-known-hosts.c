/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-known-hosts"

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "inn-known-hosts.h"

/* As ssh shows it: base64 of SHA-256 of the key, without padding (sshd(8), ssh-keygen -l). */
static char *
make_fingerprint (const char *key)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize n_digest = sizeof digest;
  gsize length;
  g_autofree guchar *data = g_base64_decode (key, &length);
  g_autofree char *text = NULL;

  g_checksum_update (checksum, data, length);
  g_checksum_get_digest (checksum, digest, &n_digest);
  text = g_base64_encode (digest, n_digest);

  return g_strconcat ("SHA256:", g_strdelimit (g_strchomp (text), "=", '\0'), NULL);
}

/* A line is "[@marker] names type key [comment]" (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
static gboolean
has_fingerprint (const char *line,
                 const char *fingerprint)
{
  g_auto (GStrv) words = g_strsplit_set (line, " \t", 0);
  guint first = *line == '@' ? 1 : 0;
  g_autofree char *own = NULL;

  if (g_strv_length (words) < first + 3)
    return FALSE;

  own = make_fingerprint (words[first + 2]);

  return strcmp (own, fingerprint) == 0;
}

static gboolean
append (const char  *path,
        const char  *text,
        GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFileOutputStream) stream = NULL;

  g_mkdir_with_parents (folder, 0700);
  if ((stream = g_file_append_to (file, G_FILE_CREATE_PRIVATE, NULL, error)) == NULL)
    return FALSE;

  return g_output_stream_write_all (G_OUTPUT_STREAM (stream), text, strlen (text), NULL, NULL,
                                    error) &&
         g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, error);
}

static gboolean
ends_within_line (const char *path)
{
  g_autofree char *text = NULL;
  gsize length;

  return g_file_get_contents (path, &text, &length, NULL) && length > 0 && text[length - 1] != '\n';
}

/**
 * inn_known_hosts_copy:
 * @from: a file of keys of hosts
 * @to: another one; it is made if it is not there
 * @fingerprint: “SHA256:…”
 *
 * Adds the lines of @from whose key has @fingerprint to @to, which is otherwise left as it
 * is. Blocks.
 *
 * Returns: %FALSE with @error, also if there is no such line
 */
gboolean
inn_known_hosts_copy (const char  *from,
                      const char  *to,
                      const char  *fingerprint,
                      GError     **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) found = g_string_new (NULL);

  if (!g_file_get_contents (from, &text, NULL, error))
    return FALSE;

  lines = g_strsplit (text, "\n", 0);
  for (guint i = 0; lines[i] != NULL; i++)
    if (has_fingerprint (lines[i], fingerprint))
      g_string_append_printf (found, "%s\n", lines[i]);

  if (found->len == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No key %s in %s", fingerprint, from);
      return FALSE;
    }

  if (ends_within_line (to))
    g_string_prepend_c (found, '\n');

  return append (to, found->str, error);
}
