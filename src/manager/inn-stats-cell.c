/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-stats-cell"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inn-bar.h"
#include "inn-sparkline.h"
#include "inn-stats.h"
#include "inn-stats-cell.h"

#define SPACING 6

/* Of the widest characters, as wide as the longest number: "118 MB/s", "14.1 / 16 GiB". */
#define CPU_CHARS    4
#define RATE_CHARS   6
#define MEMORY_CHARS 9

struct _InnStatsCell
{
  GtkWidget  parent_instance;

  InnValue   value;
  char      *name;       /* what screen readers were told last */

  GtkWidget *graphic;    /* InnSparkline or InnBar */
  GtkWidget *text;
  GtkWidget *mark;       /* above a limit; NULL: was never */
};

G_DEFINE_FINAL_TYPE (InnStatsCell, inn_stats_cell, GTK_TYPE_WIDGET)

static void
show_text (InnStatsCell *self,
           InnDomain    *domain)
{
  g_autofree char *text = inn_machine_value_dup_text (self->value, domain);
  gboolean active = inn_domain_is_active (domain);
  const char *second = text != NULL ? strstr (text, " / ") : NULL;
  g_autoptr (PangoAttrList) attributes = NULL;

  if (g_strcmp0 (text, gtk_inscription_get_text (GTK_INSCRIPTION (self->text))) == 0)
    return;

  if (second != NULL)
    {
      PangoAttribute *scale = pango_attr_scale_new (0.9);
      PangoAttribute *alpha = pango_attr_foreground_alpha_new (45875);

      attributes = pango_attr_list_new ();
      scale->start_index = alpha->start_index = second - text;
      pango_attr_list_insert (attributes, scale);
      pango_attr_list_insert (attributes, alpha);
    }

  gtk_inscription_set_attributes (GTK_INSCRIPTION (self->text), attributes);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->text), text);
  if (active)
    gtk_widget_remove_css_class (self->text, "sub");
  else
    gtk_widget_add_css_class (self->text, "sub");
}

static void
show_name (InnStatsCell *self,
           InnDomain    *domain)
{
  g_autofree char *name = inn_machine_value_dup_name (self->value, domain);

  if (g_strcmp0 (name, self->name) == 0)
    return;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : "", -1);
  g_free (self->name);
  self->name = g_steal_pointer (&name);
}

static void
show_graphic (InnStatsCell *self,
              InnDomain    *domain,
              double        ceiling)
{
  double points[INN_VALUE_POINTS];
  gboolean rates = ceiling > 100;

  if (INN_IS_BAR (self->graphic))
    inn_bar_set_fraction (INN_BAR (self->graphic), inn_machine_value_get_memory_share (domain));
  else if (inn_machine_value_read (self->value, domain, points))
    inn_sparkline_set_values (INN_SPARKLINE (self->graphic), points, INN_VALUE_POINTS, ceiling,
                              rates);
  else
    inn_sparkline_set_values (INN_SPARKLINE (self->graphic), NULL, 0, ceiling, rates);
}

/* Values of a host that does not answer are old. */
static void
show_stale (InnStatsCell *self,
            InnDomain    *domain)
{
  InnStats *stats = inn_domain_get_stats (domain);

  if (stats != NULL && inn_stats_is_stale (stats))
    gtk_widget_add_css_class (GTK_WIDGET (self), "stale");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "stale");
}

/* Not by colour alone. */
static void
show_mark (InnStatsCell *self,
           InnDomain    *domain)
{
  gboolean over = inn_machine_value_is_over (self->value, domain);

  if (self->mark == NULL && !over)
    return;

  if (self->mark == NULL)
    {
      self->mark = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
      gtk_widget_add_css_class (self->mark, "warn");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("Above the limit"), -1);
      gtk_widget_set_parent (self->mark, GTK_WIDGET (self));
    }
  gtk_widget_set_visible (self->mark, over);
  if (over)
    gtk_widget_add_css_class (self->text, "warn");
  else
    gtk_widget_remove_css_class (self->text, "warn");
}

/*
 * Layout: the number, and the graphic if there is room for both
 */

static void
inn_stats_cell_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  InnStatsCell *self = INN_STATS_CELL (widget);
  int graphic;

  gtk_widget_measure (self->text, orientation, -1, minimum, natural, NULL, NULL);
  gtk_widget_measure (self->graphic, orientation, -1, &graphic, NULL, NULL, NULL);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural += SPACING + graphic;
  else
    *minimum = *natural = MAX (*natural, graphic);
}

