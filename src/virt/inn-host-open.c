/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-auth-private.h"
#include "inn-host-ask.h"
#include "inn-host-private.h"
#include "inn-secret.h"
#include "inn-ssh-refusal.h"
#include "inn-ssh-session-private.h"
#include "inn-tls-check.h"
#include "inn-uri.h"
#include "inn-virt-error.h"

#define KEEPALIVE_INTERVAL 5
#define KEEPALIVE_COUNT 3

/* What opening needs, in the thread of the lane. */
typedef struct
{
  char           *uri;
  InnHostAsker   *asker;
  InnSshSession  *ssh;      /* NULL: not over our ssh */
  gboolean        read_only;
  char          **answers;  /* of an earlier question, tried once */
} OpenData;

static void
open_data_free (gpointer data)
{
  OpenData *open = data;

  inn_host_asker_unref (open->asker);
  g_clear_pointer (&open->ssh, inn_ssh_session_unref);
  g_clear_pointer (&open->answers, inn_secrets_free);
  g_free (open->uri);
  g_free (open);
}

static OpenData *
open_data_new (InnHost         *self,
               InnLane         *lane,
               InnHostOpenMode  mode)
{
  OpenData *open = g_new0 (OpenData, 1);

  if (self->ssh == NULL && inn_ssh_session_suits (self->uri))
    self->ssh = inn_ssh_session_new ();

  open->uri = g_strdup (self->uri);
  open->asker = inn_host_asker_new (self, lane, mode);
  open->ssh = self->ssh != NULL ? inn_ssh_session_ref (self->ssh) : NULL;
  open->read_only = self->read_only;
  open->answers = g_strdupv (self->auth_answers);

  return open;
}

/* Called by libvirt in the thread of the lane. */
static int
authenticate_cb (virConnectCredentialPtr credentials,
                 unsigned int            n_credentials,
                 void                   *data)
{
  OpenData *open = data;
  g_autoptr (InnAuthRequest) request = NULL;
  gboolean answered;

  if (inn_auth_answers_fill (open->answers, credentials, n_credentials))
    {
      g_clear_pointer (&open->answers, inn_secrets_free);
      return 0;
    }

  request = inn_auth_request_new (open->uri, credentials, n_credentials);
  inn_secrets_free (open->answers);
  open->answers = inn_host_asker_ask (open->asker, request);
  answered = inn_auth_answers_fill (open->answers, credentials, n_credentials);
  g_clear_pointer (&open->answers, inn_secrets_free);

  return answered ? 0 : -1;
}

/* ssh is started by our session, or may at least not ask on the terminal this program was
 * started from. */
static char *
uri_for_opening (OpenData *open)
{
  g_autoptr (InnUri) uri = inn_uri_new_parse (open->uri, NULL);

  if (uri == NULL || g_strcmp0 (uri->transport, "ssh") != 0)
    return g_strdup (open->uri);

  if (open->ssh != NULL)
    inn_uri_set_parameter (uri, "command", inn_ssh_session_get_command (open->ssh));
  else if (inn_uri_get_parameter (uri, "no_tty") == NULL)
    inn_uri_set_parameter (uri, "no_tty", "1");

  return inn_uri_to_string (uri);
}

static virConnectPtr
open_with_auth (OpenData  *open,
                GError   **error)
{
  static int types[] = {
    VIR_CRED_AUTHNAME, VIR_CRED_ECHOPROMPT,
    VIR_CRED_NOECHOPROMPT, VIR_CRED_PASSPHRASE,
  };
  virConnectAuth auth = { types, G_N_ELEMENTS (types), authenticate_cb, open };
  g_autofree char *full = uri_for_opening (open);
  virConnectPtr connection;

  if ((connection = virConnectOpenAuth (full, &auth, open->read_only ? VIR_CONNECT_RO : 0)) == NULL)
    {
      inn_set_virt_error (error, _("Could not connect to %s"), open->uri);
      return NULL;
    }

  /* Without keepalive a dead peer blocks for ever; drivers in this process have none. */
  virConnectSetKeepAlive (connection, KEEPALIVE_INTERVAL, KEEPALIVE_COUNT);

  return connection;
}

static virConnectPtr
open_over_ssh (OpenData  *open,
               GError   **error)
{
  virConnectPtr connection;

  if (!inn_ssh_session_begin (open->ssh, open->asker, error))
    {
      g_prefix_error (error, "%s: ", _("Could not prepare SSH"));
      return NULL;
    }

  connection = open_with_auth (open, error);
  inn_ssh_session_end (open->ssh, open->asker, connection != NULL);

  return connection;
}

/* Says what became of the questions: libvirt knows only that there was no answer. */
static void
sharpen_error (OpenData  *open,
               GError   **error)
{
  switch (inn_host_asker_get_result (open->asker))
    {
    case INN_HOST_ASK_CANCELLED:
      g_clear_error (error);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Signing in was cancelled"));
      break;

    case INN_HOST_ASK_REFUSED:
      (*error)->code = VIR_ERR_AUTH_CANCELLED;
      break;

    case INN_HOST_ASKED:
    default:
      if (strstr (open->uri, "+ssh") != NULL && inn_ssh_refusal_parse ((*error)->message))
        (*error)->code = VIR_ERR_AUTH_FAILED;
      break;
    }
}

/* Says why a certificate was refused: libvirt tells that only its log. */
static void
explain_certificate (OpenData      *open,
                     GCancellable  *cancellable,
                     GError        *error)
{
  g_autofree char *reason = NULL;

  if (error->domain != INN_VIRT_ERROR || strstr (error->message, "peer's certificate") == NULL)
    return;

  reason = inn_tls_check_dup_reason (open->uri, cancellable);
  inn_virt_error_set_detail (error, reason);
}

static virConnectPtr
opener (gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  OpenData *open = data;
  virConnectPtr connection = open->ssh != NULL ? open_over_ssh (open, error)
                                               : open_with_auth (open, error);

  if (connection != NULL)
    inn_host_asker_accept (open->asker);
  else if (error != NULL && *error != NULL)
    {
      sharpen_error (open, error);
      explain_certificate (open, cancellable, *error);
    }

  return connection;
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
