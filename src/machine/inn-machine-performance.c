/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-performance"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-save.h"
#include "inn-host.h"
#include "inn-machine-performance.h"
#include "inn-perf-cards.h"
#include "inn-popup.h"
#include "inn-rate.h"
#include "inn-stats-need.h"
#include "inn-stats.h"
#include "inn-time-bar.h"
#include "inn-toast.h"
#include "inn-visibility.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/machine/inn-machine-performance.ui"

#define GROUPS (INN_STATS_CPU | INN_STATS_VCPU | INN_STATS_MEMORY | INN_STATS_DISK \
                | INN_STATS_NET | INN_STATS_DIRTY)

struct _InnMachinePerformance
{
  AdwBin          parent_instance;

  InnDomain      *domain;
  InnTimeView    *view;
  InnPerfCards   *cards;           /* NULL: the page was not seen yet */
  InnStatsNeed   *need;
  InnVisibility  *page_seen;
  InnVisibility  *window_seen;
  GSignalGroup   *host_signals;
  GSignalGroup   *domain_signals;
  GSettings      *settings;
  GCancellable   *cancellable;
  GtkWidget      *graphs_button;

  /* Template */
  GtkBox         *content;
  GtkBox         *box;
  GtkWidget      *memory_hint;
  GMenuModel     *export_menu;
};

G_DEFINE_FINAL_TYPE (InnMachinePerformance, inn_machine_performance, ADW_TYPE_BIN)

static gboolean
is_seen (InnVisibility *visibility)
{
  return visibility != NULL && inn_visibility_get (visibility);
}

/* A window that nobody sees needs nothing; a page behind another one keeps its history. */
static void
sync_need (InnMachinePerformance *self)
{
  if (self->need == NULL)
    return;

  inn_stats_need_set_groups (self->need, is_seen (self->window_seen) ? GROUPS : 0);
  inn_stats_need_set_visible (self->need, is_seen (self->page_seen));
}

static void
show_now (InnMachinePerformance *self)
{
  InnStats *stats = inn_domain_get_stats (self->domain);
  gint64 time = stats != NULL && inn_domain_is_active (self->domain) ? inn_stats_get_time (stats)
                                                                     : 0;

  gtk_widget_set_visible (self->memory_hint, inn_domain_lacks_memory_stats (self->domain));
  inn_perf_cards_show (self->cards, self->domain);
  inn_time_view_set_now (self->view, time > 0 ? time : inn_rate_now ());
}

static void
on_sampled_cb (InnMachinePerformance *self)
{
  if (self->cards != NULL && is_seen (self->page_seen))
    show_now (self);
}

static void
build_cards (InnMachinePerformance *self)
{
  self->cards = inn_perf_cards_new (self->view, self->settings);
  gtk_box_append (self->box, GTK_WIDGET (self->cards));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "graphs",
                                  inn_perf_cards_get_actions (self->cards));
  inn_popup_set_menu (GTK_MENU_BUTTON (self->graphs_button),
                      inn_perf_cards_get_menu (self->cards));
}

/* What is not looked at is not even made. */
static void
on_page_seen_cb (InnMachinePerformance *self)
{
  gboolean is_new = self->cards == NULL;

  sync_need (self);
  if (self->domain == NULL || !is_seen (self->page_seen))
    return;

  if (is_new)
    build_cards (self);
  show_now (self);
  if (!is_new)
    inn_perf_cards_load_sources (self->cards);
}

/*
 * Actions
 */

static void
fill_table (GtkWidget      *widget,
            InnSeriesTable *table)
{
  inn_perf_cards_fill_table (INN_MACHINE_PERFORMANCE (widget)->cards, table);
}

static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  InnMachinePerformance *self = INN_MACHINE_PERFORMANCE (widget);

  if (self->cards != NULL)
    inn_save_graphs (widget, GTK_WIDGET (self->cards), fill_table, self->view,
                     g_variant_get_string (parameter, NULL), inn_domain_get_name (self->domain),
                     self->cancellable);
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  InnMachinePerformance *self = INN_MACHINE_PERFORMANCE (widget);
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->cards == NULL)
    return;

  inn_perf_cards_append_values (self->cards, text);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
  inn_toast_show (widget, _("Values copied"), NULL, NULL);
}

/*
 * Object
 */

static void
inn_machine_performance_root (GtkWidget *widget)
{
  InnMachinePerformance *self = INN_MACHINE_PERFORMANCE (widget);

  GTK_WIDGET_CLASS (inn_machine_performance_parent_class)->root (widget);

  self->window_seen = inn_visibility_new (GTK_WIDGET (gtk_widget_get_root (widget)));
  g_signal_connect_object (self->window_seen, "changed", G_CALLBACK (sync_need), self,
                           G_CONNECT_SWAPPED);
  sync_need (self);
}

