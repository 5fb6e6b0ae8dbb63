/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-window"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-domain-summary.h"
#include "inn-jobs-button.h"
#include "inn-machine-banner.h"
#include "inn-machine-console.h"
#include "inn-machine-overview.h"
#include "inn-machine-performance.h"
#include "inn-machine-verbs.h"
#include "inn-machine-window.h"
#include "inn-popup.h"
#include "inn-state-icon.h"
#include "inn-text.h"
#include "inn-verb-actions.h"
#include "inn-window-size.h"
#include "inn-xml-view.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/machine/inn-machine-window.ui"

/* Changes come in bursts; the XML is read once, after the last of them. */
#define RELOAD_DELAY_MS 250

struct _InnMachineWindow
{
  AdwApplicationWindow  parent_instance;

  InnDomain            *domain;
  InnJobList           *jobs;
  GSettings            *settings;
  InnVerbActions       *verb_actions;
  GListStore           *domains;          /* the one machine, for the verbs */
  GSignalGroup         *domain_signals;
  GSignalGroup         *host_signals;
  GSignalGroup         *model_signals;
  GCancellable         *cancellable;
  char                 *xml;
  guint                 reload_id;

  /* Template */
  GtkWidget            *header;
  InnStateIcon         *state_icon;
  GtkWidget            *name_box;
  GtkLabel             *name_label;
  GtkLabel             *state_label;
  InnMachineVerbs      *verbs;
  InnJobsButton        *jobs_button;
  GtkMenuButton        *menu_button;
  GMenuModel           *machine_menu;
  InnMachineBanner     *banner;
  AdwViewStack         *stack;
  InnMachineConsole    *console;
  InnMachineOverview   *overview;
  InnMachinePerformance *performance;
  InnXmlView           *xml_page;
};

enum {
  PROP_0,
  PROP_DOMAIN,
  PROP_JOBS,
  PROP_SETTINGS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnMachineWindow, inn_machine_window, ADW_TYPE_APPLICATION_WINDOW)

/* “Running · kvm-ams-01”, or “Running at 14:31 · kvm-ams-01 lost” */
static char *
dup_state_line (InnDomain *domain)
{
  InnHost *host = inn_domain_get_host (domain);
  const char *host_name = inn_host_get_name (host);
  g_autofree char *time = NULL;

  if (!inn_domain_is_stale (domain) || inn_host_get_last_seen (host) == 0)
    return g_strjoin (" · ", inn_domain_state_get_label (inn_domain_get_state (domain)),
                      host_name, NULL);

  time = inn_text_time_of_day (inn_host_get_last_seen (host));

  /* Translators: a state, the time it was known, and the host that is not connected any
   * more: “Running at 14:31 · kvm-ams-01 lost” */
  return g_strdup_printf (_("%s at %s · %s lost"),
                          inn_domain_state_get_label (inn_domain_get_last_state (domain)),
                          time, host_name);
}

static char *
dup_tooltip (InnDomain *domain)
{
  const char *title = inn_domain_get_title (domain);
  const char *uuid = inn_domain_get_uuid (domain);
  const char *uri = inn_host_get_uri (inn_domain_get_host (domain));

  return title != NULL && *title != '\0' ? g_strjoin ("\n", title, uuid, uri, NULL)
                                         : g_strjoin ("\n", uuid, uri, NULL);
}

static void
sync_header (InnMachineWindow *self)
{
  const char *name = inn_domain_get_name (self->domain);
  g_autofree char *line = dup_state_line (self->domain);
  g_autofree char *tooltip = dup_tooltip (self->domain);
  g_autofree char *title = NULL;

  /* Translators: the title of a window; %s is the name of a machine */
  title = g_strdup_printf (_("%s – Innkeeper"), name);
  gtk_window_set_title (GTK_WINDOW (self), title);

  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->state_label, line);
  gtk_widget_set_tooltip_text (self->name_box, tooltip);
  inn_state_icon_set_state (self->state_icon, inn_domain_get_state (self->domain));
}

