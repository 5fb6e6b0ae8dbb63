/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host-window"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-host-capabilities.h"
#include "inn-host-overview.h"
#include "inn-host-report.h"
#include "inn-host-window.h"
#include "inn-host-xml-window.h"
#include "inn-popup.h"
#include "inn-state-clock.h"
#include "inn-toast.h"
#include "inn-window-size.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/host/inn-host-window.ui"

struct _InnHostWindow
{
  AdwApplicationWindow  parent_instance;

  InnHost              *host;
  GSettings            *settings;
  GSignalGroup         *host_signals;
  guint                 tick_id;

  /* Template */
  AdwWindowTitle       *title;
  GtkButton            *connect_button;
  GtkMenuButton        *menu_button;
  GMenuModel           *host_menu;
  GtkStack             *stack;
};

enum {
  PROP_0,
  PROP_HOST,
  PROP_SETTINGS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnHostWindow, inn_host_window, ADW_TYPE_APPLICATION_WINDOW)

/* The pages. Each has the construct property “host” and the action “page.refresh”. */
static const struct
{
  const char  *name;
  GType      (*get_type) (void);
} pages[] = {
  { "overview", inn_host_overview_get_type },
};

/*
 * What the header says
 */

static gboolean
is_open (InnHost *host)
{
  InnHostState state = inn_host_get_state (host);

  return state == INN_HOST_STATE_CONNECTED || state == INN_HOST_STATE_NOT_RESPONDING;
}

static const char *
get_verb (InnHost *host)
{
  if (is_open (host))
    return _("Disconnect");

  return inn_host_get_state (host) == INN_HOST_STATE_CONNECTING ? _("Cancel") : _("Connect");
}

static void
sync_state_text (InnHostWindow *self)
{
  g_autofree char *text = inn_host_dup_state_text (self->host);

  adw_window_title_set_subtitle (self->title, text);
}

static gboolean
tick_cb (gpointer user_data)
{
  sync_state_text (user_data);

  return G_SOURCE_CONTINUE;
}

static void
sync_all (InnHostWindow *self)
{
  const char *name = inn_host_get_name (self->host);
  const GError *error = inn_host_get_error (self->host);
  g_autofree char *title = NULL;

  /* Translators: the title of a window; %s is the name of a host */
  title = g_strdup_printf (_("%s – Host – Innkeeper"), name);
  gtk_window_set_title (GTK_WINDOW (self), title);

  adw_window_title_set_title (self->title, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), error != NULL ? error->message : NULL);
  sync_state_text (self);
  inn_state_clock_sync (&self->tick_id, self->host, tick_cb, self);

  gtk_button_set_label (self->connect_button, get_verb (self->host));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-capabilities",
                                 inn_host_get_capabilities (self->host) != NULL);
}

/*
 * Actions
 */

static void
toggle_connection_action (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *param)
{
  InnHost *host = INN_HOST_WINDOW (widget)->host;

  if (is_open (host) || inn_host_get_state (host) == INN_HOST_STATE_CONNECTING)
    inn_host_disconnect (host);
  else
    inn_host_connect (host, INN_HOST_CONNECT_INTERACTIVE);
}

static void
edit_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  gtk_widget_activate_action (widget, "app.edit-host", "s",
                              inn_host_get_uri (INN_HOST_WINDOW (widget)->host));
}

static void
copy_uri_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *param)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          inn_host_get_uri (INN_HOST_WINDOW (widget)->host));
}

static void
copy_report_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *param)
{
  InnHostWindow *self = INN_HOST_WINDOW (widget);
  g_autofree char *text = inn_host_report_dup_text (self->host);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  inn_toast_show (GTK_WIDGET (self->stack), _("Report copied"), NULL, NULL);
}

static void
show_capabilities_action (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *param)
{
  GtkWidget *window = inn_host_xml_window_new (INN_HOST_WINDOW (widget)->host);

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (widget));
  gtk_window_present (GTK_WINDOW (window));
}

static void
refresh_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *param)
{
  GtkWidget *page = gtk_stack_get_visible_child (INN_HOST_WINDOW (widget)->stack);

  if (page != NULL)
    gtk_widget_activate_action (page, "page.refresh", NULL);
}

/*
 * Construction
 */

