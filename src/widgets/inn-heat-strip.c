/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-heat-strip"

#include "config.h"

#include <adwaita.h>

#include "inn-heat-strip-private.h"
#include "inn-rate.h"
#include "inn-time-pointer.h"

#define DESCRIBE_INTERVAL (10 * G_USEC_PER_SEC)
#define DRAWN 0                  /* the layer */

G_DEFINE_FINAL_TYPE (InnHeatStrip, inn_heat_strip, GTK_TYPE_WIDGET)

static void
series_free (gpointer data)
{
  if (data != NULL)
    inn_series_unref (data);
}

static void
layer_free (gpointer data)
{
  InnHeatLayer *layer = data;

  g_ptr_array_unref (layer->series);
  g_free (layer->label);
  g_free (layer);
}

static InnHeatLayer *
get_layer (InnHeatStrip *self,
           guint         index)
{
  return g_ptr_array_index (self->layers, index);
}

static void
redraw (InnHeatStrip *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
inn_heat_strip_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  InnHeatStrip *self = INN_HEAT_STRIP (widget);

  if (self->node == NULL)
    self->node = inn_heat_strip_draw_cells (self);
  if (self->node == NULL)
    return;

  gtk_snapshot_append_node (snapshot, self->node);
  inn_heat_strip_draw_cursor (self, snapshot);
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
    *minimum = *natural = inn_heat_strip_get_n_rows (self) * inn_heat_strip_get_row_height (self);
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

static gboolean
inn_heat_strip_query_tooltip (GtkWidget  *widget,
                              int         x,
                              int         y,
                              gboolean    keyboard,
                              GtkTooltip *tooltip)
{
  InnHeatStrip *self = INN_HEAT_STRIP (widget);
  guint row = MAX (y, 0) / inn_heat_strip_get_row_height (self);
  g_autofree char *text = NULL;
  gint64 time;

  if (keyboard || row >= inn_heat_strip_get_n_rows (self)
      || !inn_time_view_get_cursor (self->view, &time))
    return FALSE;

  text = inn_heat_strip_format_row (self, row, time);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

/* The row that is chosen, or else the busiest CPU. */
static char *
make_description (InnHeatStrip *self)
{
  g_autofree char *label = NULL;
  g_autofree char *value = NULL;
  gint64 time;

  if (!inn_time_view_get_cursor (self->view, &time))
    inn_time_view_get_visible (self->view, NULL, &time);

  if (self->row >= 0)
    return inn_heat_strip_format_row (self, self->row, time);

  return inn_heat_strip_note (time, &label, &value, self)
         ? g_strdup_printf ("%s: %s", label, value)
         : NULL;
}

static void
describe (InnHeatStrip *self)
{
  g_autofree char *text = make_description (self);

  self->described = inn_rate_now ();
  if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
on_view_changed_cb (InnHeatStrip *self)
{
  redraw (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self))
      && inn_rate_now () - self->described >= DESCRIBE_INTERVAL)
    describe (self);
}

static void
on_cursor_changed_cb (InnHeatStrip *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->row >= 0)
    describe (self);
}

/*
 * With the keyboard
 */

static void
set_row (InnHeatStrip *self,
         int           row)
{
  self->row = row;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  describe (self);
}

static gboolean
move_row (InnHeatStrip *self,
          int           steps)
{
  int row = self->row < 0 && steps < 0 ? -1 : self->row + steps;
  gint64 time;

  /* Beyond the ends the focus moves on. */
  if (row < 0 || row >= (int) inn_heat_strip_get_n_rows (self))
    return GDK_EVENT_PROPAGATE;

  if (!inn_time_view_get_cursor (self->view, &time))
    inn_time_view_move_cursor (self->view, 0);
  set_row (self, row);

  return GDK_EVENT_STOP;
}

static gboolean
on_key_pressed_cb (InnHeatStrip    *self,
                   guint            keyval,
                   guint            keycode,
                   GdkModifierType  state)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return move_row (self, -1);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return move_row (self, 1);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
on_focus_left_cb (InnHeatStrip *self)
{
  /* It may be on its way out. */
  if (self->row >= 0 && self->view != NULL)
    set_row (self, -1);
}

static void
add_keys (InnHeatStrip *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/*
 * Object
 */

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
  g_clear_pointer (&self->layers, g_ptr_array_unref);
  g_clear_pointer (&self->numbers, g_strfreev);
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
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->layers = g_ptr_array_new_with_free_func (layer_free);
  self->numbers = g_new0 (char *, 1);
  self->row = -1;
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (redraw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (redraw), self,
                           G_CONNECT_SWAPPED);
  add_keys (self);
}

