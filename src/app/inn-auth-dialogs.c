/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-auth-dialogs"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-auth-dialog.h"
#include "inn-auth-dialogs.h"
#include "inn-dialogs.h"
#include "inn-error-report.h"
#include "inn-key-change.h"
#include "inn-virt-error.h"

/* Data of the application. */
#define WATCH "inn-auth-dialogs"

/* How often the same connection may be tried with another password. */
#define MAX_TRIES 3

/* What is to be shown about a host. */
typedef struct
{
  InnHost        *host;
  InnAuthRequest *request;   /* NULL: that its key has changed */
} Question;

typedef struct
{
  GtkApplication *app;          /* owns this */
  InnHostList    *hosts;
  GtkWindow      *dialog;       /* of a request that is on the screen, or NULL */
  GCancellable   *key_change;   /* of the key change that is on the screen, or NULL */
  Question       *shown;        /* what is on the screen is about this; NULL: nothing is */
  GQueue          questions;    /* that wait for it to close */
  GPtrArray      *watched;      /* InnHost */
} Watch;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_object (&question->host);
  g_clear_object (&question->request);
  g_free (question);
}

static void show_next (Watch *watch);

static void
enqueue (Watch          *watch,
         InnHost        *host,
         InnAuthRequest *request)
{
  Question *question = g_new0 (Question, 1);

  question->host = g_object_ref (host);
  g_set_object (&question->request, request);
  g_queue_push_tail (&watch->questions, question);

  show_next (watch);
}

/* How often answers were refused since the host was last connected. */
static guint
get_tries (InnHost *host)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (host), "inn-auth-tries"));
}

static void
set_tries (InnHost *host,
           guint    tries)
{
  g_object_set_data (G_OBJECT (host), "inn-auth-tries", GUINT_TO_POINTER (tries));
}

/* Whether what libvirt asked in this attempt was answered, and not cancelled. */
static gboolean
get_answered (InnHost *host)
{
  return g_object_get_data (G_OBJECT (host), "inn-auth-answered") != NULL;
}

static void
set_answered (InnHost  *host,
              gboolean  answered)
{
  g_object_set_data (G_OBJECT (host), "inn-auth-answered", GINT_TO_POINTER (answered));
}

/* What has to be asked before it makes sense to connect again. */
static void
on_auth_needed (Watch   *watch,
                InnHost *host)
{
  const GError *error = inn_host_get_error (host);
  guint tries = get_tries (host) + 1;
  gboolean answered = get_answered (host);

  set_answered (host, FALSE);

  /* libvirt gives up at the first wrong password: asking again is a new connection. */
  if (answered && tries < MAX_TRIES && inn_virt_error_is_auth (error))
    {
      set_tries (host, tries);
      inn_host_connect (host, INN_HOST_CONNECT_INTERACTIVE);
      return;
    }

  set_tries (host, 0);

  if (inn_host_is_interactive (host) && inn_key_change_suits (error))
    enqueue (watch, host, NULL);
}

static void
on_state_changed_cb (InnHost    *host,
                     GParamSpec *pspec,
                     Watch      *watch)
{
  InnHostState state = inn_host_get_state (host);

  /* What is shown about the key is about an attempt of before. */
  if (watch->key_change != NULL && watch->shown->host == host)
    g_cancellable_cancel (watch->key_change);

  switch (state)
    {
    case INN_HOST_STATE_CONNECTED:
    case INN_HOST_STATE_DISCONNECTED:
      set_tries (host, 0);
      set_answered (host, FALSE);
      break;

    case INN_HOST_STATE_RETRYING:
    case INN_HOST_STATE_AUTH_NEEDED:
      on_auth_needed (watch, host);
      break;

    case INN_HOST_STATE_CONNECTING:
    case INN_HOST_STATE_NOT_RESPONDING:
    default:
      break;
    }
}

static void
on_dialog_destroyed_cb (Watch *watch)
{
  InnAuthDialog *dialog = INN_AUTH_DIALOG (watch->dialog);
  InnHost *host = watch->shown->host;

  /* Whoever cancels is not asked again; ssh asks again by itself. */
  if (inn_auth_request_get_kind (watch->shown->request) == INN_AUTH_CREDENTIALS)
    set_answered (host, inn_auth_dialog_get_accepted (dialog));

  watch->dialog = NULL;
  g_clear_pointer (&watch->shown, question_free);
  show_next (watch);
}

static void
show_request (Watch     *watch,
              GtkWindow *parent)
{
  InnHost *host = watch->shown->host;

  watch->dialog = GTK_WINDOW (inn_auth_dialog_new (host, watch->shown->request,
                                                   get_tries (host) > 0));
  g_signal_connect_swapped (watch->dialog, "destroy", G_CALLBACK (on_dialog_destroyed_cb), watch);
  inn_dialogs_present (watch->dialog, GTK_WIDGET (parent));
}

