/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-metric.h"
#include "inn-series.h"

G_BEGIN_DECLS

typedef struct _InnSeriesTable InnSeriesTable;

InnSeriesTable *inn_series_table_new    (gint64          from,
                                         gint64          to,
                                         gint64          now,
                                         gint64          real_offset);
void            inn_series_table_free   (InnSeriesTable *self);

void            inn_series_table_add    (InnSeriesTable *self,
                                         InnMetric       metric,
                                         const char     *instance,
                                         InnSeries      *series);
char           *inn_series_table_to_csv (InnSeriesTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnSeriesTable, inn_series_table_free)

G_END_DECLS
