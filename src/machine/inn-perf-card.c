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

#define MAX_GRAPHS 3
#define MAX_LINES  4

typedef struct
{
  InnMetric      metric;
  const char    *label;        /* NULL: the one of the metric */
  InnGraphColor  color;
  InnGraphStyle  style;
  gboolean       total;        /* of the whole machine, not of the instance */
} LineInfo;

typedef struct
{
  const char *title;           /* NULL: the one of the card */
  InnUnit     unit;
  int         height;          /* of the plot, in pixels */
  const char *missing;         /* what is said if the host does not report it */
  LineInfo    lines[MAX_LINES];
  guint       n_lines;
} GraphInfo;

typedef struct
{
  const char   *id;
  const char   *title;         /* NULL: the instance */
  InnGraphSize  size;
  GraphInfo     graphs[MAX_GRAPHS];
  guint         n_graphs;
} CardInfo;

#define TWO(one, one_label, other, other_label)                          \
  { { one, one_label, INN_GRAPH_BLUE, INN_GRAPH_FILLED, FALSE },         \
    { other, other_label, INN_GRAPH_ORANGE, INN_GRAPH_LINE, FALSE } }, 2

/* In the order of the page. The last graph of a card has the time axis. */
static const CardInfo cards[] = {
  [INN_PERF_CPU] = {
    "cpu", N_("CPU"), INN_GRAPH_LARGE, {
      { NULL, INN_UNIT_PERCENT, 122, N_("This host does not report CPU use"),
        { { INN_METRIC_CPU, N_("Total"), INN_GRAPH_BLUE, INN_GRAPH_FILLED, TRUE },
          { INN_METRIC_CPU_STEAL, NULL, INN_GRAPH_ORANGE, INN_GRAPH_DASHED, TRUE } }, 2 },
    }, 1 },
  [INN_PERF_MEMORY] = {
    "memory", N_("Memory"), INN_GRAPH_LARGE, {
      { NULL, INN_UNIT_BYTES, 180, N_("This host does not report memory use"),
        { { INN_METRIC_MEMORY, N_("Used"), INN_GRAPH_PURPLE, INN_GRAPH_STACKED, TRUE },
          { INN_METRIC_MEM_CACHE, NULL, INN_GRAPH_PURPLE, INN_GRAPH_STACKED, TRUE },
          { INN_METRIC_MEM_UNUSED, N_("Free"), INN_GRAPH_PURPLE, INN_GRAPH_STACKED, TRUE } }, 3 },
    }, 1 },
  [INN_PERF_DISK] = {
    "disk", NULL, INN_GRAPH_SMALL, {
      { NULL, INN_UNIT_BYTES_PER_SECOND, 104, N_("This host does not report disk rates"),
        TWO (INN_METRIC_DISK_READ, NULL, INN_METRIC_DISK_WRITE, NULL) },
      /* Translators: requests per second */
      { N_("IOPS"), INN_UNIT_PER_SECOND, 48, N_("This host does not report requests"),
        TWO (INN_METRIC_DISK_READ_OPS, N_("Read"), INN_METRIC_DISK_WRITE_OPS, N_("Write")) },
      { N_("Latency"), INN_UNIT_SECONDS, 48, N_("This host does not report latency"),
        { { INN_METRIC_DISK_READ_LATENCY, N_("Read"), INN_GRAPH_BLUE, INN_GRAPH_FILLED, FALSE },
          { INN_METRIC_DISK_WRITE_LATENCY, N_("Write"), INN_GRAPH_ORANGE, INN_GRAPH_LINE, FALSE },
          { INN_METRIC_DISK_FLUSH_LATENCY, N_("Flush"), INN_GRAPH_GRAY, INN_GRAPH_DASHED, FALSE }
        }, 3 },
    }, 3 },
  [INN_PERF_NIC] = {
    "nic", NULL, INN_GRAPH_SMALL, {
      { NULL, INN_UNIT_BYTES_PER_SECOND, 104, N_("This host does not report network rates"),
        TWO (INN_METRIC_NET_RX, NULL, INN_METRIC_NET_TX, NULL) },
      { N_("Packets"), INN_UNIT_PER_SECOND, 48, N_("This host does not report packets"),
        TWO (INN_METRIC_NET_RX_PACKETS, N_("In"), INN_METRIC_NET_TX_PACKETS, N_("Out")) },
      { N_("Drops and errors"), INN_UNIT_PER_SECOND, 48, N_("This host does not report errors"),
        { { INN_METRIC_NET_RX_DROPS, N_("Drops in"), INN_GRAPH_BLUE, INN_GRAPH_LINE, FALSE },
          { INN_METRIC_NET_TX_DROPS, N_("out"), INN_GRAPH_ORANGE, INN_GRAPH_LINE, FALSE },
          { INN_METRIC_NET_RX_ERRORS, N_("Errors in"), INN_GRAPH_BLUE, INN_GRAPH_DASHED, FALSE },
          { INN_METRIC_NET_TX_ERRORS, N_("out"), INN_GRAPH_ORANGE, INN_GRAPH_DASHED, FALSE } }, 4 },
    }, 3 },
};

struct _InnPerfCard
{
  GtkBox       parent_instance;

