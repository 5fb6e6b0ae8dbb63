/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host.h"
#include "inn-metric.h"
#include "inn-series.h"

G_BEGIN_DECLS

/* What is known of the load of one machine or one host. */
#define INN_TYPE_STATS (inn_stats_get_type ())
G_DECLARE_FINAL_TYPE (InnStats, inn_stats, INN, STATS, GObject)

/* What graphs mark on their base line. */
typedef struct
{
  gint64      time;        /* boot clock, µs */
  const char *text;        /* "Rebooted" */
} InnStatsEvent;

/* Signal "updated": after a reading brought values, once. */

double               inn_stats_get           (InnStats   *self,
                                              InnMetric   metric,
                                              const char *instance);
InnSeries           *inn_stats_get_series    (InnStats   *self,
                                              InnMetric   metric,
                                              const char *instance);
const char * const  *inn_stats_get_instances (InnStats   *self,
                                              InnMetric   metric);
gboolean             inn_stats_get_offered   (InnStats   *self,
                                              InnMetric   metric);
gint64               inn_stats_get_time      (InnStats   *self);
gboolean             inn_stats_is_stale      (InnStats   *self);
gsize                inn_stats_get_size      (InnStats   *self);

const InnStatsEvent *inn_stats_get_events    (InnStats   *self,
                                              guint      *n_events);
void                 inn_stats_add_event     (InnStats   *self,
                                              gint64      time,
                                              const char *text);

InnStats            *inn_domain_get_stats    (InnDomain  *domain);
gboolean             inn_domain_lacks_memory_stats
                                             (InnDomain  *domain);
InnStats            *inn_host_get_stats      (InnHost    *host);

G_END_DECLS
