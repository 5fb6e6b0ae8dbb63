/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-preferences"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-console-group.h"
#include "inn-file-chooser.h"
#include "inn-host-transfer.h"
#include "inn-limits-group.h"
#include "inn-preferences.h"
#include "inn-secrets-group.h"
#include "inn-settings-bind.h"
#include "inn-statistics-group.h"
#include "inn-terminal-group.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/app/inn-preferences.ui"

struct _InnPreferences
{
  AdwPreferencesWindow  parent_instance;

  GSettings            *settings;
  InnHostList          *hosts;
  GPtrArray            *host_rows;
  GCancellable         *cancellable;

  /* Template */
  AdwComboRow          *style_row;
  AdwComboRow          *row_height_row;
  AdwComboRow          *names_row;
  AdwComboRow          *at_start_row;
  InnStatisticsGroup   *statistics_group;
  InnLimitsGroup       *limits_group;
  InnConsoleGroup      *console_group;
  GtkSwitch            *console_open_switch;
  InnTerminalGroup     *terminal_group;
  GtkSwitch            *confirm_force_switch;
  GtkSwitch            *confirm_shutdown_switch;
  GtkSwitch            *confirm_pause_switch;
  GtkSwitch            *notify_switch;
  AdwPreferencesGroup  *hosts_group;
  GtkWidget            *export_row;
};

G_DEFINE_FINAL_TYPE (InnPreferences, inn_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* The values of the settings in the order of the rows' choices. */
static const char * const styles[] = { "system", "light", "dark", NULL };
static const char * const row_heights[] = { "comfortable", "compact", NULL };
static const char * const starts[] = { "autoconnect", "last", "nothing", NULL };

static gboolean
boolean_to_choice (GValue   *value,
                   GVariant *variant,
                   gpointer  user_data)
{
  g_value_set_uint (value, g_variant_get_boolean (variant) ? 1 : 0);

  return TRUE;
}

static GVariant *
choice_to_boolean (const GValue       *value,
                   const GVariantType *type,
                   gpointer            user_data)
{
  return g_variant_new_boolean (g_value_get_uint (value) == 1);
}

static void
bind_settings (InnPreferences *self)
{
  inn_settings_bind_choice (self->settings, "style", self->style_row, styles);
  inn_settings_bind_choice (self->settings, "row-height", self->row_height_row, row_heights);
  inn_settings_bind_choice (self->settings, "at-start", self->at_start_row, starts);
  g_settings_bind_with_mapping (self->settings, "title-first", self->names_row, "selected",
                                G_SETTINGS_BIND_DEFAULT,
                                boolean_to_choice, choice_to_boolean,
                                NULL, NULL);

  inn_statistics_group_set_settings (self->statistics_group, self->settings);
  g_settings_bind (self->settings, "confirm-force", self->confirm_force_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "confirm-shutdown", self->confirm_shutdown_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "confirm-pause", self->confirm_pause_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "notify-jobs", self->notify_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "console-autoconnect", self->console_open_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
}

static GtkWidget *
create_host_row (InnHost *host)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_object_bind_property (host, "name", row, "title", G_BINDING_SYNC_CREATE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), inn_host_get_uri (host));

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  g_object_bind_property (host, "autoconnect", toggle, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, inn_host_get_name (host),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _("Connect at Start"),
                                  -1);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);

  return row;
}

static void
sync_hosts (InnPreferences *self)
{
  guint n_hosts = g_list_model_get_n_items (G_LIST_MODEL (self->hosts));

  for (guint i = 0; i < self->host_rows->len; i++)
    adw_preferences_group_remove (self->hosts_group, g_ptr_array_index (self->host_rows, i));

  g_ptr_array_set_size (self->host_rows, 0);

  for (guint i = 0; i < n_hosts; i++)
    {
      g_autoptr (InnHost) host = g_list_model_get_item (G_LIST_MODEL (self->hosts), i);
      GtkWidget *row = create_host_row (host);

      adw_preferences_group_add (self->hosts_group, row);
      g_ptr_array_add (self->host_rows, row);
    }

  adw_preferences_group_set_description (self->hosts_group,
                                         n_hosts > 0 ? NULL : _("There are no hosts yet"));
  gtk_widget_set_visible (self->export_row, n_hosts > 0);
}

static void
import_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (InnPreferences) self = user_data;
  g_autoptr (GFile) file = inn_file_chooser_open_finish (result, NULL);

  if (file != NULL)
    inn_host_transfer_import (GTK_WIDGET (self), self->hosts, file, self->cancellable);
}

