/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-graph-draw"

#include "config.h"

#include <math.h>

#include "inn-graph-private.h"

#define BAND_ALPHA 0.25
#define SMALL_PLOT 80            /* pixels: a lower one is not divided */
#define LABEL_GAP 6
#define STALE_POINTS 3
#define EVENT_SIZE 6

/* All that stays where it is while the cursor moves. */
typedef struct
{
  InnGraph        *graph;
  InnGraphPlot     plot;
  InnGraphPalette  palette;
  cairo_t         *cr;
} Drawing;

static void
set_color (Drawing       *drawing,
           const GdkRGBA *color,
           double         alpha)
{
  cairo_set_source_rgba (drawing->cr, color->red, color->green, color->blue,
                         color->alpha * alpha);
}

static double
get_x (Drawing *drawing,
       guint    index)
{
  return inn_graph_get_point_x (&drawing->graph->grid, &drawing->plot, index);
}

static double
get_y (Drawing *drawing,
       double   value)
{
  return inn_graph_get_y (drawing->graph, &drawing->plot, value);
}

static void
stroke_across (Drawing *drawing,
               double   y)
{
  y = floor (y) + 0.5;
  cairo_move_to (drawing->cr, drawing->plot.x, y);
  cairo_line_to (drawing->cr, drawing->plot.x + drawing->plot.width, y);
  cairo_stroke (drawing->cr);
}

static guint
get_n_parts (Drawing *drawing)
{
  if (drawing->plot.height < SMALL_PLOT)
    return 1;

  return inn_axis_get_parts (drawing->graph->unit, drawing->graph->top);
}

static void
draw_grid (Drawing *drawing)
{
  InnGraphPlot *plot = &drawing->plot;
  guint n_parts = get_n_parts (drawing);
  InnAxisTick ticks[INN_AXIS_MAX_TICKS];
  double xs[INN_AXIS_MAX_TICKS];
  guint n_ticks = inn_graph_get_ticks (drawing->graph, plot, ticks, xs);

  cairo_set_line_width (drawing->cr, 1);
  set_color (drawing, &drawing->palette.grid, 1);
  for (guint i = 1; i <= n_parts; i++)
    stroke_across (drawing, plot->y + plot->height * (n_parts - i) / n_parts);
  for (guint i = 0; i < n_ticks; i++)
    {
      cairo_move_to (drawing->cr, floor (xs[i]) + 0.5, plot->y);
      cairo_line_to (drawing->cr, floor (xs[i]) + 0.5, plot->y + plot->height);
      cairo_stroke (drawing->cr);
    }

  set_color (drawing, &drawing->palette.base, 1);
  stroke_across (drawing, plot->y + plot->height);
}

/* From one gap to the next. Returns: whether there is a run at or after @begin */
static gboolean
find_run (InnGraphLine *line,
          guint         n,
          guint        *begin,
          guint        *end)
{
  while (*begin < n && isnan (line->points[*begin].mean))
    (*begin)++;
  *end = *begin;
  while (*end < n && !isnan (line->points[*end].mean))
    (*end)++;

  return *begin < *end;
}

static void
trace (Drawing      *drawing,
       InnGraphLine *line,
       guint         begin,
       guint         end)
{
  for (guint i = begin; i < end; i++)
    cairo_line_to (drawing->cr, get_x (drawing, i), get_y (drawing, line->points[i].mean));
}

/* What is under: the stacked line below, or the base line. */
static void
trace_back (Drawing      *drawing,
            InnGraphLine *under,
            guint         begin,
            guint         end)
{
  for (guint i = end; i-- > begin;)
    {
      double value = under != NULL ? under->points[i].mean : 0;

      cairo_line_to (drawing->cr, get_x (drawing, i), get_y (drawing, isnan (value) ? 0 : value));
    }
  cairo_close_path (drawing->cr);
}

static void
draw_band (Drawing      *drawing,
           InnGraphLine *line,
           guint         begin,
           guint         end)
{
  for (guint i = begin; i < end; i++)
    cairo_line_to (drawing->cr, get_x (drawing, i), get_y (drawing, line->points[i].max));
  for (guint i = end; i-- > begin;)
    cairo_line_to (drawing->cr, get_x (drawing, i), get_y (drawing, line->points[i].min));
  cairo_close_path (drawing->cr);
  set_color (drawing, &drawing->palette.lines[line->color], BAND_ALPHA);
  cairo_fill (drawing->cr);
}

static void
stroke_run (Drawing      *drawing,
            InnGraphLine *line,
            guint         begin,
            guint         end)
{
  const double dash[] = { 4, 2 };
  const double stale[] = { 2, 3 };
  gboolean is_stale = line->stale && end == drawing->graph->grid.n;
  guint solid = is_stale ? MAX (end - begin, STALE_POINTS) - STALE_POINTS + begin : end;

  set_color (drawing, &drawing->palette.lines[line->color], 1);
  cairo_set_line_width (drawing->cr, drawing->palette.line_width);

  if (line->style == INN_GRAPH_DASHED)
    cairo_set_dash (drawing->cr, dash, G_N_ELEMENTS (dash), 0);
  /* One point alone is a dot. */
  if (begin + 1 == end)
    cairo_move_to (drawing->cr, get_x (drawing, begin), get_y (drawing,
                                                               line->points[begin].mean));
  trace (drawing, line, begin, solid);
  cairo_stroke (drawing->cr);

  cairo_set_dash (drawing->cr, stale, G_N_ELEMENTS (stale), 0);
  trace (drawing, line, solid > begin ? solid - 1 : begin, is_stale ? end : begin);
  cairo_stroke (drawing->cr);
  cairo_set_dash (drawing->cr, NULL, 0, 0);
}