static void
add_layer (InnHeatStrip *self,
           InnMetric     metric,
           const char   *label)
{
  InnHeatLayer *layer = g_new0 (InnHeatLayer, 1);

  layer->metric = metric;
  layer->label = g_strdup (label);
  layer->series = g_ptr_array_new_with_free_func (series_free);
  g_ptr_array_set_size (layer->series, self->n_cpus);
  g_ptr_array_add (self->layers, layer);
}

/**
 * inn_heat_strip_new:
 * @view: the time that is seen, shared with graphs
 * @name: what the rows are, such as "vCPU"; each has its number too
 * @metric: how busy they are, in percent
 * @size: as of the graph above
 */
GtkWidget *
inn_heat_strip_new (InnTimeView  *view,
                    const char   *name,
                    InnMetric     metric,
                    InnGraphSize  size)
{
  InnHeatStrip *self;

  g_return_val_if_fail (INN_IS_TIME_VIEW (view), NULL);

  self = g_object_new (INN_TYPE_HEAT_STRIP, NULL);
  self->view = g_object_ref (view);
  self->name = g_strdup (name);
  self->size = size;
  add_layer (self, metric, NULL);
  g_signal_connect_swapped (view, "changed", G_CALLBACK (on_view_changed_cb), self);
  g_signal_connect_swapped (view, "cursor-changed", G_CALLBACK (on_cursor_changed_cb), self);
  inn_time_pointer_attach (GTK_WIDGET (self), view, inn_graph_get_gutter (size),
                           INN_GRAPH_RIGHT);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return GTK_WIDGET (self);
}

/**
 * inn_heat_strip_add_detail:
 * @metric: something else that is known of each, in percent
 * @label: how it is called where a row tells what it knows
 */
void
inn_heat_strip_add_detail (InnHeatStrip *self,
                           InnMetric     metric,
                           const char   *label)
{
  g_return_if_fail (INN_IS_HEAT_STRIP (self));
  g_return_if_fail (label != NULL);

  add_layer (self, metric, label);
}

/* Sets which CPUs there are. */
void
inn_heat_strip_set_numbers (InnHeatStrip       *self,
                            const char * const *numbers)
{
  if (g_strv_equal ((const char * const *) self->numbers, numbers))
    return;

  g_strfreev (self->numbers);
  self->numbers = g_strdupv ((char **) numbers);
  self->n_cpus = g_strv_length (self->numbers);
  self->row = -1;
  for (guint i = 0; i < self->layers->len; i++)
    g_ptr_array_set_size (get_layer (self, i)->series, self->n_cpus);
  redraw (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* @series: %NULL: nothing is known of that CPU */
void
inn_heat_strip_set_series (InnHeatStrip *self,
                           guint         layer,
                           guint         cpu,
                           InnSeries    *series)
{
  GPtrArray *all = get_layer (self, layer)->series;

  if (g_ptr_array_index (all, cpu) == series)
    return;

  series_free (g_ptr_array_index (all, cpu));
  g_ptr_array_index (all, cpu) = series != NULL ? inn_series_ref (series) : NULL;
  redraw (self);
}

/**
 * inn_heat_strip_show:
 *
 * Takes over what @stats have now. Cheap when nothing is new.
 *
 * Returns: of how many CPUs it tells
 */
guint
inn_heat_strip_show (InnHeatStrip *self,
                     InnStats     *stats)
{
  g_return_val_if_fail (INN_IS_HEAT_STRIP (self), 0);
  g_return_val_if_fail (INN_IS_STATS (stats), 0);

  inn_heat_strip_set_numbers (self, inn_stats_get_instances (stats,
                                                             get_layer (self, DRAWN)->metric));
  for (guint i = 0; i < self->layers->len; i++)
    for (guint cpu = 0; cpu < self->n_cpus; cpu++)
      inn_heat_strip_set_series (self, i, cpu,
                                 inn_stats_get_series (stats, get_layer (self, i)->metric,
                                                       self->numbers[cpu]));

  return self->n_cpus;
}

/**
 * inn_heat_strip_fill_table:
 *
 * Adds all series to @table.
 */
void
inn_heat_strip_fill_table (InnHeatStrip   *self,
                           InnSeriesTable *table)
{
  g_return_if_fail (INN_IS_HEAT_STRIP (self));

  for (guint i = 0; i < self->layers->len; i++)
    for (guint cpu = 0; cpu < self->n_cpus; cpu++)
      {
        InnSeries *series = g_ptr_array_index (get_layer (self, i)->series, cpu);

        if (series != NULL)
          inn_series_table_add (table, get_layer (self, i)->metric, self->numbers[cpu], series);
      }
}
