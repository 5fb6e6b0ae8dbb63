/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-stats"

#include "config.h"

#include <math.h>

#include "inn-host-private.h"
#include "inn-sampler.h"
#include "inn-stats-entry.h"

/* Graphs mark no more than this. */
#define MAX_EVENTS 64

/* The same event within this time, in µs, is one. */
#define REPEAT (3 * (gint64) G_USEC_PER_SEC)

struct _InnStats
{
  GObject        parent_instance;

  InnHostLink   *link;
  InnStatsEntry *totals[INN_N_METRICS];
  GHashTable    *entries;                       /* of those with an instance, a set */
  char         **instances[INN_STATS_N_GROUPS];
  GArray        *events;

  int            id;           /* of the run that the counters belong to */
  gint64         at;
  guint64        told;         /* one bit per metric the host was seen to tell */
  guint8         n_readings[INN_STATS_N_GROUPS];
  guint          levels;
  gboolean       detailed;
  gboolean       stale;        /* the last reading lacked what there was before */
};

enum {
  UPDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_STATIC_ASSERT (INN_N_METRICS <= 64);

G_DEFINE_FINAL_TYPE (InnStats, inn_stats, G_TYPE_OBJECT)

static const char * const no_instances[] = { NULL };

static void
clear_event (gpointer data)
{
  InnStatsEvent *event = data;

  g_free ((char *) event->text);
}

static void
inn_stats_finalize (GObject *object)
{
  InnStats *self = INN_STATS (object);

  for (guint i = 0; i < INN_N_METRICS; i++)
    g_clear_pointer (&self->totals[i], inn_stats_entry_free);
  for (guint i = 0; i < INN_STATS_N_GROUPS; i++)
    g_strfreev (self->instances[i]);

  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->events, g_array_unref);
  g_rc_box_release (self->link);

  G_OBJECT_CLASS (inn_stats_parent_class)->finalize (object);
}

