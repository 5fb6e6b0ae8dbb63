/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-graphics-link"

#include "config.h"

#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "inn-graphics-link-private.h"
#include "inn-host-private.h"

/* Straight over the network to where the display listens. */

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GSocketConnection) connection = NULL;
  GError *error = NULL;
  InnGraphicsLink *link;
  int fd;

  connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (object), result, &error);
  if (connection == NULL)
    {
      inn_graphics_link_return_error (task, NULL, error);
      return;
    }

  fd = g_socket_get_fd (g_socket_connection_get_socket (connection));
  link = inn_graphics_link_new (fcntl (fd, F_DUPFD_CLOEXEC, 3));
  link->host = g_strdup (g_task_get_task_data (task));
  inn_graphics_link_return (task, link);
}

/* Anything else, such as a name, may be reached. */
static gboolean
is_loopback (const char *address)
{
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (address);

  return parsed != NULL ? g_inet_address_get_is_loopback (parsed)
                        : g_str_equal (address, "localhost");
}

static gboolean
is_everywhere (const char *address)
{
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (address);

  return parsed != NULL && g_inet_address_get_is_any (parsed);
}

/* Returns: (nullable): where to connect to; NULL: nothing but programs of the host can */
static const char *
get_target (const InnUri           *uri,
            const InnConsoleDevice *screen)
{
  const char *address = screen->address;

  if (address == NULL || is_everywhere (address))
    return uri->host;

  /* Its own name is as good as its own address. */
  if (is_loopback (address) && !is_loopback (uri->host))
    return NULL;

  return address;
}

/**
 * inn_graphics_direct_open:
 * @uri: the address of @host, which names another computer
 * @screen: a display that has a port
 * @task: returns the link
 */
void
inn_graphics_direct_open (InnHost                *host,
                          const InnUri           *uri,
                          const InnConsoleDevice *screen,
                          GTask                  *task)
{
  const char *target = get_target (uri, screen);
  g_autoptr (GSocketClient) client = NULL;
  g_autoptr (GSocketConnectable) address = NULL;

  if (target == NULL)
    {
      /* Translators: %1$s is an address such as 127.0.0.1, %2$s the name of a host */
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               _("The display listens only at %1$s of %2$s, where nobody else "
                                 "can see it. Connect to the host over SSH, or let the display "
                                 "listen at an address of its network, with a password."),
                               screen->address, inn_host_get_name (host));
      return;
    }

  client = g_socket_client_new ();
  address = g_network_address_new (target, screen->port);
  g_socket_client_set_timeout (client, INN_GRAPHICS_LINK_DEADLINE / 1000);
  g_task_set_task_data (task, g_strdup (uri->host), g_free);
  g_socket_client_connect_async (client, address, g_task_get_cancellable (task), connected_cb,
                                 g_object_ref (task));
}
