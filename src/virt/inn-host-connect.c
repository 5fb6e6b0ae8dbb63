/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-auth-private.h"
#include "inn-host-private.h"
#include "inn-sampler.h"
#include "inn-secret.h"
#include "inn-ssh-session.h"
#include "inn-virt-error.h"

/* Seconds before the n-th attempt to connect again. */
static const guint backoff[] = { 1, 2, 5, 15, 30 };

/* A hung host can hold as many threads as this, then we wait for one to return. */
#define MAX_PARKED 3

/* Milliseconds in which keepalive (5 s × 3) frees a call on a dead connection. What is
 * stuck for longer hangs on a living one: its lane is replaced (libvirt.md 2.5, 6). */
#define LATE_GRACE 22000
#define MAX_REPLACED 2

static void begin_session (InnHost *self);

static gboolean
retry_cb (gpointer data)
{
  InnHost *self = data;

  self->retry_source = 0;
  self->retry_at = 0;
  begin_session (self);

  return G_SOURCE_REMOVE;
}

static void
schedule_retry (InnHost *self)
{
  guint seconds = backoff[MIN (self->n_failures, G_N_ELEMENTS (backoff) - 1)];

  self->n_failures++;
  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->retry_at = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  self->retry_source = g_timeout_add_seconds (seconds, retry_cb, self);
  inn_host_notify (self, INN_HOST_PROP_RETRY_AT);
}

static void
clear_retry (InnHost *self)
{
  g_clear_handle_id (&self->retry_source, g_source_remove);

  if (self->retry_at == 0)
    return;

  self->retry_at = 0;
  inn_host_notify (self, INN_HOST_PROP_RETRY_AT);
}

static void
forget_ended_lanes (InnHost *self)
{
  for (guint i = self->parked->len; i > 0; i--)
    if (!inn_lane_is_running (g_ptr_array_index (self->parked, i - 1)))
      g_ptr_array_remove_index_fast (self->parked, i - 1);
}

