/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-perf-card"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inn-graph-legend.h"
#include "inn-heat-strip.h"
#include "inn-host.h"
#include "inn-perf-card.h"
#include "inn-stats.h"
#include "inn-text.h"

struct _InnPerfCard
{
  GtkBox       parent_instance;

  InnPerfKind            kind;
  const InnPerfCardInfo *info;
  char                  *instance;     /* NULL: the machine */
  InnGraph              *graphs[INN_PERF_MAX_GRAPHS];
  GtkWidget             *vcpus;        /* InnHeatStrip; of the CPU card */
  GtkWidget             *cpus;         /* of the host, as far as this machine uses them */
  gboolean               has_strips;   /* there is something to show in them */
  gboolean               hides_strips;
  char                  *source_name;  /* of a disk or network card; NULL: not known */
  GtkLabel              *source;
  GtkLabel              *facts;        /* below the graphs; of the memory card */
};

G_DEFINE_FINAL_TYPE (InnPerfCard, inn_perf_card, GTK_TYPE_BOX)

/*
 * What it says
 */

/* “web.qcow2 · 8.4 of 20 GiB” */
static char *
dup_disk_source (InnPerfCard *self,
                 InnStats    *stats)
{
  double capacity = NAN;
  double allocation = NAN;
  g_autofree char *size = NULL;

  if (stats != NULL)
    {
      capacity = inn_stats_get (stats, INN_METRIC_DISK_CAPACITY, self->instance);
      allocation = inn_stats_get (stats, INN_METRIC_DISK_ALLOCATION, self->instance);
    }

  if (isnan (capacity) || isnan (allocation))
    return g_strdup (self->source_name);

  size = inn_text_memory_of (allocation / 1024, capacity / 1024);

  return self->source_name != NULL ? g_strdup_printf ("%s · %s", self->source_name, size)
                                   : g_steal_pointer (&size);
}

static char *
dup_source (InnPerfCard *self,
            InnDomain   *domain,
            InnStats    *stats)
{
  guint vcpus = inn_domain_get_vcpus (domain);

  if (self->kind == INN_PERF_CPU)
    return g_strdup_printf (ngettext ("%u vCPU", "%u vCPUs", vcpus), vcpus);

  if (self->kind == INN_PERF_MEMORY && stats != NULL)
    return g_strdup (isnan (inn_stats_get (stats, INN_METRIC_MEM_UNUSED, NULL))
                       ? _("as the host sees it")
                       : _("as the guest sees it"));

  return self->kind == INN_PERF_DISK ? dup_disk_source (self, stats)
                                     : g_strdup (self->source_name);
}

static void
append_fact (GString   *text,
             InnStats  *stats,
             InnMetric  metric)
{
  double value = inn_stats_get (stats, metric, NULL);
  g_autofree char *formatted = inn_unit_format (inn_metric_get_unit (metric), value);

  if (isnan (value))
    return;

  g_string_append_printf (text, "%s%s %s", text->len > 0 ? "   " : "",
                          inn_metric_get_label (metric), formatted);
}

static void
show_memory_facts (InnPerfCard *self,
                   InnStats    *stats)
{
  g_autoptr (GString) text = g_string_new (NULL);
  double balloon = inn_stats_get (stats, INN_METRIC_MEM_BALLOON, NULL);
  double max = inn_stats_get (stats, INN_METRIC_MEM_MAX, NULL);
  g_autofree char *balloon_text = NULL;

  append_fact (text, stats, INN_METRIC_MEM_RSS);
  append_fact (text, stats, INN_METRIC_SWAP_IN);
  append_fact (text, stats, INN_METRIC_SWAP_OUT);
  append_fact (text, stats, INN_METRIC_FAULTS_MAJOR);
  append_fact (text, stats, INN_METRIC_DIRTY_RATE);
  gtk_label_set_text (self->facts, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), text->len > 0);

  /* What the host needs for a small machine can be more than the machine has. */
  inn_graph_set_top (self->graphs[0],
                     inn_stats_get (stats, INN_METRIC_MEMORY, NULL) <= max ? max : 0);
  if (!isnan (balloon) && balloon < max)
    {
      g_autofree char *share = inn_text_memory_of (balloon / 1024, max / 1024);

      /* Translators: how much of its memory a machine may use now: “Balloon: 8 of 12 GiB” */
      balloon_text = g_strdup_printf (_("Balloon: %s"), share);
    }
  inn_graph_set_limit (self->graphs[0], balloon_text != NULL ? balloon : NAN, balloon_text);
}

