/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-status-line"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inn-stats.h"
#include "inn-status-line.h"
#include "inn-text.h"

/* A pass over all machines: a tenth of a second later is early enough. */
#define DELAY_MS 100

/* What a pass over all machines finds. */
typedef struct
{
  guint    n_running;
  guint64  used_kib;
} Counts;

struct _InnStatusLine
{
  GtkWidget    parent_instance;

  InnHostList *hosts;
  GListModel  *all;
  GListModel  *shown;
  GPtrArray   *watched;        /* InnHost */
  InnHost     *worst;          /* what the warning is about */
  Counts       counts;
  gboolean     recount;        /* something has happened to machines since */
  char        *name;           /* what screen readers were told last */
  guint        timeout_id;
  gboolean     narrow;

  /* Template */
  GtkLabel    *facts;
  GtkButton   *warning;
  GtkLabel    *warning_text;
};

G_DEFINE_FINAL_TYPE (InnStatusLine, inn_status_line, GTK_TYPE_WIDGET)

typedef struct
{
  guint    n_all;
  guint    n_shown;
  double   busy;          /* CPUs of all hosts that tell */
  guint    cpus;
  guint64  host_kib;
  guint    n_expected;
  gboolean loading;
} Facts;

static gboolean
is_away (InnHost *host)
{
  switch (inn_host_get_state (host))
    {
    case INN_HOST_STATE_RETRYING:
    case INN_HOST_STATE_AUTH_NEEDED:
    case INN_HOST_STATE_NOT_RESPONDING:
      return TRUE;

    case INN_HOST_STATE_DISCONNECTED:
    case INN_HOST_STATE_CONNECTING:
    case INN_HOST_STATE_CONNECTED:
    default:
      return FALSE;
    }
}

static void
count_cpus (InnHost            *host,
            const InnHostFacts *known,
            Facts              *facts)
{
  double percent = inn_stats_get (inn_host_get_stats (host), INN_METRIC_HOST_CPU, NULL);

  if (isnan (percent))
    return;

  facts->busy += percent / 100 * known->cpus;
  facts->cpus += known->cpus;
}

static void
count_hosts (InnStatusLine *self,
             Facts         *facts)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hosts));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InnHost) host = g_list_model_get_item (G_LIST_MODEL (self->hosts), i);
      InnHostState state = inn_host_get_state (host);
      guint n_known = g_list_model_get_n_items (inn_host_get_domains (host));
      const InnHostFacts *known = inn_host_get_facts (host);

      if ((state == INN_HOST_STATE_CONNECTING || state == INN_HOST_STATE_CONNECTED)
          && !inn_host_get_loaded (host))
        facts->loading = TRUE;
      facts->n_expected += MAX (inn_host_get_n_expected (host), n_known);

      if (state == INN_HOST_STATE_CONNECTED && known != NULL)
        {
          facts->host_kib += known->memory_kib;
          count_cpus (host, known, facts);
        }
    }
}

static void
count_machines (InnStatusLine *self)
{
  guint n = g_list_model_get_n_items (self->shown);

  self->recount = FALSE;
  self->counts = (Counts) { 0 };

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (self->shown, i);
      const InnHostFacts *known;

      if (inn_domain_is_stale (domain) || !inn_domain_is_active (domain))
        continue;

      self->counts.n_running += inn_domain_get_state (domain) == INN_DOMAIN_STATE_RUNNING;
      known = inn_host_get_facts (inn_domain_get_host (domain));
      if (known != NULL && known->memory_kib > 0)
        self->counts.used_kib += inn_domain_get_memory_kib (domain);
    }
}

