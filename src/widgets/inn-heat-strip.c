/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-heat-strip"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "inn-graph-private.h"
#include "inn-heat-strip.h"
#include "inn-rate.h"
#include "inn-time-pointer.h"

#define CELL 4                   /* pixels wide, at least */
#define ROW 11                   /* with a gap of 1 */
#define LOW_ROW 4                /* of more than MANY */
#define MANY 32
#define MAX_DRAWN 128            /* more are drawn as groups */
#define MANY_LABELS 16           /* more have a number at every fourth only */
#define LABEL_GAP 6
#define NAME_X 0
#define LEAST_ALPHA 0.06
#define DESCRIBE_INTERVAL (10 * G_USEC_PER_SEC)

struct _InnHeatStrip
{
  GtkWidget      parent_instance;

  InnTimeView   *view;
  char          *name;
  InnGraphSize   size;
  GPtrArray     *series;         /* of InnSeries or NULL */
  guint          n_rows;
  GskRenderNode *node;           /* all but the cursor; NULL: old */
  InnGraphGrid   grid;
  gint64         described;
};

G_DEFINE_FINAL_TYPE (InnHeatStrip, inn_heat_strip, GTK_TYPE_WIDGET)

static void
series_free (gpointer data)
{
  if (data != NULL)
    inn_series_unref (data);
}

static void
redraw (InnHeatStrip *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* How many CPUs share a row. */
static guint
get_group (InnHeatStrip *self)
{
  return (self->n_rows + MAX_DRAWN - 1) / MAX_DRAWN;
}

static guint
get_n_drawn (InnHeatStrip *self)
{
  guint group = MAX (get_group (self), 1);

  return (self->n_rows + group - 1) / group;
}

static int
get_row_height (InnHeatStrip *self)
{
  return self->n_rows > MANY ? LOW_ROW : ROW;
}

static void
get_plot (InnHeatStrip *self,
          InnGraphPlot *plot)
{
  plot->x = inn_graph_get_gutter (self->size);
  plot->y = 0;
  plot->width = gtk_widget_get_width (GTK_WIDGET (self)) - plot->x - INN_GRAPH_RIGHT;
  plot->height = get_n_drawn (self) * get_row_height (self);
}

/* A row of pixels: one for each cell. */
static void
paint_row (InnHeatStrip  *self,
           guint          row,
           const GdkRGBA *color,
           guint32       *pixels)
{
  guint group = get_group (self);
  g_autofree double *sums = g_new0 (double, self->grid.n);
  g_autofree guint *counts = g_new0 (guint, self->grid.n);
  g_autofree InnSeriesPoint *points = g_new (InnSeriesPoint, self->grid.n);

  for (guint i = row * group; i < MIN ((row + 1) * group, self->n_rows); i++)
    {
      InnSeries *series = g_ptr_array_index (self->series, i);

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
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->grid.n,
                                                         get_n_drawn (self));
  guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  cairo_surface_flush (surface);
  for (guint i = 0; i < get_n_drawn (self); i++)
    paint_row (self, i, color, (guint32 *) (data + i * stride));
  cairo_surface_mark_dirty (surface);

  return surface;
}

static void
draw_cells (InnHeatStrip  *self,
            InnGraphPlot  *plot,
            const GdkRGBA *color,
            cairo_t       *cr)
{
  cairo_surface_t *cells = paint_cells (self, color);
  cairo_pattern_t *pattern = cairo_pattern_create_for_surface (cells);
  double left = inn_graph_get_x (&self->grid, plot, self->grid.first);
  double cell = plot->width * self->grid.step / (self->grid.to - self->grid.from);
  int height = get_row_height (self);
  cairo_matrix_t matrix;

  cairo_matrix_init_scale (&matrix, 1 / cell, 1.0 / height);
  cairo_matrix_translate (&matrix, -left, -plot->y);
  cairo_pattern_set_matrix (pattern, &matrix);
  cairo_pattern_set_filter (pattern, CAIRO_FILTER_NEAREST);

  for (guint i = 0; i < get_n_drawn (self); i++)
    cairo_rectangle (cr, plot->x, plot->y + i * height, plot->width,
                     height - (height == ROW ? 1 : 0));
  cairo_set_source (cr, pattern);
  cairo_fill (cr);

  cairo_pattern_destroy (pattern);
  cairo_surface_destroy (cells);
}

static void
append_text (InnHeatStrip    *self,
             GtkSnapshot     *snapshot,
             const GdkRGBA   *color,
             const char      *text,
             double           right,
             double           y)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (right < 0 ? NAME_X : right - width,
                                                          y - height / 2));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