static gboolean
show_strip (InnPerfCard *self,
            GtkWidget   *strip,
            InnStats    *stats)
{
  gboolean known = inn_heat_strip_show (INN_HEAT_STRIP (strip), stats) > 0;

  gtk_widget_set_visible (strip, known && !self->hides_strips);

  return known;
}

static void
show_strips (InnPerfCard *self,
             InnStats    *stats)
{
  gboolean vcpus = show_strip (self, self->vcpus, stats);
  gboolean cpus = show_strip (self, self->cpus, stats);

  self->has_strips = vcpus || cpus;
}

/* Events come in order, and only the last ones are kept. */
static void
show_events (InnPerfCard *self,
             InnGraph    *graph,
             InnStats    *stats)
{
  const InnStatsEvent *events;
  guint n_events;

  events = inn_stats_get_events (stats, &n_events);
  inn_graph_clear_events (graph);
  for (guint i = 0; i < n_events; i++)
    inn_graph_add_event (graph, events[i].time, events[i].text);
}

/* NULL: the graph itself says that it waits for values. */
static const char *
get_message (InnDomain       *domain,
             InnStats        *stats,
             const InnPerfGraphInfo *info)
{
  if (!inn_domain_is_active (domain))
    return inn_domain_state_get_label (inn_domain_get_state (domain));

  return stats != NULL && !inn_stats_get_offered (stats, info->lines[0].metric)
         ? _(info->missing)
         : NULL;
}

static void
show_graph (InnPerfCard *self,
            guint        index,
            InnDomain   *domain,
            InnStats    *stats)
{
  const InnPerfGraphInfo *info = &self->info->graphs[index];
  gboolean off = !inn_domain_is_active (domain);

  for (guint i = 0; i < info->n_lines; i++)
    {
      const char *instance = info->lines[i].total ? NULL : self->instance;
      InnSeries *series = stats != NULL
                          ? inn_stats_get_series (stats, info->lines[i].metric, instance)
                          : NULL;

      inn_graph_set_series (self->graphs[index], i, series,
                            off || stats == NULL || inn_stats_is_stale (stats));
      inn_graph_set_offered (self->graphs[index], i,
                             stats == NULL
                             || inn_stats_get_offered (stats, info->lines[i].metric));
    }

  inn_graph_set_message (self->graphs[index], get_message (domain, stats, info), off);
  if (stats != NULL && index == 0)
    show_events (self, self->graphs[index], stats);
}

/**
 * inn_perf_card_show:
 *
 * Takes over what is known of @domain now. Cheap when nothing is new.
 */
void
inn_perf_card_show (InnPerfCard *self,
                    InnDomain   *domain)
{
  InnStats *stats;
  g_autofree char *source = NULL;

  g_return_if_fail (INN_IS_PERF_CARD (self));
  g_return_if_fail (INN_IS_DOMAIN (domain));

  stats = inn_domain_get_stats (domain);
  source = dup_source (self, domain, stats);
  gtk_label_set_text (self->source, source != NULL ? source : "");

  for (guint i = 0; i < self->info->n_graphs; i++)
    show_graph (self, i, domain, stats);

  if (stats != NULL && self->kind == INN_PERF_CPU)
    show_strips (self, stats);
  if (stats != NULL && self->kind == INN_PERF_MEMORY)
    show_memory_facts (self, stats);
}

/*
 * Building
 */

static InnGraph *
new_graph (InnPerfCard     *self,
           InnTimeView     *view,
           const InnPerfGraphInfo *info)
{
  g_autofree char *title = NULL;
  InnGraph *graph;

  title = info->title != NULL
          ? g_strdup_printf ("%s · %s", inn_perf_card_get_title (self), _(info->title))
          : g_strdup (inn_perf_card_get_title (self));
  graph = INN_GRAPH (inn_graph_new (view, title, info->unit, self->info->size));
  inn_graph_set_height (graph, info->height);
  if (info->unit == INN_UNIT_PERCENT)
    inn_graph_set_top (graph, 100);

  for (guint i = 0; i < info->n_lines; i++)
    {
      const InnPerfLineInfo *line = &info->lines[i];

      inn_graph_add_line (graph, line->metric, line->label != NULL ? _(line->label) : NULL,
                          line->color, line->style);
      if (!line->total)
        inn_graph_set_instance (graph, i, self->instance);
    }

  return graph;
}

static GtkLabel *
new_dim_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "small");
  gtk_widget_add_css_class (label, "sub");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);

  return GTK_LABEL (label);
}

