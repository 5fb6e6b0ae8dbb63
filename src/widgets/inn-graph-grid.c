/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-graph-grid"

#include "config.h"

#include "inn-graph-private.h"

#define POINT_WIDTH 2        /* pixels that one point takes at least */
#define USUAL_WIDTH 300      /* of a graph that is not on the screen yet */
#define TICK_ROOM 62         /* pixels for one time, and the space around it */

/* How long a bucket is of the level of the series that such a range is read from. */
static gint64
get_unit (gint64 range)
{
  if (range <= 620 * (gint64) G_USEC_PER_SEC)
    return G_USEC_PER_SEC;

  return (range <= 2 * 3600 * (gint64) G_USEC_PER_SEC ? 10 : 120) * (gint64) G_USEC_PER_SEC;
}

/**
 * inn_graph_fit_grid:
 * @grid: (out): the points for what @view shows
 * @width: pixels there are
 */
void
inn_graph_fit_grid (InnGraphGrid *grid,
                    InnTimeView  *view,
                    double        width)
{
  gint64 unit;
  gint64 least;

  inn_time_view_get_visible (view, &grid->from, &grid->to);
  unit = get_unit (grid->to - grid->from);
  least = (grid->to - grid->from) * POINT_WIDTH / (width > POINT_WIDTH ? width : USUAL_WIDTH);
  grid->step = MAX ((least + unit - 1) / unit, 1) * unit;

  /* One before what is seen, so that lines begin at the left end. */
  grid->first = MAX (grid->from - grid->step, 0) / grid->step * grid->step;
  grid->n = (grid->to - grid->first + grid->step - 1) / grid->step;
}

int
inn_graph_get_gutter (InnGraphSize size)
{
  return size == INN_GRAPH_LARGE ? 46 : 58;
}

void
inn_graph_get_plot (InnGraph     *self,
                    InnGraphPlot *plot)
{
  int below = self->time_axis ? INN_GRAPH_TIME_AXIS : INN_GRAPH_BELOW;

  plot->x = inn_graph_get_gutter (self->size);
  plot->y = INN_GRAPH_ABOVE;
  plot->width = gtk_widget_get_width (GTK_WIDGET (self)) - plot->x - INN_GRAPH_RIGHT;
  plot->height = gtk_widget_get_height (GTK_WIDGET (self)) - plot->y - below;
}

double
inn_graph_get_x (const InnGraphGrid *grid,
                 const InnGraphPlot *plot,
                 gint64              time)
{
  return plot->x + plot->width * (time - grid->from) / (grid->to - grid->from);
}

double
inn_graph_get_y (InnGraph           *self,
                 const InnGraphPlot *plot,
                 double              value)
{
  return plot->y + plot->height * (1 - MIN (value / self->top, 1));
}

/* A point stands where its time ends, so that the newest one stands at the right end. */
double
inn_graph_get_point_x (const InnGraphGrid *grid,
                       const InnGraphPlot *plot,
                       guint               index)
{
  return inn_graph_get_x (grid, plot, MIN (grid->first + (index + 1) * grid->step, grid->to));
}

/* Whether a point stands for so many values that their extremes are to be seen. */
gboolean
inn_graph_has_band (const InnGraphGrid *grid,
                    const InnGraphPlot *plot)
{
  return grid->to - grid->from > plot->width * G_USEC_PER_SEC;
}

guint
inn_graph_get_ticks (InnGraph           *self,
                     const InnGraphPlot *plot,
                     InnAxisTick        *ticks,
                     double             *xs)
{
  gint64 offset = inn_time_view_to_real (self->view, 0);
  guint n = inn_axis_get_ticks (self->grid.from + offset, self->grid.to + offset,
                                MAX (plot->width, 0) / TICK_ROOM, ticks);

  for (guint i = 0; i < n; i++)
    xs[i] = inn_graph_get_x (&self->grid, plot, ticks[i].time - offset);

  return n;
}
