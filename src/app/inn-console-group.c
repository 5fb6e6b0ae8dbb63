/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-console-group"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-console-group.h"
#include "inn-key-list-row.h"
#include "inn-keys-dialog.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/app/inn-console-group.ui"

struct _InnConsoleGroup
{
  AdwPreferencesGroup  parent_instance;

  GSettings           *settings;

  /* Template */
  GtkLabel            *release_label;
  GtkSwitch           *take_switch;
  InnKeyListRow       *host_row;
  InnKeyListRow       *own_row;
};

G_DEFINE_FINAL_TYPE (InnConsoleGroup, inn_console_group, ADW_TYPE_PREFERENCES_GROUP)

static void
set_release (const char *text,
             gpointer    user_data)
{
  InnConsoleGroup *self = user_data;

  g_settings_set_string (self->settings, "console-release-keys", text);
}

static void
change_release_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *param)
{
  InnConsoleGroup *self = INN_CONSOLE_GROUP (widget);
  g_autofree char *text = g_settings_get_string (self->settings, "console-release-keys");
  const InnKeysQuestion question = {
    _("Keys That Leave the Guest"),
    _("“Ctrl”, “Alt”, “Shift” and “Super” mean the left and the right key, “Ctrl_R” only the "
      "right one."),
    _("_Change"), text
  };

  inn_keys_dialog_ask (widget, &question, set_release, g_object_ref (self), g_object_unref);
}

static void
inn_console_group_dispose (GObject *object)
{
  g_clear_object (&INN_CONSOLE_GROUP (object)->settings);

  G_OBJECT_CLASS (inn_console_group_parent_class)->dispose (object);
}

static void
inn_console_group_class_init (InnConsoleGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inn_console_group_dispose;

  g_type_ensure (INN_TYPE_KEY_LIST_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleGroup, release_label);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleGroup, take_switch);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleGroup, host_row);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleGroup, own_row);

  gtk_widget_class_install_action (widget_class, "console-keys.change-release", NULL,
                                   change_release_action);
}

static void
inn_console_group_init (InnConsoleGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_console_group_bind:
 *
 * To be called once.
 */
void
inn_console_group_bind (InnConsoleGroup *self,
                        GSettings       *settings)
{
  g_return_if_fail (INN_IS_CONSOLE_GROUP (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "console-release-keys", self->release_label, "label",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (settings, "console-take-shortcuts", self->take_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  inn_key_list_row_bind (self->host_row, settings, "console-host-shortcuts",
                         _("A Shortcut That Stays Here"));
  inn_key_list_row_bind (self->own_row, settings, "console-own-keys",
                         _("A Combination for “Send Keys”"));
}