static void
inn_machine_performance_unroot (GtkWidget *widget)
{
  InnMachinePerformance *self = INN_MACHINE_PERFORMANCE (widget);

  g_clear_object (&self->window_seen);

  GTK_WIDGET_CLASS (inn_machine_performance_parent_class)->unroot (widget);
}

static void
inn_machine_performance_dispose (GObject *object)
{
  InnMachinePerformance *self = INN_MACHINE_PERFORMANCE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->need, inn_stats_need_free);
  if (self->domain != NULL)
    inn_domain_release_stats (self->domain);
  g_clear_object (&self->domain);
  g_clear_object (&self->host_signals);
  g_clear_object (&self->domain_signals);
  g_clear_object (&self->page_seen);
  g_clear_object (&self->window_seen);
  g_clear_object (&self->settings);
  g_clear_object (&self->view);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (inn_machine_performance_parent_class)->dispose (object);
}

static void
inn_machine_performance_class_init (InnMachinePerformanceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_machine_performance_dispose;
  widget_class->root = inn_machine_performance_root;
  widget_class->unroot = inn_machine_performance_unroot;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnMachinePerformance, box);
  gtk_widget_class_bind_template_child (widget_class, InnMachinePerformance, content);
  gtk_widget_class_bind_template_child (widget_class, InnMachinePerformance, export_menu);
  gtk_widget_class_bind_template_child (widget_class, InnMachinePerformance, memory_hint);

  gtk_widget_class_install_action (widget_class, "performance.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "performance.copy", NULL, copy_action);
}

static GtkWidget *
new_menu_button (const char *icon_name,
                 const char *label)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), icon_name);
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);

  return button;
}

static void
add_time_bar (InnMachinePerformance *self)
{
  GtkWidget *bar = inn_time_bar_new (self->view);
  GtkWidget *export = new_menu_button ("document-save-symbolic", _("Export"));

  self->graphs_button = new_menu_button ("view-grid-symbolic", _("Graphs"));
  inn_popup_set_menu (GTK_MENU_BUTTON (export), self->export_menu);
  inn_time_bar_append (INN_TIME_BAR (bar), export);
  inn_time_bar_append (INN_TIME_BAR (bar), self->graphs_button);
  gtk_box_prepend (self->content, bar);
}

/* Wherever the keyboard is in the window, while this page is seen. */
static gboolean
export_key_cb (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  return gtk_widget_get_mapped (widget)
         && gtk_widget_activate_action (widget, "performance.export", "s", "visible");
}

static void
add_key (InnMachinePerformance *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger = gtk_keyval_trigger_new (GDK_KEY_e,
                                                        GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  GtkShortcutAction *action = gtk_callback_action_new (export_key_cb, NULL, NULL);

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (trigger, action));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
inn_machine_performance_init (InnMachinePerformance *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
  self->view = inn_time_view_new ();
  add_time_bar (self);
  add_key (self);

  self->page_seen = inn_visibility_new (GTK_WIDGET (self));
  g_signal_connect_object (self->page_seen, "changed", G_CALLBACK (on_page_seen_cb), self,
                           G_CONNECT_SWAPPED);
  self->host_signals = g_signal_group_new (INN_TYPE_HOST);
  g_signal_group_connect_swapped (self->host_signals, "sampled", G_CALLBACK (on_sampled_cb), self);
  self->domain_signals = g_signal_group_new (INN_TYPE_DOMAIN);
  g_signal_group_connect_swapped (self->domain_signals, "changed", G_CALLBACK (on_sampled_cb),
                                  self);
}

/**
 * inn_machine_performance_set_settings:
 * @settings: where it is remembered which graphs are hidden
 */
void
inn_machine_performance_set_settings (InnMachinePerformance *self,
                                      GSettings             *settings)
{
  g_return_if_fail (INN_IS_MACHINE_PERFORMANCE (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_set_object (&self->settings, settings);
}

/**
 * inn_machine_performance_set_domain:
 *
 * The details of @domain are collected while somebody can see the window.
 */
void
inn_machine_performance_set_domain (InnMachinePerformance *self,
                                    InnDomain             *domain)
{
  InnHost *host;

  g_return_if_fail (INN_IS_MACHINE_PERFORMANCE (self));
  g_return_if_fail (INN_IS_DOMAIN (domain));

  if (self->domain == domain)
    return;

  g_clear_pointer (&self->need, inn_stats_need_free);
  if (self->domain != NULL)
    inn_domain_release_stats (self->domain);
  g_set_object (&self->domain, domain);
  inn_domain_hold_stats (domain);

  host = inn_domain_get_host (domain);
  self->need = inn_host_need_stats (host, domain, 0, FALSE);
  sync_need (self);
  g_signal_group_set_target (self->host_signals, host);
  g_signal_group_set_target (self->domain_signals, domain);
  on_page_seen_cb (self);
}
