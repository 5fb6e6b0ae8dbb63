/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-graphics-link"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "inn-domain-private.h"
#include "inn-graphics-link.h"
#include "inn-host-private.h"
#include "inn-host-ssh.h"
#include "inn-uri.h"
#include "inn-virt-error.h"

/* Milliseconds in which a display that listens has taken the connection. */
#define DEADLINE 15000

struct _InnGraphicsLink
{
  int          fd;       /* -1: somebody else has it */
  char        *host;     /* that a certificate has to name; NULL: none */
  gboolean     near;     /* no network lies between */
  GSubprocess *ssh;      /* NULL: directly */
};

static InnGraphicsLink *
link_new (int fd)
{
  InnGraphicsLink *self = g_new0 (InnGraphicsLink, 1);

  self->fd = fd;

  return self;
}

void
inn_graphics_link_free (InnGraphicsLink *self)
{
  if (self->fd >= 0)
    close (self->fd);

  /* It ends when both ends of its socket are closed; who waits for it is GLib. */
  g_clear_object (&self->ssh);
  g_free (self->host);
  g_free (self);
}

static void
link_free (gpointer link)
{
  inn_graphics_link_free (link);
}

/**
 * inn_graphics_link_steal_fd:
 *
 * Returns: (transfer full): the socket, once
 */
int
inn_graphics_link_steal_fd (InnGraphicsLink *self)
{
  int fd = self->fd;

  self->fd = -1;

  return fd;
}

/**
 * inn_graphics_link_get_host:
 *
 * Returns: (nullable): the name that a certificate of the display has to be for
 */
const char *
inn_graphics_link_get_host (InnGraphicsLink *self)
{
  return self->host;
}

/* Whether what is sent crosses no network. */
gboolean
inn_graphics_link_is_near (InnGraphicsLink *self)
{
  return self->near;
}

/* Whether it is encrypted by SSH. */
gboolean
inn_graphics_link_is_tunnel (InnGraphicsLink *self)
{
  return self->ssh != NULL;
}

static void
said_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *text = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (object), result, NULL, &text, NULL);
  if (text != NULL)
    g_strchomp (text);

  g_task_return_pointer (task, g_steal_pointer (&text), g_free);
}

/**
 * inn_graphics_link_ask_why_async:
 * @self: a link whose socket was closed
 *
 * Waits for what ssh says of it.
 */
void
inn_graphics_link_ask_why_async (InnGraphicsLink     *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, inn_graphics_link_ask_why_async);

  if (self->ssh != NULL)
    g_subprocess_communicate_utf8_async (self->ssh, NULL, cancellable, said_cb,
                                         g_object_ref (task));
  else
    g_task_return_pointer (task, NULL, NULL);
}

/**
 * inn_graphics_link_ask_why_finish:
 *
 * Returns: (transfer full) (nullable): the words of ssh; %NULL or "": it says nothing
 */
char *
inn_graphics_link_ask_why_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/*
 * On this computer: libvirt hands over a socket, however the display listens
 */

typedef struct
{
  char  *uuid;
  guint  index;
} Local;

static void
local_free (gpointer data)
{
  Local *local = data;

  g_free (local->uuid);
  g_free (local);
}

static gpointer
local_worker (virConnectPtr   connection,
              gpointer        data,
              GCancellable   *cancellable,
              GError        **error)
{
  Local *local = data;
  virDomainPtr domain = virDomainLookupByUUIDString (connection, local->uuid);
  int fd = -1;

  if (domain != NULL)
    fd = virDomainOpenGraphicsFD (domain, local->index, VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH);

  if (fd < 0)
    inn_set_virt_error (error, _("Could not open the display"));
  if (domain != NULL)
    virDomainFree (domain);

  return fd >= 0 ? link_new (fd) : NULL;
}

static void
local_opened_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  InnGraphicsLink *link = inn_lane_call_finish (INN_LANE (object), result, &error);

  if (link == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  link->near = TRUE;
  g_task_return_pointer (task, link, link_free);
}