/* Everything that holds the control connection, for its own thread to drop. */
static void
give_up_handles (InnHost *self,
                 InnLane *lane)
{
  GPtrArray *handles = g_ptr_array_new_with_free_func (inn_virt_domain_unref);

  for (guint i = 0; i < inn_domain_list_get_n (self->domains); i++)
    {
      virDomainPtr handle = inn_domain_steal_handle (inn_domain_list_get (self->domains, i));

      if (handle != NULL)
        g_ptr_array_add (handles, handle);
    }

  inn_lane_dispose_of (lane, handles, (GDestroyNotify) g_ptr_array_unref);

  if (self->registrations != NULL)
    inn_lane_dispose_of (lane, g_steal_pointer (&self->registrations),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
park_lane (InnHost *self,
           InnLane *lane)
{
  g_signal_handlers_disconnect_by_data (lane, self);
  inn_lane_close (lane);

  if (inn_lane_is_running (lane))
    g_ptr_array_add (self->parked, g_object_ref (lane));
}

/* Closing answers everybody who waits, at once: by then the lanes are no longer those
 * of the host, so that nobody takes the answer for news. */
static void
park_lanes (InnHost *self)
{
  g_autoptr (InnLane) control = g_steal_pointer (&self->control);
  g_autoptr (InnLane) jobs = g_steal_pointer (&self->jobs);
  g_autoptr (InnLane) stats = g_steal_pointer (&self->stats);
  g_autoptr (InnLane) screens = g_steal_pointer (&self->screens);

  if (screens != NULL && screens != control)
    park_lane (self, screens);

  if (jobs != NULL && jobs != control)
    park_lane (self, jobs);

  if (stats != NULL && stats != control)
    park_lane (self, stats);

  if (control != NULL)
    {
      give_up_handles (self, control);
      park_lane (self, control);
    }

  forget_ended_lanes (self);
}

/**
 * inn_host_close_session:
 * @self: a host
 *
 * Drops the connection without waiting for anything; its threads close it. Rows stay.
 */
void
inn_host_close_session (InnHost *self)
{
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_handle_id (&self->late_source, g_source_remove);
  g_clear_handle_id (&self->poll_source, g_source_remove);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  if (self->auth_request != NULL)
    inn_auth_request_cancel (self->auth_request);
  g_clear_object (&self->auth_request);

  inn_host_stop_refresh (self);
  inn_host_stop_details (self);
  if (self->sampler != NULL)
    inn_sampler_stop (self->sampler);
  self->stats_refused = FALSE;
  self->n_stats_replaced = 0;

  park_lanes (self);

  self->loaded = FALSE;
  self->n_expected = 0;
}

/**
 * inn_host_forget_login:
 * @self: a host
 *
 * Answers are forgotten, and the login over SSH ends.
 */
void
inn_host_forget_login (InnHost *self)
{
  g_clear_pointer (&self->auth_answers, inn_secrets_free);
  g_clear_pointer (&self->ssh, inn_ssh_session_close);
}

/* A login may outlive a daemon that is started again, but not a way that is dead. */
static void
reset_dead_login (InnHost      *self,
                  const GError *error)
{
  if (self->ssh != NULL && (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
                            strstr (error->message, "keepalive") != NULL))
    inn_ssh_session_reset (self->ssh);
}

/**
 * inn_host_reconnect:
 * @self: a host that waits to be tried again
 *
 * Tries it at once, over a new login: the way to it may be another one now.
 */
void
inn_host_reconnect (InnHost *self)
{
  if (self->ssh != NULL)
    inn_ssh_session_reset (self->ssh);

  inn_host_connect (self, INN_HOST_CONNECT_QUIET);
}

/**
 * inn_host_lost:
 * @self: a host
 * @error: why the connection ended, or could not be made
 *
 * Rows stay, marked; the host is tried again, or waits for the user if it would
 * have to ask.
 */
void
inn_host_lost (InnHost      *self,
               const GError *error)
{
  g_autoptr (GError) kept = g_error_copy (error);

  inn_host_close_session (self);
  reset_dead_login (self, kept);

  if (g_error_matches (kept, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      inn_host_set_state (self, INN_HOST_STATE_DISCONNECTED, NULL);
    }
  else if (inn_virt_error_is_auth (kept))
    {
      g_clear_pointer (&self->auth_answers, inn_secrets_free);
      inn_host_set_state (self, INN_HOST_STATE_AUTH_NEEDED, kept);
    }
  else
    {
      self->mode = INN_HOST_CONNECT_QUIET;
      inn_host_set_state (self, INN_HOST_STATE_RETRYING, kept);
      schedule_retry (self);
    }

  inn_host_notify (self, INN_HOST_PROP_LOADED);
}

/* A call on the control lane takes too long: does it come back, does keepalive end
 * it, or does the host hang while its connection lives? */
static gboolean
check_late_cb (gpointer data)
{
  InnHost *self = data;
  gint64 since = inn_lane_get_late_since (self->control);

  if (since == 0)
    {
      self->late_source = 0;
      self->n_replaced = 0;
      inn_host_set_state (self, INN_HOST_STATE_CONNECTED, NULL);
      inn_host_mark_all_stale (self);
      return G_SOURCE_REMOVE;
    }

  if (g_get_monotonic_time () - since < LATE_GRACE * 1000LL || self->n_replaced >= MAX_REPLACED)
    return G_SOURCE_CONTINUE;

  /* By itself, hence without a question, like every attempt that the user did not begin. */
  self->late_source = 0;
  self->n_replaced++;
  self->mode = INN_HOST_CONNECT_QUIET;
  inn_host_close_session (self);
  begin_session (self);

  return G_SOURCE_REMOVE;
}

static void
on_control_late_cb (InnHost *self)
{
  g_autoptr (GError) error = NULL;

  if (self->late_source != 0 || inn_lane_get_late_since (self->control) == 0)
    return;

  self->late_source = g_timeout_add (500, check_late_cb, self);

  if (self->state != INN_HOST_STATE_CONNECTED)
    return;

  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                               _("The connection is open, but the host does not answer."));
  inn_host_set_state (self, INN_HOST_STATE_NOT_RESPONDING, error);
}

/* A remembered password is no longer right: whoever began to connect is asked instead. */
static gboolean
ask_instead (InnHost      *self,
             const GError *error)
{
  if (self->secret != INN_HOST_SECRET_TRIED || !inn_virt_error_is_auth (error))
    return FALSE;

  self->secret = INN_HOST_SECRET_REFUSED;
  if (self->mode != INN_HOST_CONNECT_INTERACTIVE)
    return FALSE;

  inn_host_close_session (self);
  begin_session (self);

  return TRUE;
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (InnHost) self = user_data;
  InnLane *lane = INN_LANE (object);
  g_autoptr (GError) error = NULL;
  gboolean opened = inn_lane_open_finish (lane, result, &error);

  if (lane != self->control)
    return;

  if (!opened)
    {
      if (!ask_instead (self, error))
        inn_host_lost (self, error);
      return;
    }

  if (self->auth_request != NULL &&
      inn_auth_request_get_kind (self->auth_request) == INN_AUTH_CREDENTIALS)
    {
      inn_secrets_free (self->auth_answers);
      self->auth_answers = inn_auth_request_dup_answers (self->auth_request);
    }
  g_clear_object (&self->auth_request);

  self->n_failures = 0;
  inn_host_load (self);
}

static void
begin_session (InnHost *self)
{
  clear_retry (self);
  forget_ended_lanes (self);

  if (self->parked->len >= MAX_PARKED)
    {
      /* Every thread hangs in this host: another one would only join them. */
      schedule_retry (self);
      return;
    }

  self->cancellable = g_cancellable_new ();
  self->control = inn_lane_new ("inn-control");
  g_signal_connect_object (self->control, "late", G_CALLBACK (on_control_late_cb), self,
                           G_CONNECT_SWAPPED);

  inn_host_set_state (self, INN_HOST_STATE_CONNECTING, NULL);
  inn_host_open_lane (self, self->control, INN_HOST_OPEN_CONTROL, self->cancellable, opened_cb,
                      g_object_ref (self));
}

/**
 * inn_host_connect:
 * @self: a host
 * @mode: whether questions may be asked
 *
 * Begins to connect, or tries again at once; the state tells how it goes. A host that
 * does not respond is given up and opened anew.
 */
void
inn_host_connect (InnHost            *self,
                  InnHostConnectMode  mode)
{
  g_return_if_fail (INN_IS_HOST (self));

  if (self->state == INN_HOST_STATE_CONNECTING || self->state == INN_HOST_STATE_CONNECTED)
    return;

  if (self->state == INN_HOST_STATE_NOT_RESPONDING)
    reset_dead_login (self, self->error);
  inn_host_close_session (self);
  self->mode = mode;
  self->n_failures = 0;
  self->n_replaced = 0;

  /* The user asked: hung threads of before do not count against this attempt. */
  if (mode == INN_HOST_CONNECT_INTERACTIVE)
    while (self->parked->len >= MAX_PARKED)
      g_ptr_array_remove_index (self->parked, 0);

  begin_session (self);
}

/**
 * inn_host_is_interactive:
 * @self: a host
 *
 * Returns: whether the user began the last attempt to connect, and is there to be asked
 */
gboolean
inn_host_is_interactive (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), FALSE);

  return self->mode == INN_HOST_CONNECT_INTERACTIVE;
}

