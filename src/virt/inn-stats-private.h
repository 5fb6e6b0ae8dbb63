/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-domain-private.h"
#include "inn-sample.h"
#include "inn-stats.h"

G_BEGIN_DECLS

InnStats *inn_stats_new            (InnHostLink           *link);

/* What holds for all readings of one tick. */
typedef struct
{
  gint64 max_gap;        /* µs between two readings that belong together */
  guint  n_vcpus;        /* of the machine, where the reading does not tell */
} InnStatsContext;

void      inn_stats_apply          (InnStats              *self,
                                    const InnSample       *sample,
                                    const InnReading      *readings,
                                    const InnStatsContext *context);
void      inn_stats_set_detailed   (InnStats              *self,
                                    gboolean               detailed);
void      inn_stats_set_levels     (InnStats              *self,
                                    guint                  levels);
void      inn_stats_restart        (InnStats              *self);
void      inn_stats_end            (InnStats              *self);

/* How a metric is made of what the host tells. */
typedef enum
{
  INN_READING_GAUGE,     /* the value itself */
  INN_READING_RATE,      /* per second */
  INN_READING_LOAD,      /* ns of CPU time per second and "per": percent of them */
  INN_READING_SHARE,     /* of what "per" grew, percent; "per" 0: percent already */
  INN_READING_LATENCY,   /* ns per "per": seconds */
} InnReadingKind;

InnReadingKind inn_stats_get_kind  (InnMetric              metric);
InnStatsGroups inn_stats_get_group (InnMetric              metric);
guint          inn_stats_get_group_index
                                   (InnMetric              metric);
gboolean       inn_stats_is_total  (InnMetric              metric);

G_END_DECLS
