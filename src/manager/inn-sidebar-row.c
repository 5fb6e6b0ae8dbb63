/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-sidebar-row"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inn-bar.h"
#include "inn-state-clock.h"
#include "inn-sidebar-row.h"
#include "inn-stats.h"
#include "inn-tag-strip.h"
#include "inn-text.h"

struct _InnSidebarRow
{
  GtkListBoxRow  parent_instance;

  InnChoice      choice;
  InnHost       *host;
  char          *query;
  guint          n;
  guint          tick_id;

  /* Template */
  GtkBox        *box;
  GtkImage      *icon;
  GtkLabel      *title;
  GtkLabel      *subtitle;
  GtkImage      *lock;
  GtkSpinner    *spinner;
  GtkImage      *mark;
  GtkWidget     *bars;
  InnBar        *cpu;
  InnBar        *memory;
  GtkLabel      *count;
};

G_DEFINE_FINAL_TYPE (InnSidebarRow, inn_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
set_class (gpointer    widget,
           const char *css_class,
           gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

/* Only what is not normal is said. */
static char *
dup_subtitle (InnHost *host)
{
  InnHostState state = inn_host_get_state (host);

  if (state == INN_HOST_STATE_CONNECTED || state == INN_HOST_STATE_DISCONNECTED)
    return NULL;

  return inn_host_dup_state_text (host);
}

static const char *
get_mark (InnHostState state)
{
  switch (state)
    {
    case INN_HOST_STATE_AUTH_NEEDED:
      return "dialog-password-symbolic";

    case INN_HOST_STATE_RETRYING:
    case INN_HOST_STATE_NOT_RESPONDING:
      return "dialog-warning-symbolic";

    case INN_HOST_STATE_CONNECTING:
    case INN_HOST_STATE_CONNECTED:
    case INN_HOST_STATE_DISCONNECTED:
    default:
      return NULL;
    }
}

static void
sync_label (InnSidebarRow *self)
{
  const char *title = gtk_label_get_text (self->title);
  const char *subtitle = gtk_label_get_text (self->subtitle);
  g_autofree char *count = inn_text_count (self->n);
  g_autofree char *machines =
    g_strdup_printf (ngettext ("%s machine", "%s machines", self->n), count);
  g_autoptr (GString) label = g_string_new (title);

  if (self->host != NULL && inn_host_get_read_only (self->host))
    g_string_append_printf (label, ", %s", _("read-only"));
  if (*subtitle != '\0')
    g_string_append_printf (label, ", %s", subtitle);
  g_string_append_printf (label, ", %s", machines);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label->str, -1);
}

static void
sync_subtitle (InnSidebarRow *self)
{
  g_autofree char *text = dup_subtitle (self->host);

  if (g_strcmp0 (text, gtk_label_get_text (self->subtitle)) == 0)
    return;

  gtk_label_set_text (self->subtitle, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), text != NULL);
  set_class (self, "two", text != NULL);
}

static void
append_fact (GString    *text,
             const char *name,
             const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "\n%s %s", name, value);
}

static void
append_use (GString *text,
            InnHost *host)
{
  InnStats *stats = inn_host_get_stats (host);
  double cpu = inn_stats_get (stats, INN_METRIC_HOST_CPU, NULL);
  double memory = inn_stats_get (stats, INN_METRIC_HOST_MEMORY, NULL);
  g_autofree char *percent = inn_text_percent (cpu);
  g_autofree char *used = inn_unit_format (INN_UNIT_BYTES, memory);

  if (!isnan (cpu))
    append_fact (text, _("CPU"), percent);
  if (!isnan (memory))
    append_fact (text, _("Memory in Use"), used);
}

static gboolean
on_query_tooltip_cb (InnSidebarRow *self,
                     int            x,
                     int            y,
                     gboolean       keyboard,
                     GtkTooltip    *tooltip)
{
  const InnHostFacts *facts;
  g_autoptr (GString) text = NULL;
  g_autofree char *count = NULL;

  if (self->host == NULL)
    return FALSE;

  text = g_string_new (inn_host_get_uri (self->host));
  facts = inn_host_get_facts (self->host);
  if (facts != NULL)
    {
      append_fact (text, "libvirt", facts->libvirt_version);
      append_fact (text, facts->hypervisor != NULL ? facts->hypervisor : "",
                   facts->hypervisor_version);
    }
  if (facts != NULL && facts->memory_kib > 0)
    {
      g_autofree char *memory = inn_text_memory_kib (facts->memory_kib);

      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("%u CPU", "%u CPUs", facts->cpus), facts->cpus);
      g_string_append_printf (text, " · %s", memory);
    }

  append_use (text, self->host);
  if (inn_host_get_read_only (self->host))
    g_string_append_printf (text, "\n%s", _("This connection is read-only"));
  count = inn_text_count (self->n);
  g_string_append_c (text, '\n');
  g_string_append_printf (text, ngettext ("%s machine", "%s machines", self->n), count);
  g_string_append (text, " · ");
  /* Translators: how many machines are running */
  g_string_append_printf (text, _("%u running"), inn_host_get_n_running (self->host));
  if (inn_host_get_state (self->host) == INN_HOST_STATE_DISCONNECTED)
    g_string_append_printf (text, "\n%s", _("Not connected. Double click to connect."));

  gtk_tooltip_set_text (tooltip, text->str);

  return TRUE;
}

