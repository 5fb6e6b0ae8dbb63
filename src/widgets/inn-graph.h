/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-graph-colors.h"
#include "inn-metric.h"
#include "inn-series-table.h"
#include "inn-time-view.h"

G_BEGIN_DECLS

typedef enum
{
  INN_GRAPH_FILLED,
  INN_GRAPH_LINE,
  INN_GRAPH_DASHED,
  INN_GRAPH_STACKED,      /* on top of the stacked ones before it */
} InnGraphStyle;

typedef enum
{
  INN_GRAPH_LARGE,
  INN_GRAPH_SMALL,        /* in cards that stand three in a row */
} InnGraphSize;

/*
 * Values over time: a plot with its axes. InnGraphLegend, which stands where there is room for it,
 * has the names and the values, and lets lines be hidden.
 *
 * Signal “lines-changed”: a line was added, or is shown or hidden now.
 */
#define INN_TYPE_GRAPH (inn_graph_get_type ())
G_DECLARE_FINAL_TYPE (InnGraph, inn_graph, INN, GRAPH, GtkWidget)

/* What the read-out tells besides the lines: at @time, “Busiest” and “vCPU 4 50 %”. */
typedef gboolean (*InnGraphNoteFunc) (gint64     time,
                                      char     **label,
                                      char     **value,
                                      gpointer   user_data);

GtkWidget   *inn_graph_new           (InnTimeView      *view,
                                      const char       *title,
                                      InnUnit           unit,
                                      InnGraphSize      size);

guint        inn_graph_add_line      (InnGraph         *self,
                                      InnMetric         metric,
                                      const char       *label,
                                      InnGraphColor     color,
                                      InnGraphStyle     style);
void         inn_graph_set_series    (InnGraph         *self,
                                      guint             line,
                                      InnSeries        *series,
                                      gboolean          stale);
void         inn_graph_set_ended     (InnGraph         *self,
                                      guint             line,
                                      gboolean          ended);
void         inn_graph_set_instance  (InnGraph         *self,
                                      guint             line,
                                      const char       *instance);
void         inn_graph_set_shown     (InnGraph         *self,
                                      guint             line,
                                      gboolean          shown);

void         inn_graph_set_offered   (InnGraph         *self,
                                      guint             line,
                                      gboolean          offered);

void         inn_graph_set_height    (InnGraph         *self,
                                      int               height);
void         inn_graph_set_time_axis (InnGraph         *self,
                                      gboolean          visible);
void         inn_graph_set_top       (InnGraph         *self,
                                      double            top);
void         inn_graph_set_common_top (InnGraph        *self,
                                      double            top);
void         inn_graph_set_limit     (InnGraph         *self,
                                      double            value,
                                      const char       *text);
void         inn_graph_set_message   (InnGraph         *self,
                                      const char       *text,
                                      gboolean          dimmed);
void         inn_graph_clear_events  (InnGraph         *self);
void         inn_graph_add_event     (InnGraph         *self,
                                      gint64            time,
                                      const char       *text);
void         inn_graph_set_note_func (InnGraph         *self,
                                      InnGraphNoteFunc  func,
                                      gpointer          user_data);

InnTimeView *inn_graph_get_view      (InnGraph         *self);
const char  *inn_graph_get_title     (InnGraph         *self);
double       inn_graph_get_top       (InnGraph         *self);
guint        inn_graph_get_n_lines   (InnGraph         *self);
const char  *inn_graph_get_label     (InnGraph         *self,
                                      guint             line);
InnGraphColor inn_graph_get_color    (InnGraph         *self,
                                      guint             line);
InnGraphStyle inn_graph_get_style    (InnGraph         *self,
                                      guint             line);
gboolean     inn_graph_get_shown     (InnGraph         *self,
                                      guint             line);
gboolean     inn_graph_get_offered   (InnGraph         *self,
                                      guint             line);
InnUnit      inn_graph_get_unit      (InnGraph         *self);
char        *inn_graph_format        (InnGraph         *self,
                                      double            value);
double       inn_graph_get_value     (InnGraph         *self,
                                      guint             line);
InnSeriesPoint inn_graph_get_extent  (InnGraph         *self,
                                      guint             line);
double       inn_graph_get_highest   (InnGraph         *self);
void         inn_graph_append_values (InnGraph         *self,
                                      GString          *text);
void         inn_graph_fill_table    (InnGraph         *self,
                                      InnSeriesTable   *table);

G_END_DECLS