static void
import_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  inn_file_chooser_open_async (GTK_WINDOW (widget), _("Import Hosts"), NULL,
                               INN_PREFERENCES (widget)->cancellable, import_chosen_cb,
                               g_object_ref (widget));
}

static void
export_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (InnPreferences) self = user_data;
  g_autoptr (GFile) file = inn_file_chooser_save_finish (result, NULL);

  if (file != NULL)
    inn_host_transfer_export (GTK_WIDGET (self), self->hosts, file, self->cancellable);
}

static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  /* Translators: the name of a file with a list of hosts */
  inn_file_chooser_save_async (GTK_WINDOW (widget), _("Export Hosts"), _("hosts.innkeeper"),
                               INN_PREFERENCES (widget)->cancellable, export_chosen_cb,
                               g_object_ref (widget));
}

static void
inn_preferences_dispose (GObject *object)
{
  InnPreferences *self = INN_PREFERENCES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_object (&self->hosts);
  g_clear_pointer (&self->host_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (inn_preferences_parent_class)->dispose (object);
}

static void
inn_preferences_class_init (InnPreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_preferences_dispose;

  g_type_ensure (INN_TYPE_STATISTICS_GROUP);
  g_type_ensure (INN_TYPE_LIMITS_GROUP);
  g_type_ensure (INN_TYPE_SECRETS_GROUP);
  g_type_ensure (INN_TYPE_CONSOLE_GROUP);
  g_type_ensure (INN_TYPE_TERMINAL_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnPreferences, style_row);
  gtk_widget_class_bind_template_child (widget_class, InnPreferences, row_height_row);
  gtk_widget_class_bind_template_child (widget_class, InnPreferences, names_row);
  gtk_widget_class_bind_template_child (widget_class, InnPreferences, at_start_row);
  gtk_widget_class_bind_template_child (widget_class, InnPreferences, statistics_group);
  gtk_widget_class_bind_template_child (widget_class, InnPreferences, confirm_force_switch);
  gtk_widget_class_bind_template_child (widget_class, InnPreferences, confirm_shutdown_switch);
  gtk_widget_class_bind_template_child (widget_class, InnPreferences, confirm_pause_switch);
  gtk_widget_class_bind_template_child (widget_class, InnPreferences, notify_switch);
  gtk_widget_class_bind_template_child (widget_class, InnPreferences, hosts_group);
  gtk_widget_class_bind_template_child (widget_class, InnPreferences, export_row);
  gtk_widget_class_bind_template_child (widget_class, InnPreferences, limits_group);
  gtk_widget_class_bind_template_child (widget_class, InnPreferences, console_group);
  gtk_widget_class_bind_template_child (widget_class, InnPreferences, console_open_switch);
  gtk_widget_class_bind_template_child (widget_class, InnPreferences, terminal_group);

  gtk_widget_class_install_action (widget_class, "preferences.import-hosts", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "preferences.export-hosts", NULL, export_action);
}

static void
inn_preferences_init (InnPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->host_rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
}

/**
 * inn_preferences_new:
 * @settings: the settings of the application
 * @hosts: the hosts of the program
 */
GtkWidget *
inn_preferences_new (GSettings   *settings,
                     InnHostList *hosts)
{
  InnPreferences *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (INN_IS_HOST_LIST (hosts), NULL);

  self = g_object_new (INN_TYPE_PREFERENCES, NULL);
  self->settings = g_object_ref (settings);
  self->hosts = g_object_ref (hosts);

  bind_settings (self);
  inn_limits_group_bind (self->limits_group, settings);
  inn_console_group_bind (self->console_group, settings);
  inn_terminal_group_bind (self->terminal_group, settings);
  g_signal_connect_object (hosts, "items-changed", G_CALLBACK (sync_hosts), self,
                           G_CONNECT_SWAPPED);
  sync_hosts (self);

  return GTK_WIDGET (self);
}

/**
 * inn_preferences_show_statistics:
 * @self: the preferences, which are on the screen
 *
 * Leads to what is read of hosts.
 */
void
inn_preferences_show_statistics (InnPreferences *self)
{
  GtkWidget *page;

  g_return_if_fail (INN_IS_PREFERENCES (self));

  page = gtk_widget_get_ancestor (GTK_WIDGET (self->statistics_group), ADW_TYPE_PREFERENCES_PAGE);
  adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (self),
                                           ADW_PREFERENCES_PAGE (page));
  inn_statistics_group_focus_hosts (self->statistics_group);
}