static int
measure_width (GtkWidget *child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

/* Places @child, if it is to be seen, and returns where the next one begins. */
static int
place (GtkWidget *child,
       gboolean   visible,
       int        x,
       int        height)
{
  GtkAllocation allocation = { x, 0, measure_width (child), height };

  gtk_widget_set_child_visible (child, visible);
  if (!visible)
    return x;

  gtk_widget_size_allocate (child, &allocation, -1);

  return x + allocation.width + SPACING;
}

static void
inn_stats_cell_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  InnStatsCell *self = INN_STATS_CELL (widget);
  gboolean marked = self->mark != NULL && gtk_widget_get_visible (self->mark);
  int mark = marked ? measure_width (self->mark) + SPACING : 0;
  int needed = measure_width (self->graphic) + SPACING + mark + measure_width (self->text);
  int x = place (self->graphic, needed <= width, 0, height);

  if (marked)
    x = place (self->mark, TRUE, x, height);
  gtk_widget_size_allocate (self->text, &(GtkAllocation) { x, 0, MAX (width - x, 0), height }, -1);
}

static void
inn_stats_cell_dispose (GObject *object)
{
  InnStatsCell *self = INN_STATS_CELL (object);

  g_clear_pointer (&self->graphic, gtk_widget_unparent);
  g_clear_pointer (&self->text, gtk_widget_unparent);
  g_clear_pointer (&self->mark, gtk_widget_unparent);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (inn_stats_cell_parent_class)->dispose (object);
}

static void
inn_stats_cell_class_init (InnStatsCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_stats_cell_dispose;
  widget_class->measure = inn_stats_cell_measure;
  widget_class->size_allocate = inn_stats_cell_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "statscell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
inn_stats_cell_init (InnStatsCell *self)
{
}

static guint
get_chars (InnValue value)
{
  switch (value)
    {
    case INN_VALUE_CPU:
    case INN_VALUE_HOST_CPU:
      return CPU_CHARS;

    case INN_VALUE_MEMORY:
      return MEMORY_CHARS;

    case INN_VALUE_DISK:
    case INN_VALUE_NET:
    case INN_VALUE_NONE:
    case INN_N_VALUES:
    default:
      return RATE_CHARS;
    }
}

static GtkWidget *
new_text (InnValue value)
{
  GtkWidget *text = gtk_inscription_new (NULL);
  GtkInscription *inscription = GTK_INSCRIPTION (text);

  gtk_inscription_set_text_overflow (inscription, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (inscription, 1);
  gtk_inscription_set_min_chars (inscription, 0);
  gtk_inscription_set_nat_chars (inscription, get_chars (value));
  gtk_inscription_set_min_lines (inscription, 1);
  gtk_inscription_set_nat_lines (inscription, 1);
  gtk_widget_add_css_class (text, "numeric");

  return text;
}

/**
 * inn_stats_cell_new:
 * @color_class: of the graphic: "cpu", "mem", "disk" or "net"
 */
GtkWidget *
inn_stats_cell_new (InnValue    value,
                    const char *color_class)
{
  InnStatsCell *self = g_object_new (INN_TYPE_STATS_CELL, NULL);

  self->value = value;
  self->graphic = inn_machine_value_get_least_ceiling (value) > 0 ? inn_sparkline_new ()
                                                                  : inn_bar_new ();
  gtk_widget_add_css_class (self->graphic, color_class);
  gtk_widget_set_valign (self->graphic, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->graphic, GTK_WIDGET (self));
  self->text = new_text (value);
  gtk_widget_set_parent (self->text, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

InnValue
inn_stats_cell_get_value (InnStatsCell *self)
{
  g_return_val_if_fail (INN_IS_STATS_CELL (self), INN_VALUE_NONE);

  return self->value;
}

/**
 * inn_stats_cell_show:
 * @ceiling: what the full height of a line stands for
 *
 * Shows what @domain does now.
 */
void
inn_stats_cell_show (InnStatsCell *self,
                     InnDomain    *domain,
                     double        ceiling)
{
  g_return_if_fail (INN_IS_STATS_CELL (self));
  g_return_if_fail (INN_IS_DOMAIN (domain));

  show_text (self, domain);
  show_graphic (self, domain, ceiling);
  show_mark (self, domain);
  show_stale (self, domain);
  show_name (self, domain);
}
