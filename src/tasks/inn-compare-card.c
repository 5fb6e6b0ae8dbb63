/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-compare-card"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inn-compare-card.h"
#include "inn-graph-legend.h"
#include "inn-stats.h"

#define HEIGHT 140        /* of a plot, at least */

static const struct
{
  InnMetric   metric;
  const char *title;
  const char *source;
  const char *missing;
} kinds[INN_N_COMPARE_CARDS] = {
  [INN_COMPARE_CPU] = { INN_METRIC_CPU, N_("CPU"), N_("of the vCPUs"),
                        N_("No host reports CPU use") },
  [INN_COMPARE_MEMORY] = { INN_METRIC_MEMORY, N_("Memory"), N_("in use"),
                           N_("No host reports memory use") },
  [INN_COMPARE_DISK] = { INN_METRIC_DISK, N_("Disk"), N_("read and written"),
                         N_("No host reports disk rates") },
  [INN_COMPARE_NET] = { INN_METRIC_NET, N_("Network"), N_("received and sent"),
                        N_("No host reports network rates") },
};

struct _InnCompareCard
{
  GtkBox          parent_instance;

  InnCompareKind  kind;
  InnCompareSet  *set;
  InnGraph       *graph;
};

G_DEFINE_FINAL_TYPE (InnCompareCard, inn_compare_card, GTK_TYPE_BOX)

static void
inn_compare_card_dispose (GObject *object)
{
  g_clear_object (&INN_COMPARE_CARD (object)->set);

  G_OBJECT_CLASS (inn_compare_card_parent_class)->dispose (object);
}

static void
inn_compare_card_class_init (InnCompareCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = inn_compare_card_dispose;
}

static void
inn_compare_card_init (InnCompareCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "inn-graphcard");
}

static void
append_heading (InnCompareCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (_(kinds[self->kind].title));
  GtkWidget *source = gtk_label_new (_(kinds[self->kind].source));

  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (source, "sub");
  gtk_widget_add_css_class (source, "small");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), source);
  gtk_box_append (GTK_BOX (self), box);
}

/* When all colours are used they come again, dashed. */
static void
add_lines (InnCompareCard *self)
{
  for (guint i = 0; i < inn_compare_set_get_n (self->set); i++)
    {
      const char *label = inn_compare_set_get_label (self->set, i);

      inn_graph_add_line (self->graph, kinds[self->kind].metric, label, i % INN_N_GRAPH_COLORS,
                          i < INN_N_GRAPH_COLORS ? INN_GRAPH_LINE : INN_GRAPH_DASHED);
      inn_graph_set_instance (self->graph, i, label);
    }
}

/**
 * inn_compare_card_new:
 * @set: the machines
 * @view: the time that is seen, shared with other cards
 */
GtkWidget *
inn_compare_card_new (InnCompareKind  kind,
                      InnCompareSet  *set,
                      InnTimeView    *view)
{
  InnCompareCard *self;

  g_return_val_if_fail (kind < INN_N_COMPARE_CARDS, NULL);
  g_return_val_if_fail (INN_IS_COMPARE_SET (set), NULL);

  self = g_object_new (INN_TYPE_COMPARE_CARD, NULL);
  self->kind = kind;
  self->set = g_object_ref (set);
  self->graph = INN_GRAPH (inn_graph_new (view, _(kinds[kind].title),
                                          inn_metric_get_unit (kinds[kind].metric),
                                          INN_GRAPH_SMALL));
  inn_graph_set_height (self->graph, HEIGHT);
  inn_graph_set_time_axis (self->graph, TRUE);
  inn_graph_set_top (self->graph, kind == INN_COMPARE_CPU ? 100 : 0);
  gtk_widget_set_vexpand (GTK_WIDGET (self->graph), TRUE);
  add_lines (self);

  append_heading (self);
  gtk_box_append (GTK_BOX (self), inn_graph_legend_new (self->graph));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->graph));
  inn_compare_card_show (self);

  return GTK_WIDGET (self);
}

InnGraph *
inn_compare_card_get_graph (InnCompareCard *self)
{
  g_return_val_if_fail (INN_IS_COMPARE_CARD (self), NULL);

  return self->graph;
}

static void
show_line (InnCompareCard *self,
           guint           index)
{
  InnStats *stats = inn_domain_get_stats (inn_compare_set_get_machine (self->set, index));
  InnMetric metric = kinds[self->kind].metric;

  if (stats == NULL)
    return;

  inn_graph_set_series (self->graph, index, inn_stats_get_series (stats, metric, NULL),
                        inn_stats_is_stale (stats));
  inn_graph_set_ended (self->graph, index, isnan (inn_stats_get (stats, metric, NULL)));
}

/* Why there is nothing to come. NULL: there is. */
static const char *
get_message (InnCompareCard *self)
{
  gboolean active = FALSE;
  gboolean offered = FALSE;

  for (guint i = 0; i < inn_compare_set_get_n (self->set); i++)
    {
      InnDomain *domain = inn_compare_set_get_machine (self->set, i);
      InnStats *stats = inn_domain_get_stats (domain);

      if (!inn_domain_is_active (domain))
        continue;

      active = TRUE;
      offered |= stats == NULL || inn_stats_get_offered (stats, kinds[self->kind].metric);
    }

  if (!active)
    return _("None of these machines is running");

  return offered ? NULL : _(kinds[self->kind].missing);
}

/**
 * inn_compare_card_show:
 *
 * Takes over what is known of the machines now.
 */
void
inn_compare_card_show (InnCompareCard *self)
{
  const char *message;

  g_return_if_fail (INN_IS_COMPARE_CARD (self));

  for (guint i = 0; i < inn_compare_set_get_n (self->set); i++)
    show_line (self, i);

  message = get_message (self);
  inn_graph_set_message (self->graph, message, message != NULL);
}
