/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-sampler"

#include "config.h"

#include "inn-rate.h"
#include "inn-sampler-private.h"

/* One timer for all hosts of this process: they are looked at in the same moment, so
 * that this computer wakes once. What they answer is told in one moment, too, so that
 * one frame shows it. */

#define MAX_LEVELS INN_SERIES_MAX_LEVELS

/* News wait this many ms at most for those of other hosts. */
#define TELL_MS 200

static gint64 (*clock_now) (void) = inn_rate_now;
static GPtrArray *samplers;
static guint source;
static guint tell_source;
static guint visible_interval = 1;
static guint background_interval = 3;
static guint levels = MAX_LEVELS;
static InnStatsGroups allowed = INN_STATS_ALL;

gint64
inn_sampler_now (void)
{
  return clock_now ();
}

/**
 * inn_sampler_set_clock:
 * @clock: (nullable): tells the time, in µs, from any thread; %NULL: the boot clock
 */
void
inn_sampler_set_clock (gint64 (*clock) (void))
{
  clock_now = clock != NULL ? clock : inn_rate_now;
  inn_sampler_clock_reset ();
}

static gboolean
wake_cb (gpointer data)
{
  gint64 now = inn_sampler_now ();

  source = 0;

  for (guint i = 0; i < samplers->len; i++)
    inn_sampler_wake (g_ptr_array_index (samplers, i), now);

  inn_sampler_clock_reset ();

  return G_SOURCE_REMOVE;
}

/**
 * inn_sampler_clock_reset:
 *
 * Sets the timer to when the next host is due; to none if nobody needs anything.
 */
void
inn_sampler_clock_reset (void)
{
  gint64 now = inn_sampler_now ();
  gint64 next = G_MAXINT64;

  g_clear_handle_id (&source, g_source_remove);

  for (guint i = 0; samplers != NULL && i < samplers->len; i++)
    next = MIN (next, inn_sampler_get_due (g_ptr_array_index (samplers, i)));

  if (next != G_MAXINT64)
    source = g_timeout_add (CLAMP ((next - now + 999) / 1000, 0, G_MAXINT), wake_cb, NULL);
}

static gboolean
is_awaited (InnSampler *self)
{
  return self->running && !self->told_late;
}

/* Who is told may have hosts removed. */
static void
tell_all (void)
{
  g_autoptr (GPtrArray) hosts = g_ptr_array_new_with_free_func (g_object_unref);

  g_clear_handle_id (&tell_source, g_source_remove);

  for (guint i = 0; i < samplers->len; i++)
    {
      InnSampler *sampler = g_ptr_array_index (samplers, i);

      if (sampler->has_news)
        g_ptr_array_add (hosts, g_object_ref (sampler->host));
      sampler->has_news = FALSE;
    }

  for (guint i = 0; i < hosts->len; i++)
    inn_host_emit_sampled (g_ptr_array_index (hosts, i));
}

static gboolean
tell_cb (gpointer data)
{
  tell_source = 0;
  tell_all ();

  return G_SOURCE_REMOVE;
}

/**
 * inn_sampler_tell:
 * @self: a sampler with new values, or whose values became old
 *
 * Has the host tell it, together with those that are looked at just now.
 */
void
inn_sampler_tell (InnSampler *self)
{
  self->has_news = TRUE;

  for (guint i = 0; i < samplers->len; i++)
    if (is_awaited (g_ptr_array_index (samplers, i)))
      {
        if (tell_source == 0)
          tell_source = g_timeout_add (TELL_MS, tell_cb, NULL);
        return;
      }

  tell_all ();
}

void
inn_sampler_clock_add (InnSampler *self)
{
  if (samplers == NULL)
    samplers = g_ptr_array_new ();

  g_ptr_array_add (samplers, self);
}

void
inn_sampler_clock_remove (InnSampler *self)
{
  g_ptr_array_remove (samplers, self);

  if (samplers->len == 0)
    {
      g_clear_handle_id (&tell_source, g_source_remove);
      g_clear_pointer (&samplers, g_ptr_array_unref);
    }

  inn_sampler_clock_reset ();
}

void
inn_sampler_foreach (void (*callback) (InnSampler *self))
{
  for (guint i = 0; samplers != NULL && i < samplers->len; i++)
    callback (g_ptr_array_index (samplers, i));
}

/* Readings that are further apart have a gap between them: a look or two may be missed. */
gint64
inn_sampler_get_max_gap (void)
{
  return (3 * MAX (visible_interval, background_interval) + 2) * (gint64) G_USEC_PER_SEC;
}

guint
inn_sampler_get_levels (void)
{
  return levels;
}

gint64
inn_sampler_get_interval (gboolean visible)
{
  return (visible ? visible_interval : background_interval) * (gint64) G_USEC_PER_SEC;
}

/**
 * inn_stats_set_intervals:
 * @visible_s: seconds between two looks at a host of which a window shows something
 * @background_s: the same for one of which none does
 */
void
inn_stats_set_intervals (guint visible_s,
                         guint background_s)
{
  g_return_if_fail (visible_s > 0 && background_s > 0);

  visible_interval = visible_s;
  background_interval = background_s;
  inn_sampler_clock_reset ();
}

/**
 * inn_stats_get_interval:
 *
 * Returns: seconds between two looks at a host of which a window shows something
 */
guint
inn_stats_get_interval (void)
{
  return visible_interval;
}

static void
note_news (InnSampler *sampler)
{
  sampler->has_news = TRUE;
}

/**
 * inn_stats_set_allowed:
 * @groups: what may be collected at all
 *
 * Whoever shows values hears of it as of new ones.
 */
void
inn_stats_set_allowed (InnStatsGroups groups)
{
  if (allowed == groups)
    return;

  allowed = groups;
  inn_sampler_clock_reset ();
  inn_sampler_foreach (note_news);
  if (samplers != NULL)
    tell_all ();
}

InnStatsGroups
inn_stats_get_allowed (void)
{
  return allowed;
}

static void
set_levels (InnSampler *sampler)
{
  inn_stats_set_levels (sampler->stats, levels);

  for (guint i = 0; i < inn_domain_list_get_n (sampler->host->domains); i++)
    {
      InnStats *stats = inn_domain_get_stats (inn_domain_list_get (sampler->host->domains, i));

      if (stats != NULL)
        inn_stats_set_levels (stats, levels);
    }
}

/**
 * inn_stats_set_history:
 * @history: how much is kept: 1: 10 minutes, 2: 2 hours, 3: 24 hours
 */
void
inn_stats_set_history (guint history)
{
  g_return_if_fail (history >= 1 && history <= MAX_LEVELS);

  if (levels == history)
    return;

  levels = history;
  inn_sampler_foreach (set_levels);
}