static void
open_local (InnHost   *host,
            InnDomain *domain,
            guint      index,
            GTask     *task)
{
  Local *local = g_new0 (Local, 1);

  local->uuid = g_strdup (inn_domain_get_uuid (domain));
  local->index = index;
  inn_lane_call_async (host->control, INN_LANE_PRIORITY_HIGH, local_worker, local, local_free,
                       link_free, DEADLINE, g_task_get_cancellable (task), local_opened_cb,
                       g_object_ref (task));
}

/*
 * Through the login over SSH that the host has
 */

static char *
dup_forward (const InnConsoleDevice *screen)
{
  const char *address = screen->address;

  /* Where it listens everywhere, it listens there too. */
  if (address == NULL || g_str_equal (address, "0.0.0.0") || g_str_equal (address, "::"))
    address = "127.0.0.1";

  return strchr (address, ':') != NULL
         ? g_strdup_printf ("-W[%s]:%u", address, screen->port)
         : g_strdup_printf ("-W%s:%u", address, screen->port);
}

static InnGraphicsLink *
spawn_ssh (const char * const  *arguments,
           GError             **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  InnGraphicsLink *link;
  GSubprocess *ssh;
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      return NULL;
    }

  g_subprocess_launcher_take_stdin_fd (launcher, ends[1]);
  g_subprocess_launcher_take_stdout_fd (launcher, dup (ends[1]));
  if ((ssh = g_subprocess_launcher_spawnv (launcher, arguments, error)) == NULL)
    {
      close (ends[0]);
      return NULL;
    }

  link = link_new (ends[0]);
  link->ssh = ssh;

  return link;
}

static void
open_tunnel (InnHost                *host,
             const InnConsoleDevice *screen,
             GTask                  *task)
{
  g_autofree char *forward = dup_forward (screen);
  g_autoptr (GPtrArray) arguments = inn_host_new_ssh_arguments (host, forward, NULL);
  GError *error = NULL;
  InnGraphicsLink *link = spawn_ssh ((const char * const *) arguments->pdata, &error);

  if (link != NULL)
    g_task_return_pointer (task, link, link_free);
  else
    g_task_return_error (task, error);
}

/*
 * Straight over the network
 */

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
      g_task_return_error (task, error);
      return;
    }

  fd = g_socket_get_fd (g_socket_connection_get_socket (connection));
  link = link_new (fcntl (fd, F_DUPFD_CLOEXEC, 3));
  link->host = g_strdup (g_task_get_task_data (task));
  g_task_return_pointer (task, link, link_free);
}

static void
open_directly (const InnUri           *uri,
               const InnConsoleDevice *screen,
               GTask                  *task)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) address = g_network_address_new (uri->host, screen->port);

  g_socket_client_set_timeout (client, DEADLINE / 1000);
  g_task_set_task_data (task, g_strdup (uri->host), g_free);
  g_socket_client_connect_async (client, address, g_task_get_cancellable (task), connected_cb,
                                 g_object_ref (task));
}

/**
 * inn_graphics_link_open_async:
 * @domain: a machine that runs
 * @screen: one of its displays
 *
 * Opens the shortest way to it: through libvirt on this computer, through the login over SSH
 * of its host, else straight to where it listens.
 */
void
inn_graphics_link_open_async (InnDomain              *domain,
                              const InnConsoleDevice *screen,
                              GCancellable           *cancellable,
                              GAsyncReadyCallback     callback,
                              gpointer                user_data)
{
  g_autoptr (GTask) task = g_task_new (domain, cancellable, callback, user_data);
  InnHost *host = inn_domain_get_host (domain);
  g_autoptr (InnUri) uri = NULL;

  g_task_set_source_tag (task, inn_graphics_link_open_async);

  if (host == NULL || host->control == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                               _("The host is not connected"));
      return;
    }

  uri = inn_uri_new_parse (host->uri, NULL);
  if (uri == NULL || uri->host == NULL)
    open_local (host, domain, screen->index, task);
  else if (screen->port == 0)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             _("The display listens at no port, so that only programs on %s can "
                               "see it."), inn_host_get_name (host));
  else if (host->ssh != NULL)
    open_tunnel (host, screen, task);
  else
    open_directly (uri, screen, task);
}

/**
 * inn_graphics_link_open_finish:
 *
 * Returns: (transfer full) (nullable): a link whose socket is connected, or is about to be
 */
InnGraphicsLink *
inn_graphics_link_open_finish (InnDomain     *domain,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, domain), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
