/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host-load"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inn-columns-layout.h"
#include "inn-heat-strip.h"
#include "inn-host-load.h"
#include "inn-load-card.h"
#include "inn-popup.h"
#include "inn-stats.h"
#include "inn-stats-need.h"
#include "inn-text.h"
#include "inn-visibility.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/host/inn-host-load.ui"

/* The memory of the machines, too: what they use of that of the host. */
#define GROUPS (INN_STATS_HOST | INN_STATS_HOST_CPUS | INN_STATS_MEMORY)

/* With what belongs to the axes the graph is as high as the drawings have it. */
#define PLOT_HEIGHT 108

/* In seconds */
#define DEFAULT_RANGE 600
#define LONGEST_RANGE (24 * 3600)

/* Pixels: what moves farther is a drag, which zooms. */
#define CLICK_REACH 6

struct _InnHostLoad
{
  AdwBin         parent_instance;

  InnHost       *host;
  GSignalGroup  *host_signals;
  InnStatsNeed  *need;
  InnVisibility *visibility;
  InnTimeView   *view;
  InnGraph      *cpu_graph;
  InnGraph      *memory_graph;
  InnHeatStrip  *cpus;
  double         press_x;

  /* Template */
  InnLoadCard   *cpu_card;
  InnLoadCard   *memory_card;
  GtkWidget     *off_card;
  GMenuModel    *range_menu;
};

enum {
  PROP_0,
  PROP_RANGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnHostLoad, inn_host_load, ADW_TYPE_BIN)

/* What the machines that run have of the memory of their host, in bytes. */
typedef struct
{
  double used;
  double promised;  /* what they may take beyond that */
} MachineMemory;

static MachineMemory
sum_machines (InnHost *host)
{
  GListModel *domains = inn_host_get_domains (host);
  MachineMemory sum = { 0, 0 };

  for (guint i = 0; i < g_list_model_get_n_items (domains); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);
      InnStats *stats = inn_domain_get_stats (domain);
      double used = stats != NULL ? inn_stats_get (stats, INN_METRIC_MEMORY, NULL) : NAN;
      double max = inn_domain_get_max_memory_kib (domain) * 1024.0;

      if (!inn_domain_is_active (domain))
        continue;

      if (isnan (used))
        used = inn_domain_get_memory_kib (domain) * 1024.0;

      sum.used += used;
      sum.promised += MAX (max - used, 0);
    }

  return sum;
}

static char *
dup_bytes (double bytes)
{
  return inn_text_memory_kib ((guint64) (bytes / 1024));
}

static void
sync_cpu (InnHostLoad *self)
{
  InnStats *stats = inn_host_get_stats (self->host);
  const InnHostFacts *facts = inn_host_get_facts (self->host);
  double percent = inn_stats_get (stats, INN_METRIC_HOST_CPU, NULL);
  double waiting = inn_stats_get (stats, INN_METRIC_HOST_CPU_IOWAIT, NULL);
  g_autofree char *value = inn_unit_format (INN_UNIT_PERCENT, percent);
  g_autofree char *wait = inn_unit_format (INN_UNIT_PERCENT, waiting);
  g_autofree char *threads = NULL;
  g_autofree char *disks = NULL;

  if (facts != NULL && facts->cpus > 0 && !isnan (percent))
    /* Translators: of the threads of a processor, how many are busy: “19.8 of 64 threads” */
    threads = g_strdup_printf (ngettext ("%.1f of %u thread", "%.1f of %u threads", facts->cpus),
                               percent / 100 * facts->cpus, facts->cpus);
  if (!isnan (waiting))
    /* Translators: the part of its time in which a processor waits for disks: “2 %” */
    disks = g_strdup_printf (_("%s waiting for disks"), wait);

  inn_load_card_set_value (self->cpu_card, value);
  inn_load_card_set_facts (self->cpu_card, threads, disks);
}

static void
sync_memory (InnHostLoad *self)
{
  InnStats *stats = inn_host_get_stats (self->host);
  const InnHostFacts *facts = inn_host_get_facts (self->host);
  double size = facts != NULL ? facts->memory_kib * 1024.0 : 0;
  double used = inn_stats_get (stats, INN_METRIC_HOST_MEMORY, NULL);
  MachineMemory machines = sum_machines (self->host);
  g_autofree char *value = inn_unit_format (INN_UNIT_BYTES, used);
  g_autofree char *whole = dup_bytes (size);
  g_autofree char *theirs = dup_bytes (machines.used);
  g_autofree char *promised = dup_bytes (machines.promised);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (size > 0)
    /* Translators: the memory of a host, and what its machines use of it */
    first = g_strdup_printf (_("of %s · machines %s"), whole, theirs);
  if (machines.promised > 0)
    second = g_strdup_printf (size > 0 && used + machines.promised > size
                                /* Translators: memory that running machines may take, but do not
                                 * now, and that the host does not have */
                                ? _("%s promised, more than there is")
                                /* Translators: memory that running machines may take, but do not
                                 * now */
                                : _("%s promised, not in use"),
                              promised);

  inn_load_card_set_value (self->memory_card, value);
  inn_load_card_set_facts (self->memory_card, first, second);
  inn_graph_set_top (self->memory_graph, size);
  inn_graph_set_limit (self->memory_graph, machines.promised > 0 ? used + machines.promised : NAN,
                       NULL);
}

