/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-overflow-layout"

#include "config.h"

#include "inn-overflow-layout.h"

#define SPACING 6

struct _InnOverflowLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (InnOverflowLayout, inn_overflow_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
natural_width (GtkWidget *child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

static void
inn_overflow_layout_measure (GtkLayoutManager *manager,
                             GtkWidget        *widget,
                             GtkOrientation    orientation,
                             int               for_size,
                             int              *minimum,
                             int              *natural,
                             int              *minimum_baseline,
                             int              *natural_baseline)
{
  GtkWidget *last = gtk_widget_get_last_child (widget);

  *minimum = *natural = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum;
      int child_natural;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        {
          *minimum = MAX (*minimum, child_minimum);
          *natural = MAX (*natural, child_natural);
        }
      else
        {
          /* What stays gets its natural width. */
          *minimum = child == last ? child_natural : 0;
          *natural += child_natural + (child != last ? SPACING : 0);
        }
    }
}

static void
set_present (GtkWidget *child,
             gboolean   present)
{
  if (gtk_widget_get_child_visible (child) == present)
    return;

  gtk_widget_set_child_visible (child, present);
  gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN, !present, -1);
}

/* Sets which children are there; returns how much room they leave. */
static int
choose_children (GtkWidget *widget,
                 int        width)
{
  GtkWidget *last = gtk_widget_get_last_child (widget);
  int left = width - natural_width (last);
  gboolean fits = TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != last;
       child = gtk_widget_get_next_sibling (child))
    {
      int needed;

      if (!gtk_widget_should_layout (child))
        continue;

      needed = natural_width (child) + SPACING;
      fits = fits && needed <= left;
      if (fits)
        left -= needed;
      set_present (child, fits);
    }

  return MAX (left, 0);
}

static void
inn_overflow_layout_allocate (GtkLayoutManager *manager,
                              GtkWidget        *widget,
                              int               width,
                              int               height,
                              int               baseline)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x;

  if (gtk_widget_get_first_child (widget) == NULL)
    return;

  x = choose_children (widget, width);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation place = { x, 0, 0, height };

      if (!gtk_widget_should_layout (child) || !gtk_widget_get_child_visible (child))
        continue;

      place.width = natural_width (child);
      x += place.width + SPACING;
      if (rtl)
        place.x = width - place.x - place.width;
      gtk_widget_size_allocate (child, &place, -1);
    }
}

static void
inn_overflow_layout_class_init (InnOverflowLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->measure = inn_overflow_layout_measure;
  layout_class->allocate = inn_overflow_layout_allocate;
}

static void
inn_overflow_layout_init (InnOverflowLayout *self)
{
}
