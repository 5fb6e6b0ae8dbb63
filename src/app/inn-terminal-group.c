/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-terminal-group"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-font-chooser.h"
#include "inn-terminal-group.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/app/inn-terminal-group.ui"

struct _InnTerminalGroup
{
  AdwPreferencesGroup  parent_instance;

  GSettings           *settings;
  GCancellable        *cancellable;

  /* Template */
  AdwActionRow        *font_row;
  GtkSpinButton       *scrollback_spin;
};

G_DEFINE_FINAL_TYPE (InnTerminalGroup, inn_terminal_group, ADW_TYPE_PREFERENCES_GROUP)

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (InnTerminalGroup) self = user_data;
  g_autofree char *font = inn_font_chooser_finish (result, NULL);

  if (font != NULL && self->settings != NULL)
    g_settings_set_string (self->settings, "console-font", font);
}

static void
change_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  InnTerminalGroup *self = INN_TERMINAL_GROUP (widget);
  g_autofree char *font = g_settings_get_string (self->settings, "console-font");

  inn_font_chooser_async (GTK_WINDOW (gtk_widget_get_root (widget)),
                          _("Font of Text Consoles"), *font != '\0' ? font : "Monospace 11",
                          self->cancellable, chosen_cb, g_object_ref (self));
}

static void
reset_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *param)
{
  g_settings_reset (INN_TERMINAL_GROUP (widget)->settings, "console-font");
}

static void
sync_font (InnTerminalGroup *self)
{
  g_autofree char *font = g_settings_get_string (self->settings, "console-font");
  gboolean own = *font != '\0';

  adw_action_row_set_subtitle (self->font_row, own ? font : _("Monospace font of the desktop"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "terminal.reset-font", own);
}

static void
inn_terminal_group_dispose (GObject *object)
{
  InnTerminalGroup *self = INN_TERMINAL_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (inn_terminal_group_parent_class)->dispose (object);
}

static void
inn_terminal_group_class_init (InnTerminalGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inn_terminal_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnTerminalGroup, font_row);
  gtk_widget_class_bind_template_child (widget_class, InnTerminalGroup, scrollback_spin);

  gtk_widget_class_install_action (widget_class, "terminal.change-font", NULL, change_action);
  gtk_widget_class_install_action (widget_class, "terminal.reset-font", NULL, reset_action);
}

static void
inn_terminal_group_init (InnTerminalGroup *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_terminal_group_bind:
 *
 * To be called once.
 */
void
inn_terminal_group_bind (InnTerminalGroup *self,
                         GSettings        *settings)
{
  g_return_if_fail (INN_IS_TERMINAL_GROUP (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "console-scrollback", self->scrollback_spin, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed::console-font", G_CALLBACK (sync_font), self,
                           G_CONNECT_SWAPPED);
  sync_font (self);
}