/* Title, source, and the legend where there is room for it. */
static void
add_head (InnPerfCard *self,
          GtkWidget   *legend)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (inn_perf_card_get_title (self));
  gboolean large = self->info->size == INN_GRAPH_LARGE;

  self->source = new_dim_label (NULL);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->source));
  gtk_box_append (GTK_BOX (self), head);

  if (!large)
    {
      gtk_box_append (GTK_BOX (self), legend);
      return;
    }

  gtk_widget_set_hexpand (legend, TRUE);
  gtk_widget_set_halign (legend, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (head), legend);
}

/* A long legend has a line of its own. */
static void
add_sub_head (InnPerfCard     *self,
              const InnPerfGraphInfo *info,
              GtkWidget       *legend)
{
  gboolean wide = info->n_lines > 2;
  GtkWidget *head = gtk_box_new (wide ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL,
                                 wide ? 0 : 8);

  gtk_box_append (GTK_BOX (head), GTK_WIDGET (new_dim_label (_(info->title))));
  if (!wide)
    {
      gtk_widget_set_hexpand (legend, TRUE);
      gtk_widget_set_halign (legend, GTK_ALIGN_END);
    }
  gtk_box_append (GTK_BOX (head), legend);
  gtk_box_append (GTK_BOX (self), head);
}

static void
add_graphs (InnPerfCard *self,
            InnTimeView *view)
{
  const InnPerfCardInfo *info = self->info;

  for (guint i = 0; i < info->n_graphs; i++)
    {
      InnGraph *graph = new_graph (self, view, &info->graphs[i]);
      GtkWidget *legend = inn_graph_legend_new (graph);

      self->graphs[i] = graph;
      inn_graph_set_time_axis (graph, i + 1 == info->n_graphs);
      if (i == 0)
        add_head (self, legend);
      else
        add_sub_head (self, &info->graphs[i], legend);
      gtk_box_append (GTK_BOX (self), GTK_WIDGET (graph));
    }
}

static GtkWidget *
add_strip (InnPerfCard *self,
           InnTimeView *view,
           const char  *name,
           InnMetric    metric)
{
  GtkWidget *strip = inn_heat_strip_new (view, name, metric, INN_GRAPH_LARGE);

  gtk_widget_set_visible (strip, FALSE);
  gtk_box_append (GTK_BOX (self), strip);

  return strip;
}

static void
inn_perf_card_finalize (GObject *object)
{
  InnPerfCard *self = INN_PERF_CARD (object);

  g_free (self->instance);
  g_free (self->source_name);

  G_OBJECT_CLASS (inn_perf_card_parent_class)->finalize (object);
}

static void
inn_perf_card_class_init (InnPerfCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = inn_perf_card_finalize;
}

static void
inn_perf_card_init (InnPerfCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "inn-graphcard");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_FILL);
}

/**
 * inn_perf_card_new:
 * @view: shared with the other cards of the page
 * @instance: (nullable): the disk or network card that it is about
 */
GtkWidget *
inn_perf_card_new (InnTimeView *view,
                   InnPerfKind  kind,
                   const char  *instance)
{
  InnPerfCard *self = g_object_new (INN_TYPE_PERF_CARD, NULL);

  self->kind = kind;
  self->info = inn_perf_card_info_get (kind);
  self->instance = g_strdup (instance);
  add_graphs (self, view);
  /* Large cards stand beside each other, with more or less below the graph. */
  if (self->info->size == INN_GRAPH_LARGE)
    gtk_widget_set_vexpand (GTK_WIDGET (self->graphs[0]), TRUE);

  if (kind == INN_PERF_CPU)
    {
      self->vcpus = add_strip (self, view, _("vCPU"), INN_METRIC_VCPU);
      /* Translators: part of its time in which a vCPU is ready to run, but does not */
      inn_heat_strip_add_detail (INN_HEAT_STRIP (self->vcpus), INN_METRIC_VCPU_WAIT, _("Wait"));
      inn_heat_strip_add_detail (INN_HEAT_STRIP (self->vcpus), INN_METRIC_VCPU_STEAL, _("Steal"));
      /* Translators: a processor of the host, in a narrow place */
      self->cpus = add_strip (self, view, _("Host"), INN_METRIC_CPU_ONE);
      inn_graph_set_note_func (self->graphs[0], inn_heat_strip_note, self->vcpus);
    }
  if (kind == INN_PERF_MEMORY)
    {
      self->facts = new_dim_label (NULL);
      gtk_widget_add_css_class (GTK_WIDGET (self->facts), "numeric");
      gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->facts));
    }

  return GTK_WIDGET (self);
}