  InnPerfKind  kind;
  char        *instance;       /* NULL: the machine */
  InnGraph    *graphs[MAX_GRAPHS];
  GtkWidget   *vcpus;          /* InnHeatStrip; of the CPU card */
  GtkWidget   *cpus;           /* of the host, as far as this machine uses them */
  GtkLabel    *source;
  GtkLabel    *facts;          /* below the graphs; of the memory card */
};

G_DEFINE_FINAL_TYPE (InnPerfCard, inn_perf_card, GTK_TYPE_BOX)

/*
 * What it says
 */

static char *
dup_source (InnPerfCard *self,
            InnDomain   *domain,
            InnStats    *stats)
{
  guint vcpus = inn_domain_get_vcpus (domain);
  double capacity;
  double allocation;

  if (self->kind == INN_PERF_CPU)
    return g_strdup_printf (ngettext ("%u vCPU", "%u vCPUs", vcpus), vcpus);

  if (self->kind == INN_PERF_MEMORY && stats != NULL)
    return g_strdup (isnan (inn_stats_get (stats, INN_METRIC_MEM_UNUSED, NULL))
                       ? _("as the host sees it")
                       : _("as the guest sees it"));

  if (self->kind != INN_PERF_DISK || stats == NULL)
    return NULL;

  capacity = inn_stats_get (stats, INN_METRIC_DISK_CAPACITY, self->instance);
  allocation = inn_stats_get (stats, INN_METRIC_DISK_ALLOCATION, self->instance);

  return isnan (capacity) || isnan (allocation)
         ? NULL
         : inn_text_memory_of (allocation / 1024, capacity / 1024);
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

static void
show_strip (GtkWidget *strip,
            InnStats  *stats)
{
  gtk_widget_set_visible (strip, inn_heat_strip_show (INN_HEAT_STRIP (strip), stats) > 0);
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
             const GraphInfo *info)
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
  const GraphInfo *info = &cards[self->kind].graphs[index];
  gboolean off = !inn_domain_is_active (domain);

  for (guint i = 0; i < info->n_lines; i++)
    {
      const char *instance = info->lines[i].total ? NULL : self->instance;
      InnSeries *series = stats != NULL
                          ? inn_stats_get_series (stats, info->lines[i].metric, instance)
                          : NULL;

      inn_graph_set_series (self->graphs[index], i, series,
                            off || stats == NULL || inn_stats_is_stale (stats));
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

  for (guint i = 0; i < cards[self->kind].n_graphs; i++)
    show_graph (self, i, domain, stats);

  if (stats != NULL && self->kind == INN_PERF_CPU)
    {
      show_strip (self->vcpus, stats);
      show_strip (self->cpus, stats);
    }
  if (stats != NULL && self->kind == INN_PERF_MEMORY)
    show_memory_facts (self, stats);
}

/*
 * Building
 */

static InnGraph *
new_graph (InnPerfCard     *self,
           InnTimeView     *view,
           const GraphInfo *info)
{
  g_autofree char *title = NULL;
  InnGraph *graph;

  title = info->title != NULL
          ? g_strdup_printf ("%s · %s", inn_perf_card_get_title (self), _(info->title))
          : g_strdup (inn_perf_card_get_title (self));
  graph = INN_GRAPH (inn_graph_new (view, title, info->unit, cards[self->kind].size));
  inn_graph_set_height (graph, info->height);
  if (info->unit == INN_UNIT_PERCENT)
    inn_graph_set_top (graph, 100);

  for (guint i = 0; i < info->n_lines; i++)
    {
      const LineInfo *line = &info->lines[i];

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
  gboolean large = cards[self->kind].size == INN_GRAPH_LARGE;

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
              const GraphInfo *info,
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
  const CardInfo *info = &cards[self->kind];

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
  g_free (INN_PERF_CARD (object)->instance);

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
  self->instance = g_strdup (instance);
  add_graphs (self, view);

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
      /* As high as the graph and the strips of the CPUs beside it. */
      gtk_widget_set_vexpand (GTK_WIDGET (self->graphs[0]), TRUE);
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
 * inn_perf_card_get_instance:
 *
 * Returns: (nullable): the disk or network card that it is about
 */
const char *
inn_perf_card_get_instance (InnPerfCard *self)
{
  g_return_val_if_fail (INN_IS_PERF_CARD (self), NULL);

  return self->instance;
}

const char *
inn_perf_card_get_title (InnPerfCard *self)
{
  g_return_val_if_fail (INN_IS_PERF_CARD (self), NULL);

  return cards[self->kind].title != NULL ? _(cards[self->kind].title) : self->instance;
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

  return self->instance != NULL ? g_strdup_printf ("%s:%s", cards[self->kind].id, self->instance)
                                : g_strdup (cards[self->kind].id);
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

  for (guint i = 0; i < cards[self->kind].n_graphs; i++)
    inn_graph_append_values (self->graphs[i], text);
}

void
inn_perf_card_fill_table (InnPerfCard    *self,
                          InnSeriesTable *table)
{
  g_return_if_fail (INN_IS_PERF_CARD (self));

  for (guint i = 0; i < cards[self->kind].n_graphs; i++)
    inn_graph_fill_table (self->graphs[i], table);
  if (self->kind != INN_PERF_CPU)
    return;

  inn_heat_strip_fill_table (INN_HEAT_STRIP (self->vcpus), table);
  inn_heat_strip_fill_table (INN_HEAT_STRIP (self->cpus), table);
}