/* @user_data is a reference to the application, which owns the watch while it lives. */
static void
key_change_asked_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GtkApplication) app = user_data;
  g_autoptr (InnHost) host = g_object_ref (INN_HOST (object));
  Watch *watch = g_object_get_data (G_OBJECT (app), WATCH);
  g_autoptr (GError) error = NULL;
  gboolean replaced = inn_key_change_ask_finish (result, &error);

  if (watch == NULL)
    return;

  g_clear_object (&watch->key_change);
  g_clear_pointer (&watch->shown, question_free);

  if (replaced)
    inn_host_connect (host, INN_HOST_CONNECT_INTERACTIVE);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    inn_error_report_show (GTK_WIDGET (gtk_application_get_active_window (app)),
                           _("The Key Was Not Replaced"), NULL, error);

  show_next (watch);
}

static void
show_key_change (Watch     *watch,
                 GtkWindow *parent)
{
  InnHost *host = watch->shown->host;

  watch->key_change = g_cancellable_new ();
  inn_key_change_ask_async (GTK_WIDGET (parent), host, inn_host_get_error (host),
                            watch->key_change, key_change_asked_cb, g_object_ref (watch->app));
}

/* An answer may have become superfluous while another one was on the screen. */
static gboolean
is_wanted (Question *question)
{
  if (question->request != NULL)
    return !inn_auth_request_is_done (question->request);

  return inn_host_get_state (question->host) == INN_HOST_STATE_AUTH_NEEDED;
}

static void
show_next (Watch *watch)
{
  while (watch->shown == NULL && !g_queue_is_empty (&watch->questions))
    {
      Question *question = g_queue_pop_head (&watch->questions);
      GtkWindow *parent = gtk_application_get_active_window (watch->app);

      if (!is_wanted (question))
        {
          question_free (question);
          continue;
        }

      watch->shown = question;
      if (question->request != NULL)
        show_request (watch, parent);
      else
        show_key_change (watch, parent);
    }
}

static void
on_auth_requested_cb (InnHost        *host,
                      InnAuthRequest *request,
                      Watch          *watch)
{
  enqueue (watch, host, request);
}

static void
unwatch_host (Watch   *watch,
              InnHost *host)
{
  g_signal_handlers_disconnect_by_func (host, on_auth_requested_cb, watch);
  g_signal_handlers_disconnect_by_func (host, on_state_changed_cb, watch);
}

static void
on_hosts_changed_cb (Watch *watch)
{
  GListModel *model = G_LIST_MODEL (watch->hosts);
  g_autoptr (GPtrArray) before = g_steal_pointer (&watch->watched);

  watch->watched = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < before->len; i++)
    unwatch_host (watch, g_ptr_array_index (before, i));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      InnHost *host = g_list_model_get_item (model, i);

      g_signal_connect (host, "auth-requested", G_CALLBACK (on_auth_requested_cb), watch);
      g_signal_connect (host, "notify::state", G_CALLBACK (on_state_changed_cb), watch);
      g_ptr_array_add (watch->watched, host);
    }
}

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  g_signal_handlers_disconnect_by_data (watch->hosts, watch);

  for (guint i = 0; i < watch->watched->len; i++)
    unwatch_host (watch, g_ptr_array_index (watch->watched, i));

  g_queue_clear_full (&watch->questions, question_free);

  if (watch->dialog != NULL)
    {
      g_signal_handlers_disconnect_by_data (watch->dialog, watch);
      gtk_window_destroy (watch->dialog);
    }

  g_clear_pointer (&watch->watched, g_ptr_array_unref);
  g_cancellable_cancel (watch->key_change);
  g_clear_object (&watch->key_change);
  g_clear_pointer (&watch->shown, question_free);
  g_clear_object (&watch->hosts);
  g_free (watch);
}

/**
 * inn_auth_dialogs_watch:
 * @app: the application, whose active window the dialogs belong to
 * @hosts: the hosts
 *
 * Shows a dialog for each question of a host, one after the other, as long as
 * @app lives. A password that was refused is asked for again, three times at most.
 */
void
inn_auth_dialogs_watch (GtkApplication *app,
                        InnHostList    *hosts)
{
  Watch *watch;

  g_return_if_fail (GTK_IS_APPLICATION (app));
  g_return_if_fail (INN_IS_HOST_LIST (hosts));

  watch = g_new0 (Watch, 1);
  watch->app = app;
  watch->hosts = g_object_ref (hosts);
  g_queue_init (&watch->questions);

  watch->watched = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_swapped (hosts, "items-changed", G_CALLBACK (on_hosts_changed_cb), watch);
  on_hosts_changed_cb (watch);

  g_object_set_data_full (G_OBJECT (app), WATCH, watch, watch_free);
}