InnPerfKind
inn_perf_card_get_kind (InnPerfCard *self)
{
  g_return_val_if_fail (INN_IS_PERF_CARD (self), INN_PERF_CPU);

  return self->kind;
}

/**
 * inn_perf_card_is_of:
 * @instance: (nullable): a disk or network card
 */
gboolean
inn_perf_card_is_of (InnPerfCard *self,
                     InnPerfKind  kind,
                     const char  *instance)
{
  g_return_val_if_fail (INN_IS_PERF_CARD (self), FALSE);

  return self->kind == kind && g_strcmp0 (self->instance, instance) == 0;
}

/**
 * inn_perf_card_find:
 * @cards: of InnPerfCard
 *
 * Returns: (transfer none) (nullable): the one of @kind and @instance
 */
InnPerfCard *
inn_perf_card_find (GPtrArray   *cards,
                    InnPerfKind  kind,
                    const char  *instance)
{
  for (guint i = 0; i < cards->len; i++)
    if (inn_perf_card_is_of (g_ptr_array_index (cards, i), kind, instance))
      return g_ptr_array_index (cards, i);

  return NULL;
}

const char *
inn_perf_card_get_title (InnPerfCard *self)
{
  g_return_val_if_fail (INN_IS_PERF_CARD (self), NULL);

  return self->info->title != NULL ? _(self->info->title) : self->instance;
}

/**
 * inn_perf_card_dup_id:
 *
 * Returns: (transfer full): a name for settings, such as "cpu" or "disk:vda"
 */
char *
inn_perf_card_dup_id (InnPerfCard *self)
{
  g_return_val_if_fail (INN_IS_PERF_CARD (self), NULL);

  return self->instance != NULL ? g_strdup_printf ("%s:%s", self->info->id, self->instance)
                                : g_strdup (self->info->id);
}

/**
 * inn_perf_card_append_values:
 *
 * Appends the values at the cursor, or the newest ones, a line each.
 */
void
inn_perf_card_append_values (InnPerfCard *self,
                             GString     *text)
{
  g_return_if_fail (INN_IS_PERF_CARD (self));

  for (guint i = 0; i < self->info->n_graphs; i++)
    inn_graph_append_values (self->graphs[i], text);
}

void
inn_perf_card_fill_table (InnPerfCard    *self,
                          InnSeriesTable *table)
{
  g_return_if_fail (INN_IS_PERF_CARD (self));

  for (guint i = 0; i < self->info->n_graphs; i++)
    inn_graph_fill_table (self->graphs[i], table);
  if (self->kind != INN_PERF_CPU || self->hides_strips)
    return;

  inn_heat_strip_fill_table (INN_HEAT_STRIP (self->vcpus), table);
  inn_heat_strip_fill_table (INN_HEAT_STRIP (self->cpus), table);
}

/**
 * inn_perf_card_set_source:
 * @name: (nullable): what is behind the disk or network card: an image, a network
 *
 * It is seen with the next inn_perf_card_show().
 */
void
inn_perf_card_set_source (InnPerfCard *self,
                          const char  *name)
{
  g_return_if_fail (INN_IS_PERF_CARD (self));

  g_free (self->source_name);
  self->source_name = name != NULL && *name != '\0' ? g_strdup (name) : NULL;
}

/**
 * inn_perf_card_get_has_strips:
 *
 * Returns: whether there are single CPUs to be shown
 */
gboolean
inn_perf_card_get_has_strips (InnPerfCard *self)
{
  g_return_val_if_fail (INN_IS_PERF_CARD (self), FALSE);

  return self->has_strips;
}

/**
 * inn_perf_card_set_hides_strips:
 * @hides: whether single CPUs are not shown
 *
 * It is seen with the next inn_perf_card_show().
 */
void
inn_perf_card_set_hides_strips (InnPerfCard *self,
                                gboolean     hides)
{
  g_return_if_fail (INN_IS_PERF_CARD (self));

  self->hides_strips = hides;
}

/**
 * inn_perf_card_get_graph:
 * @index: less than %INN_PERF_MAX_GRAPHS
 *
 * Returns: (transfer none) (nullable): one of its graphs
 */
InnGraph *
inn_perf_card_get_graph (InnPerfCard *self,
                         guint        index)
{
  g_return_val_if_fail (INN_IS_PERF_CARD (self), NULL);
  g_return_val_if_fail (index < INN_PERF_MAX_GRAPHS, NULL);

  return self->graphs[index];
}