static void
inn_stats_class_init (InnStatsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = inn_stats_finalize;

  /**
   * InnStats::updated:
   *
   * A reading brought values, or said that there are none any more; once for each.
   */
  signals[UPDATED] = g_signal_new ("updated", INN_TYPE_STATS, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
inn_stats_init (InnStats *self)
{
  self->id = -1;
  self->levels = INN_SERIES_MAX_LEVELS;
}

/**
 * inn_stats_new:
 * @link: the way to the host
 *
 * Returns: (transfer full): statistics of a machine or a host, without values
 */
InnStats *
inn_stats_new (InnHostLink *link)
{
  InnStats *self = g_object_new (INN_TYPE_STATS, NULL);

  self->link = g_rc_box_acquire (link);

  return self;
}

static InnStatsEntry *
find_entry (InnStats   *self,
            InnMetric   metric,
            const char *instance)
{
  const InnStatsEntry key = { .metric = metric, .instance = instance };

  if (instance == NULL)
    return self->totals[metric];

  return self->entries != NULL ? g_hash_table_lookup (self->entries, &key) : NULL;
}

static InnStatsEntry *
ensure_entry (InnStats   *self,
              InnMetric   metric,
              const char *instance)
{
  InnStatsEntry *entry = find_entry (self, metric, instance);

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

static guint
group_index (InnMetric metric)
{
  return g_bit_nth_lsf (inn_stats_get_group (metric), -1);
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

      if (name == NULL || group_index (readings[i].metric) != group || g_strcmp0 (name, last) == 0)
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

static void
note_groups (InnStats        *self,
             const InnSample *sample)
{
  for (guint i = 0; i < INN_STATS_N_GROUPS; i++)
    {
      if (!(sample->asked & 1 << i))
        continue;

      if (!(sample->groups & 1 << i) && self->n_readings[i] > 0)
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

  g_signal_emit (self, signals[UPDATED], 0);
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

/* Calls @callback for every entry. */
static void
foreach_entry (InnStats *self,
               void    (*callback) (InnStatsEntry *entry,
                                    gpointer       user_data),
               gpointer  user_data)
{
  GHashTableIter iter;
  gpointer entry;

  for (guint i = 0; i < INN_N_METRICS; i++)
    if (self->totals[i] != NULL)
      callback (self->totals[i], user_data);

  if (self->entries == NULL)
    return;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &entry, NULL))
    callback (entry, user_data);
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
  foreach_entry (self, set_entry_levels, GUINT_TO_POINTER (levels));
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
  foreach_entry (self, restart_one, NULL);
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
  foreach_entry (self, end_one, NULL);
  self->id = -1;
  self->stale = FALSE;
  g_signal_emit (self, signals[UPDATED], 0);
}

/**
 * inn_stats_get:
 * @self: statistics
 * @metric: what
 * @instance: (nullable): of which disk, vCPU…; %NULL: of the whole
 *
 * Returns: the value now; %NAN: not known, or the machine does not run
 */
double
inn_stats_get (InnStats   *self,
               InnMetric   metric,
               const char *instance)
{
  InnStatsEntry *entry;

  g_return_val_if_fail (INN_IS_STATS (self), NAN);
  g_return_val_if_fail (metric < INN_N_METRICS, NAN);

  entry = find_entry (self, metric, instance);

  return entry != NULL ? entry->value : NAN;
}

/**
 * inn_stats_get_series:
 * @self: statistics
 * @metric: what
 * @instance: (nullable): of which disk, vCPU…; %NULL: of the whole
 *
 * Returns: (transfer none) (nullable): its history; %NULL: nothing was recorded
 */
InnSeries *
inn_stats_get_series (InnStats   *self,
                      InnMetric   metric,
                      const char *instance)
{
  InnStatsEntry *entry;

  g_return_val_if_fail (INN_IS_STATS (self), NULL);
  g_return_val_if_fail (metric < INN_N_METRICS, NULL);

  entry = find_entry (self, metric, instance);

  return entry != NULL ? entry->series : NULL;
}

/**
 * inn_stats_get_instances:
 * @self: statistics
 * @metric: what
 *
 * Returns: (transfer none): the disks, vCPUs… there are, in the order of the definition
 */
const char * const *
inn_stats_get_instances (InnStats  *self,
                         InnMetric  metric)
{
  char **instances;

  g_return_val_if_fail (INN_IS_STATS (self), no_instances);
  g_return_val_if_fail (metric < INN_N_METRICS, no_instances);

  instances = self->instances[group_index (metric)];

  return instances != NULL ? (const char * const *) instances : no_instances;
}

/**
 * inn_stats_get_offered:
 * @self: statistics
 * @metric: what
 *
 * Returns: %FALSE if two readings are there and the host told nothing of it
 */
gboolean
inn_stats_get_offered (InnStats  *self,
                       InnMetric  metric)
{
  g_return_val_if_fail (INN_IS_STATS (self), TRUE);
  g_return_val_if_fail (metric < INN_N_METRICS, TRUE);

  return self->n_readings[group_index (metric)] < 2 || (self->told >> metric & 1) != 0;
}

/**
 * inn_stats_get_time:
 * @self: statistics
 *
 * Returns: the time of the last reading, in µs of the boot clock; 0: none
 */
gint64
inn_stats_get_time (InnStats *self)
{
  g_return_val_if_fail (INN_IS_STATS (self), 0);

  return self->at;
}

/**
 * inn_stats_is_stale:
 * @self: statistics
 *
 * Returns: whether the values are old: the last reading failed or is late, or the host
 *   is not connected
 */
gboolean
inn_stats_is_stale (InnStats *self)
{
  InnHost *host;

  g_return_val_if_fail (INN_IS_STATS (self), TRUE);

  host = self->link->host;

  return self->stale || host == NULL || inn_sampler_is_stale (host->sampler, self->at);
}

static void
add_size (InnStatsEntry *entry,
          gpointer       user_data)
{
  gsize *size = user_data;

  *size += sizeof *entry;
  if (entry->series != NULL)
    *size += inn_series_get_size (entry->series);
}

/**
 * inn_stats_get_size:
 * @self: statistics
 *
 * Returns: the memory it takes, in bytes
 */
gsize
inn_stats_get_size (InnStats *self)
{
  gsize size;

  g_return_val_if_fail (INN_IS_STATS (self), 0);

  size = sizeof *self;
  foreach_entry (self, add_size, &size);

  return size;
}

/**
 * inn_stats_get_events:
 * @self: statistics
 * @n_events: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_events): what happened to the machine, oldest
 *   first; valid until the next event
 */
const InnStatsEvent *
inn_stats_get_events (InnStats *self,
                      guint    *n_events)
{
  g_return_val_if_fail (INN_IS_STATS (self), NULL);
  g_return_val_if_fail (n_events != NULL, NULL);

  *n_events = self->events != NULL ? self->events->len : 0;

  return *n_events > 0 ? &g_array_index (self->events, InnStatsEvent, 0) : NULL;
}

/* Some hosts tell the same twice, or thrice. */
static gboolean
is_repeated (GArray     *events,
             gint64      time,
             const char *text)
{
  const InnStatsEvent *last;

  if (events->len == 0)
    return FALSE;

  last = &g_array_index (events, InnStatsEvent, events->len - 1);

  return time - last->time < REPEAT && g_str_equal (text, last->text);
}

/**
 * inn_stats_add_event:
 * @self: statistics
 * @time: when it happened, in µs of the boot clock
 * @text: what happened, in a word or two
 */
void
inn_stats_add_event (InnStats   *self,
                     gint64      time,
                     const char *text)
{
  InnStatsEvent event = { time, NULL };

  g_return_if_fail (INN_IS_STATS (self));

  if (self->events == NULL)
    {
      self->events = g_array_new (FALSE, FALSE, sizeof (InnStatsEvent));
      g_array_set_clear_func (self->events, clear_event);
    }

  if (is_repeated (self->events, time, text))
    return;

  if (self->events->len == MAX_EVENTS)
    g_array_remove_index (self->events, 0);

  event.text = g_strdup (text);
  g_array_append_val (self->events, event);
}