static gboolean
is_connected (InnHostLoad *self)
{
  return inn_host_get_state (self->host) == INN_HOST_STATE_CONNECTED;
}

static void
sync_graph (InnHostLoad *self,
            InnGraph    *graph,
            InnMetric    metric,
            gboolean     stale)
{
  InnStats *stats = inn_host_get_stats (self->host);
  gboolean connected = is_connected (self);

  inn_graph_set_series (graph, 0, inn_stats_get_series (stats, metric, NULL), stale);
  inn_graph_set_message (graph, connected ? NULL : _("Not connected"), !connected);
}

static gboolean
is_switched_off (void)
{
  return (inn_stats_get_allowed () & INN_STATS_HOST) == 0;
}

/* What a host does not tell, or is not asked for, has no card. */
static void
sync_card (InnHostLoad *self,
           InnLoadCard *card,
           InnMetric    metric,
           gboolean     stale)
{
  gtk_widget_set_visible (GTK_WIDGET (card),
                          !is_switched_off () &&
                          inn_stats_get_offered (inn_host_get_stats (self->host), metric));
  inn_load_card_set_stale (card, stale);
}

static void
sync_all (InnHostLoad *self)
{
  InnStats *stats = inn_host_get_stats (self->host);
  gboolean stale = !is_connected (self) || inn_stats_is_stale (stats);

  sync_cpu (self);
  sync_memory (self);
  sync_graph (self, self->cpu_graph, INN_METRIC_HOST_CPU, stale);
  sync_graph (self, self->memory_graph, INN_METRIC_HOST_MEMORY, stale);
  sync_card (self, self->cpu_card, INN_METRIC_HOST_CPU, stale);
  sync_card (self, self->memory_card, INN_METRIC_HOST_MEMORY, stale);
  gtk_widget_set_visible (self->off_card, is_switched_off ());
  /* One CPU alone is the whole. */
  gtk_widget_set_visible (GTK_WIDGET (self->cpus), inn_heat_strip_show (self->cpus, stats) > 1);
  if (inn_stats_get_time (stats) > 0)
    inn_time_view_set_now (self->view, inn_stats_get_time (stats));
}

/*
 * The range of time
 */

static void
popup_range (InnHostLoad *self,
             GtkWidget   *graph,
             double       x,
             double       y)
{
  graphene_point_t point;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "load.reset-zoom",
                                 inn_time_view_is_zoomed (self->view));
  if (gtk_widget_compute_point (graph, GTK_WIDGET (self),
                                &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    inn_popup_menu (GTK_WIDGET (self), self->range_menu, point.x, point.y);
}

static void
on_pressed_cb (InnHostLoad *self,
               int          n_press,
               double       x)
{
  self->press_x = x;
}

static void
on_released_cb (InnHostLoad *self,
                int          n_press,
                double       x,
                double       y,
                GtkGesture  *gesture)
{
  if (fabs (x - self->press_x) < CLICK_REACH)
    popup_range (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)), x, y);
}

static gboolean
popup_range_cb (GtkWidget *graph,
                GVariant  *args,
                gpointer   self)
{
  popup_range (self, graph, gtk_widget_get_width (graph) / 2.0,
               gtk_widget_get_height (graph) / 2.0);

  return TRUE;
}

static void
add_range_menu (InnHostLoad *self,
                GtkWidget   *graph)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut =
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10|Return|space"),
                      gtk_callback_action_new (popup_range_cb, self, NULL));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (on_released_cb), self);
  gtk_widget_add_controller (graph, GTK_EVENT_CONTROLLER (click));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
  gtk_widget_add_controller (graph, keys);
}

static void
reset_zoom_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *param)
{
  inn_time_view_reset_zoom (INN_HOST_LOAD (widget)->view);
}

static InnGraph *
add_graph (InnHostLoad   *self,
           InnLoadCard   *card,
           const char    *title,
           InnMetric      metric,
           InnGraphColor  color)
{
  InnGraph *graph = INN_GRAPH (inn_graph_new (self->view, title, inn_metric_get_unit (metric),
                                              INN_GRAPH_LARGE));

  inn_graph_add_line (graph, metric, inn_metric_get_label (metric), color, INN_GRAPH_FILLED);
  inn_graph_set_height (graph, PLOT_HEIGHT);
  inn_graph_set_time_axis (graph, TRUE);
  add_range_menu (self, GTK_WIDGET (graph));
  inn_load_card_append (card, GTK_WIDGET (graph));

  return graph;
}

