/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-console"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-console-secret.h"
#include "inn-console.h"
#include "inn-graphics-link.h"
#include "inn-vnc-remote.h"

/* Seconds before the n-th attempt: a guest that restarts its display is back at once. */
static const guint backoff[] = { 1, 2, 4, 8, 15 };

/* Who knew what we signed in with last. */
typedef enum
{
  FROM_NOBODY  = 0,
  FROM_USER    = 1 << 0,   /* now, or when it was opened before */
  FROM_XML     = 1 << 1,
  FROM_KEYRING = 1 << 2,
} Source;

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
  InnSecret            *user;          /* that the user has typed, until it is refused */
  InnSecret            *password;
  gboolean              remember;      /* those, once they let us in */
  Source                from;
  guint                 tried;         /* Sources that need not be asked again */
  guint                 refused;       /* Sources whose secret was */
  gint64                valid_until;   /* of the XML's password; 0: no end */
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
  self->tried = 0;
  self->retry_at = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->retry_id = g_timeout_add_seconds (seconds, retry_cb, self);
  set_state (self, INN_CONSOLE_LOST);
}

/*
 * News of the newest remote
 */

/* The display has let us in: what has proved right is kept, what has not is not. */
static void
keep_secret (InnConsole *self)
{
  if (self->from == FROM_USER && self->remember)
    inn_console_secret_remember (self->domain, self->screen->index, self->user, self->password);
  else if (self->refused & FROM_KEYRING)
    inn_console_secret_forget (self->domain, self->screen->index);

  self->remember = FALSE;
  self->from = FROM_NOBODY;
  self->tried = 0;
  self->refused = 0;
}

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
  keep_secret (self);
  set_state (self, INN_CONSOLE_OPEN);
}

static void
drop_typed (InnConsole *self)
{
  g_clear_pointer (&self->user, inn_secret_free);
  g_clear_pointer (&self->password, inn_secret_free);
  self->remember = FALSE;
}

static void
submit (InnConsole *self,
        Source      from,
        const char *user,
        const char *password)
{
  self->from = from;
  self->tried |= from;
  inn_remote_set_credentials (self->next, user, password);
}

/* Nothing, or nothing that is right, is known. What is wrong with it stands there; what once went
 * wrong elsewhere does not. */
static void
ask_user (InnConsole *self)
{
  if (!g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_clear_error (&self->error);

  set_state (self, INN_CONSOLE_SIGNING_IN);
}

static gboolean
is_late (InnConsole   *self,
         InnDomain    *domain,
         GAsyncResult *result)
{
  return self->domain != domain || self->next == NULL ||
         g_task_get_cancellable (G_TASK (result)) != self->cancellable;
}

static void
recalled_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (InnConsole) self = user_data;
  g_autoptr (InnConsoleSecret) secret =
    inn_console_secret_recall_finish (INN_DOMAIN (object), result);

  if (is_late (self, INN_DOMAIN (object), result))
    return;

  if (secret != NULL)
    submit (self, FROM_KEYRING, secret->user, secret->password);
  else
    ask_user (self);
}

/* Before the user is bothered. What connects again by itself opens no windows. */
static void
ask_keyring (InnConsole *self)
{
  if (self->tried & FROM_KEYRING)
    ask_user (self);
  else
    inn_console_secret_recall_async (self->domain, self->screen->index,
                                     (self->wanted & INN_REMOTE_USER) != 0,
                                     self->n_attempts == 0, self->cancellable, recalled_cb,
                                     g_object_ref (self));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (InnConsole) self = user_data;
  g_autoptr (InnConsoleSecret) secret =
    inn_console_secret_read_finish (INN_DOMAIN (object), result);

  if (is_late (self, INN_DOMAIN (object), result))
    return;

  self->valid_until = secret != NULL ? secret->valid_until : 0;
  if (secret != NULL)
    submit (self, FROM_XML, NULL, secret->password);
  else
    ask_keyring (self);
}

static void
on_credentials_wanted_cb (InnConsole *self,
                          guint       wanted)
{
  self->wanted = wanted;
  if (self->password != NULL && !(self->tried & FROM_USER))
    submit (self, FROM_USER, self->user, self->password);
  else if (!(wanted & INN_REMOTE_USER) && !(self->tried & FROM_XML))
    inn_console_secret_read_async (self->domain, self->screen->index, self->cancellable, read_cb,
                                   g_object_ref (self));
  else
    ask_keyring (self);
}

/* The display itself does not tell. */
static void
explain_expiry (InnConsole *self)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *text = NULL;

  if (self->from != FROM_XML || self->valid_until == 0 ||
      self->valid_until > g_get_real_time () / G_USEC_PER_SEC)
    return;

  time = g_date_time_new_from_unix_local (self->valid_until);
  text = g_date_time_format (time, "%c");
  g_clear_error (&self->error);
  /* Translators: %s is a date and time */
  self->error = g_error_new (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                             _("The password of the display was valid until %s."), text);
}

/* Another connection asks the next one who may know it. */
static void
on_refused (InnConsole *self)
{
  explain_expiry (self);
  self->refused |= self->from;
  if (self->from == FROM_USER)
    drop_typed (self);

  attempt (self);
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
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    {
      on_refused (self);
      return;
    }

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
  drop_typed (self);
  self->tried = 0;
  self->refused = 0;
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
 * @remember: whether the keyring gets them once they have let us in
 */
void
inn_console_sign_in (InnConsole *self,
                     const char *user,
                     const char *password,
                     gboolean    remember)
{
  g_return_if_fail (INN_IS_CONSOLE (self));

  if (self->state != INN_CONSOLE_SIGNING_IN)
    return;

  drop_typed (self);
  self->user = self->wanted & INN_REMOTE_USER ? g_strdup (user) : NULL;
  self->password = g_strdup (password);
  self->remember = remember;
  set_state (self, INN_CONSOLE_OPENING);
  submit (self, FROM_USER, self->user, self->password);
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

/* Whether what is shown and typed crosses no network. */
gboolean
inn_console_is_near (InnConsole *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE (self), FALSE);

  return self->link != NULL && inn_graphics_link_is_near (self->link);
}

/* Whether the way to the display is encrypted by SSH. */
gboolean
inn_console_is_tunnel (InnConsole *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE (self), FALSE);

  return self->link != NULL && inn_graphics_link_is_tunnel (self->link);
}
