/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-text-session"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-host.h"
#include "inn-text-link.h"
#include "inn-text-session.h"

/* Milliseconds before the n-th attempt: what restarts is back at once. */
static const guint backoff[] = { 300, 1000, 2000, 4000, 8000, 15000 };

/* Milliseconds until it is seen whether somebody else has left. */
#define TAKEN_INTERVAL 5000

/* For so long, in µs, what we closed ourselves may still be on its way to the host, which
 * takes it for somebody else's. */
#define OWN_TIME (2 * G_USEC_PER_SEC)

struct _InnTextSession
{
  GObject        parent_instance;

  InnDomain     *domain;
  char          *alias;
  GSignalGroup  *domain_signals;
  GSignalGroup  *host_signals;
  GCancellable  *cancellable;    /* of the attempt */
  InnTextLink   *link;
  gboolean       force;          /* the attempt takes it from others */

  InnTextState   state;
  GError        *error;
  guint          n_attempts;     /* since it was open */
  guint          retry_id;
  gint64         retry_at;       /* monotonic */
  gint64         lost_at;        /* wall clock, µs; 0: was never open */
  gint64         given_back_at;  /* monotonic */
};

enum
{
  CHANGED,
  RECEIVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnTextSession, inn_text_session, G_TYPE_OBJECT)

static void attempt (InnTextSession *self,
                     gboolean        force);

