/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-axis.h"
#include "inn-graph.h"

G_BEGIN_DECLS

#define INN_GRAPH_RIGHT 1          /* pixels beside the plot */
#define INN_GRAPH_ABOVE 6
#define INN_GRAPH_BELOW 6          /* without a time axis */
#define INN_GRAPH_TIME_AXIS 18

typedef struct
{
  InnMetric       metric;
  char           *label;
  char           *instance;        /* NULL: there is only one */
  InnGraphColor   color;
  InnGraphStyle   style;
  gboolean        hidden;          /* by the user */
  gboolean        missing;         /* there will be no values */
  InnSeries      *series;          /* NULL: nothing yet */
  gboolean        stale;
  gboolean        ended;           /* there is no value now */
  InnSeriesPoint *points;          /* of the grid, stacked ones summed up; NULL: not read */
} InnGraphLine;

typedef struct
{
  gint64  time;
  char   *text;
} InnGraphEvent;

/* Evenly spread moments of which there is one point each. They are multiples of the step, so
 * that a graph that moves on does not change its shape. */
typedef struct
{
  gint64 from;
  gint64 to;
  gint64 first;                    /* ≤ from: where the first point begins */
  gint64 step;
  guint  n;
} InnGraphGrid;

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} InnGraphPlot;

struct _InnGraph
{
  GtkWidget         parent_instance;

  InnTimeView      *view;
  char             *title;
  InnUnit           unit;
  InnGraphSize      size;
  int               height;
  gboolean          time_axis;
  GPtrArray        *lines;
  GPtrArray        *events;
  double            fixed_top;     /* which no value exceeds; 0: what fits */
  double            common_top;    /* of several graphs; 0: its own */
  double            limit;         /* NAN: none */
  char             *limit_text;
  char             *message;
  gboolean          dimmed;
  InnGraphNoteFunc  note_func;
  gpointer          note_data;

  gboolean          hovered;
  InnAxisScale      scale;
  gint64            scale_range;   /* for which @scale is */
  InnGraphGrid      grid;
  double            top;
  GskRenderNode    *node;          /* all but the cursor; NULL: old */
  gint64            described;     /* when the accessible text was made */
};

int            inn_graph_get_gutter    (InnGraphSize        size);
void           inn_graph_get_plot      (InnGraph           *self,
                                        InnGraphPlot       *plot);
double         inn_graph_get_x         (const InnGraphGrid *grid,
                                        const InnGraphPlot *plot,
                                        gint64              time);
double         inn_graph_get_y         (InnGraph           *self,
                                        const InnGraphPlot *plot,
                                        double              value);
double         inn_graph_get_point_x   (const InnGraphGrid *grid,
                                        const InnGraphPlot *plot,
                                        guint               index);
gboolean       inn_graph_has_band      (const InnGraphGrid *grid,
                                        const InnGraphPlot *plot);
guint          inn_graph_get_ticks     (InnGraph           *self,
                                        const InnGraphPlot *plot,
                                        InnAxisTick        *ticks,
                                        double             *xs);

void           inn_graph_fit_grid      (InnGraphGrid       *grid,
                                        InnTimeView        *view,
                                        double              width);

void           inn_graph_redraw        (InnGraph           *self);
void           inn_graph_line_free     (gpointer            data);
double         inn_graph_read_lines    (InnGraph           *self);

GskRenderNode *inn_graph_draw_static   (InnGraph           *self);
void           inn_graph_draw_cursor   (InnGraph           *self,
                                        GtkSnapshot        *snapshot);

double         inn_graph_get_box_x     (const InnGraphPlot *plot,
                                        double              x,
                                        double              width);
void           inn_graph_append_box    (GtkSnapshot        *snapshot,
                                        const InnGraphPalette *palette,
                                        const graphene_rect_t *rect);
double         inn_graph_stack_alpha   (guint               index);
void           inn_graph_key_snapshot  (GtkSnapshot        *snapshot,
                                        const GdkRGBA      *color,
                                        InnGraphStyle       style,
                                        double              fill);

G_END_DECLS
