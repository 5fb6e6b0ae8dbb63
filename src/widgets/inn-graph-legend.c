/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-graph-legend"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inn-graph-key.h"
#include "inn-graph-legend.h"

#define GAP 10
#define ROW_GAP 2

typedef struct
{
  GtkWidget *button;
  GtkWidget *name;
  GtkWidget *value;
} Entry;

struct _InnGraphLegend
{
  GtkWidget  parent_instance;

  InnGraph  *graph;
  GArray    *entries;
};

G_DEFINE_FINAL_TYPE (InnGraphLegend, inn_graph_legend, GTK_TYPE_WIDGET)

/* It may become wider, but not narrower: what stands after it would jump. */
static void
set_value (GtkLabel   *label,
           const char *value)
{
  int n_chars = g_utf8_strlen (value, -1);

  gtk_label_set_label (label, value);
  if (n_chars > gtk_label_get_width_chars (label))
    gtk_label_set_width_chars (label, n_chars);
}

static void
sync_entry (InnGraphLegend *self,
            guint           line)
{
  Entry *entry = &g_array_index (self->entries, Entry, line);
  const char *name = inn_graph_get_label (self->graph, line);
  gboolean shown = inn_graph_get_shown (self->graph, line);
  g_autofree char *value = inn_graph_format (self->graph, inn_graph_get_value (self->graph, line));
  g_autofree char *label = g_strdup_printf ("%s %s", name, value);

  gtk_widget_set_visible (entry->button, inn_graph_get_offered (self->graph, line));
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (entry->button)) != shown)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (entry->button), shown);
  if (g_str_equal (gtk_label_get_label (GTK_LABEL (entry->value)), value))
    return;

  set_value (GTK_LABEL (entry->value), value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
sync_entries (InnGraphLegend *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  for (guint i = 0; i < self->entries->len; i++)
    sync_entry (self, i);
}

static void
on_toggled_cb (GtkToggleButton *button,
               InnGraphLegend  *self)
{
  gboolean shown = gtk_toggle_button_get_active (button);

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);
      g_autoptr (PangoAttrList) attributes = NULL;

      if (entry->button != GTK_WIDGET (button))
        continue;

      attributes = pango_attr_list_new ();
      if (!shown)
        pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
      gtk_label_set_attributes (GTK_LABEL (entry->name), attributes);
      inn_graph_set_shown (self->graph, i, shown);
    }
}

static gboolean
on_query_tooltip_cb (GtkWidget      *button,
                     int             x,
                     int             y,
                     gboolean        keyboard,
                     GtkTooltip     *tooltip,
                     InnGraphLegend *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);
      InnSeriesPoint extent;
      g_autofree char *min = NULL;
      g_autofree char *mean = NULL;
      g_autofree char *max = NULL;
      g_autofree char *text = NULL;

      if (entry->button != button)
        continue;

      extent = inn_graph_get_extent (self->graph, i);
      if (isnan (extent.mean))
        return FALSE;

      min = inn_graph_format (self->graph, extent.min);
      mean = inn_graph_format (self->graph, extent.mean);
      max = inn_graph_format (self->graph, extent.max);
      /* Translators: of the time that a graph shows */
      text = g_strdup_printf (_("Lowest %s · mean %s · highest %s"), min, mean, max);
      gtk_tooltip_set_text (tooltip, text);
      return TRUE;
    }

  return FALSE;
}

static void
add_entry (InnGraphLegend *self,
           guint           line)
{
  Entry entry;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  entry.button = gtk_toggle_button_new ();
  entry.name = gtk_label_new (inn_graph_get_label (self->graph, line));
  entry.value = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (entry.value), 0);
  gtk_widget_add_css_class (entry.name, "sub");
  gtk_widget_add_css_class (entry.value, "numeric");
  gtk_widget_add_css_class (entry.value, "value");

  gtk_box_append (GTK_BOX (box), inn_graph_key_new (self->graph, line));
  gtk_box_append (GTK_BOX (box), entry.name);
  gtk_box_append (GTK_BOX (box), entry.value);
  gtk_button_set_child (GTK_BUTTON (entry.button), box);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (entry.button), TRUE);
  gtk_widget_add_css_class (entry.button, "flat");
  gtk_widget_set_has_tooltip (entry.button, TRUE);
  gtk_widget_set_parent (entry.button, GTK_WIDGET (self));
  g_array_append_val (self->entries, entry);

  g_signal_connect (entry.button, "toggled", G_CALLBACK (on_toggled_cb), self);
  g_signal_connect (entry.button, "query-tooltip", G_CALLBACK (on_query_tooltip_cb), self);
}

