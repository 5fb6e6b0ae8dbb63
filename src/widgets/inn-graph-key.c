/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-graph-key"

#include "config.h"

#include <adwaita.h>

#include "inn-graph-key.h"
#include "inn-graph-private.h"

#define WIDTH 12
#define HEIGHT 8
#define LINE 2

struct _InnGraphKey
{
  GtkWidget  parent_instance;

  InnGraph  *graph;          /* not owned: the key is part of its legend */
  guint      line;
};

G_DEFINE_FINAL_TYPE (InnGraphKey, inn_graph_key, GTK_TYPE_WIDGET)

static void
append (GtkSnapshot   *snapshot,
        const GdkRGBA *color,
        float          x,
        float          y,
        float          width,
        float          height)
{
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (x, y, width, height));
}

/**
 * inn_graph_key_snapshot:
 * @fill: alpha of the area, where there is one
 *
 * Draws a sample of a line, 12 × 8 pixels.
 */
void
inn_graph_key_snapshot (GtkSnapshot   *snapshot,
                        const GdkRGBA *color,
                        InnGraphStyle  style,
                        double         fill)
{
  GdkRGBA area = *color;

  area.alpha *= fill;
  switch (style)
    {
    case INN_GRAPH_LINE:
      append (snapshot, color, 0, (HEIGHT - LINE) / 2, WIDTH, LINE);
      return;
    case INN_GRAPH_DASHED:
      for (float x = 0; x < WIDTH; x += 5)
        append (snapshot, color, x, (HEIGHT - LINE) / 2, MIN (3, WIDTH - x), LINE);
      return;
    case INN_GRAPH_FILLED:
    case INN_GRAPH_STACKED:
    default:
      append (snapshot, &area, 0, 0, WIDTH, HEIGHT);
      if (style == INN_GRAPH_FILLED || fill > 0.1)
        append (snapshot, color, 0, 0, WIDTH, LINE);
      return;
    }
}

static double
get_fill (InnGraphKey           *self,
          const InnGraphPalette *palette)
{
  guint depth = 0;

  if (inn_graph_get_style (self->graph, self->line) != INN_GRAPH_STACKED)
    return palette->fill;

  for (guint i = 0; i < self->line; i++)
    depth += inn_graph_get_shown (self->graph, i)
             && inn_graph_get_style (self->graph, i) == INN_GRAPH_STACKED;

  return inn_graph_stack_alpha (depth);
}

static void
inn_graph_key_vfunc_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  InnGraphKey *self = INN_GRAPH_KEY (widget);
  int height = gtk_widget_get_height (widget);
  InnGraphPalette palette;

  inn_graph_palette_get (&palette);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (height - HEIGHT) / 2));
  inn_graph_key_snapshot (snapshot,
                          &palette.lines[inn_graph_get_color (self->graph, self->line)],
                          inn_graph_get_style (self->graph, self->line),
                          get_fill (self, &palette));
}

static void
inn_graph_key_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
inn_graph_key_class_init (InnGraphKeyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = inn_graph_key_measure;
  widget_class->snapshot = inn_graph_key_vfunc_snapshot;

  gtk_widget_class_set_css_name (widget_class, "graphkey");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
inn_graph_key_init (InnGraphKey *self)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * inn_graph_key_new:
 * @graph: a graph, which lives as long as the key
 */
GtkWidget *
inn_graph_key_new (InnGraph *graph,
                   guint     line)
{
  InnGraphKey *self = g_object_new (INN_TYPE_GRAPH_KEY, NULL);

  self->graph = graph;
  self->line = line;

  return GTK_WIDGET (self);
}
