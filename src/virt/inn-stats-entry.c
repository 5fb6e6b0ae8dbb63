/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-stats"

#include "config.h"

#include <math.h>

#include "inn-stats-entry.h"

InnStatsEntry *
inn_stats_entry_new (InnMetric   metric,
                     const char *instance)
{
  InnStatsEntry *self = g_new0 (InnStatsEntry, 1);

  self->metric = metric;
  self->instance = g_intern_string (instance);
  self->value = NAN;

  return self;
}

void
inn_stats_entry_free (gpointer data)
{
  InnStatsEntry *entry = data;

  g_clear_pointer (&entry->series, inn_series_unref);
  g_free (entry);
}

guint
inn_stats_entry_hash (gconstpointer data)
{
  const InnStatsEntry *entry = data;

  return g_str_hash (entry->instance) * 64 + entry->metric;
}

gboolean
inn_stats_entry_equal (gconstpointer a,
                       gconstpointer b)
{
  const InnStatsEntry *first = a, *second = b;

  return first->metric == second->metric && g_str_equal (first->instance, second->instance);
}

void
inn_stats_entry_restart (InnStatsEntry *entry)
{
  inn_rate_restart (&entry->rate);
  inn_rate_restart (&entry->per);
}

static double
percent (double share)
{
  return CLAMP (share * 100.0, 0.0, 100.0);
}

/* A share of what @per grew by: of time, or of requests. Where nothing was, there is
 * nothing to take a share of. */
static double
add_share (InnStatsEntry    *entry,
           const InnReading *reading,
           gint64            at,
           gint64            max_gap)
{
  double value = inn_rate_add (&entry->rate, reading->value, at, max_gap);
  double per = inn_rate_add (&entry->per, reading->per, at, max_gap);

  return per > 0.0 ? value / per : NAN;
}

/* Worse knowledge of the memory in use than a moment ago is none: a guest that hangs
 * does not tell for a while. */
static double
take_gauge (InnStatsEntry    *entry,
            const InnReading *reading,
            gint64            at,
            gint64            max_gap)
{
  if (entry->metric == INN_METRIC_MEMORY && entry->at > 0 && at - entry->at <= max_gap &&
      reading->per > entry->per.counter && entry->per.counter > 0)
    return NAN;

  entry->per.counter = reading->per;

  return reading->value;
}

/**
 * inn_stats_entry_evaluate:
 * @entry: an entry
 * @reading: what the host told
 * @at: when, in µs of the boot clock
 *
 * Returns: what that means for the metric; %NAN: nothing, for now
 */
double
inn_stats_entry_evaluate (InnStatsEntry         *entry,
                          const InnReading      *reading,
                          gint64                 at,
                          const InnStatsContext *context)
{
  guint64 n_vcpus = reading->per > 0 ? reading->per : MAX (context->n_vcpus, 1);

  switch (inn_stats_get_kind (reading->metric))
    {
    case INN_READING_GAUGE:
      return take_gauge (entry, reading, at, context->max_gap);
    case INN_READING_RATE:
      if (entry->per.counter != reading->per)
        inn_rate_restart (&entry->rate);
      entry->per.counter = reading->per;
      return inn_rate_add (&entry->rate, reading->value, at, context->max_gap);
    case INN_READING_LOAD:
      return percent (inn_rate_add (&entry->rate, reading->value, at, context->max_gap) /
                      G_GINT64_CONSTANT (1000000000) / n_vcpus);
    case INN_READING_SHARE:
      if (reading->per == 0)
        return percent (reading->value / 100.0);
      return percent (add_share (entry, reading, at, context->max_gap));
    case INN_READING_LATENCY:
      return add_share (entry, reading, at, context->max_gap) / 1e9;
    default:
      g_return_val_if_reached (NAN);
    }
}

/* A dirty rate is told again and again after it was measured: one point is enough. */
gboolean
inn_stats_entry_is_old_news (const InnStatsEntry *entry,
                             const InnReading    *reading)
{
  return reading->metric == INN_METRIC_DIRTY_RATE && !isnan (entry->value) &&
         entry->per.counter == reading->per;
}

/* There is no value any more; the history stays. */
void
inn_stats_entry_forget (InnStatsEntry *entry)
{
  inn_stats_entry_restart (entry);
  entry->value = NAN;
  entry->at = 0;
}