static void
draw_run (Drawing      *drawing,
          InnGraphLine *line,
          InnGraphLine *under,
          guint         depth,
          guint         begin,
          guint         end)
{
  gboolean stacked = line->style == INN_GRAPH_STACKED;

  if (stacked || line->style == INN_GRAPH_FILLED)
    {
      trace (drawing, line, begin, end);
      trace_back (drawing, under, begin, end);
      set_color (drawing, &drawing->palette.lines[line->color],
                 stacked ? inn_graph_stack_alpha (depth) : drawing->palette.fill);
      cairo_fill (drawing->cr);
    }

  if (!stacked && inn_graph_has_band (&drawing->graph->grid, &drawing->plot))
    draw_band (drawing, line, begin, end);

  if (!stacked || depth < 2)
    stroke_run (drawing, line, begin, end);
}

static void
draw_lines (Drawing *drawing)
{
  InnGraph *graph = drawing->graph;
  InnGraphLine *under = NULL;
  guint depth = 0;

  cairo_set_line_join (drawing->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (drawing->cr, CAIRO_LINE_CAP_ROUND);
  for (guint i = 0; i < graph->lines->len; i++)
    {
      InnGraphLine *line = g_ptr_array_index (graph->lines, i);
      guint begin = 0;
      guint end;

      if (line->points == NULL)
        continue;

      for (; find_run (line, graph->grid.n, &begin, &end); begin = end)
        draw_run (drawing, line, under, depth, begin, end);

      if (line->style == INN_GRAPH_STACKED)
        {
          under = line;
          depth++;
        }
    }
  cairo_set_line_cap (drawing->cr, CAIRO_LINE_CAP_BUTT);
}

static void
draw_limit (Drawing *drawing)
{
  const double dash[] = { 5, 3 };
  InnGraph *graph = drawing->graph;

  if (isnan (graph->limit) || graph->limit > graph->top)
    return;

  set_color (drawing, &drawing->palette.lines[INN_GRAPH_ORANGE], 1);
  cairo_set_line_width (drawing->cr, drawing->palette.line_width);
  cairo_set_dash (drawing->cr, dash, G_N_ELEMENTS (dash), 0);
  stroke_across (drawing, get_y (drawing, graph->limit));
  cairo_set_dash (drawing->cr, NULL, 0, 0);
}

static void
draw_events (Drawing *drawing)
{
  InnGraph *graph = drawing->graph;
  double base = drawing->plot.y + drawing->plot.height;

  for (guint i = 0; i < graph->events->len; i++)
    {
      InnGraphEvent *event = g_ptr_array_index (graph->events, i);
      double x = inn_graph_get_x (&graph->grid, &drawing->plot, event->time);

      if (event->time < graph->grid.from || event->time > graph->grid.to)
        continue;

      cairo_move_to (drawing->cr, x - EVENT_SIZE / 2.0, base);
      cairo_line_to (drawing->cr, x + EVENT_SIZE / 2.0, base);
      cairo_line_to (drawing->cr, x, base - EVENT_SIZE);
      cairo_close_path (drawing->cr);
      set_color (drawing, &drawing->palette.cursor, 1);
      cairo_fill (drawing->cr);
    }
}

static void
append_text (Drawing     *drawing,
             GtkSnapshot *snapshot,
             const char  *text,
             double       x,
             double       y,
             double       x_align)
{
  g_autoptr (PangoLayout) layout =
    gtk_widget_create_pango_layout (GTK_WIDGET (drawing->graph), text);
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (x - width * x_align, y - height / 2));
  gtk_snapshot_append_layout (snapshot, layout, &drawing->palette.text);
  gtk_snapshot_restore (snapshot);
}

static void
append_values (Drawing     *drawing,
               GtkSnapshot *snapshot)
{
  InnGraph *graph = drawing->graph;
  InnGraphPlot *plot = &drawing->plot;
  guint n_parts = get_n_parts (drawing);

  for (guint i = 0; i <= n_parts; i++)
    {
      double value = graph->top * i / n_parts;
      g_autofree char *text = inn_axis_format_value (graph->unit, value, graph->top);

      append_text (drawing, snapshot, text, plot->x - LABEL_GAP,
                   plot->y + plot->height * (n_parts - i) / n_parts, 1);
    }

  if (graph->limit_text != NULL && !isnan (graph->limit) && graph->limit <= graph->top)
    append_text (drawing, snapshot, graph->limit_text, plot->x + LABEL_GAP,
                 get_y (drawing, graph->limit) - 8, 0);
}

/**
 * inn_graph_stack_alpha:
 * @index: of a stacked line, from below
 *
 * Returns: how strong the area of it is
 */
double
inn_graph_stack_alpha (guint index)
{
  static const double alphas[] = { 0.55, 0.22, 0.05 };

  return alphas[MIN (index, G_N_ELEMENTS (alphas) - 1)];
}

/**
 * inn_graph_draw_static:
 *
 * Draws grid, axes of values and lines; the points must have been read.
 *
 * Returns: (transfer full) (nullable): what was drawn
 */
GskRenderNode *
inn_graph_draw_static (InnGraph *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  Drawing drawing = { .graph = self };

  inn_graph_get_plot (self, &drawing.plot);
  inn_graph_palette_get (&drawing.palette);
  drawing.cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  draw_grid (&drawing);
  cairo_save (drawing.cr);
  cairo_rectangle (drawing.cr, drawing.plot.x, drawing.plot.y - 1, drawing.plot.width + 1,
                   drawing.plot.height + 2);
  cairo_clip (drawing.cr);
  draw_lines (&drawing);
  draw_limit (&drawing);
  draw_events (&drawing);
  cairo_restore (drawing.cr);
  cairo_destroy (drawing.cr);
  append_values (&drawing, snapshot);

  return gtk_snapshot_free_to_node (snapshot);
}