/**
 * inn_host_disconnect:
 * @self: a host
 *
 * Ends the connection, or the attempts to connect. Takes effect at once, also
 * with a host that hangs.
 */
void
inn_host_disconnect (InnHost *self)
{
  g_return_if_fail (INN_IS_HOST (self));

  inn_host_close_session (self);
  clear_retry (self);
  inn_host_forget_login (self);
  inn_host_set_state (self, INN_HOST_STATE_DISCONNECTED, NULL);
  inn_host_notify (self, INN_HOST_PROP_LOADED);
}

/* Drivers that keep their world in the connection, or log in for each one, get a
 * single lane (libvirt.md 4). */
gboolean
inn_host_has_single_lane (InnHost *self)
{
  return (g_str_has_prefix (self->uri, "test:") &&
          !g_str_has_prefix (self->uri, "test:///default")) ||
         g_str_has_prefix (self->uri, "test+unix:") ||
         g_str_has_prefix (self->uri, "esx:") ||
         g_str_has_prefix (self->uri, "vpx:") ||
         g_str_has_prefix (self->uri, "hyperv:");
}

/* One that the user causes, so that it may ask. */
static InnLane *
get_lane (InnHost     *self,
          InnLane    **lane,
          const char  *name)
{
  if (self->control == NULL)
    return NULL;

  if (*lane != NULL && inn_lane_is_closed (*lane))
    g_clear_object (lane);

  if (*lane != NULL)
    return *lane;

  if (inn_host_has_single_lane (self))
    {
      *lane = g_object_ref (self->control);
      return *lane;
    }

  *lane = inn_lane_new (name);
  inn_host_open_lane (self, *lane, INN_HOST_OPEN_CONTROL, self->cancellable, NULL, NULL);

  return *lane;
}

