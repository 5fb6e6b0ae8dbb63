/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-preferences"

#include "config.h"

#include "inn-settings-bind.h"
#include "inn-statistics-group.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/app/inn-statistics-group.ui"

struct _InnStatisticsGroup
{
  AdwPreferencesGroup  parent_instance;

  /* Template */
  GtkSpinButton       *visible_spin;
  GtkSpinButton       *background_spin;
  AdwComboRow         *history_row;
  AdwExpanderRow      *read_row;
  GtkSwitch           *cpu_switch;
  GtkSwitch           *memory_switch;
  GtkSwitch           *disk_switch;
  GtkSwitch           *net_switch;
  GtkSwitch           *host_switch;
};

G_DEFINE_FINAL_TYPE (InnStatisticsGroup, inn_statistics_group, ADW_TYPE_PREFERENCES_GROUP)

static const char * const histories[] = { "10-minutes", "2-hours", "24-hours", NULL };

/**
 * inn_statistics_group_set_settings:
 * @self: the rows
 * @settings: the settings of the program, which outlive @self
 */
void
inn_statistics_group_set_settings (InnStatisticsGroup *self,
                                   GSettings          *settings)
{
  g_return_if_fail (INN_IS_STATISTICS_GROUP (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_settings_bind (settings, "stats-interval", self->visible_spin, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "stats-interval-background", self->background_spin, "value",
                   G_SETTINGS_BIND_DEFAULT);
  inn_settings_bind_choice (settings, "stats-history", self->history_row, histories);

  inn_settings_bind_word (settings, "stats-groups", self->cpu_switch, "cpu");
  inn_settings_bind_word (settings, "stats-groups", self->memory_switch, "memory");
  inn_settings_bind_word (settings, "stats-groups", self->disk_switch, "disk");
  inn_settings_bind_word (settings, "stats-groups", self->net_switch, "net");
  inn_settings_bind_word (settings, "stats-groups", self->host_switch, "host");
}

static void
inn_statistics_group_class_init (InnStatisticsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnStatisticsGroup, visible_spin);
  gtk_widget_class_bind_template_child (widget_class, InnStatisticsGroup, background_spin);
  gtk_widget_class_bind_template_child (widget_class, InnStatisticsGroup, history_row);
  gtk_widget_class_bind_template_child (widget_class, InnStatisticsGroup, read_row);
  gtk_widget_class_bind_template_child (widget_class, InnStatisticsGroup, cpu_switch);
  gtk_widget_class_bind_template_child (widget_class, InnStatisticsGroup, memory_switch);
  gtk_widget_class_bind_template_child (widget_class, InnStatisticsGroup, disk_switch);
  gtk_widget_class_bind_template_child (widget_class, InnStatisticsGroup, net_switch);
  gtk_widget_class_bind_template_child (widget_class, InnStatisticsGroup, host_switch);
}

static void
inn_statistics_group_init (InnStatisticsGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What is not at its place yet is not scrolled to. */
static gboolean
focus_hosts_cb (GtkWidget     *group,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  GtkWidget *toggle = GTK_WIDGET (INN_STATISTICS_GROUP (group)->host_switch);
  GtkWidget *revealer = gtk_widget_get_ancestor (toggle, GTK_TYPE_REVEALER);

  if (gtk_widget_get_height (toggle) == 0 ||
      (revealer != NULL && !gtk_revealer_get_child_revealed (GTK_REVEALER (revealer))))
    return G_SOURCE_CONTINUE;

  gtk_widget_grab_focus (toggle);

  return G_SOURCE_REMOVE;
}

/**
 * inn_statistics_group_focus_hosts:
 *
 * Moves the focus to whether statistics of hosts are read, once that is on the screen.
 */
void
inn_statistics_group_focus_hosts (InnStatisticsGroup *self)
{
  g_return_if_fail (INN_IS_STATISTICS_GROUP (self));

  adw_expander_row_set_expanded (self->read_row, TRUE);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), focus_hosts_cb, NULL, NULL);
}
