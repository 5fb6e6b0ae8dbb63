/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-sampler"

#include "config.h"

#include "inn-sampler-private.h"
#include "inn-virt-error.h"

/* A look that takes longer than this, or two intervals, is late: the values are marked. */
#define LATE (3 * (gint64) G_USEC_PER_SEC)

/* After the connection of the lane broke, in µs. */
#define REOPEN_AFTER (5 * (gint64) G_USEC_PER_SEC)

/* Timers are not that exact, in µs. */
#define SLACK 2000

InnSampler *
inn_sampler_new (InnHost *host)
{
  InnSampler *self = g_new0 (InnSampler, 1);

  self->host = host;
  self->stats = inn_stats_new (host->link);
  self->needs = g_ptr_array_new ();
  self->held = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->alive = g_ptr_array_new_with_free_func (g_object_unref);
  inn_stats_set_levels (self->stats, inn_sampler_get_levels ());
  inn_sampler_clock_add (self);

  return self;
}

void
inn_sampler_free (InnSampler *self)
{
  inn_sampler_stop (self);
  inn_sampler_clock_remove (self);
  g_ptr_array_unref (self->needs);
  g_ptr_array_unref (self->alive);
  g_hash_table_unref (self->held);
  g_object_unref (self->stats);
  g_free (self);
}

/* The session holds handles: the lane frees it, when no worker uses it any more. */
static void
drop_lane (InnSampler *self)
{
  g_autoptr (InnLane) lane = g_steal_pointer (&self->lane);

  if (lane != NULL)
    inn_lane_dispose_of (lane, g_steal_pointer (&self->session), inn_sampler_session_free);

  self->running = FALSE;
  self->stuck = FALSE;
}

/**
 * inn_sampler_start:
 * @self: a sampler
 *
 * The host is connected and its machines are known.
 */
void
inn_sampler_start (InnSampler *self)
{
  self->started = TRUE;
  self->failed = FALSE;
  self->begun = 0;
  self->not_before = 0;
  inn_sampler_clock_reset ();
}

/**
 * inn_sampler_stop:
 * @self: a sampler
 *
 * The session ends, at once: what is under way is forgotten, what is known stays.
 */
void
inn_sampler_stop (InnSampler *self)
{
  inn_sampler_stop_merge (self);
  drop_lane (self);

  if (!self->started)
    return;

  self->started = FALSE;
  inn_sampler_clock_reset ();
  inn_sampler_tell (self);
}

/**
 * inn_sampler_is_stale:
 * @self: a sampler
 * @at: when a value was read
 *
 * Returns: whether it is old news: the last look failed, is late, or nobody looks
 */
gboolean
inn_sampler_is_stale (InnSampler *self,
                      gint64      at)
{
  return !self->started || self->failed || self->stuck || (self->running && self->told_late) ||
         inn_sampler_now () - at > inn_sampler_get_max_gap ();
}

static gint64
round_up (gint64 time,
          gint64 interval)
{
  return (time + interval - 1) / interval * interval;
}

/**
 * inn_sampler_get_due:
 * @self: a sampler
 *
 * Looks fall on multiples of the interval, for all hosts alike.
 *
 * Returns: when inn_sampler_wake() has something to do; %G_MAXINT64: never
 */
gint64
inn_sampler_get_due (InnSampler *self)
{
  gint64 interval = inn_sampler_get_interval (inn_sampler_is_visible (self));

  if (!self->started)
    return G_MAXINT64;

  if (self->running)
    return self->told_late ? G_MAXINT64 : self->begun + MAX (LATE, 2 * interval);

  if (!inn_sampler_is_needed (self))
    return G_MAXINT64;

  if (self->begun == 0)
    return 0;

  return round_up (MAX (self->begun + interval / 2, self->not_before), interval);
}

static void
finish (InnSampler *self,
        gboolean    failed)
{
  self->running = FALSE;
  self->failed = failed;
  inn_sampler_tell (self);
  inn_sampler_clock_reset ();
}

/* The middle of a call is when counters count as read. If this one took much longer or
 * shorter than the last, for the time in between, that is not good enough: a host that
 * was held up would seem busy. */
static gboolean
is_timely (InnSampler    *self,
           const InnTick *tick)
{
  gint64 took = tick->ended - tick->begun;
  gint64 middle = (tick->begun + tick->ended) / 2;

  if (self->used != 0 && ABS (took - self->used_took) > (middle - self->used) / 4)
    return FALSE;

  self->used = middle;
  self->used_took = took;

  return TRUE;
}

static void
look_failed (InnSampler   *self,
             const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    {
      self->stuck = TRUE;
    }
  else if (inn_virt_error_is_connection (error) || self->lane != self->host->control)
    {
      drop_lane (self);
      inn_host_drop_stats_lane (self->host);
      self->not_before = inn_sampler_now () + REOPEN_AFTER;
    }

  finish (self, TRUE);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (InnHost) host = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (InnTick) tick = inn_lane_call_finish (INN_LANE (object), result, &error);
  InnSampler *self = host->sampler;
  gint64 now = inn_sampler_now ();

  if (INN_LANE (object) != self->lane)
    return;

  /* Never more than half of the time. */
  self->not_before = now + (now - self->begun);

  if (tick == NULL)
    look_failed (self, error);
  else if (!is_timely (self, tick))
    finish (self, self->failed);
  else
    inn_sampler_merge (self, g_steal_pointer (&tick));
}

/**
 * inn_sampler_ended:
 * @self: a sampler
 *
 * All that the last look brought was taken over.
 */
void
inn_sampler_ended (InnSampler *self)
{
  finish (self, FALSE);
}

static gboolean
get_lane (InnSampler *self)
{
  if (self->lane == NULL)
    {
      InnLane *lane = inn_host_get_stats_lane (self->host);

      if (lane == NULL)
        return FALSE;

      self->lane = g_object_ref (lane);
      self->session = inn_sampler_session_new ();
    }

  return TRUE;
}

static void
look (InnSampler *self,
      gint64      now)
{
  self->begun = now;
  self->told_late = FALSE;

  if (!get_lane (self))
    return;

  self->running = TRUE;
  inn_lane_call_async (self->lane, INN_LANE_PRIORITY_BACKGROUND, inn_sampler_worker,
                       inn_sampler_make_order (self), inn_tick_order_free, inn_tick_free,
                       INN_DEADLINE_LIST, self->host->cancellable, looked_cb,
                       g_object_ref (self->host));
}

/* A call that came back after all leaves the lane free again. One that does not, on a
 * connection that lives, leaves it to its fate. */
static gboolean
is_still_stuck (InnSampler *self)
{
  gint64 since = inn_lane_get_late_since (self->lane);

  if (since == 0)
    {
      self->stuck = FALSE;
      return FALSE;
    }

  if (self->lane != self->host->control && inn_host_may_replace_stats_lane (self->host, since))
    {
      drop_lane (self);
      inn_host_drop_stats_lane (self->host);
      return FALSE;
    }

  return TRUE;
}

/**
 * inn_sampler_wake:
 * @self: a sampler
 * @now: the time
 *
 * Begins a look at the host, if it is time for one and none is under way.
 */
void
inn_sampler_wake (InnSampler *self,
                  gint64      now)
{
  if (inn_sampler_get_due (self) > now + SLACK)
    return;

  if (self->running)
    {
      self->told_late = TRUE;
      inn_sampler_tell (self);
    }
  else if (self->stuck && is_still_stuck (self))
    {
      self->begun = now;
    }
  else
    {
      look (self, now);
    }
}
