/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-auth-dialogs"

#include "config.h"

#include "inn-auth-dialog.h"
#include "inn-auth-dialogs.h"
#include "inn-virt-error.h"

/* How often the same connection may be tried with another password. */
#define MAX_TRIES 3

typedef struct
{
  InnHost        *host;
  InnAuthRequest *request;
} Question;

typedef struct
{
  GtkApplication *app;        /* owns this */
  InnHostList    *hosts;
  GtkWindow      *dialog;     /* on the screen, or NULL */
  InnHost        *host;       /* that it is about */
  GQueue          questions;  /* that wait for it to close */
  GPtrArray      *watched;    /* InnHost */
} Watch;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_object (&question->host);
  g_clear_object (&question->request);
  g_free (question);
}

/* How many answers were given since the host was last connected. */
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

/* libvirt gives up at the first wrong password: asking again is a new connection. */
static void
on_state_changed_cb (InnHost *host)
{
  guint tries = get_tries (host);

  switch (inn_host_get_state (host))
    {
    case INN_HOST_STATE_CONNECTED:
    case INN_HOST_STATE_DISCONNECTED:
      set_tries (host, 0);
      break;

    case INN_HOST_STATE_RETRYING:
    case INN_HOST_STATE_AUTH_NEEDED:
      if (tries > 0 && tries < MAX_TRIES &&
          inn_virt_error_is_auth (inn_host_get_error (host)))
        inn_host_connect (host, INN_HOST_CONNECT_INTERACTIVE);
      else
        set_tries (host, 0);
      break;

    case INN_HOST_STATE_CONNECTING:
    case INN_HOST_STATE_NOT_RESPONDING:
    default:
      break;
    }
}

static void show_next (Watch *watch);

static void
on_dialog_destroyed_cb (Watch *watch)
{
  InnAuthDialog *dialog = INN_AUTH_DIALOG (watch->dialog);
  guint tries = get_tries (watch->host);

  /* Whoever cancels is not asked again. */
  set_tries (watch->host, inn_auth_dialog_get_accepted (dialog) ? tries + 1 : 0);

  watch->dialog = NULL;
  g_clear_object (&watch->host);
  show_next (watch);
}

static void
show_next (Watch *watch)
{
  while (watch->dialog == NULL && !g_queue_is_empty (&watch->questions))
    {
      Question *question = g_queue_pop_head (&watch->questions);
      GtkWindow *parent = gtk_application_get_active_window (watch->app);

      if (!inn_auth_request_is_done (question->request))
        {
          gboolean again = get_tries (question->host) > 0;

          g_set_object (&watch->host, question->host);
          watch->dialog = GTK_WINDOW (inn_auth_dialog_new (question->host, question->request,
                                                           again));
          gtk_window_set_transient_for (watch->dialog, parent);
          g_signal_connect_swapped (watch->dialog, "destroy",
                                    G_CALLBACK (on_dialog_destroyed_cb), watch);
          gtk_window_present (watch->dialog);
        }

      question_free (question);
    }
}

static void
on_auth_requested_cb (InnHost        *host,
                      InnAuthRequest *request,
                      Watch          *watch)
{
  Question *question = g_new0 (Question, 1);

  question->host = g_object_ref (host);
  question->request = g_object_ref (request);
  g_queue_push_tail (&watch->questions, question);

  show_next (watch);
}

static void
unwatch_host (Watch   *watch,
              InnHost *host)
{
  g_signal_handlers_disconnect_by_func (host, on_auth_requested_cb, watch);
  g_signal_handlers_disconnect_by_func (host, on_state_changed_cb, NULL);
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
      g_signal_connect (host, "notify::state", G_CALLBACK (on_state_changed_cb), NULL);
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
  g_clear_object (&watch->host);
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

  g_object_set_data_full (G_OBJECT (app), "inn-auth-dialogs", watch, watch_free);
}