static void
show_xml (InnMachineWindow *self,
          char             *xml)
{
  g_autoptr (InnDomainSummary) summary = NULL;
  g_autoptr (GError) error = NULL;

  g_free (self->xml);
  self->xml = xml;

  inn_machine_console_set_xml (self->console, xml);
  inn_xml_view_set_xml (self->xml_page, xml,
                        _("As libvirt describes the machine, without passwords"));

  summary = inn_domain_summary_new_from_xml (xml, &error);

  if (summary != NULL)
    inn_machine_overview_set_summary (self->overview, summary);
  else
    g_warning ("Cannot read the XML of %s: %s",
               inn_domain_get_name (self->domain), error->message);
}

static void
load_xml_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (InnMachineWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  char *xml = inn_domain_load_xml_finish (INN_DOMAIN (object), result, &error);

  if (self->domain != INN_DOMAIN (object))
    g_free (xml);
  else if (xml != NULL)
    show_xml (self, xml);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    inn_xml_view_set_error (self->xml_page, error->message);
}

static void
load_xml (InnMachineWindow *self)
{
  if (inn_host_get_state (inn_domain_get_host (self->domain)) != INN_HOST_STATE_CONNECTED)
    return;

  inn_domain_load_xml_async (self->domain, self->cancellable, load_xml_cb, g_object_ref (self));
}

static gboolean
reload_cb (gpointer user_data)
{
  InnMachineWindow *self = user_data;

  self->reload_id = 0;
  load_xml (self);

  return G_SOURCE_REMOVE;
}

static void
queue_reload (InnMachineWindow *self)
{
  if (self->reload_id == 0)
    self->reload_id = g_timeout_add (RELOAD_DELAY_MS, reload_cb, self);
}

static void bind_domain (InnMachineWindow *self,
                         InnDomain        *domain);

/* A machine that was undefined and defined again is another object with the same UUID. */
static void
sync_existence (InnMachineWindow *self)
{
  InnHost *host = inn_domain_get_host (self->domain);
  InnDomain *found;

  if (inn_host_get_state (host) != INN_HOST_STATE_CONNECTED || !inn_host_get_loaded (host))
    return;

  found = inn_host_find_domain (host, inn_domain_get_uuid (self->domain));
  inn_machine_banner_set_gone (self->banner, found == NULL);

  if (found == NULL)
    g_list_store_remove_all (self->domains);
  else if (found != self->domain || g_list_model_get_n_items (G_LIST_MODEL (self->domains)) == 0)
    bind_domain (self, found);
}

static void
on_domain_changed_cb (InnMachineWindow *self)
{
  sync_header (self);
  queue_reload (self);
}

static void
on_host_changed_cb (InnMachineWindow *self,
                    GParamSpec       *pspec)
{
  sync_header (self);

  if (g_str_equal (pspec->name, "state") || g_str_equal (pspec->name, "loaded"))
    {
      sync_existence (self);
      queue_reload (self);
    }
}

static void
bind_domain (InnMachineWindow *self,
             InnDomain        *domain)
{
  InnHost *host = inn_domain_get_host (domain);

  g_set_object (&self->domain, domain);

  g_list_store_splice (self->domains, 0, g_list_model_get_n_items (G_LIST_MODEL (self->domains)),
                       (gpointer *) &domain, 1);
  g_signal_group_set_target (self->domain_signals, domain);
  g_signal_group_set_target (self->host_signals, host);
  g_signal_group_set_target (self->model_signals, inn_host_get_domains (host));

  inn_machine_verbs_set_domain (self->verbs, domain);
  inn_machine_banner_set_domain (self->banner, domain);
  inn_machine_console_set_domain (self->console, domain);
  inn_machine_overview_set_domain (self->overview, domain);
  inn_machine_performance_set_domain (self->performance, domain);

  inn_domain_want_details (domain);
  sync_header (self);
  load_xml (self);
}

/*
 * Actions
 */

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  InnMachineWindow *self = INN_MACHINE_WINDOW (widget);
  const char *what = g_variant_get_string (param, NULL);
  const char *text;

  if (g_str_equal (what, "name"))
    text = inn_domain_get_name (self->domain);
  else if (g_str_equal (what, "uuid"))
    text = inn_domain_get_uuid (self->domain);
  else
    text = self->xml;

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
refresh_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *param)
{
  InnMachineWindow *self = INN_MACHINE_WINDOW (widget);

  inn_host_refresh (inn_domain_get_host (self->domain));
  load_xml (self);
}

static void
show_page_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *param)
{
  InnMachineWindow *self = INN_MACHINE_WINDOW (widget);

  adw_view_stack_set_visible_child_name (self->stack, g_variant_get_string (param, NULL));
}

