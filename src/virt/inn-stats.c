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

/**
 * inn_stats_find_entry:
 * @self: statistics
 * @metric: what
 * @instance: (nullable): of which disk, vCPU…; %NULL: of the whole
 *
 * Returns: (transfer none) (nullable): its entry
 */
InnStatsEntry *
inn_stats_find_entry (InnStats   *self,
                      InnMetric   metric,
                      const char *instance)
{
  const InnStatsEntry key = { .metric = metric, .instance = instance };

  if (instance == NULL)
    return self->totals[metric];

  return self->entries != NULL ? g_hash_table_lookup (self->entries, &key) : NULL;
}

/* Calls @callback for every entry. */
void
inn_stats_foreach_entry (InnStats *self,
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

void
inn_stats_emit_updated (InnStats *self)
{
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

  entry = inn_stats_find_entry (self, metric, instance);

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

  entry = inn_stats_find_entry (self, metric, instance);

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

  instances = self->instances[inn_stats_get_group_index (metric)];

  return instances != NULL ? (const char * const *) instances : no_instances;
}

/**
 * inn_stats_get_offered:
 * @self: statistics
 * @metric: what
 *
 * Returns: %FALSE if two readings are there and the host told nothing of it, or nothing
 *   that can be used
 */
gboolean
inn_stats_get_offered (InnStats  *self,
                       InnMetric  metric)
{
  g_return_val_if_fail (INN_IS_STATS (self), TRUE);
  g_return_val_if_fail (metric < INN_N_METRICS, TRUE);

  return self->n_readings[inn_stats_get_group_index (metric)] < 2 ||
         (self->told >> metric & 1) != 0;
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
  inn_stats_foreach_entry (self, add_size, &size);

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
