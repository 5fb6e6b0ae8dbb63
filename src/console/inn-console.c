/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-console"

#include "config.h"

#include "inn-console.h"
#include "inn-graphics-link.h"
#include "inn-vnc-remote.h"

/* Seconds before the n-th attempt: a guest that restarts its display is back at once. */
static const guint backoff[] = { 1, 2, 4, 8, 15 };

struct _InnConsole
{
  GObject               parent_instance;

  InnDomain            *domain;
  InnConsoleDevice     *screen;
  GCancellable         *cancellable;   /* of the attempt */
  InnGraphicsLink      *link;
  InnRemote            *remote;        /* the last one: its picture stays while another is made */
  InnRemote            *next;
  GSignalGroup         *signals;       /* of the newest */

  InnConsoleState       state;
  GError               *error;
  InnRemoteCredentials  wanted;
  guint                 n_attempts;    /* since it was open */
  guint                 retry_id;
  gint64                retry_at;      /* monotonic */
  gint64                lost_at;       /* wall clock, µs */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnConsole, inn_console, G_TYPE_OBJECT)

static void attempt (InnConsole *self);

static void
set_state (InnConsole      *self,
           InnConsoleState  state)
{
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
retry_cb (gpointer user_data)
{
  InnConsole *self = user_data;

  self->retry_id = 0;
  attempt (self);

  return G_SOURCE_REMOVE;
}

static void
lose (InnConsole   *self,
      const GError *error)
{
  guint seconds = backoff[MIN (self->n_attempts, G_N_ELEMENTS (backoff) - 1)];

  if (self->state == INN_CONSOLE_OPEN || self->lost_at == 0)
    self->lost_at = g_get_real_time ();

  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  self->n_attempts++;
  self->retry_at = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->retry_id = g_timeout_add_seconds (seconds, retry_cb, self);
  set_state (self, INN_CONSOLE_LOST);
}

/*
 * News of the newest remote
 */

static void
on_framebuffer_changed_cb (InnConsole *self,
                           InnRemote  *remote)
{
  if (self->state == INN_CONSOLE_OPEN || inn_remote_get_framebuffer (remote) == NULL)
    return;

  g_set_object (&self->remote, remote);
  g_clear_object (&self->next);
  g_clear_error (&self->error);
  self->n_attempts = 0;
  set_state (self, INN_CONSOLE_OPEN);
}

static void
on_credentials_wanted_cb (InnConsole *self,
                          guint       wanted)
{
  self->wanted = wanted;
  set_state (self, INN_CONSOLE_SIGNING_IN);
}

/* What carried it knows more than the display, which only ended. */
static void
explained_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (InnConsole) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *why = inn_graphics_link_ask_why_finish (result);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  error = g_steal_pointer (&self->error);
  if (why != NULL && *why != '\0')
    {
      g_clear_error (&error);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, why);
    }
  lose (self, error);
}

static void
on_closed_cb (InnConsole   *self,
              const GError *error)
{
  g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->next);
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  inn_graphics_link_ask_why_async (self->link, self->cancellable, explained_cb,
                                   g_object_ref (self));
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (InnConsole) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (InnGraphicsLink) link = NULL;

  link = inn_graphics_link_open_finish (INN_DOMAIN (object), result, &error);

  /* A later attempt, or none at all, has taken over. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      self->state != INN_CONSOLE_OPENING || self->domain != INN_DOMAIN (object))
    return;

  if (link == NULL)
    {
      lose (self, error);
      return;
    }

  g_clear_pointer (&self->link, inn_graphics_link_free);
  self->link = g_steal_pointer (&link);

  self->next = inn_vnc_remote_new (inn_graphics_link_is_near (self->link));
  g_signal_group_set_target (self->signals, self->next);
  inn_remote_open_fd (self->next, inn_graphics_link_steal_fd (self->link),
                      inn_graphics_link_get_host (self->link));
}

static void
drop_attempt (InnConsole *self)
{
  g_clear_handle_id (&self->retry_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  g_signal_group_set_target (self->signals, NULL);
  if (self->next != NULL)
    inn_remote_close (self->next);
  g_clear_object (&self->next);
}

static void
attempt (InnConsole *self)
{
  drop_attempt (self);

  self->cancellable = g_cancellable_new ();
  set_state (self, INN_CONSOLE_OPENING);
  inn_graphics_link_open_async (self->domain, self->screen, self->cancellable, opened_cb,
                                g_object_ref (self));
}

/*
 * GObject
 */

static void
clear_target (InnConsole *self)
{
  drop_attempt (self);
  if (self->remote != NULL)
    inn_remote_close (self->remote);

  g_clear_object (&self->remote);
  g_clear_pointer (&self->link, inn_graphics_link_free);
  g_clear_object (&self->domain);
  g_clear_pointer (&self->screen, inn_console_device_free);
  g_clear_error (&self->error);
  self->n_attempts = 0;
  self->lost_at = 0;
  self->retry_at = 0;
}

