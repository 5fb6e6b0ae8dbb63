/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-graph-cursor"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inn-graph-private.h"
#include "inn-snapshot.h"

#define DOT 3                    /* radius */
#define DOT_RING 1.5
#define CHIP_PAD 5
#define CHIP_HEIGHT 15
#define CHIP_CLEAR 44            /* a time nearer to the middle of the chip is not drawn */
#define KEY_WIDTH 12
#define READ_OUT_ROW 14
#define READ_OUT_PAD 8
#define READ_OUT_GAP 10          /* from the cursor, and from names to values */
#define READ_OUT_RADIUS 6
#define READ_OUT_MIN_PLOT 80     /* a lower graph has none */
#define MAX_ROWS 10

typedef struct
{
  InnGraphLine *line;            /* NULL: the note */
  guint         depth;           /* of a stacked one */
  PangoLayout  *name;
  PangoLayout  *value;
} Row;

typedef struct
{
  InnGraph        *graph;
  GtkSnapshot     *snapshot;
  InnGraphPlot     plot;
  InnGraphPalette  palette;
} Layer;

static PangoLayout *
make_layout (Layer      *layer,
             const char *text,
             gboolean    bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (layer->graph), text);

  if (bold)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_attributes (layout, attributes);
    }

  return layout;
}

static int
get_layout_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return width;
}

/* Centred at @y. */
static void
append_layout (Layer         *layer,
               PangoLayout   *layout,
               const GdkRGBA *color,
               double         x,
               double         y)
{
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (layer->snapshot);
  gtk_snapshot_translate (layer->snapshot, &GRAPHENE_POINT_INIT (x, y - height / 2));
  gtk_snapshot_append_layout (layer->snapshot, layout, color);
  gtk_snapshot_restore (layer->snapshot);
}

static void
append_rect (Layer         *layer,
             const GdkRGBA *color,
             double         x,
             double         y,
             double         width,
             double         height)
{
  gtk_snapshot_append_color (layer->snapshot, color, &GRAPHENE_RECT_INIT (x, y, width, height));
}

static double
get_axis_y (Layer *layer)
{
  return layer->plot.y + layer->plot.height + INN_GRAPH_TIME_AXIS - CHIP_HEIGHT / 2.0;
}

/* The times below, where the chip of such a width leaves room for them. */
static void
draw_times (Layer  *layer,
            double  chip_x,
            double  chip_width)
{
  InnAxisTick ticks[INN_AXIS_MAX_TICKS];
  double xs[INN_AXIS_MAX_TICKS];
  guint n = inn_graph_get_ticks (layer->graph, &layer->plot, ticks, xs);
  double right = layer->plot.x + layer->plot.width;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PangoLayout) layout = make_layout (layer, ticks[i].text, FALSE);
      double width = get_layout_width (layout);

      if (fabs (xs[i] - chip_x) >= MAX (CHIP_CLEAR, (width + chip_width) / 2)
          && xs[i] - width / 2 >= 0 && xs[i] + width / 2 <= right + INN_GRAPH_RIGHT)
        append_layout (layer, layout, &layer->palette.text, xs[i] - width / 2,
                       get_axis_y (layer));
    }
}

static double
get_chip_width (PangoLayout *time)
{
  return get_layout_width (time) + 2 * CHIP_PAD;
}

static void
draw_chip (Layer       *layer,
           PangoLayout *time,
           double       x)
{
  double width = get_chip_width (time);
  double y = get_axis_y (layer) - CHIP_HEIGHT / 2.0;
  graphene_rect_t rect;
  GskRoundedRect round;

  rect = GRAPHENE_RECT_INIT (x - width / 2, y, width, CHIP_HEIGHT);
  gsk_rounded_rect_init_from_rect (&round, &rect, 4);
  gtk_snapshot_push_rounded_clip (layer->snapshot, &round);
  gtk_snapshot_append_color (layer->snapshot, &layer->palette.chip, &rect);
  gtk_snapshot_pop (layer->snapshot);
  append_layout (layer, time, &layer->palette.chip_text, rect.origin.x + CHIP_PAD,
                 get_axis_y (layer));
}

/* The times below, of which that of the cursor stands out. */
static void
draw_axis (Layer    *layer,
           gboolean  has_cursor,
           gint64    time,
           double    x)
{
  double right = layer->plot.x + layer->plot.width + INN_GRAPH_RIGHT;
  g_autofree char *text = NULL;
  g_autoptr (PangoLayout) layout = NULL;
  double half;

  if (!has_cursor)
    {
      draw_times (layer, -2 * CHIP_CLEAR, 0);
      return;
    }

  text = inn_time_view_format (layer->graph->view, time);
  layout = make_layout (layer, text, TRUE);
  half = get_chip_width (layout) / 2;
  x = CLAMP (x, half, right - half);
  draw_times (layer, x, 2 * half);
  draw_chip (layer, layout, x);
}

