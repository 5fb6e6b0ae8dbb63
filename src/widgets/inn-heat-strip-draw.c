/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-heat-strip"

#include "config.h"

#include <math.h>

#include "inn-heat-strip-private.h"

#define CELL 4                   /* pixels wide, at least */
#define ROW 11                   /* with a gap of 1 */
#define LOW_ROW 4                /* of more than MANY */
#define MANY 32
#define MAX_ROWS 64              /* of more CPUs several share a row */
#define MANY_LABELS 16           /* more have a number at every fourth row only */
#define LABEL_GAP 6
#define LEAST_ALPHA 0.06
#define READ_OUT_PAD 6

/* How many CPUs share a row. */
guint
inn_heat_strip_get_group (InnHeatStrip *self)
{
  return MAX ((self->n_cpus + MAX_ROWS - 1) / MAX_ROWS, 1);
}

guint
inn_heat_strip_get_n_rows (InnHeatStrip *self)
{
  guint group = inn_heat_strip_get_group (self);

  return (self->n_cpus + group - 1) / group;
}

int
inn_heat_strip_get_row_height (InnHeatStrip *self)
{
  return self->n_cpus > MANY ? LOW_ROW : ROW;
}

static void
get_plot (InnHeatStrip *self,
          InnGraphPlot *plot)
{
  plot->x = inn_graph_get_gutter (self->size);
  plot->y = 0;
  plot->width = gtk_widget_get_width (GTK_WIDGET (self)) - plot->x - INN_GRAPH_RIGHT;
  plot->height = inn_heat_strip_get_n_rows (self) * inn_heat_strip_get_row_height (self);
}

/* A row of pixels: one for each cell, as busy as its CPUs are on average. */
static void
paint_row (InnHeatStrip  *self,
           guint          row,
           const GdkRGBA *color,
           guint32       *pixels)
{
  InnHeatLayer *layer = g_ptr_array_index (self->layers, 0);
  guint group = inn_heat_strip_get_group (self);
  g_autofree double *sums = g_new0 (double, self->grid.n);
  g_autofree guint *counts = g_new0 (guint, self->grid.n);
  g_autofree InnSeriesPoint *points = g_new (InnSeriesPoint, self->grid.n);

  for (guint i = row * group; i < MIN ((row + 1) * group, self->n_cpus); i++)
    {
      InnSeries *series = g_ptr_array_index (layer->series, i);

      if (series == NULL)
        continue;

      inn_series_read (series, self->grid.first, self->grid.step, self->grid.n, points);
      for (guint j = 0; j < self->grid.n; j++)
        {
          sums[j] += isnan (points[j].mean) ? 0 : points[j].mean;
          counts[j] += !isnan (points[j].mean);
        }
    }

  for (guint j = 0; j < self->grid.n; j++)
    {
      double use = counts[j] > 0 ? MIN (sums[j] / counts[j] / 100, 1) : 0;
      double alpha = counts[j] > 0 ? 255 * (LEAST_ALPHA + (1 - LEAST_ALPHA) * use) : 0;

      pixels[j] = (guint32) alpha << 24 | (guint32) (color->red * alpha) << 16
                  | (guint32) (color->green * alpha) << 8 | (guint32) (color->blue * alpha);
    }
}

static cairo_surface_t *
paint_cells (InnHeatStrip  *self,
             const GdkRGBA *color)
{
  guint n_rows = inn_heat_strip_get_n_rows (self);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->grid.n,
                                                         n_rows);
  guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  cairo_surface_flush (surface);
  for (guint i = 0; i < n_rows; i++)
    paint_row (self, i, color, (guint32 *) (data + i * stride));
  cairo_surface_mark_dirty (surface);

  return surface;
}

static void
append_cells (InnHeatStrip  *self,
              InnGraphPlot  *plot,
              const GdkRGBA *color,
              cairo_t       *cr)
{
  cairo_surface_t *cells = paint_cells (self, color);
  cairo_pattern_t *pattern = cairo_pattern_create_for_surface (cells);
  double left = inn_graph_get_x (&self->grid, plot, self->grid.first);
  double cell = plot->width * self->grid.step / (self->grid.to - self->grid.from);
  int height = inn_heat_strip_get_row_height (self);
  cairo_matrix_t matrix;

  cairo_matrix_init_scale (&matrix, 1 / cell, 1.0 / height);
  cairo_matrix_translate (&matrix, -left, -plot->y);
  cairo_pattern_set_matrix (pattern, &matrix);
  cairo_pattern_set_filter (pattern, CAIRO_FILTER_NEAREST);

  for (guint i = 0; i < inn_heat_strip_get_n_rows (self); i++)
    cairo_rectangle (cr, plot->x, plot->y + i * height, plot->width,
                     height - (height == ROW ? 1 : 0));
  cairo_set_source (cr, pattern);
  cairo_fill (cr);

  cairo_pattern_destroy (pattern);
  cairo_surface_destroy (cells);
}