static char *
dup_count_text (const Facts *facts)
{
  g_autofree char *shown = inn_text_count (facts->n_shown);
  g_autofree char *all = inn_text_count (facts->n_all);

  if (facts->loading && facts->n_expected > facts->n_all)
    {
      g_autofree char *expected = inn_text_count (facts->n_expected);

      /* Translators: while a list is loading: how many are there of how many */
      return g_strdup_printf (ngettext ("%s of %s machine…", "%s of %s machines…",
                                        facts->n_expected), all, expected);
    }
  if (facts->loading)
    return g_strdup_printf (ngettext ("%s machine…", "%s machines…", facts->n_all), all);
  if (facts->n_shown != facts->n_all)
    /* Translators: how many machines pass the filter, of how many */
    return g_strdup_printf (ngettext ("%s of %s machine", "%s of %s machines", facts->n_all),
                            shown, all);

  return g_strdup_printf (ngettext ("%s machine", "%s machines", facts->n_all), all);
}

/* For programs that read the screen: the number without anything around it. */
static char *
dup_name (const Facts *facts,
          const char  *text)
{
  if (facts->loading || facts->n_shown != facts->n_all)
    return g_strdup (text);

  return g_strdup_printf (ngettext ("%u machine", "%u machines", facts->n_all), facts->n_all);
}

static void
sync_facts (InnStatusLine *self)
{
  Facts facts = { 0 };
  g_autofree char *count = NULL;
  g_autofree char *name = NULL;
  g_autofree char *running = NULL;
  g_autofree char *n_running = NULL;
  g_autoptr (GString) text = NULL;

  facts.n_all = g_list_model_get_n_items (self->all);
  facts.n_shown = g_list_model_get_n_items (self->shown);
  count_hosts (self, &facts);
  if (self->recount)
    count_machines (self);

  count = dup_count_text (&facts);
  name = dup_name (&facts, count);
  text = g_string_new (count);

  n_running = inn_text_count (self->counts.n_running);
  running = g_strdup_printf (ngettext ("%s running", "%s running", self->counts.n_running),
                             n_running);
  g_string_append_printf (text, " · %s", running);

  if (facts.cpus > 0)
    {
      g_autofree char *cpu = inn_text_percent (facts.busy / facts.cpus * 100);

      /* Translators: how busy the processors of all hosts are: “CPU 23 %” */
      g_string_append_printf (text, " · %s %s", _("CPU"), cpu);
    }
  if (facts.host_kib > 0)
    {
      g_autofree char *memory = inn_text_memory_of (self->counts.used_kib, facts.host_kib);

      g_string_append_printf (text, " · %s", memory);
    }

  if (g_strcmp0 (text->str, gtk_label_get_text (self->facts)) == 0
      && g_strcmp0 (name, self->name) == 0)
    return;

  /* To set the text sets the name, too. */
  gtk_label_set_text (self->facts, text->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->facts),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_free (self->name);
  self->name = g_steal_pointer (&name);
}

static char *
dup_one_warning (InnHost *host)
{
  gint64 last_seen = inn_host_get_last_seen (host);
  guint n = g_list_model_get_n_items (inn_host_get_domains (host));
  g_autofree char *time = NULL;
  g_autofree char *figures = NULL;

  if (inn_host_get_state (host) == INN_HOST_STATE_NOT_RESPONDING)
    /* Translators: %s is the name of a host */
    return g_strdup_printf (_("%s does not respond"), inn_host_get_name (host));
  if (n == 0 || last_seen == 0)
    /* Translators: %s is the name of a host */
    return g_strdup_printf (_("%s not connected"), inn_host_get_name (host));

  time = inn_text_time_of_day (last_seen);
  figures = g_strdup_printf (ngettext ("figures of %u machine are from %s",
                                       "figures of %u machines are from %s", n), n, time);

  /* Translators: the name of a host, and “figures of 3 machines are from 14:02” */
  return g_strdup_printf (_("%s not connected, %s"), inn_host_get_name (host), figures);
}

static void
sync_warning (InnStatusLine *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hosts));
  g_autofree char *text = NULL;
  guint n_away = 0;

  g_clear_object (&self->worst);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InnHost) host = g_list_model_get_item (G_LIST_MODEL (self->hosts), i);

      if (!is_away (host))
        continue;
      if (n_away++ == 0)
        self->worst = g_object_ref (host);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->warning), n_away > 0);
  if (n_away == 0)
    return;

  if (n_away == 1)
    text = dup_one_warning (self->worst);
  else
    text = g_strdup_printf (ngettext ("%u host not connected", "%u hosts not connected", n_away),
                            n_away);

  gtk_label_set_text (self->warning_text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->warning_text), !self->narrow);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->warning), self->narrow ? text : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->warning),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static gboolean
