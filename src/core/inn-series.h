/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define INN_SERIES_MAX_LEVELS 3

/* All of them NAN: a gap. */
typedef struct
{
  double min;
  double mean;
  double max;
} InnSeriesPoint;

typedef struct _InnSeries InnSeries;

InnSeries *inn_series_new        (void);
InnSeries *inn_series_ref        (InnSeries      *self);
void       inn_series_unref      (InnSeries      *self);

void       inn_series_add        (InnSeries      *self,
                                  gint64          from,
                                  gint64          to,
                                  double          value);
gboolean   inn_series_get_last   (InnSeries      *self,
                                  gint64         *at,
                                  double         *value);
void       inn_series_read       (InnSeries      *self,
                                  gint64          from,
                                  gint64          step,
                                  guint           n,
                                  InnSeriesPoint *points);
gint64     inn_series_get_step   (gint64          age);
gsize      inn_series_get_size   (InnSeries      *self);
void       inn_series_set_levels (InnSeries      *self,
                                  guint           levels);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnSeries, inn_series_unref)

G_END_DECLS
