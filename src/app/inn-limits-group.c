/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-limits-group"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-limits-group.h"
#include "inn-text.h"

struct _InnLimitsGroup
{
  AdwPreferencesGroup parent_instance;
};

G_DEFINE_FINAL_TYPE (InnLimitsGroup, inn_limits_group, ADW_TYPE_PREFERENCES_GROUP)

static const struct
{
  const char *key;
  const char *title;
  const char *unit;
  int         most;
  int         step;
} rows[] = {
  { "limit-cpu", N_("CPU"), "%", 100, 5 },
  { "limit-memory", N_("Memory"), "%", 100, 5 },
  { "limit-disk", N_("Disk"), "MB/s", 100000, 10 },
  { "limit-network", N_("Network"), "MB/s", 100000, 10 },
};

/* 0 is no limit. */
static gboolean
on_output_cb (GtkSpinButton *spin,
              const char    *unit)
{
  int value = gtk_spin_button_get_value_as_int (spin);
  g_autofree char *text = value > 0 ? g_strdup_printf ("%d" INN_NBSP "%s", value, unit)
                                    : g_strdup (_("None"));

  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (spin))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);

  return TRUE;
}

static int
on_input_cb (GtkSpinButton *spin,
             double        *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  char *end;

  *value = g_strtod (text, &end);
  if (end == text)
    *value = 0;

  return TRUE;
}

static GtkWidget *
new_spin (guint index)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (0, rows[index].most, rows[index].step);

  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 9);
  gtk_editable_set_alignment (GTK_EDITABLE (spin), 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(rows[index].title), -1);
  g_signal_connect (spin, "output", G_CALLBACK (on_output_cb), (gpointer) rows[index].unit);
  g_signal_connect (spin, "input", G_CALLBACK (on_input_cb), NULL);
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));

  return spin;
}

static void
inn_limits_group_class_init (InnLimitsGroupClass *klass)
{
}

static void
inn_limits_group_init (InnLimitsGroup *self)
{
}

/**
 * inn_limits_group_bind:
 *
 * Makes the rows. To be called once.
 */
void
inn_limits_group_bind (InnLimitsGroup *self,
                       GSettings      *settings)
{
  g_return_if_fail (INN_IS_LIMITS_GROUP (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *spin = new_spin (i);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(rows[i].title));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_settings_bind (settings, rows[i].key, spin, "value", G_SETTINGS_BIND_DEFAULT);
    }
}