append_labels (InnHeatStrip  *self,
               GtkSnapshot   *snapshot,
               InnGraphPlot  *plot,
               const GdkRGBA *color)
{
  guint every = self->n_rows > MANY_LABELS ? 4 : 1;
  int height = get_row_height (self);

  append_text (self, snapshot, color, self->name, -1, plot->y + ROW / 2.0);
  for (guint i = 0; i < get_n_drawn (self); i += every)
    {
      g_autofree char *number = g_strdup_printf ("%u", i * get_group (self));

      append_text (self, snapshot, color, number, plot->x - LABEL_GAP,
                   plot->y + i * height + ROW / 2.0);
    }
}

static GskRenderNode *
draw (InnHeatStrip    *self,
      InnGraphPlot    *plot,
      InnGraphPalette *palette)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  cairo_t *cr;

  /* Half the points of a graph: these are cells. */
  inn_graph_fit_grid (&self->grid, self->view, plot->width * 2 / CELL);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  draw_cells (self, plot, &palette->lines[INN_GRAPH_BLUE], cr);
  cairo_destroy (cr);
  append_labels (self, snapshot, plot, &palette->text);

  return gtk_snapshot_free_to_node (snapshot);
}

static void
inn_heat_strip_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  InnHeatStrip *self = INN_HEAT_STRIP (widget);
  InnGraphPlot plot;
  InnGraphPalette palette;
  gint64 time;

  get_plot (self, &plot);
  if (plot.width < CELL || self->n_rows == 0)
    return;

  inn_graph_palette_get (&palette);
  if (self->node == NULL)
    self->node = draw (self, &plot, &palette);
  gtk_snapshot_append_node (snapshot, self->node);

  if (inn_time_view_get_cursor (self->view, &time))
    gtk_snapshot_append_color (snapshot, &palette.cursor,
                               &GRAPHENE_RECT_INIT (floor (inn_graph_get_x (&self->grid, &plot,
                                                                            time)),
                                                    plot.y, 1, plot.height));
}

static void
inn_heat_strip_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  InnHeatStrip *self = INN_HEAT_STRIP (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = 2 * inn_graph_get_gutter (self->size);
  else
    *minimum = *natural = get_n_drawn (self) * get_row_height (self);
}

static void
inn_heat_strip_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  redraw (INN_HEAT_STRIP (widget));
}

static void
inn_heat_strip_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  redraw (INN_HEAT_STRIP (widget));
  GTK_WIDGET_CLASS (inn_heat_strip_parent_class)->css_changed (widget, change);
}

static double
read_at (InnHeatStrip *self,
         guint         row,
         gint64        time)
{
  InnSeries *series = g_ptr_array_index (self->series, row);
  InnSeriesPoint point = { NAN, NAN, NAN };

  if (series != NULL && self->grid.step > 0)
    inn_series_read (series, (time - 1) / self->grid.step * self->grid.step, self->grid.step, 1,
                     &point);

  return point.mean;
}

static char *
format_one (InnHeatStrip *self,
            guint         row,
            gint64        time)
{
  g_autofree char *use = inn_unit_format (INN_UNIT_PERCENT, read_at (self, row, time));

  return g_strdup_printf ("%s %u %s", self->name, row, use);
}