sync_cb (gpointer user_data)
{
  InnStatusLine *self = INN_STATUS_LINE (user_data);

  self->timeout_id = 0;
  sync_facts (self);
  sync_warning (self);

  return G_SOURCE_REMOVE;
}

/* Each second: only the hosts say something new. It is seen in the same frame as the rest. */
static void
queue_hosts (InnStatusLine *self)
{
  if (self->timeout_id == 0)
    self->timeout_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, sync_cb, self, NULL);
}

static void
queue_sync (InnStatusLine *self)
{
  self->recount = TRUE;
  if (self->timeout_id == 0)
    self->timeout_id = g_timeout_add (DELAY_MS, sync_cb, self);
}

static void
unwatch (gpointer data,
         gpointer user_data)
{
  g_signal_handlers_disconnect_by_data (data, user_data);
}

static void
watch_hosts (InnStatusLine *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hosts));

  g_ptr_array_foreach (self->watched, unwatch, self);
  g_ptr_array_set_size (self->watched, 0);

  for (guint i = 0; i < n; i++)
    {
      InnHost *host = g_list_model_get_item (G_LIST_MODEL (self->hosts), i);

      g_signal_connect_swapped (host, "notify", G_CALLBACK (queue_sync), self);
      g_signal_connect_swapped (host, "sampled", G_CALLBACK (queue_hosts), self);
      g_ptr_array_add (self->watched, host);
    }

  queue_sync (self);
}

static void
on_warning_clicked_cb (InnStatusLine *self)
{
  if (self->worst != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-host-error", "s",
                                inn_host_get_uri (self->worst));
}

static void
inn_status_line_dispose (GObject *object)
{
  InnStatusLine *self = INN_STATUS_LINE (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->watched != NULL)
    g_ptr_array_foreach (self->watched, unwatch, self);
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  g_clear_object (&self->worst);
  g_clear_object (&self->hosts);
  g_clear_object (&self->all);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->name, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), INN_TYPE_STATUS_LINE);

  G_OBJECT_CLASS (inn_status_line_parent_class)->dispose (object);
}

static void
inn_status_line_class_init (InnStatusLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_status_line_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/innkeeper/Innkeeper/ui/manager/inn-status-line.ui");
  gtk_widget_class_bind_template_child (widget_class, InnStatusLine, facts);
  gtk_widget_class_bind_template_child (widget_class, InnStatusLine, warning);
  gtk_widget_class_bind_template_child (widget_class, InnStatusLine, warning_text);
  gtk_widget_class_bind_template_callback (widget_class, on_warning_clicked_cb);
}

static void
inn_status_line_init (InnStatusLine *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_status_line_set_models:
 * @all: all machines
 * @shown: those that pass the filter
 *
 * To be called once.
 */
void
inn_status_line_set_models (InnStatusLine *self,
                            InnHostList   *hosts,
                            GListModel    *all,
                            GListModel    *shown)
{
  g_return_if_fail (INN_IS_STATUS_LINE (self));
  g_return_if_fail (self->hosts == NULL);

  self->hosts = g_object_ref (hosts);
  self->all = g_object_ref (all);
  self->shown = g_object_ref (shown);

  g_signal_connect_object (hosts, "items-changed", G_CALLBACK (watch_hosts), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (all, "items-changed", G_CALLBACK (queue_sync), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "items-changed", G_CALLBACK (queue_sync), self,
                           G_CONNECT_SWAPPED);
  watch_hosts (self);
}

/**
 * inn_status_line_set_narrow:
 * @narrow: whether there is no room for the warning but its icon
 */
void
inn_status_line_set_narrow (InnStatusLine *self,
                            gboolean       narrow)
{
  g_return_if_fail (INN_IS_STATUS_LINE (self));

  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  if (self->hosts != NULL)
    queue_sync (self);
}