static void
set_state (InnTextSession *self,
           InnTextState    state,
           const GError   *error)
{
  g_autoptr (GError) copy = error != NULL ? g_error_copy (error) : NULL;

  g_clear_error (&self->error);
  self->error = g_steal_pointer (&copy);
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
retry_cb (gpointer user_data)
{
  InnTextSession *self = user_data;

  self->retry_id = 0;
  attempt (self, self->force);

  return G_SOURCE_REMOVE;
}

static void
retry_in (InnTextSession *self,
          guint           milliseconds)
{
  self->retry_at = g_get_monotonic_time () + (gint64) milliseconds * 1000;
  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->retry_id = g_timeout_add (milliseconds, retry_cb, self);
}

static void
lose (InnTextSession *self,
      const GError   *error)
{
  guint milliseconds = backoff[MIN (self->n_attempts, G_N_ELEMENTS (backoff) - 1)];

  self->n_attempts++;
  self->force = FALSE;
  retry_in (self, milliseconds);
  set_state (self, INN_TEXT_LOST, error);
}

static void
drop_link (InnTextSession *self)
{
  g_clear_handle_id (&self->retry_id, g_source_remove);
  if (self->cancellable != NULL || self->link != NULL)
    self->given_back_at = g_get_monotonic_time ();
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  if (self->link == NULL)
    return;

  self->lost_at = g_get_real_time ();
  g_signal_handlers_disconnect_by_data (self->link, self);
  inn_text_link_close (self->link);
  g_clear_object (&self->link);
}

static void
on_received_cb (InnTextSession *self,
                GBytes         *bytes)
{
  g_signal_emit (self, signals[RECEIVED], 0, bytes);
}

static void
on_closed_cb (InnTextSession *self,
              const GError   *error)
{
  drop_link (self);
  self->given_back_at = 0;
  lose (self, error);
}

static void
take_link (InnTextSession *self,
           InnTextLink    *link)
{
  self->link = link;
  self->n_attempts = 0;
  self->force = FALSE;
  g_signal_connect_object (link, "received", G_CALLBACK (on_received_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (link, "closed", G_CALLBACK (on_closed_cb), self, G_CONNECT_SWAPPED);
  set_state (self, INN_TEXT_OPEN, NULL);
}

static void
fail (InnTextSession *self,
      const GError   *error)
{
  gboolean own = self->given_back_at != 0 &&
                 g_get_monotonic_time () - self->given_back_at < OWN_TIME;

  if (!inn_text_link_is_taken (error))
    {
      if (inn_text_link_is_refusal (error))
        set_state (self, INN_TEXT_REFUSED, error);
      else
        lose (self, error);
    }
  else if (own)
    {
      retry_in (self, backoff[0]);
    }
  else
    {
      retry_in (self, TAKEN_INTERVAL);
      if (self->state != INN_TEXT_TAKEN)
        set_state (self, INN_TEXT_TAKEN, error);
    }
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (InnTextSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (InnTextLink) link = NULL;

  link = inn_text_link_open_finish (INN_DOMAIN (object), result, &error);

  /* A later attempt, or none at all, has taken over. */
  if (self->cancellable == NULL ||
      self->cancellable != g_task_get_cancellable (G_TASK (result)))
    return;

  g_clear_object (&self->cancellable);
  if (link != NULL)
    take_link (self, g_steal_pointer (&link));
  else
    fail (self, error);
}

/* One that waits for others to leave does so quietly. */
static void
attempt (InnTextSession *self,
         gboolean        force)
{
  drop_link (self);

  self->force = force;
  self->cancellable = g_cancellable_new ();
  inn_text_link_open_async (self->domain, self->alias, force, self->cancellable, opened_cb,
                            g_object_ref (self));
  if (self->state != INN_TEXT_TAKEN || force)
    set_state (self, INN_TEXT_OPENING, self->error);
}

static gboolean
waits (InnTextSession *self)
{
  return self->state == INN_TEXT_LOST || self->state == INN_TEXT_TAKEN ||
         self->state == INN_TEXT_REFUSED;
}

/* The machine was started, or moved to another process. */
static void
on_id_changed_cb (InnTextSession *self)
{
  if (waits (self) && inn_domain_is_active (self->domain))
    attempt (self, FALSE);
}

/* Who ends the connection to a host wants this one to end, too. */
static void
on_host_state_cb (InnTextSession *self,
                  GParamSpec     *pspec,
                  InnHost        *host)
{
  g_autoptr (GError) error = NULL;

  if (inn_host_get_state (host) == INN_HOST_STATE_CONNECTED)
    {
      if (waits (self))
        attempt (self, FALSE);
    }
  else if (inn_host_get_state (host) == INN_HOST_STATE_DISCONNECTED && self->link != NULL)
    {
      drop_link (self);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                                   _("The host is not connected"));
      lose (self, error);
    }
}

/*
 * GObject
 */

static void
clear_target (InnTextSession *self)
{
  drop_link (self);
  g_signal_group_set_target (self->domain_signals, NULL);
  g_signal_group_set_target (self->host_signals, NULL);
  g_clear_object (&self->domain);
  g_clear_pointer (&self->alias, g_free);
  self->force = FALSE;
  self->n_attempts = 0;
}

static void
inn_text_session_dispose (GObject *object)
{
  InnTextSession *self = INN_TEXT_SESSION (object);

  if (self->domain_signals != NULL)
    clear_target (self);
  g_clear_object (&self->domain_signals);
  g_clear_object (&self->host_signals);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (inn_text_session_parent_class)->dispose (object);
}

static void
inn_text_session_class_init (InnTextSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = inn_text_session_dispose;

  signals[CHANGED] = g_signal_new ("changed", INN_TYPE_TEXT_SESSION, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RECEIVED] = g_signal_new ("received", INN_TYPE_TEXT_SESSION, G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);
}

static void
inn_text_session_init (InnTextSession *self)
{
  self->domain_signals = g_signal_group_new (INN_TYPE_DOMAIN);
  g_signal_group_connect_swapped (self->domain_signals, "notify::id",
                                  G_CALLBACK (on_id_changed_cb), self);
  self->host_signals = g_signal_group_new (INN_TYPE_HOST);
  g_signal_group_connect_swapped (self->host_signals, "notify::state",
                                  G_CALLBACK (on_host_state_cb), self);
}

InnTextSession *
inn_text_session_new (void)
{
  return g_object_new (INN_TYPE_TEXT_SESSION, NULL);
}

/**
 * inn_text_session_start:
 * @domain: a machine that runs
 * @alias: (nullable): how libvirt calls the device; %NULL: its first console
 *
 * Opens it and keeps it open. What is open already stays as it is.
 */
void
inn_text_session_start (InnTextSession *self,
                        InnDomain      *domain,
                        const char     *alias)
{
  g_return_if_fail (INN_IS_TEXT_SESSION (self));
  g_return_if_fail (INN_IS_DOMAIN (domain));

  if (self->state != INN_TEXT_IDLE && self->domain == domain &&
      g_strcmp0 (self->alias, alias) == 0)
    return;

  clear_target (self);
  self->domain = g_object_ref (domain);
  self->alias = g_strdup (alias);
  g_signal_group_set_target (self->domain_signals, domain);
  g_signal_group_set_target (self->host_signals, inn_domain_get_host (domain));
  g_clear_error (&self->error);
  attempt (self, FALSE);
}

/**
 * inn_text_session_stop:
 *
 * Gives the console back.
 */
void
inn_text_session_stop (InnTextSession *self)
{
  g_return_if_fail (INN_IS_TEXT_SESSION (self));

  if (self->state == INN_TEXT_IDLE)
    return;

  clear_target (self);
  set_state (self, INN_TEXT_IDLE, NULL);
}

/**
 * inn_text_session_retry:
 *
 * Tries again at once, if it is not open.
 */
void
inn_text_session_retry (InnTextSession *self)
{
  g_return_if_fail (INN_IS_TEXT_SESSION (self));

  if (waits (self))
    attempt (self, FALSE);
}

/**
 * inn_text_session_take_over:
 *
 * Takes it from whoever has it.
 */
void
inn_text_session_take_over (InnTextSession *self)
{
  g_return_if_fail (INN_IS_TEXT_SESSION (self));

  if (self->state == INN_TEXT_TAKEN)
    attempt (self, TRUE);
}

/**
 * inn_text_session_send:
 * @bytes: what was typed
 *
 * Returns: whether it will arrive: it is open, and the machine reads what it is sent
 */
gboolean
inn_text_session_send (InnTextSession *self,
                       GBytes         *bytes)
{
  g_return_val_if_fail (INN_IS_TEXT_SESSION (self), FALSE);

  return self->link != NULL && inn_text_link_send (self->link, bytes);
}

InnTextState
inn_text_session_get_state (InnTextSession *self)
{
  g_return_val_if_fail (INN_IS_TEXT_SESSION (self), INN_TEXT_IDLE);

  return self->state;
}

/**
 * inn_text_session_get_error:
 *
 * Returns: (nullable): why it is not open
 */
const GError *
inn_text_session_get_error (InnTextSession *self)
{
  g_return_val_if_fail (INN_IS_TEXT_SESSION (self), NULL);

  return self->error;
}

/**
 * inn_text_session_get_attempts:
 *
 * Returns: how many attempts have failed since it was open
 */
guint
inn_text_session_get_attempts (InnTextSession *self)
{
  g_return_val_if_fail (INN_IS_TEXT_SESSION (self), 0);

  return self->n_attempts;
}

/**
 * inn_text_session_get_retry_at:
 *
 * Returns: when a lost one is tried again, on the monotonic clock
 */
gint64
inn_text_session_get_retry_at (InnTextSession *self)
{
  g_return_val_if_fail (INN_IS_TEXT_SESSION (self), 0);

  return self->retry_at;
}

/**
 * inn_text_session_get_lost_at:
 *
 * Returns: when it was open last, in µs of the wall clock; 0: never
 */
gint64
inn_text_session_get_lost_at (InnTextSession *self)
{
  g_return_val_if_fail (INN_IS_TEXT_SESSION (self), 0);

  return self->lost_at;
}
