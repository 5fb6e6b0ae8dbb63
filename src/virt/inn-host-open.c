/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-auth-private.h"
#include "inn-host-private.h"
#include "inn-uri.h"
#include "inn-virt-error.h"

#define KEEPALIVE_INTERVAL 5
#define KEEPALIVE_COUNT 3

/* What opening needs, in the thread of the lane. */
typedef struct
{
  char     *uri;
  GWeakRef  host;
  InnLane  *lane;
  gboolean  interactive;
  gboolean  read_only;
  gboolean  probe;        /* beside the connection of the host, which it does not touch */
  char    **answers;      /* of an earlier question, tried once */
  gboolean  refused;      /* a question was not asked */
  gboolean  cancelled;    /* the user cancelled it */
} OpenData;

typedef struct
{
  GWeakRef       *host;
  InnAuthRequest *request;
  gboolean        probe;
} AuthPost;

static void
open_data_free (gpointer data)
{
  OpenData *open = data;

  g_weak_ref_clear (&open->host);
  g_clear_object (&open->lane);
  g_clear_pointer (&open->answers, inn_auth_answers_free);
  g_free (open->uri);
  g_free (open);
}

static OpenData *
open_data_new (InnHost         *self,
               InnLane         *lane,
               InnHostOpenMode  mode)
{
  OpenData *open = g_new0 (OpenData, 1);

  open->uri = g_strdup (self->uri);
  open->lane = g_object_ref (lane);
  open->interactive = mode == INN_HOST_OPEN_PROBE ||
                      (mode == INN_HOST_OPEN_CONTROL && self->mode == INN_HOST_CONNECT_INTERACTIVE);
  open->read_only = self->read_only;
  open->probe = mode == INN_HOST_OPEN_PROBE;
  open->answers = g_strdupv (self->auth_answers);
  g_weak_ref_init (&open->host, self);

  return open;
}

static gboolean
post_auth_cb (gpointer data)
{
  AuthPost *post = data;
  g_autoptr (InnHost) host = g_weak_ref_get (post->host);
  g_autoptr (InnAuthRequest) request = g_object_ref (post->request);

  /* From the answer on, the worker goes on and takes the post with it. */
  if (host == NULL || (host->control == NULL && !post->probe))
    {
      inn_auth_request_cancel (request);
      return G_SOURCE_REMOVE;
    }

  if (!post->probe)
    g_set_object (&host->auth_request, request);

  inn_host_emit_auth (host, request);

  return G_SOURCE_REMOVE;
}

/* Asks on the main thread and sleeps until there is an answer. */
static gboolean
ask (OpenData                *open,
     virConnectCredentialPtr  credentials,
     guint                    n_credentials)
{
  g_autoptr (InnAuthRequest) request = inn_auth_request_new (credentials, n_credentials);
  AuthPost post = { &open->host, request, open->probe };
  gboolean answered;

  inn_lane_hold_clock (open->lane, TRUE);
  g_idle_add (post_auth_cb, &post);
  answered = inn_auth_request_wait (request);
  inn_lane_hold_clock (open->lane, FALSE);

  if (answered)
    {
      char **answers = inn_auth_request_dup_answers (request);

      answered = inn_auth_answers_fill (answers, credentials, n_credentials);
      inn_auth_answers_free (answers);
    }

  return answered;
}

/* Called by libvirt in the thread of the lane. */
static int
authenticate_cb (virConnectCredentialPtr credentials,
                 unsigned int            n_credentials,
                 void                   *data)
{
  OpenData *open = data;

  if (inn_auth_answers_fill (open->answers, credentials, n_credentials))
    {
      g_clear_pointer (&open->answers, inn_auth_answers_free);
      return 0;
    }

  if (!open->interactive)
    {
      open->refused = TRUE;
      return -1;
    }

  if (!ask (open, credentials, n_credentials))
    {
      open->cancelled = TRUE;
      return -1;
    }

  return 0;
}

/* ssh may not ask on the terminal this program was started from. */
static char *
uri_for_opening (const char *uri)
{
  if (strstr (uri, "+ssh:") == NULL || strstr (uri, "no_tty=") != NULL)
    return g_strdup (uri);

  return g_strconcat (uri, strchr (uri, '?') != NULL ? "&" : "?", "no_tty=1", NULL);
}

static virConnectPtr
open_with_auth (const char *uri,
                OpenData   *open,
                GError    **error)
{
  static int types[] = {
    VIR_CRED_AUTHNAME, VIR_CRED_ECHOPROMPT,
    VIR_CRED_NOECHOPROMPT, VIR_CRED_PASSPHRASE,
  };
  virConnectAuth auth = { types, G_N_ELEMENTS (types), authenticate_cb, open };
  g_autofree char *full = uri_for_opening (uri);
  virConnectPtr connection;

  if ((connection = virConnectOpenAuth (full, &auth, open->read_only ? VIR_CONNECT_RO : 0)) == NULL)
    {
      inn_set_virt_error (error, _("Could not connect to %s"), uri);
      return NULL;
    }

  /* Without keepalive a dead peer blocks for ever; drivers in this process have none. */
  virConnectSetKeepAlive (connection, KEEPALIVE_INTERVAL, KEEPALIVE_COUNT);

  return connection;
}

static virConnectPtr
opener (gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  OpenData *open = data;
  virConnectPtr connection = open_with_auth (open->uri, open, error);

  if (connection != NULL || error == NULL)
    return connection;

  if (open->cancelled)
    {
      g_clear_error (error);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Signing in was cancelled"));
    }
  else if (open->refused)
    {
      (*error)->code = VIR_ERR_AUTH_CANCELLED;
    }

  return NULL;
}

/**
 * inn_host_open_lane:
 * @self: a host
 * @lane: a lane that was not opened before
 * @mode: what for
 *
 * Opens @lane. What has to be asked goes through "auth-requested", if it may be; the
 * state of @self does not change.
 */
void
inn_host_open_lane (InnHost             *self,
                    InnLane             *lane,
                    InnHostOpenMode      mode,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  inn_lane_open_async (lane, opener, open_data_new (self, lane, mode), open_data_free,
                       INN_DEADLINE_OPEN, cancellable, callback, user_data);
}