/* The screen of the guest and the bar below it; back by the button there, or F11. */
static void
fullscreen_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *param)
{
  InnMachineWindow *self = INN_MACHINE_WINDOW (widget);

  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    {
      gtk_window_unfullscreen (GTK_WINDOW (self));
      return;
    }

  adw_view_stack_set_visible_child_name (self->stack, "console");
  gtk_window_fullscreen (GTK_WINDOW (self));
}

static void
sync_fullscreen (InnMachineWindow *self)
{
  gtk_widget_set_visible (self->header, !gtk_window_is_fullscreen (GTK_WINDOW (self)));
}

static void
on_windows_closed_cb (InnMachineWindow *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
inn_machine_window_close_request (GtkWindow *window)
{
  InnMachineWindow *self = INN_MACHINE_WINDOW (window);

  inn_window_size_save (window, self->settings, "machine-window-size");

  /* Consoles that have windows of their own stay, and are kept by this one. */
  if (inn_machine_console_has_windows (self->console))
    {
      gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
      return GDK_EVENT_STOP;
    }

  return GTK_WINDOW_CLASS (inn_machine_window_parent_class)->close_request (window);
}

static void
inn_machine_window_constructed (GObject *object)
{
  InnMachineWindow *self = INN_MACHINE_WINDOW (object);

  G_OBJECT_CLASS (inn_machine_window_parent_class)->constructed (object);

  /* A template test makes the window without its machine. */
  if (self->domain == NULL)
    return;

  inn_window_size_load (GTK_WINDOW (self), self->settings, "machine-window-size");

  inn_jobs_button_set_jobs (self->jobs_button, self->jobs);
  inn_machine_performance_set_settings (self->performance, self->settings);

  self->verb_actions = inn_verb_actions_new (GTK_WINDOW (self), self->jobs, self->settings);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "machine",
                                  G_ACTION_GROUP (self->verb_actions));

  inn_machine_console_set_up (self->console, self->settings, G_ACTION_GROUP (self->verb_actions));
  bind_domain (self, self->domain);
  inn_verb_actions_set_domains (self->verb_actions, G_LIST_MODEL (self->domains));
}

static void
inn_machine_window_dispose (GObject *object)
{
  InnMachineWindow *self = INN_MACHINE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->reload_id, g_source_remove);

  g_clear_object (&self->domain_signals);
  g_clear_object (&self->host_signals);
  g_clear_object (&self->model_signals);
  g_clear_object (&self->verb_actions);
  g_clear_object (&self->domains);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->domain);
  g_clear_object (&self->jobs);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (inn_machine_window_parent_class)->dispose (object);
}

static void
inn_machine_window_finalize (GObject *object)
{
  InnMachineWindow *self = INN_MACHINE_WINDOW (object);

  g_free (self->xml);

  G_OBJECT_CLASS (inn_machine_window_parent_class)->finalize (object);
}

static void
inn_machine_window_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  InnMachineWindow *self = INN_MACHINE_WINDOW (object);

  switch (prop_id)
    {
    case PROP_DOMAIN:
      g_value_set_object (value, self->domain);
      break;

    case PROP_JOBS:
      g_value_set_object (value, self->jobs);
      break;

    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_machine_window_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  InnMachineWindow *self = INN_MACHINE_WINDOW (object);

  switch (prop_id)
    {
    case PROP_DOMAIN:
      self->domain = g_value_dup_object (value);
      break;

    case PROP_JOBS:
      self->jobs = g_value_dup_object (value);
      break;

    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  properties[PROP_DOMAIN] =
    g_param_spec_object ("domain", NULL, NULL, INN_TYPE_DOMAIN, flags);

  properties[PROP_JOBS] =
    g_param_spec_object ("jobs", NULL, NULL, INN_TYPE_JOB_LIST, flags);

  properties[PROP_SETTINGS] =
    g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.copy", "s", copy_action);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_action);
  gtk_widget_class_install_action (widget_class, "win.fullscreen", NULL, fullscreen_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK,
                                       "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_j, GDK_CONTROL_MASK,
                                       "win.show-jobs", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "win.refresh", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "win.fullscreen", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, GDK_CONTROL_MASK,
                                       "win.show-page", "s", "console");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_2, GDK_CONTROL_MASK,
                                       "win.show-page", "s", "performance");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_3, GDK_CONTROL_MASK,
                                       "win.show-page", "s", "overview");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_4, GDK_CONTROL_MASK,
                                       "win.show-page", "s", "xml");
}