static gboolean
tick_cb (gpointer user_data)
{
  InnSidebarRow *self = INN_SIDEBAR_ROW (user_data);

  sync_subtitle (self);

  return G_SOURCE_CONTINUE;
}

static void
sync_count (InnSidebarRow *self)
{
  g_autofree char *text = inn_text_count (self->n);
  gboolean badge = self->choice == INN_CHOICE_ATTENTION;
  gboolean visible = TRUE;

  /* Of a host that is away only what was there before is known. */
  if (self->host != NULL)
    {
      InnHostState state = inn_host_get_state (self->host);

      visible = state == INN_HOST_STATE_CONNECTED
                || (state != INN_HOST_STATE_DISCONNECTED && self->n > 0);
    }

  gtk_label_set_text (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count), visible);
  set_class (self->count, "badge", badge);
  set_class (self->count, "sub", !badge);
  set_class (self->count, "small", !badge);
  if (badge)
    gtk_widget_set_visible (GTK_WIDGET (self), self->n > 0);
  sync_label (self);
}

static double
get_memory_share (InnHost *host)
{
  const InnHostFacts *facts = inn_host_get_facts (host);
  double used = inn_stats_get (inn_host_get_stats (host), INN_METRIC_HOST_MEMORY, NULL);

  return facts != NULL && facts->memory_kib > 0 ? used / 1024 / facts->memory_kib : NAN;
}

/* Bars only while they have something to say. */
static void
sync_bars (InnSidebarRow *self)
{
  InnStats *stats = inn_host_get_stats (self->host);
  double cpu = inn_stats_get (stats, INN_METRIC_HOST_CPU, NULL) / 100;
  double memory = get_memory_share (self->host);
  gboolean connected = inn_host_get_state (self->host) == INN_HOST_STATE_CONNECTED;

  inn_bar_set_fraction (self->cpu, cpu);
  inn_bar_set_fraction (self->memory, memory);
  gtk_widget_set_visible (self->bars, connected && !(isnan (cpu) && isnan (memory)));
  set_class (self->bars, "stale", inn_stats_is_stale (stats));
}

static void
sync_host (InnSidebarRow *self)
{
  InnHostState state = inn_host_get_state (self->host);
  const char *mark = get_mark (state);
  gboolean warn = state == INN_HOST_STATE_RETRYING || state == INN_HOST_STATE_NOT_RESPONDING
                  || state == INN_HOST_STATE_AUTH_NEEDED;

  gtk_label_set_text (self->title, inn_host_get_name (self->host));
  gtk_image_set_from_icon_name (self->icon, inn_host_is_local (self->host) ? "computer-symbolic"
                                                                          : "inn-host-symbolic");
  sync_subtitle (self);
  inn_state_clock_sync (&self->tick_id, self->host, tick_cb, self);

  set_class (self->subtitle, "warn", warn);
  set_class (self->subtitle, "sub", !warn);
  set_class (self->icon, "sub", state != INN_HOST_STATE_CONNECTED);
  set_class (self->title, "sub", state == INN_HOST_STATE_DISCONNECTED);

  gtk_image_set_from_icon_name (self->mark, mark);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), mark != NULL);
  set_class (self->mark, "warn", warn);

  gtk_widget_set_visible (GTK_WIDGET (self->lock), inn_host_get_read_only (self->host));
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), state == INN_HOST_STATE_CONNECTING);
  gtk_spinner_set_spinning (self->spinner, state == INN_HOST_STATE_CONNECTING);

  sync_count (self);
}

static void
on_mark_pressed_cb (InnSidebarRow *self,
                    int            n_press,
                    double         x,
                    double         y,
                    GtkGesture    *gesture)
{
  gboolean asks = inn_host_get_state (self->host) == INN_HOST_STATE_AUTH_NEEDED;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action (GTK_WIDGET (self), asks ? "sidebar.connect" : "sidebar.show-error",
                              "s", inn_host_get_uri (self->host));
}

static void
inn_sidebar_row_dispose (GObject *object)
{
  InnSidebarRow *self = INN_SIDEBAR_ROW (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->host);
  g_clear_pointer (&self->query, g_free);

  G_OBJECT_CLASS (inn_sidebar_row_parent_class)->dispose (object);
}

