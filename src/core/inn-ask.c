/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-ask"

#include "config.h"

#include <string.h>

#include "inn-ask.h"

/* More than any question of ssh; who sends more is not our helper. */
#define MAX_LENGTH 65536

static gboolean
send_all (GSocket     *socket,
          const char  *data,
          gsize        length,
          GError     **error)
{
  while (length > 0)
    {
      gssize sent = g_socket_send (socket, data, length, NULL, error);

      if (sent < 0)
        return FALSE;

      data += sent;
      length -= sent;
    }

  return TRUE;
}

static gboolean
receive_all (GSocket  *socket,
             char     *data,
             gsize     length,
             GError  **error)
{
  while (length > 0)
    {
      gssize received = g_socket_receive (socket, data, length, NULL, error);

      if (received == 0)
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The message ends too early");
      if (received <= 0)
        return FALSE;

      data += received;
      length -= received;
    }

  return TRUE;
}

/**
 * inn_ask_send:
 * @socket: a blocking socket
 * @strings: what to say
 *
 * Blocks. What was in the buffer is overwritten: an answer is a secret.
 */
gboolean
inn_ask_send (GSocket             *socket,
              const char * const  *strings,
              GError             **error)
{
  guint32 length = 0;
  guint32 header;
  g_autofree char *data = NULL;
  char *end;
  gboolean sent;

  for (guint i = 0; strings[i] != NULL; i++)
    length += strlen (strings[i]) + 1;

  end = data = g_malloc (MAX (length, 1));
  for (guint i = 0; strings[i] != NULL; i++)
    end = g_stpcpy (end, strings[i]) + 1;

  header = GUINT32_TO_BE (length);
  sent = send_all (socket, (const char *) &header, sizeof header, error) &&
         send_all (socket, data, length, error);
  explicit_bzero (data, length);

  return sent;
}

static char **
split (const char *data,
       gsize       length)
{
  g_autoptr (GPtrArray) strings = g_ptr_array_new ();

  for (const char *text = data; text < data + length; text += strlen (text) + 1)
    g_ptr_array_add (strings, g_strdup (text));
  g_ptr_array_add (strings, NULL);

  return (char **) g_ptr_array_steal (strings, NULL);
}

/**
 * inn_ask_receive:
 * @socket: a blocking socket; its time-out counts
 *
 * Blocks.
 *
 * Returns: (transfer full): what the other side says, to be freed with inn_secrets_free();
 *   %NULL: an error, also if it is no message of ours
 */
char **
inn_ask_receive (GSocket  *socket,
                 GError  **error)
{
  guint32 length;
  g_autofree char *data = NULL;
  char **strings = NULL;

  if (!receive_all (socket, (char *) &length, sizeof length, error))
    return NULL;

  length = GUINT32_FROM_BE (length);
  if (length == 0 || length > MAX_LENGTH)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "This is no message");
      return NULL;
    }

  data = g_malloc (length);
  if (receive_all (socket, data, length, error))
    {
      if (data[length - 1] == '\0')
        strings = split (data, length);
      else
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "This is no message");
    }
  explicit_bzero (data, length);

  return strings;
}
