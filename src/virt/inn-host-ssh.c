/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host"

#include "config.h"

#include "inn-host-private.h"
#include "inn-host-ssh.h"
#include "inn-ssh-session.h"
#include "inn-uri.h"

static void
add_option (GPtrArray  *arguments,
            const char *option,
            const char *value)
{
  if (value != NULL)
    g_ptr_array_add (arguments, g_strconcat (option, value, NULL));
}

/**
 * inn_host_new_ssh_arguments:
 * @host: a host that is connected
 * @options: (nullable) (array zero-terminated=1): more options for ssh
 * @command: (nullable): what the shell of the host is to run
 *
 * What makes use of the login that libvirt has: nothing is asked again.
 *
 * Returns: (transfer full) (nullable): to be spawned, with the %NULL at the end; %NULL if
 *   there is no such login
 */
GPtrArray *
inn_host_new_ssh_arguments (InnHost            *host,
                            const char * const *options,
                            const char         *command)
{
  g_autoptr (InnUri) uri = inn_uri_new_parse (host->uri, NULL);
  g_autofree char *port = NULL;
  GPtrArray *arguments;

  if (host->control == NULL || host->ssh == NULL || uri == NULL)
    return NULL;

  port = uri->port != 0 ? g_strdup_printf ("%u", uri->port) : NULL;
  arguments = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (arguments, g_strdup (inn_ssh_session_get_command (host->ssh)));
  add_option (arguments, "-", "T");
  add_option (arguments, "-p", port);
  add_option (arguments, "-l", uri->user);
  add_option (arguments, "-i", inn_uri_get_parameter (uri, "keyfile"));
  for (guint i = 0; options != NULL && options[i] != NULL; i++)
    add_option (arguments, "", options[i]);
  add_option (arguments, "", "--");
  add_option (arguments, "", uri->host);
  add_option (arguments, "", command);
  g_ptr_array_add (arguments, NULL);

  return arguments;
}

/**
 * inn_host_dup_ssh_socket:
 * @host: a host whose login libvirt has over SSH
 *
 * Returns: (transfer full): a path at which nothing is yet, short enough for a socket, in the
 *   folder of the login: whatever is left there goes with it
 */
char *
inn_host_dup_ssh_socket (InnHost *host)
{
  static guint count = 0;
  g_autofree char *folder = g_path_get_dirname (inn_ssh_session_get_command (host->ssh));

  return g_strdup_printf ("%s/to-%u", folder, ++count);
}