/**
 * inn_host_get_jobs_lane:
 * @self: a connected host
 *
 * Returns: (transfer none) (nullable): the lane for what may take long; opened with
 *   the first use. %NULL if the host is not connected.
 */
InnLane *
inn_host_get_jobs_lane (InnHost *self)
{
  return get_lane (self, &self->jobs, "inn-jobs");
}

/**
 * inn_host_get_screens_lane:
 * @self: a connected host
 *
 * Returns: (transfer none) (nullable): the lane in which displays are opened, which a QEMU that
 *   hangs may hold up; opened with the first use. %NULL if the host is not connected.
 */
InnLane *
inn_host_get_screens_lane (InnHost *self)
{
  return get_lane (self, &self->screens, "inn-screens");
}

/**
 * inn_host_drop_screens_lane:
 * @self: a host
 * @lane: its lane for displays, as it was
 *
 * A call in it does not come back: the next use opens another.
 */
void
inn_host_drop_screens_lane (InnHost *self,
                            InnLane *lane)
{
  if (lane != self->screens || lane == self->control)
    return;

  self->screens = NULL;
  park_lane (self, lane);
  g_object_unref (lane);
}

/**
 * inn_host_drop_stats_lane:
 * @self: a host
 *
 * Its connection broke, or a call in it does not come back: the next use opens another.
 */
void
inn_host_drop_stats_lane (InnHost *self)
{
  g_autoptr (InnLane) stats = g_steal_pointer (&self->stats);

  if (stats != NULL && stats != self->control)
    park_lane (self, stats);
}

static void
stats_opened_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (InnHost) self = user_data;

  if (inn_lane_open_finish (INN_LANE (object), result, NULL) || INN_LANE (object) != self->stats)
    return;

  /* Closing it ends the call that waits for it to open, which may never happen. */
  self->stats_refused = TRUE;
  inn_host_drop_stats_lane (self);
}

/**
 * inn_host_get_stats_lane:
 * @self: a host
 *
 * Nobody asked for statistics in so many words, so opening it never asks anything. Where
 * it cannot be opened, the control lane has to do.
 *
 * Returns: (transfer none) (nullable): the lane for statistics; opened with the first
 *   use. %NULL if the host is not connected.
 */
InnLane *
inn_host_get_stats_lane (InnHost *self)
{
  if (self->control == NULL)
    return NULL;

  if (self->stats != NULL)
    return self->stats;

  if (self->stats_refused || inn_host_has_single_lane (self))
    {
      self->stats = g_object_ref (self->control);
      return self->stats;
    }

  self->stats = inn_lane_new ("inn-stats");
  inn_host_open_lane (self, self->stats, INN_HOST_OPEN_QUIET, self->cancellable,
                      stats_opened_cb, g_object_ref (self));

  return self->stats;
}

/**
 * inn_host_may_replace_stats_lane:
 * @self: a host
 * @late_since: when the call in its lane for statistics passed its deadline
 *
 * Returns: whether it may be given up for another one. A host may hold a few threads of
 *   ours that way, not more.
 */
gboolean
inn_host_may_replace_stats_lane (InnHost *self,
                                 gint64   late_since)
{
  forget_ended_lanes (self);

  if (g_get_monotonic_time () - late_since < LATE_GRACE * 1000LL ||
      self->n_stats_replaced >= MAX_REPLACED || self->parked->len + 1 >= MAX_PARKED)
    return FALSE;

  self->n_stats_replaced++;

  return TRUE;
}
