/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */

/* The rows about statistics, and what follows their settings. */

#include "config.h"

#include <adwaita.h>

#include "inn-fixture.h"
#include "inn-settings.h"
#include "inn-statistics-group.h"
#include "inn-stats-need.h"
#include "inn-stats-settings.h"
#include "inn-stats.h"
#include "inn-virt-init.h"

typedef struct
{
  GSettings   *settings;
  InnHostList *hosts;
  GtkWidget   *group;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->settings = inn_settings_new (NULL);
  fixture->hosts = inn_host_list_new (fixture->settings);
  fixture->group = g_object_ref_sink (g_object_new (INN_TYPE_STATISTICS_GROUP, NULL));
  inn_statistics_group_set_settings (INN_STATISTICS_GROUP (fixture->group), fixture->settings);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  static const char * const keys[] = {
    "stats-interval", "stats-interval-background", "stats-groups", "stats-history",
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (fixture->settings, keys[i]);

  g_assert_finalize_object (fixture->group);
  g_assert_finalize_object (fixture->hosts);
  g_object_unref (fixture->settings);
}

static gpointer
get_child (Fixture    *fixture,
           const char *id)
{
  GObject *child = gtk_widget_get_template_child (fixture->group, INN_TYPE_STATISTICS_GROUP, id);

  g_assert_nonnull (child);

  return child;
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_cmpfloat (gtk_spin_button_get_value (get_child (fixture, "visible_spin")), ==, 1.0);
  g_assert_cmpfloat (gtk_spin_button_get_value (get_child (fixture, "background_spin")), ==, 3.0);
  g_assert_cmpuint (adw_combo_row_get_selected (get_child (fixture, "history_row")), ==, 2);

  gtk_spin_button_set_value (get_child (fixture, "visible_spin"), 5);
  gtk_spin_button_set_value (get_child (fixture, "background_spin"), 60);
  adw_combo_row_set_selected (get_child (fixture, "history_row"), 0);
  gtk_switch_set_active (get_child (fixture, "disk_switch"), FALSE);
  gtk_switch_set_active (get_child (fixture, "host_switch"), FALSE);

  g_assert_cmpint (g_settings_get_int (fixture->settings, "stats-interval"), ==, 5);
  g_assert_cmpint (g_settings_get_int (fixture->settings, "stats-interval-background"), ==, 60);
  g_assert_cmpint (g_settings_get_enum (fixture->settings, "stats-history"), ==, 1);
  g_assert_cmpuint (g_settings_get_flags (fixture->settings, "stats-groups"), ==, 1 | 2 | 8);

  g_settings_set_flags (fixture->settings, "stats-groups", 4);
  g_assert_true (gtk_switch_get_active (get_child (fixture, "disk_switch")));
  g_assert_false (gtk_switch_get_active (get_child (fixture, "cpu_switch")));
}

static gboolean
has_running (gpointer stats)
{
  return inn_stats_get (stats, INN_METRIC_HOST_RUNNING, NULL) > 0;
}

/* What is switched off is not read, even if it is shown; on again, it is. */
static void
test_followed (Fixture       *fixture,
               gconstpointer  data)
{
  InnHost *host = inn_host_list_add (fixture->hosts, "test:///default", NULL, FALSE, FALSE);
  InnStatsNeed *need = inn_host_need_stats (host, NULL, INN_STATS_HOST, TRUE);

  g_settings_set_flags (fixture->settings, "stats-groups", 1);
  g_settings_set_int (fixture->settings, "stats-interval-background", 42);
  inn_stats_settings_follow (fixture->settings, fixture->hosts);
  g_assert_cmpuint (inn_host_get_poll_interval (host), ==, 42);

  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);
  inn_fixture_iterate (1200);
  g_assert_cmpint (inn_stats_get_time (inn_host_get_stats (host)), ==, 0);

  g_settings_set_flags (fixture->settings, "stats-groups", 16);
  g_assert_true (inn_fixture_await_condition (has_running, inn_host_get_stats (host),
                                              INN_FIXTURE_DEADLINE));

  inn_stats_need_free (need);
  inn_host_disconnect (host);
  inn_host_list_remove (fixture->hosts, host);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  inn_virt_init ();

  g_test_add ("/statistics-group/rows", Fixture, NULL, set_up, test_rows, tear_down);
  g_test_add ("/statistics-group/followed", Fixture, NULL, set_up, test_followed, tear_down);

  return g_test_run ();
}