static void
inn_console_dispose (GObject *object)
{
  InnConsole *self = INN_CONSOLE (object);

  if (self->signals != NULL)
    clear_target (self);
  g_clear_object (&self->signals);

  G_OBJECT_CLASS (inn_console_parent_class)->dispose (object);
}

static void
inn_console_class_init (InnConsoleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = inn_console_dispose;

  signals[CHANGED] = g_signal_new ("changed", INN_TYPE_CONSOLE, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
inn_console_init (InnConsole *self)
{
  self->signals = g_signal_group_new (INN_TYPE_REMOTE);
  g_signal_group_connect_swapped (self->signals, "framebuffer-changed",
                                  G_CALLBACK (on_framebuffer_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "credentials-wanted",
                                  G_CALLBACK (on_credentials_wanted_cb), self);
  g_signal_group_connect_swapped (self->signals, "closed", G_CALLBACK (on_closed_cb), self);
}

InnConsole *
inn_console_new (void)
{
  return g_object_new (INN_TYPE_CONSOLE, NULL);
}

/**
 * inn_console_start:
 * @domain: a machine that runs
 * @screen: one of its displays
 *
 * Opens it and keeps it open. What is open already stays as it is.
 */
void
inn_console_start (InnConsole             *self,
                   InnDomain              *domain,
                   const InnConsoleDevice *screen)
{
  g_return_if_fail (INN_IS_CONSOLE (self));
  g_return_if_fail (INN_IS_DOMAIN (domain));

  if (self->state != INN_CONSOLE_IDLE && self->domain == domain &&
      inn_console_device_equal (self->screen, screen))
    return;

  clear_target (self);
  self->domain = g_object_ref (domain);
  self->screen = inn_console_device_copy (screen);
  attempt (self);
}

/**
 * inn_console_stop:
 *
 * Closes the display, and forgets its picture.
 */
void
inn_console_stop (InnConsole *self)
{
  g_return_if_fail (INN_IS_CONSOLE (self));

  if (self->state == INN_CONSOLE_IDLE)
    return;

  clear_target (self);
  set_state (self, INN_CONSOLE_IDLE);
}

/**
 * inn_console_retry:
 *
 * Tries again at once, if it was lost.
 */
void
inn_console_retry (InnConsole *self)
{
  g_return_if_fail (INN_IS_CONSOLE (self));

  if (self->state == INN_CONSOLE_LOST)
    attempt (self);
}

/**
 * inn_console_sign_in:
 * @user: (nullable): if INN_REMOTE_USER is wanted
 * @password: (nullable): if INN_REMOTE_PASSWORD is
 */
void
inn_console_sign_in (InnConsole *self,
                     const char *user,
                     const char *password)
{
  g_return_if_fail (INN_IS_CONSOLE (self));

  if (self->state != INN_CONSOLE_SIGNING_IN)
    return;

  set_state (self, INN_CONSOLE_OPENING);
  inn_remote_set_credentials (self->next, user, password);
}

InnConsoleState
inn_console_get_state (InnConsole *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE (self), INN_CONSOLE_IDLE);

  return self->state;
}

/**
 * inn_console_get_error:
 *
 * Returns: (nullable): why it was lost, until it is open again
 */
const GError *
inn_console_get_error (InnConsole *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE (self), NULL);

  return self->error;
}

InnRemoteCredentials
inn_console_get_wanted (InnConsole *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE (self), 0);

  return self->wanted;
}

/**
 * inn_console_get_remote:
 *
 * Returns: (nullable): whose picture is to be shown: while it is lost, the last one
 */
InnRemote *
inn_console_get_remote (InnConsole *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE (self), NULL);

  return self->remote;
}

/**
 * inn_console_get_retry_at:
 *
 * Returns: when a lost one is tried again, on the monotonic clock
 */
gint64
inn_console_get_retry_at (InnConsole *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE (self), 0);

  return self->retry_at;
}

/**
 * inn_console_get_lost_at:
 *
 * Returns: when the last picture came, in µs of the wall clock; 0: there was none
 */
gint64
inn_console_get_lost_at (InnConsole *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE (self), 0);

  return self->lost_at;
}

/**
 * inn_console_get_attempts:
 *
 * Returns: how many attempts have failed since it was open
 */
guint
inn_console_get_attempts (InnConsole *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE (self), 0);

  return self->n_attempts;
}

/* Whether the way to the display is encrypted by SSH. */
gboolean
inn_console_is_tunnel (InnConsole *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE (self), FALSE);

  return self->link != NULL && inn_graphics_link_is_tunnel (self->link);
}