/* Below the graph of all of them. */
static void
add_cpus (InnHostLoad *self)
{
  GtkWidget *strip = inn_heat_strip_new (self->view, _("CPU"), INN_METRIC_HOST_CPU_ONE,
                                         INN_GRAPH_LARGE);

  self->cpus = INN_HEAT_STRIP (strip);
  gtk_widget_set_visible (strip, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (strip), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("CPUs of the host"), -1);
  inn_load_card_append (self->cpu_card, strip);
  inn_graph_set_note_func (self->cpu_graph, inn_heat_strip_note, strip);
}

/* A window that nobody sees needs nothing. */
static void
sync_need (InnHostLoad *self)
{
  gboolean visible = inn_visibility_get (self->visibility);

  if (self->need == NULL)
    return;

  inn_stats_need_set_groups (self->need, visible ? GROUPS : 0);
  inn_stats_need_set_visible (self->need, visible);
}

static void
inn_host_load_dispose (GObject *object)
{
  InnHostLoad *self = INN_HOST_LOAD (object);

  g_clear_pointer (&self->need, inn_stats_need_free);
  g_clear_object (&self->visibility);
  g_clear_object (&self->host_signals);
  g_clear_object (&self->host);
  g_clear_object (&self->view);

  G_OBJECT_CLASS (inn_host_load_parent_class)->dispose (object);
}

static void
inn_host_load_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  InnHostLoad *self = INN_HOST_LOAD (object);

  switch (prop_id)
    {
    case PROP_RANGE:
      g_value_set_int (value, (int) (inn_time_view_get_range (self->view) / G_USEC_PER_SEC));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_host_load_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  InnHostLoad *self = INN_HOST_LOAD (object);

  switch (prop_id)
    {
    case PROP_RANGE:
      inn_time_view_set_range (self->view, g_value_get_int (value) * (gint64) G_USEC_PER_SEC);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_host_load_class_init (InnHostLoadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_host_load_dispose;
  object_class->get_property = inn_host_load_get_property;
  object_class->set_property = inn_host_load_set_property;

  properties[PROP_RANGE] =
    g_param_spec_int ("range", NULL, NULL,
                      1, LONGEST_RANGE, DEFAULT_RANGE,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_property_action (widget_class, "load.range", "range");
  gtk_widget_class_install_action (widget_class, "load.reset-zoom", NULL, reset_zoom_action);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnHostLoad, cpu_card);
  gtk_widget_class_bind_template_child (widget_class, InnHostLoad, memory_card);
  gtk_widget_class_bind_template_child (widget_class, InnHostLoad, off_card);
  gtk_widget_class_bind_template_child (widget_class, InnHostLoad, range_menu);

  g_type_ensure (INN_TYPE_COLUMNS_LAYOUT);
  g_type_ensure (INN_TYPE_LOAD_CARD);
}

static void
inn_host_load_init (InnHostLoad *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->visibility = inn_visibility_new (GTK_WIDGET (self));
  g_signal_connect_object (self->visibility, "changed", G_CALLBACK (sync_need), self,
                           G_CONNECT_SWAPPED);
  self->view = inn_time_view_new ();
  inn_time_view_set_range (self->view, DEFAULT_RANGE * (gint64) G_USEC_PER_SEC);

  self->host_signals = g_signal_group_new (INN_TYPE_HOST);
  g_signal_group_connect_swapped (self->host_signals, "sampled", G_CALLBACK (sync_all), self);
  g_signal_group_connect_swapped (self->host_signals, "notify", G_CALLBACK (sync_all), self);
}

/**
 * inn_host_load_set_host:
 * @self: a load
 * @host: whose; to be set once
 */
void
inn_host_load_set_host (InnHostLoad *self,
                        InnHost     *host)
{
  g_return_if_fail (INN_IS_HOST_LOAD (self));
  g_return_if_fail (INN_IS_HOST (host));
  g_return_if_fail (self->host == NULL);

  self->host = g_object_ref (host);
  self->cpu_graph = add_graph (self, self->cpu_card, _("CPU"), INN_METRIC_HOST_CPU,
                               INN_GRAPH_BLUE);
  inn_graph_set_top (self->cpu_graph, 100);
  add_cpus (self);
  self->memory_graph = add_graph (self, self->memory_card, _("Memory"), INN_METRIC_HOST_MEMORY,
                                  INN_GRAPH_PURPLE);
  /* The card of the CPUs may be higher. */
  gtk_widget_set_vexpand (GTK_WIDGET (self->memory_graph), TRUE);
  self->need = inn_host_need_stats (host, NULL, 0, FALSE);
  sync_need (self);
  g_signal_group_set_target (self->host_signals, host);
  sync_all (self);
}
