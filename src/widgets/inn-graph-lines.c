/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-graph-lines"

#include "config.h"

#include <math.h>

#include "inn-graph-private.h"

static InnGraphLine *
get_line (InnGraph *self,
          guint     index)
{
  g_return_val_if_fail (index < self->lines->len, NULL);

  return g_ptr_array_index (self->lines, index);
}

static void
read_points (InnGraph       *self,
             InnSeries      *series,
             gint64          from,
             gint64          step,
             guint           n,
             InnSeriesPoint *points)
{
  inn_series_read (series, from, step, n, points);

  /* The extremes are kept roughly only: not more than all there is. */
  for (guint i = 0; self->fixed_top > 0 && i < n; i++)
    points[i].max = MIN (points[i].max, MAX (self->fixed_top, points[i].mean));
}

static void
stack (InnGraphLine       *line,
       const InnGraphLine *under,
       guint               n)
{
  for (guint i = 0; under != NULL && i < n; i++)
    {
      double below = under->points[i].mean;

      line->points[i].mean += isnan (below) ? 0 : below;
    }
  for (guint i = 0; i < n; i++)
    line->points[i].min = line->points[i].max = line->points[i].mean;
}

void
inn_graph_line_free (gpointer data)
{
  InnGraphLine *line = data;

  g_clear_pointer (&line->series, inn_series_unref);
  g_free (line->label);
  g_free (line->instance);
  g_free (line->points);
  g_free (line);
}

/**
 * inn_graph_read_lines:
 *
 * Reads the points of the grid of all lines that are shown.
 *
 * Returns: the highest value that is seen; %NAN: there is none
 */
double
inn_graph_read_lines (InnGraph *self)
{
  InnGraphGrid *grid = &self->grid;
  InnGraphLine *under = NULL;
  double max = NAN;

  for (guint i = 0; i < self->lines->len; i++)
    {
      InnGraphLine *line = g_ptr_array_index (self->lines, i);

      g_clear_pointer (&line->points, g_free);
      if (line->series == NULL || line->hidden)
        continue;

      line->points = g_new (InnSeriesPoint, grid->n);
      read_points (self, line->series, grid->first, grid->step, grid->n, line->points);
      if (line->style == INN_GRAPH_STACKED)
        {
          stack (line, under, grid->n);
          under = line;
        }
      for (guint j = 0; j < grid->n; j++)
        max = fmax (max, line->points[j].max);
    }

  return max;
}

/**
 * inn_graph_add_line:
 * @metric: what it shows, by which it is named in files
 * @label: (nullable): how it is called here, if not as @metric
 *
 * Returns: the number of the line
 */
guint
inn_graph_add_line (InnGraph      *self,
                    InnMetric      metric,
                    const char    *label,
                    InnGraphColor  color,
                    InnGraphStyle  style)
{
  InnGraphLine *line = g_new0 (InnGraphLine, 1);

  g_return_val_if_fail (INN_IS_GRAPH (self), 0);

  line->metric = metric;
  line->label = g_strdup (label != NULL ? label : inn_metric_get_label (metric));
  line->color = color;
  line->style = style;
  g_ptr_array_add (self->lines, line);
  inn_graph_redraw (self);
  g_signal_emit_by_name (self, "lines-changed");

  return self->lines->len - 1;
}

/**
 * inn_graph_set_series:
 * @series: (nullable): where the values are; %NULL: there are none yet
 * @stale: whether the newest one is old: the end of the line is dashed
 *
 * To be called after each reading: when it is the same as before nothing is done.
 */
void
inn_graph_set_series (InnGraph  *self,
                      guint      line,
                      InnSeries *series,
                      gboolean   stale)
{
  InnGraphLine *found;

  g_return_if_fail (INN_IS_GRAPH (self));

  found = get_line (self, line);
  if (found->series == series && found->stale == stale)
    return;

  if (series != NULL)
    inn_series_ref (series);
  g_clear_pointer (&found->series, inn_series_unref);
  found->series = series;
  found->stale = stale;
  inn_graph_redraw (self);
}

/**
 * inn_graph_set_ended:
 * @ended: whether nothing is measured any more: the newest value is not one of now
 */
void
inn_graph_set_ended (InnGraph *self,
                     guint     line,
                     gboolean  ended)
{
  g_return_if_fail (INN_IS_GRAPH (self));

  get_line (self, line)->ended = ended;
}

/**
 * inn_graph_set_instance:
 * @instance: (nullable): of what the line tells, as it is called in files: "vda"
 */
void
inn_graph_set_instance (InnGraph   *self,
                        guint       line,
                        const char *instance)
{
  InnGraphLine *found;

  g_return_if_fail (INN_IS_GRAPH (self));

  found = get_line (self, line);
  g_free (found->instance);
  found->instance = g_strdup (instance);
}

void
inn_graph_set_shown (InnGraph *self,
                     guint     line,
                     gboolean  shown)
{
  InnGraphLine *found;

  g_return_if_fail (INN_IS_GRAPH (self));

  found = get_line (self, line);
  if (found->hidden == !shown)
    return;

  found->hidden = !shown;
  inn_graph_redraw (self);
  g_signal_emit_by_name (self, "lines-changed");
}

