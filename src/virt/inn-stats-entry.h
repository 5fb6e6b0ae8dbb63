/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-rate.h"
#include "inn-stats-private.h"

G_BEGIN_DECLS

/* One metric of one instance: what the statistics of a machine or host consist of. */
typedef struct
{
  InnMetric   metric;
  const char *instance;    /* NULL: all of the machine or host; interned */
  InnRate     rate;
  InnRate     per;
  gint64      at;          /* of the last reading */
  double      value;       /* now; NAN: not known */
  InnSeries  *series;
} InnStatsEntry;

/* InnStats is one class over several files, by duty:
 *   inn-stats.c        what others read
 *   inn-stats-apply.c  takes over what a look at the host brought
 *   inn-stats-entry.c  one of its values
 *   inn-stats-kind.c   what a metric is made of                                   */
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
  InnStatsGroups told_groups;
  guint8         n_readings[INN_STATS_N_GROUPS];
  guint          levels;
  gboolean       detailed;
  gboolean       stale;        /* the last reading lacked what there was before */
};

InnStatsEntry *inn_stats_find_entry        (InnStats              *self,
                                            InnMetric              metric,
                                            const char            *instance);
void           inn_stats_foreach_entry     (InnStats              *self,
                                            void                 (*callback) (InnStatsEntry *entry,
                                                                              gpointer user_data),
                                            gpointer               user_data);
void           inn_stats_emit_updated      (InnStats              *self);

InnStatsEntry *inn_stats_entry_new         (InnMetric              metric,
                                            const char            *instance);
void           inn_stats_entry_free        (gpointer               entry);
guint          inn_stats_entry_hash        (gconstpointer          entry);
gboolean       inn_stats_entry_equal       (gconstpointer          first,
                                            gconstpointer          second);

double         inn_stats_entry_evaluate    (InnStatsEntry         *entry,
                                            const InnReading      *reading,
                                            gint64                 at,
                                            const InnStatsContext *context);
gboolean       inn_stats_entry_is_old_news (const InnStatsEntry   *entry,
                                            const InnReading      *reading);
void           inn_stats_entry_restart     (InnStatsEntry         *entry);
void           inn_stats_entry_forget      (InnStatsEntry         *entry);

G_END_DECLS
