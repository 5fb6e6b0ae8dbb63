/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>

#include "inn-bulk-bar.h"
#include "inn-filter-bar.h"
#include "inn-job-heading.h"
#include "inn-jobs-button.h"
#include "inn-jobs-popover.h"
#include "inn-machine-table.h"
#include "inn-manager-window.h"
#include "inn-set-selection.h"
#include "inn-sidebar-row.h"
#include "inn-sidebar.h"
#include "inn-split-view.h"
#include "inn-state-icon.h"
#include "inn-status-line.h"
#include "inn-tag-strip.h"
#include "inn-verb-actions.h"
#include "inn-virt-init.h"

#define WAIT_SECONDS 20

/* Every template is built once: a wrong id, type or callback in a .ui file is a
 * failed test, not a blank window. */
static void
test_template (gconstpointer data)
{
  GType type = GPOINTER_TO_SIZE (data);
  GtkWidget *widget = g_object_new (type, NULL);
  GtkWidget *weak = widget;

  g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &weak);

  if (GTK_IS_WINDOW (widget))
    gtk_window_destroy (GTK_WINDOW (widget));
  else
    g_object_unref (g_object_ref_sink (widget));

  g_assert_null (weak);
}

static void
assert_selected (InnSetSelection *selection,
                 const char      *expected)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (selection);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (G_LIST_MODEL (model), i);

      if (gtk_selection_model_is_selected (model, i))
        g_string_append (text, gtk_string_object_get_string (item));
    }

  g_assert_cmpstr (text->str, ==, expected);
}

static void
count_signal_cb (GtkSelectionModel *model,
                 guint              position,
                 guint              n_items,
                 guint             *count)
{
  (*count)++;
}

static void
test_set_selection (void)
{
  const char * const strings[] = { "a", "b", "c", "d", "e", NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (strings);
  GtkStringFilter *filter =
    gtk_string_filter_new (gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  g_autoptr (GtkFilterListModel) filtered =
    gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (list)), GTK_FILTER (filter));
  g_autoptr (InnSetSelection) selection = inn_set_selection_new (G_LIST_MODEL (filtered));
  GtkSelectionModel *model = GTK_SELECTION_MODEL (selection);
  guint count = 0;

  g_signal_connect (selection, "selection-changed", G_CALLBACK (count_signal_cb), &count);

  gtk_selection_model_select_item (model, 1, TRUE);
  assert_selected (selection, "b");
  gtk_selection_model_select_item (model, 3, FALSE);
  assert_selected (selection, "bd");
  g_assert_cmpuint (count, ==, 2);

  /* What is selected already is no change. */
  gtk_selection_model_select_item (model, 3, FALSE);
  g_assert_cmpuint (count, ==, 2);

  /* The filter hides one of them, and brings it back. */
  gtk_string_filter_set_search (filter, "d");
  assert_selected (selection, "d");
  gtk_string_filter_set_search (filter, "");
  assert_selected (selection, "bd");

  /* Positions move, objects do not. */
  gtk_string_list_remove (list, 0);
  assert_selected (selection, "bd");

  gtk_selection_model_unselect_item (model, 0);
  assert_selected (selection, "d");
  gtk_selection_model_select_all (model);
  assert_selected (selection, "bcde");
  gtk_selection_model_select_range (model, 1, 2, TRUE);
  assert_selected (selection, "cd");
  gtk_selection_model_unselect_all (model);
  assert_selected (selection, "");
}

static gboolean
time_is_up_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
wait_for_machines (GListModel *machines,
                   guint       n)
{
  gboolean time_is_up = FALSE;
  guint id = g_timeout_add_seconds (WAIT_SECONDS, time_is_up_cb, &time_is_up);

  while (g_list_model_get_n_items (machines) != n && !time_is_up)
    g_main_context_iteration (NULL, TRUE);

  g_assert_false (time_is_up);
  g_source_remove (id);
}

static void
spin (guint msec)
{
  gboolean time_is_up = FALSE;

  g_timeout_add (msec, time_is_up_cb, &time_is_up);
  while (!time_is_up)
    g_main_context_iteration (NULL, TRUE);
}

/* The whole window over libvirt's test driver: it lists the machine, its verbs
 * follow the selection, and nothing of it is left after it was closed. */
static void
test_window (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autoptr (InnHostList) hosts = inn_host_list_new (settings);
  g_autoptr (InnJobList) jobs = inn_job_list_new ();
  InnHost *host = inn_host_list_add (hosts, "test:///default", NULL, FALSE, FALSE);
  GtkWidget *window = inn_manager_window_new (NULL, hosts, jobs, settings);
  GtkWidget *weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &weak);
  gtk_window_present (GTK_WINDOW (window));
  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  wait_for_machines (inn_host_get_domains (host), 1);
  spin (400);

  gtk_widget_activate_action (window, "win.select-all", NULL);
  spin (100);
  g_assert_true (gtk_widget_activate_action (window, "machine.pause", NULL));
  spin (400);
  g_assert_true (gtk_widget_activate_action (window, "machine.resume", NULL));
  spin (400);

  g_assert_true (gtk_widget_activate_action (window, "win.filter-tag", "s", "none"));
  spin (400);

  inn_host_disconnect (host);
  gtk_window_destroy (GTK_WINDOW (window));
  spin (300);
  g_assert_null (weak);
}

int
main (int   argc,
      char *argv[])
{
  static GType (* const types[]) (void) = {
    inn_bulk_bar_get_type,
    inn_filter_bar_get_type,
    inn_job_heading_get_type,
    inn_jobs_button_get_type,
    inn_jobs_popover_get_type,
    inn_machine_table_get_type,
    inn_manager_window_get_type,
    inn_sidebar_get_type,
    inn_sidebar_row_get_type,
    inn_split_view_get_type,
    inn_state_icon_get_type,
    inn_status_line_get_type,
    inn_tag_strip_get_type,
  };

  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();
  adw_init ();

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GType type = types[i] ();
      g_autofree char *path = g_strdup_printf ("/template/%s", g_type_name (type));

      g_test_add_data_func (path, GSIZE_TO_POINTER (type), test_template);
    }
  g_test_add_func ("/set-selection", test_set_selection);
  g_test_add_func ("/manager-window", test_window);

  return g_test_run ();
}