static void
inn_machine_window_class_init (InnMachineWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->constructed = inn_machine_window_constructed;
  object_class->dispose = inn_machine_window_dispose;
  object_class->finalize = inn_machine_window_finalize;
  object_class->get_property = inn_machine_window_get_property;
  object_class->set_property = inn_machine_window_set_property;

  window_class->close_request = inn_machine_window_close_request;

  install_properties (object_class);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnMachineWindow, header);
  gtk_widget_class_bind_template_child (widget_class, InnMachineWindow, state_icon);
  gtk_widget_class_bind_template_child (widget_class, InnMachineWindow, name_box);
  gtk_widget_class_bind_template_child (widget_class, InnMachineWindow, name_label);
  gtk_widget_class_bind_template_child (widget_class, InnMachineWindow, state_label);
  gtk_widget_class_bind_template_child (widget_class, InnMachineWindow, verbs);
  gtk_widget_class_bind_template_child (widget_class, InnMachineWindow, jobs_button);
  gtk_widget_class_bind_template_child (widget_class, InnMachineWindow, machine_menu);
  gtk_widget_class_bind_template_child (widget_class, InnMachineWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, InnMachineWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, InnMachineWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, InnMachineWindow, console);
  gtk_widget_class_bind_template_child (widget_class, InnMachineWindow, overview);
  gtk_widget_class_bind_template_child (widget_class, InnMachineWindow, performance);
  gtk_widget_class_bind_template_child (widget_class, InnMachineWindow, xml_page);

  install_actions (widget_class);

  g_type_ensure (INN_TYPE_JOBS_BUTTON);
  g_type_ensure (INN_TYPE_MACHINE_BANNER);
  g_type_ensure (INN_TYPE_MACHINE_CONSOLE);
  g_type_ensure (INN_TYPE_MACHINE_OVERVIEW);
  g_type_ensure (INN_TYPE_MACHINE_PERFORMANCE);
  g_type_ensure (INN_TYPE_MACHINE_VERBS);
  g_type_ensure (INN_TYPE_XML_VIEW);
  g_type_ensure (INN_TYPE_STATE_ICON);
}

static void
inn_machine_window_init (InnMachineWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  inn_popup_set_menu (self->menu_button, self->machine_menu);
  g_signal_connect (self, "notify::fullscreened", G_CALLBACK (sync_fullscreen), NULL);

  g_signal_connect_swapped (self->console, "windows-closed", G_CALLBACK (on_windows_closed_cb),
                            self);

  self->cancellable = g_cancellable_new ();
  self->domains = g_list_store_new (INN_TYPE_DOMAIN);

  self->domain_signals = g_signal_group_new (INN_TYPE_DOMAIN);
  g_signal_group_connect_swapped (self->domain_signals, "changed",
                                  G_CALLBACK (on_domain_changed_cb), self);

  self->host_signals = g_signal_group_new (INN_TYPE_HOST);
  g_signal_group_connect_swapped (self->host_signals, "notify",
                                  G_CALLBACK (on_host_changed_cb), self);

  self->model_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->model_signals, "items-changed",
                                  G_CALLBACK (sync_existence), self);
}

/**
 * inn_machine_window_new:
 * @application: the application
 * @domain: the machine
 * @jobs: where verbs become jobs
 * @settings: the settings of the application
 */
GtkWidget *
inn_machine_window_new (GtkApplication *application,
                        InnDomain      *domain,
                        InnJobList     *jobs,
                        GSettings      *settings)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (INN_IS_DOMAIN (domain), NULL);
  g_return_val_if_fail (INN_IS_JOB_LIST (jobs), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  return g_object_new (INN_TYPE_MACHINE_WINDOW,
                       "application", application,
                       "domain", domain,
                       "jobs", jobs,
                       "settings", settings,
                       NULL);
}

InnDomain *
inn_machine_window_get_domain (InnMachineWindow *self)
{
  g_return_val_if_fail (INN_IS_MACHINE_WINDOW (self), NULL);

  return self->domain;
}
