/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-sparkline"

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "inn-spark.h"
#include "inn-sparkline.h"
#include "inn-widget-color.h"

#define MIN_WIDTH 24
#define WIDTH 40
#define HEIGHT 20

struct _InnSparkline
{
  GtkWidget parent_instance;

  guint     n;               /* 0: nothing is drawn */
  guint8    levels[INN_SPARKLINE_VALUES];
};

G_DEFINE_FINAL_TYPE (InnSparkline, inn_sparkline, GTK_TYPE_WIDGET)

static const cairo_user_data_key_t mask_key;

/* How much of each pixel is covered, in pixels of the screen. */
static cairo_surface_t *
make_mask (InnSparkline *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean filled = !adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  int scale = gtk_widget_get_scale_factor (widget);
  int width = gtk_widget_get_width (widget) * scale;
  int height = gtk_widget_get_height (widget) * scale;
  int stride = cairo_format_stride_for_width (CAIRO_FORMAT_A8, width);
  guint8 *mask = g_malloc ((gsize) stride * height);
  cairo_surface_t *surface;

  inn_spark_render (self->levels, self->n, width, height, scale, filled, mask, stride);
  surface = cairo_image_surface_create_for_data (mask, CAIRO_FORMAT_A8, width, height, stride);
  cairo_surface_set_user_data (surface, &mask_key, mask, g_free);
  cairo_surface_set_device_scale (surface, scale, scale);

  return surface;
}

static void
inn_sparkline_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  InnSparkline *self = INN_SPARKLINE (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  cairo_surface_t *mask;
  cairo_t *cr;
  GdkRGBA color;

  if (self->n == 0 || width < MIN_WIDTH || height < HEIGHT)
    return;

  inn_widget_get_color (widget, &color);
  mask = make_mask (self);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_mask_surface (cr, mask, 0, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (mask);
}

static void
inn_sparkline_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  gboolean horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = horizontal ? MIN_WIDTH : HEIGHT;
  *natural = horizontal ? WIDTH : HEIGHT;
}

static void
inn_sparkline_class_init (InnSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = inn_sparkline_measure;
  widget_class->snapshot = inn_sparkline_snapshot;

  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
inn_sparkline_init (InnSparkline *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
inn_sparkline_new (void)
{
  return g_object_new (INN_TYPE_SPARKLINE, NULL);
}

/**
 * inn_sparkline_set_values:
 * @values: (array length=n): the newest last; %NAN: a gap
 * @n: at most %INN_SPARKLINE_VALUES. 0: nothing at all is drawn, as when all are %NAN
 * @ceiling: the value at the top
 * @square_root: whether height goes with the square root, so that small values are seen
 *
 * What would look the same as before is not drawn again.
 */
void
inn_sparkline_set_values (InnSparkline *self,
                          const double *values,
                          guint         n,
                          double        ceiling,
                          gboolean      square_root)
{
  guint8 levels[INN_SPARKLINE_VALUES];
  gboolean any = FALSE;

  g_return_if_fail (INN_IS_SPARKLINE (self));
  g_return_if_fail (n <= INN_SPARKLINE_VALUES);

  for (guint i = 0; i < n; i++)
    {
      levels[i] = inn_spark_level (values[i], ceiling, square_root);
      any |= levels[i] != INN_SPARK_GAP;
    }

  if (!any)
    n = 0;
  if (n == self->n && memcmp (levels, self->levels, n) == 0)
    return;

  self->n = n;
  memcpy (self->levels, levels, n);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