/**
 * inn_graph_set_offered:
 * @offered: whether values may come; the legend does not name a line of which there are none
 */
void
inn_graph_set_offered (InnGraph *self,
                       guint     line,
                       gboolean  offered)
{
  InnGraphLine *found;

  g_return_if_fail (INN_IS_GRAPH (self));

  found = get_line (self, line);
  if (found->missing == !offered)
    return;

  found->missing = !offered;
  g_signal_emit_by_name (self, "lines-changed");
}

gboolean
inn_graph_get_offered (InnGraph *self,
                       guint     line)
{
  g_return_val_if_fail (INN_IS_GRAPH (self), FALSE);

  return !get_line (self, line)->missing;
}

guint
inn_graph_get_n_lines (InnGraph *self)
{
  g_return_val_if_fail (INN_IS_GRAPH (self), 0);

  return self->lines->len;
}

const char *
inn_graph_get_label (InnGraph *self,
                     guint     line)
{
  g_return_val_if_fail (INN_IS_GRAPH (self), NULL);

  return get_line (self, line)->label;
}

InnGraphColor
inn_graph_get_color (InnGraph *self,
                     guint     line)
{
  g_return_val_if_fail (INN_IS_GRAPH (self), INN_GRAPH_BLUE);

  return get_line (self, line)->color;
}

InnGraphStyle
inn_graph_get_style (InnGraph *self,
                     guint     line)
{
  g_return_val_if_fail (INN_IS_GRAPH (self), INN_GRAPH_LINE);

  return get_line (self, line)->style;
}

gboolean
inn_graph_get_shown (InnGraph *self,
                     guint     line)
{
  g_return_val_if_fail (INN_IS_GRAPH (self), FALSE);

  return !get_line (self, line)->hidden;
}

/**
 * inn_graph_get_value:
 *
 * Returns: the value of a line at the cursor, without one the newest that is to be seen; %NAN:
 *   there is none
 */
double
inn_graph_get_value (InnGraph *self,
                     guint     line)
{
  InnGraphLine *found;
  InnSeriesPoint point;
  InnGraphGrid grid;
  InnGraphPlot plot;
  gint64 time;
  double value;

  g_return_val_if_fail (INN_IS_GRAPH (self), NAN);

  found = get_line (self, line);
  if (found->series == NULL)
    return NAN;

  inn_graph_get_plot (self, &plot);
  inn_graph_fit_grid (&grid, self->view, plot.width);
  if (!inn_time_view_get_cursor (self->view, &time))
    {
      gboolean live = !inn_time_view_get_paused (self->view);

      if (live && inn_series_get_last (found->series, NULL, &value))
        return self->dimmed || found->ended ? NAN : value;
      time = grid.to;
    }

  read_points (self, found->series, (time - 1) / grid.step * grid.step, grid.step, 1, &point);

  return point.mean;
}

/**
 * inn_graph_get_extent:
 *
 * Returns: the lowest and the highest value of a line in what is seen, and their mean
 */
InnSeriesPoint
inn_graph_get_extent (InnGraph *self,
                      guint     line)
{
  InnSeriesPoint extent = { NAN, NAN, NAN };
  InnSeries *series;
  gint64 from;
  gint64 to;

  g_return_val_if_fail (INN_IS_GRAPH (self), extent);

  series = get_line (self, line)->series;
  inn_time_view_get_visible (self->view, &from, &to);
  if (series != NULL)
    read_points (self, series, from, to - from, 1, &extent);

  return extent;
}

/**
 * inn_graph_get_highest:
 *
 * Returns: the highest value of all lines that are shown in what is seen; %NAN: there is none
 */
double
inn_graph_get_highest (InnGraph *self)
{
  double highest = NAN;

  g_return_val_if_fail (INN_IS_GRAPH (self), NAN);

  for (guint i = 0; i < self->lines->len; i++)
    if (!get_line (self, i)->hidden)
      highest = fmax (highest, inn_graph_get_extent (self, i).max);

  return highest;
}

/**
 * inn_graph_append_values:
 *
 * Appends a line of text for each line that is shown, with the value that its legend has now.
 */
void
inn_graph_append_values (InnGraph *self,
                         GString  *text)
{
  g_return_if_fail (INN_IS_GRAPH (self));

  for (guint i = 0; i < self->lines->len; i++)
    {
      InnGraphLine *line = g_ptr_array_index (self->lines, i);
      g_autofree char *value = inn_graph_format (self, inn_graph_get_value (self, i));

      if (!line->hidden && !line->missing)
        g_string_append_printf (text, "%s\t%s\t%s\n", self->title, line->label, value);
    }
}

/**
 * inn_graph_fill_table:
 *
 * Adds the series of all lines that are shown to @table.
 */
void
inn_graph_fill_table (InnGraph       *self,
                      InnSeriesTable *table)
{
  g_return_if_fail (INN_IS_GRAPH (self));

  for (guint i = 0; i < self->lines->len; i++)
    {
      InnGraphLine *line = g_ptr_array_index (self->lines, i);

      if (line->series != NULL && !line->hidden)
        inn_series_table_add (table, line->metric, line->instance, line->series);
    }
}
