/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-graph.h"

G_BEGIN_DECLS

#define INN_PERF_MAX_GRAPHS 3
#define INN_PERF_MAX_LINES  4

/* What the graphs of the Performance page are made of. All titles and labels are still to be
 * translated. */

typedef enum
{
  INN_PERF_CPU,
  INN_PERF_MEMORY,
  INN_PERF_DISK,
  INN_PERF_NIC,
} InnPerfKind;

typedef struct
{
  InnMetric      metric;
  const char    *label;        /* NULL: the one of the metric */
  InnGraphColor  color;
  InnGraphStyle  style;
  gboolean       total;        /* of the whole machine, not of the instance */
} InnPerfLineInfo;

typedef struct
{
  const char      *title;      /* NULL: the one of the card */
  InnUnit          unit;
  int              height;     /* of the plot, in pixels */
  const char      *missing;    /* what is said if the host does not report it */
  InnPerfLineInfo  lines[INN_PERF_MAX_LINES];
  guint            n_lines;
} InnPerfGraphInfo;

typedef struct
{
  const char       *id;
  const char       *title;     /* NULL: the instance */
  InnGraphSize      size;
  InnPerfGraphInfo  graphs[INN_PERF_MAX_GRAPHS];
  guint             n_graphs;
} InnPerfCardInfo;

const InnPerfCardInfo *inn_perf_card_info_get (InnPerfKind kind);

G_END_DECLS
