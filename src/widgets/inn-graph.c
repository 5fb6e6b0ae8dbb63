/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-graph"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "inn-graph-private.h"
#include "inn-rate.h"
#include "inn-time-pointer.h"

#define DEFAULT_HEIGHT 104
#define DESCRIBE_INTERVAL (10 * G_USEC_PER_SEC)
#define EVENT_REACH 6            /* pixels around an event where its tooltip is */

G_DEFINE_FINAL_TYPE (InnGraph, inn_graph, GTK_TYPE_WIDGET)

static void
event_free (gpointer data)
{
  InnGraphEvent *event = data;

  g_free (event->text);
  g_free (event);
}

void
inn_graph_redraw (InnGraph *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
fit_scale (InnGraph *self,
           double    max)
{
  gint64 range = self->grid.to - self->grid.from;

  /* What is seen is something else: the scale fits at once. */
  if (range != self->scale_range)
    self->scale = (InnAxisScale) { 0 };
  self->scale_range = range;

  if (!isnan (self->limit))
    max = fmax (max, self->limit);
  self->top = inn_axis_scale_fit (&self->scale, self->unit, max, inn_rate_now ());
  if (self->fixed_top > 0)
    self->top = self->fixed_top;
  else if (self->common_top > 0)
    self->top = self->common_top;
}

static void
inn_graph_snapshot (GtkWidget   *widget,
                    GtkSnapshot *snapshot)
{
  InnGraph *self = INN_GRAPH (widget);
  InnGraphPlot plot;

  inn_graph_get_plot (self, &plot);
  if (plot.width < 2 || plot.height < 2)
    return;

  if (self->node == NULL)
    {
      inn_graph_fit_grid (&self->grid, self->view, plot.width);
      fit_scale (self, inn_graph_read_lines (self));
      self->node = inn_graph_draw_static (self);
    }

  if (self->dimmed)
    gtk_snapshot_push_opacity (snapshot, 0.5);
  if (self->dimmed || self->message == NULL)
    gtk_snapshot_append_node (snapshot, self->node);
  if (self->dimmed)
    gtk_snapshot_pop (snapshot);
  inn_graph_draw_cursor (self, snapshot);
}

static void
inn_graph_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  InnGraph *self = INN_GRAPH (widget);
  int below = self->time_axis ? INN_GRAPH_TIME_AXIS : INN_GRAPH_BELOW;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = 2 * inn_graph_get_gutter (self->size);
  else
    *minimum = *natural = INN_GRAPH_ABOVE + self->height + below;
}

static void
inn_graph_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  inn_graph_redraw (INN_GRAPH (widget));
}

static void
inn_graph_css_changed (GtkWidget         *widget,
                       GtkCssStyleChange *change)
{
  inn_graph_redraw (INN_GRAPH (widget));
  GTK_WIDGET_CLASS (inn_graph_parent_class)->css_changed (widget, change);
}

static gboolean
inn_graph_query_tooltip (GtkWidget  *widget,
                         int         x,
                         int         y,
                         gboolean    keyboard,
                         GtkTooltip *tooltip)
{
  InnGraph *self = INN_GRAPH (widget);
  InnGraphPlot plot;

  inn_graph_get_plot (self, &plot);
  if (self->node == NULL || y < plot.y + plot.height - 2 * EVENT_REACH)
    return FALSE;

  for (guint i = 0; i < self->events->len; i++)
    {
      InnGraphEvent *event = g_ptr_array_index (self->events, i);
      g_autofree char *time = inn_time_view_format (self->view, event->time);
      g_autofree char *text = g_strdup_printf ("%s %s", time, event->text);

      if (fabs (inn_graph_get_x (&self->grid, &plot, event->time) - x) > EVENT_REACH)
        continue;

      gtk_tooltip_set_text (tooltip, text);
      return TRUE;
    }

  return FALSE;
}

