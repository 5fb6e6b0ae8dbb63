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