static gboolean
inn_heat_strip_query_tooltip (GtkWidget  *widget,
                              int         x,
                              int         y,
                              gboolean    keyboard,
                              GtkTooltip *tooltip)
{
  InnHeatStrip *self = INN_HEAT_STRIP (widget);
  guint row = MAX (y, 0) / get_row_height (self) * get_group (self);
  g_autofree char *text = NULL;
  gint64 time;

  if (keyboard || row >= self->n_rows || !inn_time_view_get_cursor (self->view, &time))
    return FALSE;

  text = format_one (self, row, time);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
describe (InnHeatStrip *self)
{
  g_autofree char *label = NULL;
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;
  gint64 to;

  inn_time_view_get_visible (self->view, NULL, &to);
  if (!inn_heat_strip_note (to, &label, &value, self))
    return;

  text = g_strdup_printf ("%s: %s", label, value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
on_view_changed_cb (InnHeatStrip *self)
{
  gint64 now = inn_rate_now ();

  redraw (self);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || now - self->described < DESCRIBE_INTERVAL)
    return;

  self->described = now;
  describe (self);
}

static void
inn_heat_strip_dispose (GObject *object)
{
  InnHeatStrip *self = INN_HEAT_STRIP (object);

  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_clear_object (&self->view);

  G_OBJECT_CLASS (inn_heat_strip_parent_class)->dispose (object);
}

static void
inn_heat_strip_finalize (GObject *object)
{
  InnHeatStrip *self = INN_HEAT_STRIP (object);

  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->series, g_ptr_array_unref);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (inn_heat_strip_parent_class)->finalize (object);
}

static void
inn_heat_strip_class_init (InnHeatStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_heat_strip_dispose;
  object_class->finalize = inn_heat_strip_finalize;

  widget_class->css_changed = inn_heat_strip_css_changed;
  widget_class->measure = inn_heat_strip_measure;
  widget_class->query_tooltip = inn_heat_strip_query_tooltip;
  widget_class->size_allocate = inn_heat_strip_size_allocate;
  widget_class->snapshot = inn_heat_strip_snapshot;

  gtk_widget_class_set_css_name (widget_class, "heatstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
inn_heat_strip_init (InnHeatStrip *self)
{
  self->series = g_ptr_array_new_with_free_func (series_free);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (redraw), self, G_CONNECT_SWAPPED);
}

/**
 * inn_heat_strip_new:
 * @view: the time that is seen, shared with graphs
 * @name: what the rows are, such as "vCPU"; each has its number too
 * @size: as of the graph above
 */
GtkWidget *
inn_heat_strip_new (InnTimeView  *view,
                    const char   *name,
                    InnGraphSize  size)
{
  InnHeatStrip *self;

  g_return_val_if_fail (INN_IS_TIME_VIEW (view), NULL);

  self = g_object_new (INN_TYPE_HEAT_STRIP, NULL);
  self->view = g_object_ref (view);
  self->name = g_strdup (name);
  self->size = size;
  g_signal_connect_swapped (view, "changed", G_CALLBACK (on_view_changed_cb), self);
  g_signal_connect_swapped (view, "cursor-changed", G_CALLBACK (gtk_widget_queue_draw), self);
  inn_time_pointer_attach (GTK_WIDGET (self), view, inn_graph_get_gutter (size),
                           INN_GRAPH_RIGHT);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return GTK_WIDGET (self);
}

void
inn_heat_strip_set_n_rows (InnHeatStrip *self,
                           guint         n_rows)
{
  g_return_if_fail (INN_IS_HEAT_STRIP (self));

  if (self->n_rows == n_rows)
    return;

  self->n_rows = n_rows;
  g_ptr_array_set_size (self->series, n_rows);
  redraw (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * inn_heat_strip_set_series:
 * @series: (nullable): how busy CPU @row is, in percent; %NULL: not known
 */
void
inn_heat_strip_set_series (InnHeatStrip *self,
                           guint         row,
                           InnSeries    *series)
{
  g_return_if_fail (INN_IS_HEAT_STRIP (self));
  g_return_if_fail (row < self->n_rows);

  if (g_ptr_array_index (self->series, row) == series)
    return;

  series_free (g_ptr_array_index (self->series, row));
  g_ptr_array_index (self->series, row) = series != NULL ? inn_series_ref (series) : NULL;
  redraw (self);
}

/**
 * inn_heat_strip_fill_table:
 * @metric: what the rows are
 *
 * Adds the series of all rows to @table.
 */
void
inn_heat_strip_fill_table (InnHeatStrip   *self,
                           InnMetric       metric,
                           InnSeriesTable *table)
{
  g_return_if_fail (INN_IS_HEAT_STRIP (self));

  for (guint i = 0; i < self->n_rows; i++)
    {
      InnSeries *series = g_ptr_array_index (self->series, i);
      g_autofree char *number = g_strdup_printf ("%u", i);

      if (series != NULL)
        inn_series_table_add (table, metric, number, series);
    }
}

/**
 * inn_heat_strip_note:
 * @self: an #InnHeatStrip
 *
 * For inn_graph_set_note_func() of the graph above: tells the busiest CPU.
 *
 * Returns: whether one is known
 */
gboolean
inn_heat_strip_note (gint64    time,
                     char    **label,
                     char    **value,
                     gpointer  self)
{
  InnHeatStrip *strip = INN_HEAT_STRIP (self);
  double most = -1;
  guint busiest = 0;

  for (guint i = 0; i < strip->n_rows; i++)
    {
      double use = read_at (strip, i, time);

      if (use > most)
        {
          most = use;
          busiest = i;
        }
    }

  if (most < 0)
    return FALSE;

  /* Translators: of several CPUs */
  *label = g_strdup (_("Busiest"));
  *value = format_one (strip, busiest, time);

  return TRUE;
}