static void
describe (InnGraph *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *since = NULL;
  gint64 from;

  inn_time_view_get_visible (self->view, &from, NULL);
  since = inn_time_view_format (self->view, from);
  if (self->message != NULL)
    g_string_append (text, self->message);
  for (guint i = 0; i < self->lines->len; i++)
    {
      InnGraphLine *line = g_ptr_array_index (self->lines, i);
      InnSeriesPoint extent = inn_graph_get_extent (self, i);
      g_autofree char *now = inn_graph_format (self, inn_graph_get_value (self, i));
      g_autofree char *min = inn_graph_format (self, extent.min);
      g_autofree char *max = inn_graph_format (self, extent.max);

      if (line->hidden || isnan (extent.mean))
        continue;

      if (text->len > 0)
        g_string_append (text, "; ");
      /* Translators: “Total: 23 %, between 6 % and 100 % since 14:21:18”, read aloud */
      g_string_append_printf (text, _("%s: %s, between %s and %s since %s"), line->label, now,
                              min, max, since);
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
}

static void
on_view_changed_cb (InnGraph *self)
{
  gint64 now = inn_rate_now ();

  inn_graph_redraw (self);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || now - self->described < DESCRIBE_INTERVAL)
    return;

  self->described = now;
  describe (self);
}

