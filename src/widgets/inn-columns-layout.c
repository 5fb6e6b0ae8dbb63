/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-columns-layout"

#include "config.h"

#include "inn-columns-layout.h"

struct _InnColumnsLayout
{
  GtkLayoutManager parent_instance;

  int              min_width;
  int              spacing;
};

enum {
  PROP_0,
  PROP_MIN_WIDTH,
  PROP_SPACING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnColumnsLayout, inn_columns_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
count_children (GtkWidget *widget)
{
  int n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (gtk_widget_should_layout (child))
        n++;
    }

  return n;
}

static int
get_column_width (InnColumnsLayout *self,
                  int               n_children,
                  int               width)
{
  if (n_children < 2 || width < self->min_width)
    return width;

  return (width - (n_children - 1) * self->spacing) / n_children;
}

static void
measure_width (InnColumnsLayout *self,
               GtkWidget        *widget,
               int              *minimum,
               int              *natural)
{
  int n_children = count_children (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_min;
      int child_nat;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1,
                          &child_min, &child_nat, NULL, NULL);
      *minimum = MAX (*minimum, child_min);
      *natural = MAX (*natural, child_nat * n_children + (n_children - 1) * self->spacing);
    }
}

static void
measure_height (InnColumnsLayout *self,
                GtkWidget        *widget,
                int               width,
                int              *minimum,
                int              *natural)
{
  int n_children = count_children (widget);
  int column = width < 0 ? -1 : get_column_width (self, n_children, width);
  gboolean stacked = column == width;
  int n_seen = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int gap = stacked && n_seen > 0 ? self->spacing : 0;
      int child_min;
      int child_nat;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column,
                          &child_min, &child_nat, NULL, NULL);
      *minimum = stacked ? *minimum + gap + child_min : MAX (*minimum, child_min);
      *natural = stacked ? *natural + gap + child_nat : MAX (*natural, child_nat);
      n_seen++;
    }
}

static void
inn_columns_layout_measure (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            GtkOrientation    orientation,
                            int               for_size,
                            int              *minimum,
                            int              *natural,
                            int              *minimum_baseline,
                            int              *natural_baseline)
{
  InnColumnsLayout *self = INN_COLUMNS_LAYOUT (manager);

  *minimum = 0;
  *natural = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, minimum, natural);
  else
    measure_height (self, widget, for_size, minimum, natural);
}

static void
inn_columns_layout_allocate (GtkLayoutManager *manager,
                             GtkWidget        *widget,
                             int               width,
                             int               height,
                             int               baseline)
{
  InnColumnsLayout *self = INN_COLUMNS_LAYOUT (manager);
  int column = get_column_width (self, count_children (widget), width);
  gboolean stacked = column == width;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = rtl ? width - column : 0;
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_height = height;

      if (!gtk_widget_should_layout (child))
        continue;

      if (stacked)
        gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column,
                            NULL, &child_height, NULL, NULL);

      gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, column, child_height }, -1);

      if (stacked)
        y += child_height + self->spacing;
      else
        x += (rtl ? -1 : 1) * (column + self->spacing);
    }
}

static GtkSizeRequestMode
inn_columns_layout_get_request_mode (GtkLayoutManager *manager,
                                     GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
inn_columns_layout_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  InnColumnsLayout *self = INN_COLUMNS_LAYOUT (object);

  switch (prop_id)
    {
    case PROP_MIN_WIDTH:
      g_value_set_int (value, self->min_width);
      break;

    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_columns_layout_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  InnColumnsLayout *self = INN_COLUMNS_LAYOUT (object);

  switch (prop_id)
    {
    case PROP_MIN_WIDTH:
      self->min_width = g_value_get_int (value);
      break;

    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_columns_layout_class_init (InnColumnsLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = inn_columns_layout_get_property;
  object_class->set_property = inn_columns_layout_set_property;

  layout_class->measure = inn_columns_layout_measure;
  layout_class->allocate = inn_columns_layout_allocate;
  layout_class->get_request_mode = inn_columns_layout_get_request_mode;

  properties[PROP_MIN_WIDTH] =
    g_param_spec_int ("min-width", NULL, NULL, 0, G_MAXINT, 0, flags);

  properties[PROP_SPACING] =
    g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
inn_columns_layout_init (InnColumnsLayout *self)
{
}