static void
on_lines_changed_cb (InnGraphLegend *self)
{
  for (guint i = self->entries->len; i < inn_graph_get_n_lines (self->graph); i++)
    add_entry (self, i);
  sync_entries (self);
}

/* Puts the entries one after the other into rows of @width. Returns: how high they are */
static int
lay_out (InnGraphLegend *self,
         int             width,
         gboolean        allocate)
{
  int x = 0;
  int y = 0;
  int row_height = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);
      GtkRequisition size;

      if (!gtk_widget_get_visible (entry->button))
        continue;

      gtk_widget_get_preferred_size (entry->button, NULL, &size);
      if (x > 0 && x + size.width > width)
        {
          x = 0;
          y += row_height + ROW_GAP;
          row_height = 0;
        }
      if (allocate)
        gtk_widget_size_allocate (entry->button,
                                  &(GtkAllocation) { x, y, size.width, size.height }, -1);
      x += size.width + GAP;
      row_height = MAX (row_height, size.height);
    }

  return y + row_height;
}

static void
inn_graph_legend_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  InnGraphLegend *self = INN_GRAPH_LEGEND (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = lay_out (self, for_size < 0 ? G_MAXINT : for_size, FALSE);
      return;
    }

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);
      GtkRequisition size;

      if (!gtk_widget_get_visible (entry->button))
        continue;

      gtk_widget_get_preferred_size (entry->button, NULL, &size);
      *minimum = MAX (*minimum, size.width);
      *natural += size.width + (i > 0 ? GAP : 0);
    }
}

static void
inn_graph_legend_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  lay_out (INN_GRAPH_LEGEND (widget), width, TRUE);
}

static GtkSizeRequestMode
inn_graph_legend_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
inn_graph_legend_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (inn_graph_legend_parent_class)->map (widget);
  sync_entries (INN_GRAPH_LEGEND (widget));
}

static void
inn_graph_legend_dispose (GObject *object)
{
  InnGraphLegend *self = INN_GRAPH_LEGEND (object);

  for (guint i = 0; i < self->entries->len; i++)
    gtk_widget_unparent (g_array_index (self->entries, Entry, i).button);
  g_array_set_size (self->entries, 0);

  if (self->graph != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->graph, self);
      g_signal_handlers_disconnect_by_data (inn_graph_get_view (self->graph), self);
    }
  g_clear_object (&self->graph);

  G_OBJECT_CLASS (inn_graph_legend_parent_class)->dispose (object);
}

static void
inn_graph_legend_finalize (GObject *object)
{
  g_array_unref (INN_GRAPH_LEGEND (object)->entries);

  G_OBJECT_CLASS (inn_graph_legend_parent_class)->finalize (object);
}

static void
inn_graph_legend_class_init (InnGraphLegendClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_graph_legend_dispose;
  object_class->finalize = inn_graph_legend_finalize;

  widget_class->get_request_mode = inn_graph_legend_get_request_mode;
  widget_class->map = inn_graph_legend_map;
  widget_class->measure = inn_graph_legend_measure;
  widget_class->size_allocate = inn_graph_legend_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "graphlegend");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
inn_graph_legend_init (InnGraphLegend *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
}

/**
 * inn_graph_legend_new:
 * @graph: whose lines it names; what is added to it later comes too
 */
GtkWidget *
inn_graph_legend_new (InnGraph *graph)
{
  InnGraphLegend *self;
  InnTimeView *view;

  g_return_val_if_fail (INN_IS_GRAPH (graph), NULL);

  self = g_object_new (INN_TYPE_GRAPH_LEGEND, NULL);
  self->graph = g_object_ref (graph);
  view = inn_graph_get_view (graph);
  g_signal_connect_swapped (graph, "lines-changed", G_CALLBACK (on_lines_changed_cb), self);
  g_signal_connect_swapped (view, "changed", G_CALLBACK (sync_entries), self);
  g_signal_connect_swapped (view, "cursor-changed", G_CALLBACK (sync_entries), self);
  on_lines_changed_cb (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  inn_graph_get_title (graph), -1);

  return GTK_WIDGET (self);
}
