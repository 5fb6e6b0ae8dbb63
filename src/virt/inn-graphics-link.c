/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-graphics-link"

#include "config.h"

#include <signal.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "inn-advice.h"
#include "inn-graphics-link-private.h"
#include "inn-host-private.h"

/* Milliseconds after which ssh, whose socket is closed, is not waited for any longer. */
#define PATIENCE 2000

InnGraphicsLink *
inn_graphics_link_new (int fd)
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

  /* Without its socket it would end by itself, if it does not hang; GLib waits for it. */
  if (self->ssh != NULL)
    g_subprocess_send_signal (self->ssh, SIGTERM);

  g_clear_object (&self->ssh);
  g_free (self->host);
  g_free (self->uri);
  g_free (self);
}

static void
link_free (gpointer link)
{
  inn_graphics_link_free (link);
}

/* To whoever asked for it, unless that was taken back meanwhile. */
void
inn_graphics_link_return (GTask           *task,
                          InnGraphicsLink *link)
{
  if (g_task_return_error_if_cancelled (task))
    inn_graphics_link_free (link);
  else
    g_task_return_pointer (task, link, link_free);
}

/* What it means and what helps, an empty line, what was said. */
static char *
explain (const char *uri,
         const char *words)
{
  g_autoptr (InnAdvice) advice = inn_advice_new (uri, words);

  return advice != NULL ? g_strdup_printf ("%s\n\n%s", advice->sentences, words) : g_strdup (words);
}

/**
 * inn_graphics_link_return_error:
 * @uri: (nullable): of the host, which says what led there
 * @error: (transfer full): why there is no link
 */
void
inn_graphics_link_return_error (GTask      *task,
                                const char *uri,
                                GError     *error)
{
  char *message = explain (uri, error->message);

  g_free (error->message);
  error->message = message;
  g_task_return_error (task, error);
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
  return self->uri != NULL;
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

  g_task_return_pointer (task, text != NULL && *text != '\0'
                               ? explain (g_task_get_task_data (task), text) : NULL, g_free);
}

static gboolean
hurry_cb (gpointer user_data)
{
  g_subprocess_send_signal (user_data, SIGTERM);

  return G_SOURCE_REMOVE;
}

/* Whose socket is closed is about to end, if it does not hang. */
void
inn_graphics_link_hurry (InnGraphicsLink *self)
{
  g_timeout_add_full (G_PRIORITY_DEFAULT, PATIENCE, hurry_cb, g_object_ref (self->ssh),
                      g_object_unref);
}

/**
 * inn_graphics_link_ask_why_async:
 * @self: a link whose socket was closed
 *
 * Waits for what ssh says of it, for a moment.
 */
void
inn_graphics_link_ask_why_async (InnGraphicsLink     *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, inn_graphics_link_ask_why_async);

  if (self->ssh == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }

  g_task_set_task_data (task, g_strdup (self->uri), g_free);
  inn_graphics_link_hurry (self);
  g_subprocess_communicate_utf8_async (self->ssh, NULL, cancellable, said_cb,
                                       g_object_ref (task));
}

/**
 * inn_graphics_link_ask_why_finish:
 *
 * Returns: (transfer full) (nullable): the words of ssh, and what they mean; %NULL: none
 */
char *
inn_graphics_link_ask_why_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* Where it listens no way leads from here. */
static void
refuse (InnHost                *host,
        const InnConsoleDevice *screen,
        GTask                  *task)
{
  if (screen->socket != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             _("The display listens at a socket of %s, which can be reached "
                               "from here over SSH alone. Connect to the host over SSH."),
                             inn_host_get_name (host));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             _("The display listens nowhere, so that only libvirt on %s can open "
                               "it. Let it listen at 127.0.0.1: then it can be seen over SSH."),
                             inn_host_get_name (host));
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
    inn_graphics_local_open (host, domain, screen, task);
  else if (host->ssh != NULL && (screen->port != 0 || screen->socket != NULL))
    inn_graphics_tunnel_open (host, screen, task);
  else if (screen->port != 0)
    inn_graphics_direct_open (host, uri, screen, task);
  else
    refuse (host, screen, task);
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