/* @x: of the left end for 0 of @x_align, of the right one for 1 */
static void
append_text (InnHeatStrip    *self,
             GtkSnapshot     *snapshot,
             const GdkRGBA   *color,
             const char      *text,
             double           x,
             double           y,
             double           x_align)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x - x_align * width, y - height / 2));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
append_labels (InnHeatStrip  *self,
               GtkSnapshot   *snapshot,
               InnGraphPlot  *plot,
               const GdkRGBA *color)
{
  guint every = self->n_cpus > MANY_LABELS ? 4 : 1;
  guint group = inn_heat_strip_get_group (self);
  int height = inn_heat_strip_get_row_height (self);

  append_text (self, snapshot, color, self->name, 0, plot->y + ROW / 2.0, 0);
  for (guint i = 0; i < inn_heat_strip_get_n_rows (self); i += every)
    append_text (self, snapshot, color, self->numbers[i * group], plot->x - LABEL_GAP,
                 plot->y + i * height + ROW / 2.0, 1);
}

/**
 * inn_heat_strip_draw_cells:
 *
 * Draws all that does not change with the cursor.
 *
 * Returns: (transfer full) (nullable): what was drawn; %NULL: there is no room, or nothing to draw
 */
GskRenderNode *
inn_heat_strip_draw_cells (InnHeatStrip *self)
{
  GtkSnapshot *snapshot;
  InnGraphPlot plot;
  InnGraphPalette palette;
  cairo_t *cr;

  get_plot (self, &plot);
  if (plot.width < CELL || self->n_cpus == 0)
    return NULL;

  inn_graph_palette_get (&palette);
  snapshot = gtk_snapshot_new ();
  /* Half the points of a graph: these are cells. */
  inn_graph_fit_grid (&self->grid, self->view, plot.width * 2 / CELL);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, plot.x + plot.width, plot.height));
  append_cells (self, &plot, &palette.lines[INN_GRAPH_BLUE], cr);
  cairo_destroy (cr);
  append_labels (self, snapshot, &plot, &palette.text);

  return gtk_snapshot_free_to_node (snapshot);
}

static void
append_frame (GtkSnapshot           *snapshot,
              const graphene_rect_t *rect,
              const GdkRGBA         *color)
{
  const float widths[] = { 1, 1, 1, 1 };
  const GdkRGBA colors[] = { *color, *color, *color, *color };
  GskRoundedRect frame;

  gsk_rounded_rect_init_from_rect (&frame, rect, 0);
  gtk_snapshot_append_border (snapshot, &frame, widths, colors);
}

/* What the chosen row says at @time, beside the cursor at @x. */
static void
append_read_out (InnHeatStrip          *self,
                 GtkSnapshot           *snapshot,
                 const InnGraphPlot    *plot,
                 const InnGraphPalette *palette,
                 gint64                 time,
                 double                 x)
{
  g_autofree char *text = inn_heat_strip_format_row (self, self->row, time);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int row_height = inn_heat_strip_get_row_height (self);
  double y = plot->y + self->row * row_height;
  GdkRGBA color = palette->text;
  int width;
  int height;

  append_frame (snapshot, &GRAPHENE_RECT_INIT (plot->x, y - 1, plot->width, row_height + 1),
                &palette->cursor);

  pango_layout_get_pixel_size (layout, &width, &height);
  width += 2 * READ_OUT_PAD;
  height += READ_OUT_PAD;
  x = inn_graph_get_box_x (plot, x, width);
  y = CLAMP (y + (row_height - height) / 2.0, 0, MAX (plot->height - height, 0));
  inn_graph_append_box (snapshot, palette, &GRAPHENE_RECT_INIT (floor (x), floor (y), width,
                                                                height));
  color.alpha = 1;
  append_text (self, snapshot, &color, text, floor (x) + READ_OUT_PAD, floor (y) + height / 2.0,
               0);
}

/**
 * inn_heat_strip_draw_cursor:
 *
 * Draws what lies over the cells and changes with the cursor.
 */
void
inn_heat_strip_draw_cursor (InnHeatStrip *self,
                            GtkSnapshot  *snapshot)
{
  InnGraphPlot plot;
  InnGraphPalette palette;
  gint64 time;
  double x;

  if (!inn_time_view_get_cursor (self->view, &time))
    return;

  get_plot (self, &plot);
  inn_graph_palette_get (&palette);
  x = floor (inn_graph_get_x (&self->grid, &plot, time));
  gtk_snapshot_append_color (snapshot, &palette.cursor,
                             &GRAPHENE_RECT_INIT (x, plot.y, 1, plot.height));
  if (self->row >= 0)
    append_read_out (self, snapshot, &plot, &palette, time, x);
}