static void
on_entered_cb (InnGraph *self)
{
  self->hovered = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_left_cb (InnGraph *self)
{
  self->hovered = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
inn_graph_dispose (GObject *object)
{
  InnGraph *self = INN_GRAPH (object);

  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_clear_object (&self->view);

  G_OBJECT_CLASS (inn_graph_parent_class)->dispose (object);
}

static void
inn_graph_finalize (GObject *object)
{
  InnGraph *self = INN_GRAPH (object);

  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->limit_text, g_free);
  g_clear_pointer (&self->message, g_free);

  G_OBJECT_CLASS (inn_graph_parent_class)->finalize (object);
}

static void
inn_graph_class_init (InnGraphClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_graph_dispose;
  object_class->finalize = inn_graph_finalize;

  widget_class->css_changed = inn_graph_css_changed;
  widget_class->measure = inn_graph_measure;
  widget_class->query_tooltip = inn_graph_query_tooltip;
  widget_class->size_allocate = inn_graph_size_allocate;
  widget_class->snapshot = inn_graph_snapshot;

  g_signal_new ("lines-changed", INN_TYPE_GRAPH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "graph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
inn_graph_init (InnGraph *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->lines = g_ptr_array_new_with_free_func (inn_graph_line_free);
  self->events = g_ptr_array_new_with_free_func (event_free);
  self->height = DEFAULT_HEIGHT;
  self->limit = NAN;
  self->top = 1;

  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (inn_graph_redraw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (inn_graph_redraw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (on_entered_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

/**
 * inn_graph_new:
 * @view: the time that is seen, shared with other graphs
 * @title: what is seen, such as "CPU"
 * @unit: of all lines
 */
GtkWidget *
inn_graph_new (InnTimeView  *view,
               const char   *title,
               InnUnit       unit,
               InnGraphSize  size)
{
  InnGraph *self;

  g_return_val_if_fail (INN_IS_TIME_VIEW (view), NULL);

  self = g_object_new (INN_TYPE_GRAPH, NULL);
  self->view = g_object_ref (view);
  self->title = g_strdup (title);
  self->unit = unit;
  self->size = size;
  g_signal_connect_swapped (view, "changed", G_CALLBACK (on_view_changed_cb), self);
  g_signal_connect_swapped (view, "cursor-changed", G_CALLBACK (gtk_widget_queue_draw), self);
  inn_time_pointer_attach (GTK_WIDGET (self), view, inn_graph_get_gutter (size),
                           INN_GRAPH_RIGHT);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);

  return GTK_WIDGET (self);
}

/**
 * inn_graph_set_height:
 * @height: of the plot, without axes
 */
void
inn_graph_set_height (InnGraph *self,
                      int       height)
{
  g_return_if_fail (INN_IS_GRAPH (self));

  self->height = height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * inn_graph_set_time_axis:
 *
 * Of graphs that stand one below the other only the last has times.
 */
void
inn_graph_set_time_axis (InnGraph *self,
                         gboolean  visible)
{
  g_return_if_fail (INN_IS_GRAPH (self));

  self->time_axis = visible;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * inn_graph_set_top:
 * @top: the value at the upper end, which no value exceeds; 0: whatever fits
 */
void
inn_graph_set_top (InnGraph *self,
                   double    top)
{
  g_return_if_fail (INN_IS_GRAPH (self));

  if (self->fixed_top == top)
    return;

  self->fixed_top = top;
  inn_graph_redraw (self);
}

/**
 * inn_graph_set_common_top:
 * @top: the value at the upper end, so that it is the same in several graphs; 0: whatever fits
 */
void
inn_graph_set_common_top (InnGraph *self,
                          double    top)
{
  g_return_if_fail (INN_IS_GRAPH (self));

  if (self->common_top == top)
    return;

  self->common_top = top;
  inn_graph_redraw (self);
}

/**
 * inn_graph_set_limit:
 * @value: where a dashed line is; %NAN: there is none
 * @text: (nullable): what it says, "Balloon: 8 GiB of 12 GiB"
 */
void
inn_graph_set_limit (InnGraph   *self,
                     double      value,
                     const char *text)
{
  g_return_if_fail (INN_IS_GRAPH (self));

  if ((self->limit == value || (isnan (self->limit) && isnan (value)))
      && g_strcmp0 (self->limit_text, text) == 0)
    return;

  self->limit = value;
  g_free (self->limit_text);
  self->limit_text = g_strdup (text);
  inn_graph_redraw (self);
}

/**
 * inn_graph_set_message:
 * @text: (nullable): why there is no new value, "Shut off since 14:06"
 * @dimmed: whether what is seen is over, and is drawn paler; else @text stands instead of it
 */
void
inn_graph_set_message (InnGraph   *self,
                       const char *text,
                       gboolean    dimmed)
{
  g_return_if_fail (INN_IS_GRAPH (self));

  if (g_strcmp0 (self->message, text) == 0 && self->dimmed == dimmed)
    return;

  g_free (self->message);
  self->message = g_strdup (text);
  self->dimmed = dimmed;
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
inn_graph_clear_events (InnGraph *self)
{
  g_return_if_fail (INN_IS_GRAPH (self));

  if (self->events->len == 0)
    return;

  g_ptr_array_set_size (self->events, 0);
  inn_graph_redraw (self);
}

/**
 * inn_graph_add_event:
 * @text: what happened then, "rebooted"
 */
void
inn_graph_add_event (InnGraph   *self,
                     gint64      time,
                     const char *text)
{
  InnGraphEvent *event = g_new0 (InnGraphEvent, 1);

  g_return_if_fail (INN_IS_GRAPH (self));

  event->time = time;
  event->text = g_strdup (text);
  g_ptr_array_add (self->events, event);
  inn_graph_redraw (self);
}

/**
 * inn_graph_set_note_func:
 * @func: (nullable) (scope forever): what the read-out tells besides the lines
 */
void
inn_graph_set_note_func (InnGraph         *self,
                         InnGraphNoteFunc  func,
                         gpointer          user_data)
{
  g_return_if_fail (INN_IS_GRAPH (self));

  self->note_func = func;
  self->note_data = user_data;
}

InnTimeView *
inn_graph_get_view (InnGraph *self)
{
  g_return_val_if_fail (INN_IS_GRAPH (self), NULL);

  return self->view;
}

const char *
inn_graph_get_title (InnGraph *self)
{
  g_return_val_if_fail (INN_IS_GRAPH (self), NULL);

  return self->title;
}

InnUnit
inn_graph_get_unit (InnGraph *self)
{
  g_return_val_if_fail (INN_IS_GRAPH (self), INN_UNIT_COUNT);

  return self->unit;
}

/**
 * inn_graph_get_top:
 *
 * Returns: the value at the upper end of what was drawn last
 */
double
inn_graph_get_top (InnGraph *self)
{
  g_return_val_if_fail (INN_IS_GRAPH (self), 0);

  return self->top;
}

/**
 * inn_graph_format:
 *
 * Returns: (transfer full): @value as text, with the unit of the graph
 */
char *
inn_graph_format (InnGraph *self,
                  double    value)
{
  g_return_val_if_fail (INN_IS_GRAPH (self), NULL);

  return inn_unit_format (self->unit, value);
}
