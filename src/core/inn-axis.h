/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-metric.h"

G_BEGIN_DECLS

#define INN_AXIS_MAX_TICKS 8

/* The upper end of an axis of values; it begins at 0. */
typedef struct
{
  double top;          /* 0: not known yet */
  gint64 low_since;    /* µs; 0: it is not */
} InnAxisScale;

typedef struct
{
  gint64 time;         /* of the real clock, µs */
  char   text[24];
} InnAxisTick;

double inn_axis_scale_fit    (InnAxisScale *scale,
                              InnUnit       unit,
                              double        max,
                              gint64        now);
double inn_axis_round_up     (InnUnit       unit,
                              double        max);
guint  inn_axis_get_parts    (InnUnit       unit,
                              double        top);
char  *inn_axis_format_value (InnUnit       unit,
                              double        value,
                              double        top);

guint  inn_axis_get_ticks    (gint64        from,
                              gint64        to,
                              guint         max_ticks,
                              InnAxisTick  *ticks);
char  *inn_axis_format_time  (gint64        time,
                              gint64        now);

G_END_DECLS