static void
inn_sidebar_row_class_init (InnSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_sidebar_row_dispose;

  g_type_ensure (INN_TYPE_BAR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/innkeeper/Innkeeper/ui/manager/inn-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, InnSidebarRow, bars);
  gtk_widget_class_bind_template_child (widget_class, InnSidebarRow, box);
  gtk_widget_class_bind_template_child (widget_class, InnSidebarRow, count);
  gtk_widget_class_bind_template_child (widget_class, InnSidebarRow, cpu);
  gtk_widget_class_bind_template_child (widget_class, InnSidebarRow, icon);
  gtk_widget_class_bind_template_child (widget_class, InnSidebarRow, lock);
  gtk_widget_class_bind_template_child (widget_class, InnSidebarRow, mark);
  gtk_widget_class_bind_template_child (widget_class, InnSidebarRow, memory);
  gtk_widget_class_bind_template_child (widget_class, InnSidebarRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, InnSidebarRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, InnSidebarRow, title);
}

static void
inn_sidebar_row_init (InnSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A dot where other rows have their icon. */
static void
show_dot (InnSidebarRow *self,
          const char    *tag)
{
  const char * const tags[] = { tag, NULL };
  GtkWidget *dot = inn_tag_strip_new (INN_TAG_LOOK_DOTS);

  inn_tag_strip_set_tags (INN_TAG_STRIP (dot), tags);
  gtk_widget_add_css_class (dot, "lone");
  gtk_box_insert_child_after (self->box, dot, GTK_WIDGET (self->icon));
  gtk_widget_set_visible (GTK_WIDGET (self->icon), FALSE);
}

/**
 * inn_sidebar_row_new:
 * @title: what the row says; for a tag, the tag
 * @query: (nullable): what a saved search stands for
 */
GtkWidget *
inn_sidebar_row_new (InnChoice   choice,
                     const char *title,
                     const char *query)
{
  InnSidebarRow *self = g_object_new (INN_TYPE_SIDEBAR_ROW, NULL);

  self->choice = choice;
  self->query = g_strdup (query);
  gtk_label_set_text (self->title, title);

  if (choice == INN_CHOICE_TAG)
    show_dot (self, title);
  else
    gtk_image_set_from_icon_name (self->icon, choice == INN_CHOICE_ALL
                                                ? "inn-console-symbolic"
                                                : "folder-saved-search-symbolic");
  sync_count (self);

  return GTK_WIDGET (self);
}

/**
 * inn_sidebar_row_new_for_host:
 *
 * The row follows the state of @host.
 */
GtkWidget *
inn_sidebar_row_new_for_host (InnHost *host)
{
  InnSidebarRow *self;
  GtkGesture *gesture;

  g_return_val_if_fail (INN_IS_HOST (host), NULL);

  self = g_object_new (INN_TYPE_SIDEBAR_ROW, NULL);
  self->choice = INN_CHOICE_HOST;
  self->host = g_object_ref (host);

  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (on_query_tooltip_cb), NULL);
  g_signal_connect_object (host, "notify", G_CALLBACK (sync_host), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (host, "sampled", G_CALLBACK (sync_bars), self, G_CONNECT_SWAPPED);

  gesture = gtk_gesture_click_new ();
  g_signal_connect_swapped (gesture, "pressed", G_CALLBACK (on_mark_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->mark), GTK_EVENT_CONTROLLER (gesture));
  sync_host (self);

  return GTK_WIDGET (self);
}

InnChoice
inn_sidebar_row_get_choice (InnSidebarRow *self)
{
  g_return_val_if_fail (INN_IS_SIDEBAR_ROW (self), INN_CHOICE_ALL);

  return self->choice;
}

InnHost *
inn_sidebar_row_get_host (InnSidebarRow *self)
{
  g_return_val_if_fail (INN_IS_SIDEBAR_ROW (self), NULL);

  return self->host;
}

const char *
inn_sidebar_row_get_title (InnSidebarRow *self)
{
  g_return_val_if_fail (INN_IS_SIDEBAR_ROW (self), NULL);

  return gtk_label_get_text (self->title);
}

const char *
inn_sidebar_row_get_query (InnSidebarRow *self)
{
  g_return_val_if_fail (INN_IS_SIDEBAR_ROW (self), NULL);

  return self->query;
}

/**
 * inn_sidebar_row_get_anchor:
 *
 * Returns: (transfer none): what a popover about the host points to
 */
GtkWidget *
inn_sidebar_row_get_anchor (InnSidebarRow *self)
{
  g_return_val_if_fail (INN_IS_SIDEBAR_ROW (self), NULL);

  return GTK_WIDGET (self->box);
}

/**
 * inn_sidebar_row_set_count:
 *
 * Sets how many machines the row stands for.
 */
void
inn_sidebar_row_set_count (InnSidebarRow *self,
                           guint          count)
{
  g_return_if_fail (INN_IS_SIDEBAR_ROW (self));

  self->n = count;
  sync_count (self);
}