/* The value that is drawn at @time, between two points. */
static double
get_drawn (InnGraph     *graph,
           InnGraphLine *line,
           gint64        time)
{
  InnGraphGrid *grid = &graph->grid;
  double at = (double) (time - grid->first) / grid->step - 1;
  guint index = CLAMP (ceil (at), 0, (double) grid->n - 1);
  double right = line->points[index].mean;
  double left = index > 0 ? line->points[index - 1].mean : right;

  if (isnan (left) || isnan (right))
    return right;

  return right + (left - right) * CLAMP (index - at, 0, 1);
}

static void
draw_dots (Layer  *layer,
           gint64  time,
           double  x)
{
  InnGraph *graph = layer->graph;
  guint depth = 0;

  for (guint i = 0; i < graph->lines->len; i++)
    {
      InnGraphLine *line = g_ptr_array_index (graph->lines, i);
      gboolean stacked = line->style == INN_GRAPH_STACKED;
      double value = line->points != NULL ? get_drawn (graph, line, time) : NAN;
      double radius = DOT + DOT_RING;
      double y;

      if (stacked && line->points != NULL)
        depth++;
      if (isnan (value) || depth > 2)
        continue;

      y = inn_graph_get_y (graph, &layer->plot, value);
      inn_snapshot_append_round (layer->snapshot, &layer->palette.card, x - radius, y - radius,
                                 2 * radius, 2 * radius);
      inn_snapshot_append_round (layer->snapshot, &layer->palette.lines[line->color],
                                 x - DOT, y - DOT, 2 * DOT, 2 * DOT);
    }
}

static void
add_row (Layer        *layer,
         GArray       *rows,
         InnGraphLine *line,
         guint         depth,
         const char   *name,
         const char   *value)
{
  Row row = { line, depth, make_layout (layer, name, FALSE), make_layout (layer, value, TRUE) };

  g_array_append_val (rows, row);
}

static void
clear_row (gpointer data)
{
  Row *row = data;

  g_object_unref (row->name);
  g_object_unref (row->value);
}

static char *
format_row (InnGraph *graph,
            guint     index,
            gint64    time)
{
  InnGraphLine *line = g_ptr_array_index (graph->lines, index);
  InnSeriesPoint point;
  g_autofree char *mean = NULL;
  g_autofree char *min = NULL;
  g_autofree char *max = NULL;

  inn_series_read (line->series, (time - 1) / graph->grid.step * graph->grid.step,
                   graph->grid.step, 1, &point);
  mean = inn_graph_format (graph, point.mean);
  min = inn_axis_format_value (graph->unit, point.min, point.max);
  max = inn_graph_format (graph, point.max);
  if (isnan (point.mean) || point.min == point.max || g_str_equal (max, mean))
    return g_steal_pointer (&mean);

  /* Where there is little room the mean is in the legend only. */
  if (graph->size == INN_GRAPH_SMALL)
    /* Translators: the lowest and the highest value of a moment: “28 to 36 MB/s” */
    return g_strdup_printf (_("%s to %s"), min, max);

  /* Translators: a value, in brackets the lowest and the highest of that moment */
  return g_strdup_printf (_("%s (%s to %s)"), mean, min, max);
}

static GArray *
get_rows (Layer  *layer,
          gint64  time)
{
  InnGraph *graph = layer->graph;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  guint depth = 0;

  g_array_set_clear_func (rows, clear_row);
  for (guint i = 0; i < graph->lines->len && rows->len < MAX_ROWS; i++)
    {
      InnGraphLine *line = g_ptr_array_index (graph->lines, i);
      g_autofree char *text = NULL;

      if (line->points == NULL)
        continue;

      text = format_row (graph, i, time);
      add_row (layer, rows, line, depth, line->label, text);
      depth += line->style == INN_GRAPH_STACKED;
    }

  if (graph->note_func != NULL && graph->note_func (time, &name, &value, graph->note_data))
    add_row (layer, rows, NULL, 0, name, value);

  return rows;
}

/**
 * inn_graph_append_box:
 *
 * Draws what a read-out stands on.
 */
void
inn_graph_append_box (GtkSnapshot           *snapshot,
                      const InnGraphPalette *palette,
                      const graphene_rect_t *rect)
{
  const GdkRGBA *color = &palette->base;
  const float widths[] = { 1, 1, 1, 1 };
  const GdkRGBA colors[] = { *color, *color, *color, *color };
  GskRoundedRect round;

  gsk_rounded_rect_init_from_rect (&round, rect, READ_OUT_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, &palette->card, rect);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &round, widths, colors);
}

static void
draw_row (Layer  *layer,
          Row    *row,
          double  x,
          double  y,
          double  right)
{
  GdkRGBA text = layer->palette.text;

  if (row->line != NULL)
    {
      gboolean stacked = row->line->style == INN_GRAPH_STACKED;

      gtk_snapshot_save (layer->snapshot);
      gtk_snapshot_translate (layer->snapshot, &GRAPHENE_POINT_INIT (x, y - 4));
      inn_graph_key_snapshot (layer->snapshot, &layer->palette.lines[row->line->color],
                              row->line->style,
                              stacked ? inn_graph_stack_alpha (row->depth)
                                      : layer->palette.fill);
      gtk_snapshot_restore (layer->snapshot);
    }

  append_layout (layer, row->name, &text, x + (row->line != NULL ? KEY_WIDTH + 6 : 0), y);
  text.alpha = 1;
  append_layout (layer, row->value, &text, right - get_layout_width (row->value), y);
}

