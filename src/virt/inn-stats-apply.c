/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-stats"

#include "config.h"

#include <math.h>

#include "inn-stats-entry.h"

static InnStatsEntry *
ensure_entry (InnStats   *self,
              InnMetric   metric,
              const char *instance)
{
  InnStatsEntry *entry = inn_stats_find_entry (self, metric, instance);

  if (entry != NULL)
    return entry;

  entry = inn_stats_entry_new (metric, instance);

  if (instance == NULL)
    {
      self->totals[metric] = entry;
      return entry;
    }

  if (self->entries == NULL)
    self->entries = g_hash_table_new_full (inn_stats_entry_hash, inn_stats_entry_equal,
                                           inn_stats_entry_free, NULL);

  g_hash_table_add (self->entries, entry);

  return entry;
}

/* Looks fall on whole seconds, a little late. Series have one value per second: rounded,
 * one look is one value, and a gap of a second is seen as one. */
static gint64
round_time (gint64 time)
{
  return (time + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC * G_USEC_PER_SEC;
}

static void
record (InnStats              *self,
        InnStatsEntry         *entry,
        gint64                 from,
        gint64                 at,
        const InnStatsContext *context)
{
  if (!self->detailed && !inn_stats_is_total (entry->metric))
    return;

  if (entry->series == NULL)
    {
      entry->series = inn_series_new ();
      inn_series_set_levels (entry->series, self->levels);
    }

  if (from == 0 || at - from > context->max_gap)
    from = at;

  inn_series_add (entry->series, round_time (from), round_time (at), entry->value);
}

/* Time that stands still is none: some hosts have counters of their CPUs that never move. */
static gboolean
is_told (const InnReading *reading,
         double            value)
{
  return inn_stats_get_kind (reading->metric) != INN_READING_SHARE || !isnan (value);
}

static void
apply_reading (InnStats              *self,
               const InnReading      *reading,
               gint64                 at,
               const InnStatsContext *context)
{
  InnStatsEntry *entry = ensure_entry (self, reading->metric, reading->instance);
  gint64 before = entry->at;
  gboolean old_news = inn_stats_entry_is_old_news (entry, reading);
  double value = inn_stats_entry_evaluate (entry, reading, at, context);

  entry->at = at;
  if (is_told (reading, value))
    self->told |= G_GUINT64_CONSTANT (1) << reading->metric;

  /* Held back by take_gauge(): the old value is the best there is. */
  if (reading->metric == INN_METRIC_MEMORY && isnan (value))
    {
      entry->at = before;
      self->stale = TRUE;
      return;
    }

  entry->value = value;
  if (!isnan (value) && !old_news)
    record (self, entry, before, at, context);
}

static void
forget_missing_totals (InnStats        *self,
                       const InnSample *sample)
{
  for (guint i = 0; i < INN_N_METRICS; i++)
    {
      InnStatsEntry *entry = self->totals[i];

      if (entry != NULL && entry->at != sample->at && i != INN_METRIC_MEMORY &&
          (inn_stats_get_group (i) & sample->groups))
        inn_stats_entry_forget (entry);
    }
}

/* Devices that are not there any more. */
static gboolean
remove_missing (InnStats        *self,
                const InnSample *sample)
{
  GHashTableIter iter;
  gpointer key;
  gboolean removed = FALSE;

  if (self->entries == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      InnStatsEntry *entry = key;

      if (entry->at == sample->at || !(inn_stats_get_group (entry->metric) & sample->groups))
        continue;

      g_hash_table_iter_remove (&iter);
      removed = TRUE;
    }

  return removed;
}

/* The names in the order of the definition, which is that of the readings. */
static char **
list_instances (const InnSample  *sample,
                const InnReading *readings,
                guint             group)
{
  GPtrArray *names = g_ptr_array_new ();
  const char *last = NULL;

  for (guint i = 0; i < sample->n; i++)
    {
      const char *name = readings[i].instance;

      if (name == NULL || inn_stats_get_group_index (readings[i].metric) != group ||
          g_strcmp0 (name, last) == 0)
        continue;

      last = name;
      g_ptr_array_add (names, g_strdup (name));
    }

  g_ptr_array_add (names, NULL);

  return (char **) g_ptr_array_free (names, FALSE);
}

/* A group that was not told this time keeps its devices. */
static void
update_instances (InnStats         *self,
                  const InnSample  *sample,
                  const InnReading *readings)
{
  for (guint i = 0; i < INN_STATS_N_GROUPS; i++)
    if (sample->groups & 1 << i)
      {
        g_strfreev (self->instances[i]);
        self->instances[i] = list_instances (sample, readings, i);
      }
}

/* What was told before and is not any more is old; what never was is not offered. */
static void
note_groups (InnStats        *self,
             const InnSample *sample)
{
  self->told_groups |= sample->groups;

  for (guint i = 0; i < INN_STATS_N_GROUPS; i++)
    {
      if (!(sample->asked & 1 << i))
        continue;

      if (!(sample->groups & 1 << i) && (self->told_groups & 1 << i))
        self->stale = TRUE;
      else if (self->n_readings[i] < 2)
        self->n_readings[i]++;
    }
}

/**
 * inn_stats_apply:
 * @self: statistics
 * @sample: what was read
 * @readings: those of @sample
 * @context: what else there is to know
 *
 * Takes over a reading: values, rates and series.
 */
void
inn_stats_apply (InnStats              *self,
                 const InnSample       *sample,
                 const InnReading      *readings,
                 const InnStatsContext *context)
{
  guint n_before;

  g_return_if_fail (INN_IS_STATS (self));

  if (sample->id != self->id)
    inn_stats_restart (self);

  self->id = sample->id;
  self->stale = FALSE;
  n_before = self->entries != NULL ? g_hash_table_size (self->entries) : 0;

  for (guint i = 0; i < sample->n; i++)
    if (self->detailed || readings[i].instance == NULL)
      apply_reading (self, &readings[i], sample->at, context);

  self->at = sample->at;
  note_groups (self, sample);
  forget_missing_totals (self, sample);

  if (self->entries != NULL &&
      (remove_missing (self, sample) || g_hash_table_size (self->entries) != n_before))
    update_instances (self, sample, readings);

  inn_stats_emit_updated (self);
}

static void
drop_details (InnStats *self)
{
  g_clear_pointer (&self->entries, g_hash_table_unref);

  for (guint i = 0; i < INN_STATS_N_GROUPS; i++)
    g_clear_pointer (&self->instances[i], g_strfreev);

  for (guint i = 0; i < INN_N_METRICS; i++)
    if (self->totals[i] != NULL && !inn_stats_is_total (i))
      g_clear_pointer (&self->totals[i]->series, inn_series_unref);
}

/**
 * inn_stats_set_detailed:
 * @self: statistics of a machine
 * @detailed: whether somebody follows it: all its metrics get a history, its devices too
 */
void
inn_stats_set_detailed (InnStats *self,
                        gboolean  detailed)
{
  if (self->detailed == !!detailed)
    return;

  self->detailed = !!detailed;

  if (!detailed)
    drop_details (self);
}

static void
set_entry_levels (InnStatsEntry *entry,
                  gpointer       levels)
{
  if (entry->series != NULL)
    inn_series_set_levels (entry->series, GPOINTER_TO_UINT (levels));
}

void
inn_stats_set_levels (InnStats *self,
                      guint     levels)
{
  self->levels = levels;
  inn_stats_foreach_entry (self, set_entry_levels, GUINT_TO_POINTER (levels));
}

static void
restart_one (InnStatsEntry *entry,
             gpointer       user_data)
{
  inn_stats_entry_restart (entry);
}

/**
 * inn_stats_restart:
 * @self: statistics
 *
 * What comes next has nothing to do with what was: the machine was started anew.
 */
void
inn_stats_restart (InnStats *self)
{
  inn_stats_foreach_entry (self, restart_one, NULL);
}

static void
end_one (InnStatsEntry *entry,
         gpointer       user_data)
{
  inn_stats_entry_forget (entry);
}

/**
 * inn_stats_end:
 * @self: statistics of a machine that does not run any more
 *
 * There are no values any more; the history stays.
 */
void
inn_stats_end (InnStats *self)
{
  inn_stats_foreach_entry (self, end_one, NULL);
  self->id = -1;
  self->stale = FALSE;
  inn_stats_emit_updated (self);
}