/* With the first frame: the window is there before what is in it is made. */
static gboolean
add_pages_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       user_data)
{
  InnHostWindow *self = INN_HOST_WINDOW (widget);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_stack_add_named (self->stack, g_object_new (pages[i].get_type (),
                                                    "host", self->host,
                                                    NULL),
                         pages[i].name);

  return G_SOURCE_REMOVE;
}

static gboolean
inn_host_window_close_request (GtkWindow *window)
{
  InnHostWindow *self = INN_HOST_WINDOW (window);

  inn_window_size_save (window, self->settings, "host-window-size");

  return GTK_WINDOW_CLASS (inn_host_window_parent_class)->close_request (window);
}

static void
inn_host_window_constructed (GObject *object)
{
  InnHostWindow *self = INN_HOST_WINDOW (object);

  G_OBJECT_CLASS (inn_host_window_parent_class)->constructed (object);

  /* A template test makes the window without its host. */
  if (self->host == NULL)
    return;

  inn_window_size_load (GTK_WINDOW (self), self->settings, "host-window-size");

  g_signal_group_set_target (self->host_signals, self->host);
  sync_all (self);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), add_pages_cb, NULL, NULL);
}

static void
inn_host_window_dispose (GObject *object)
{
  InnHostWindow *self = INN_HOST_WINDOW (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->host_signals);
  g_clear_object (&self->host);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (inn_host_window_parent_class)->dispose (object);
}

static void
inn_host_window_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  InnHostWindow *self = INN_HOST_WINDOW (object);

  switch (prop_id)
    {
    case PROP_HOST:
      g_value_set_object (value, self->host);
      break;

    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_host_window_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  InnHostWindow *self = INN_HOST_WINDOW (object);

  switch (prop_id)
    {
    case PROP_HOST:
      self->host = g_value_dup_object (value);
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

  properties[PROP_HOST] =
    g_param_spec_object ("host", NULL, NULL, INN_TYPE_HOST, flags);

  properties[PROP_SETTINGS] =
    g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                  *name;
    GtkWidgetActionActivateFunc  activate;
  } actions[] = {
    { "win.copy-report", copy_report_action },
    { "win.copy-uri", copy_uri_action },
    { "win.edit-connection", edit_action },
    { "win.refresh", refresh_action },
    { "win.show-capabilities", show_capabilities_action },
    { "win.toggle-connection", toggle_connection_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK,
                                       "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "win.refresh", NULL);
}

static void
inn_host_window_class_init (InnHostWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->constructed = inn_host_window_constructed;
  object_class->dispose = inn_host_window_dispose;
  object_class->get_property = inn_host_window_get_property;
  object_class->set_property = inn_host_window_set_property;

  window_class->close_request = inn_host_window_close_request;

  install_properties (object_class);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnHostWindow, title);
  gtk_widget_class_bind_template_child (widget_class, InnHostWindow, connect_button);
  gtk_widget_class_bind_template_child (widget_class, InnHostWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, InnHostWindow, host_menu);
  gtk_widget_class_bind_template_child (widget_class, InnHostWindow, stack);

  install_actions (widget_class);
}

static void
inn_host_window_init (InnHostWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  inn_popup_set_menu (self->menu_button, self->host_menu);

  self->host_signals = g_signal_group_new (INN_TYPE_HOST);
  g_signal_group_connect_swapped (self->host_signals, "notify", G_CALLBACK (sync_all), self);
}

/**
 * inn_host_window_new:
 * @application: the application
 * @host: a host; it may be disconnected
 * @settings: where the size is remembered
 *
 * Returns: (transfer none): a window
 */
GtkWidget *
inn_host_window_new (GtkApplication *application,
                     InnHost        *host,
                     GSettings      *settings)
{
  g_return_val_if_fail (INN_IS_HOST (host), NULL);

  return g_object_new (INN_TYPE_HOST_WINDOW,
                       "application", application,
                       "host", host,
                       "settings", settings,
                       NULL);
}

/**
 * inn_host_window_get_host:
 *
 * Returns: (transfer none): whose window it is
 */
InnHost *
inn_host_window_get_host (InnHostWindow *self)
{
  g_return_val_if_fail (INN_IS_HOST_WINDOW (self), NULL);

  return self->host;
}