/**
 * inn_graph_get_box_x:
 * @x: of the cursor
 * @width: of a read-out
 *
 * Returns: where it begins: right of the cursor, or left of it where there is no room, but not
 *   outside
 */
double
inn_graph_get_box_x (const InnGraphPlot *plot,
                     double              x,
                     double              width)
{
  double end = plot->x + plot->width;

  if (x + READ_OUT_GAP + width <= end)
    return x + READ_OUT_GAP;
  if (x - READ_OUT_GAP - width >= 0)
    return x - READ_OUT_GAP - width;

  return x < end / 2 ? end - width : 0;
}

static void
draw_read_out (Layer  *layer,
               gint64  time,
               double  x)
{
  g_autoptr (GArray) rows = get_rows (layer, time);
  double width = 0;
  graphene_rect_t rect;

  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = &g_array_index (rows, Row, i);
      double key = row->line != NULL ? KEY_WIDTH + 6 : 0;

      width = MAX (width, key + get_layout_width (row->name) + READ_OUT_GAP
                          + get_layout_width (row->value));
    }
  if (rows->len == 0)
    return;

  width += 2 * READ_OUT_PAD;
  rect = GRAPHENE_RECT_INIT (floor (inn_graph_get_box_x (&layer->plot, x, width)),
                             layer->plot.y + 4, ceil (width),
                             rows->len * READ_OUT_ROW + 2 * READ_OUT_PAD - 2);
  inn_graph_append_box (layer->snapshot, &layer->palette, &rect);
  for (guint i = 0; i < rows->len; i++)
    draw_row (layer, &g_array_index (rows, Row, i), rect.origin.x + READ_OUT_PAD,
              rect.origin.y + READ_OUT_PAD + (i + 0.5) * READ_OUT_ROW - 1,
              rect.origin.x + rect.size.width - READ_OUT_PAD);
}

static void
draw_selection (Layer *layer)
{
  InnGraphPlot *plot = &layer->plot;
  gint64 from;
  gint64 to;
  double left;
  double right;
  GdkRGBA color = layer->palette.cursor;

  if (!inn_time_view_get_selection (layer->graph->view, &from, &to))
    return;

  left = inn_graph_get_x (&layer->graph->grid, plot, from);
  right = inn_graph_get_x (&layer->graph->grid, plot, to);
  append_rect (layer, &color, left, plot->y, 1, plot->height);
  append_rect (layer, &color, right - 1, plot->y, 1, plot->height);
  color.alpha *= 0.2f;
  append_rect (layer, &color, left, plot->y, right - left, plot->height);
}

static void
draw_message (Layer      *layer,
              const char *text)
{
  g_autoptr (PangoLayout) layout = make_layout (layer, text, FALSE);
  GdkRGBA color = layer->palette.text;

  pango_layout_set_width (layout, MAX (layer->plot.width, 0) * PANGO_SCALE);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  color.alpha = 0.8f;
  append_layout (layer, layout, &color, layer->plot.x, layer->plot.y + layer->plot.height / 2);
}

static gboolean
is_empty (InnGraph *graph)
{
  for (guint i = 0; i < graph->lines->len; i++)
    {
      InnGraphLine *line = g_ptr_array_index (graph->lines, i);

      if (line->series != NULL && inn_series_get_last (line->series, NULL, NULL))
        return FALSE;
    }

  return TRUE;
}

/**
 * inn_graph_draw_cursor:
 *
 * Draws what lies over the lines and changes with the pointer.
 */
void
inn_graph_draw_cursor (InnGraph    *self,
                       GtkSnapshot *snapshot)
{
  Layer layer = { .graph = self, .snapshot = snapshot };
  gint64 time;
  gboolean has_cursor = inn_time_view_get_cursor (self->view, &time);
  double x;

  inn_graph_get_plot (self, &layer.plot);
  inn_graph_palette_get (&layer.palette);

  x = inn_graph_get_x (&self->grid, &layer.plot, time);
  if (self->time_axis)
    draw_axis (&layer, has_cursor, time, x);
  if (self->message != NULL)
    draw_message (&layer, self->message);
  else if (is_empty (self))
    draw_message (&layer, _("Waiting for the first two values"));

  draw_selection (&layer);
  if (!has_cursor)
    return;

  append_rect (&layer, &layer.palette.cursor, floor (x), layer.plot.y - 3, 1,
               layer.plot.height + 3);
  draw_dots (&layer, time, floor (x) + 0.5);
  if (self->hovered && layer.plot.height >= READ_OUT_MIN_PLOT)
    draw_read_out (&layer, time, x);
}
