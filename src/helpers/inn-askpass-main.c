/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 *
 * ssh starts this to ask something. It stands in the folder of a session, beside the
 * socket of the program that serves it, and hands the question on.
 */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>

#include "inn-ask.h"
#include "inn-secret.h"

/* Two questions at a time may read the same token; the second has to read again. */
#define MAX_TRIES 5
#define PAUSE_USEC 50000

static GSocket *
connect_to (const char  *path,
            GError     **error)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_DEFAULT, error);

  if (socket == NULL || !g_socket_connect (socket, address, NULL, error))
    return NULL;

  return g_steal_pointer (&socket);
}

static const char *
get_env (const char *name)
{
  const char *value = g_getenv (name);

  return value != NULL ? value : "";
}

static char **
ask (const char  *folder,
     const char  *prompt,
     GError     **error)
{
  g_autofree char *token_path = g_build_filename (folder, "token", NULL);
  g_autofree char *path = g_build_filename (folder, "ask", NULL);
  g_autofree char *parent = g_strdup_printf ("%d", getppid ());
  g_autofree char *token = NULL;
  g_autoptr (GSocket) socket = NULL;
  const char *fields[INN_ASK_N_FIELDS + 1] = { NULL };

  if (!g_file_get_contents (token_path, &token, NULL, error) ||
      (socket = connect_to (path, error)) == NULL)
    return NULL;

  fields[INN_ASK_TOKEN] = token;
  fields[INN_ASK_PARENT] = parent;
  fields[INN_ASK_TARGET] = get_env (INN_ASK_ENV_TARGET);
  fields[INN_ASK_KNOWN_HOSTS] = get_env (INN_ASK_ENV_KNOWN_HOSTS);
  fields[INN_ASK_HINT] = get_env ("SSH_ASKPASS_PROMPT");
  fields[INN_ASK_PROMPT] = prompt;

  if (!inn_ask_send (socket, fields, error))
    return NULL;

  return inn_ask_receive (socket, error);
}

/* Does what the program says. Returns: the exit status, or -1 to ask again. */
static int
obey (char **answer)
{
  const char *text = answer[0] != NULL ? answer[0] : "";

  switch (*text)
    {
    case INN_ASK_ANSWER:
      return puts (text + 1) != EOF && fflush (stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;

    case INN_ASK_STOP:
      return EXIT_FAILURE;

    default:
      return -1;
    }
}

int
main (int   argc,
      char *argv[])
{
  const char *told = g_getenv (INN_ASK_ENV_FOLDER);
  g_autofree char *folder = told != NULL ? g_strdup (told) : g_path_get_dirname (argv[0]);
  g_autoptr (GError) error = NULL;
  pid_t parent = getppid ();
  int status = -1;

  /* A question of an ssh that is gone needs no answer. */
  prctl (PR_SET_PDEATHSIG, SIGTERM);

  for (guint i = 0; i < MAX_TRIES && status == -1; i++)
    {
      g_autoptr (InnSecrets) answer = NULL;

      if (i > 0)
        g_usleep (PAUSE_USEC);

      g_clear_error (&error);
      answer = ask (folder, argc > 1 ? argv[1] : "", &error);
      if (answer != NULL)
        status = obey (answer);
    }

  if (error != NULL)
    g_printerr ("innkeeper-askpass: %s\n", error->message);

  if (status == EXIT_SUCCESS)
    return EXIT_SUCCESS;

  /* An askpass that only fails makes ssh go on with an empty password: the host would take
   * that for another attempt. The program may be gone, or have no more to do with this. */
  if (getppid () == parent)
    kill (parent, SIGTERM);

  return EXIT_FAILURE;
}
