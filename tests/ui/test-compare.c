/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <libvirt/libvirt.h>
#include <math.h>
#include <string.h>

#include "inn-compare-set.h"
#include "inn-compare-window.h"
#include "inn-domain-lifecycle.h"
#include "inn-fixture.h"
#include "inn-graph-private.h"
#include "inn-settings.h"
#include "inn-stats-need.h"
#include "inn-virt-init.h"

#define DEADLINE INN_FIXTURE_DEADLINE
#define N_GRAPHS 4

typedef struct
{
  char       *dirs[2];
  InnHost    *hosts[2];
  GListStore *machines;
  GSettings  *settings;
  GtkWidget  *window;
  InnGraph   *graphs[N_GRAPHS];
} Fixture;

static InnDomain *
find_machine (InnHost    *host,
              const char *name)
{
  GListModel *domains = inn_host_get_domains (host);

  for (guint i = 0; i < g_list_model_get_n_items (domains); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);

      if (g_str_equal (inn_domain_get_name (domain), name))
        return domain;
    }

  g_assert_not_reached ();
}

static InnHost *
connect_host (const char *uri)
{
  InnHost *host = inn_host_new (uri);

  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);

  return host;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const InnFixtureMachine machines[] = {
    { .name = "web", .state = VIR_DOMAIN_RUNNING },
    { .name = "mail", .state = VIR_DOMAIN_RUNNING },
    { .name = "off", .state = VIR_DOMAIN_SHUTOFF },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fixture->hosts); i++)
    {
      g_autofree char *uri = NULL;

      fixture->dirs[i] = inn_fixture_make_dir ();
      uri = inn_fixture_write_test_driver (fixture->dirs[i], machines, G_N_ELEMENTS (machines));
      fixture->hosts[i] = connect_host (uri);
    }

  inn_host_set_name (fixture->hosts[0], "ams");
  inn_host_set_name (fixture->hosts[1], "lon");
  fixture->machines = g_list_store_new (INN_TYPE_DOMAIN);
  fixture->settings = inn_settings_new (NULL);
}

static void
add (Fixture    *fixture,
     guint       host,
     const char *name)
{
  g_list_store_append (fixture->machines, find_machine (fixture->hosts[host], name));
}

static guint
find_graphs (GtkWidget  *widget,
             InnGraph  **graphs,
             guint       n)
{
  if (INN_IS_GRAPH (widget))
    {
      g_assert_cmpuint (n, <, N_GRAPHS);
      graphs[n++] = INN_GRAPH (widget);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n = find_graphs (child, graphs, n);

  return n;
}

static void
open_window (Fixture *fixture)
{
  fixture->window = inn_compare_window_new (NULL, fixture->settings,
                                            G_LIST_MODEL (fixture->machines));
  g_assert_cmpuint (find_graphs (fixture->window, fixture->graphs, 0), ==, N_GRAPHS);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *weak = fixture->window;

  g_object_add_weak_pointer (G_OBJECT (weak), (gpointer *) &weak);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_null (weak);

  g_assert_finalize_object (fixture->machines);
  g_clear_object (&fixture->settings);
  for (guint i = 0; i < G_N_ELEMENTS (fixture->hosts); i++)
    {
      inn_host_disconnect (fixture->hosts[i]);
      g_object_unref (fixture->hosts[i]);
      inn_fixture_remove_dir (fixture->dirs[i]);
      g_free (fixture->dirs[i]);
    }
}

static gboolean
has_value (Fixture *fixture,
           guint    line)
{
  return !isnan (inn_graph_get_value (fixture->graphs[0], line));
}

static gboolean
first_two_have_values (gpointer fixture)
{
  return has_value (fixture, 0) && has_value (fixture, 1);
}

static gboolean
only_second_has_value (gpointer fixture)
{
  return !has_value (fixture, 0) && has_value (fixture, 1);
}

static void
assert_notice (Fixture    *fixture,
               const char *expected)
{
  GtkWidget *notice = GTK_WIDGET (gtk_widget_get_template_child (fixture->window,
                                                                 INN_TYPE_COMPARE_WINDOW,
                                                                 "notice"));
  GtkLabel *text = GTK_LABEL (gtk_widget_get_template_child (fixture->window,
                                                             INN_TYPE_COMPARE_WINDOW,
                                                             "notice_text"));

  g_assert_cmpint (gtk_widget_get_visible (notice), ==, expected != NULL);
  if (expected != NULL)
    g_assert_cmpstr (gtk_label_get_label (text), ==, expected);
}

/* Machines of two hosts, one of which is off. */
static void
test_values (Fixture       *fixture,
             gconstpointer  data)
{
  add (fixture, 0, "web");
  add (fixture, 1, "mail");
  add (fixture, 0, "off");
  open_window (fixture);

  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Compare 3 Machines");
  assert_notice (fixture, NULL);
  for (guint i = 0; i < N_GRAPHS; i++)
    {
      g_assert_cmpuint (inn_graph_get_n_lines (fixture->graphs[i]), ==, 3);
      g_assert_cmpstr (inn_graph_get_label (fixture->graphs[i], 0), ==, "web");
      g_assert_cmpstr (inn_graph_get_label (fixture->graphs[i], 1), ==, "mail");
      g_assert_cmpstr (inn_graph_get_label (fixture->graphs[i], 2), ==, "off");
    }

  g_assert_true (inn_fixture_await_condition (first_two_have_values, fixture, DEADLINE));
  g_assert_false (has_value (fixture, 2));
  g_assert_null (fixture->graphs[0]->message);
}

static void
test_same_names (Fixture       *fixture,
                 gconstpointer  data)
{
  add (fixture, 0, "web");
  add (fixture, 0, "mail");
  add (fixture, 1, "web");
  open_window (fixture);

  g_assert_cmpstr (inn_graph_get_label (fixture->graphs[0], 0), ==, "web · ams");
  g_assert_cmpstr (inn_graph_get_label (fixture->graphs[0], 1), ==, "mail");
  g_assert_cmpstr (inn_graph_get_label (fixture->graphs[0], 2), ==, "web · lon");
}

static void
test_hide (Fixture       *fixture,
           gconstpointer  data)
{
  add (fixture, 0, "web");
  add (fixture, 0, "mail");
  open_window (fixture);

  inn_graph_set_shown (fixture->graphs[2], 1, FALSE);
  for (guint i = 0; i < N_GRAPHS; i++)
    {
      g_assert_true (inn_graph_get_shown (fixture->graphs[i], 0));
      g_assert_false (inn_graph_get_shown (fixture->graphs[i], 1));
    }

  inn_graph_set_shown (fixture->graphs[0], 1, TRUE);
  g_assert_true (inn_graph_get_shown (fixture->graphs[2], 1));
}

/* The line ends; the name and what was stay. */
static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  InnDomain *web = find_machine (fixture->hosts[0], "web");

  add (fixture, 0, "web");
  add (fixture, 0, "mail");
  open_window (fixture);
  g_assert_true (inn_fixture_await_condition (first_two_have_values, fixture, DEADLINE));

  inn_domain_perform_async (web, INN_VERB_FORCE_OFF, NULL, NULL, NULL, NULL, NULL,
                            inn_fixture_store_result_cb, &result);
  g_assert_true (inn_domain_perform_finish (web, inn_fixture_await_result (&result), NULL));
  g_assert_true (inn_fixture_await_condition (only_second_has_value, fixture, DEADLINE));
  g_assert_false (isnan (inn_graph_get_extent (fixture->graphs[0], 0).mean));
  g_assert_cmpstr (inn_graph_get_label (fixture->graphs[0], 0), ==, "web");
}

/* Each connection to the test driver reads its file anew. */
static void
reconnect_with (Fixture                 *fixture,
                const InnFixtureMachine *machines,
                guint                    n_machines)
{
  g_autofree char *uri = NULL;

  inn_host_disconnect (fixture->hosts[0]);
  uri = inn_fixture_write_test_driver (fixture->dirs[0], machines, n_machines);
  g_assert_no_errno (g_rename (strstr (uri, "///") + 2,
                               strstr (inn_host_get_uri (fixture->hosts[0]), "///") + 2));
  inn_host_connect (fixture->hosts[0], INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (fixture->hosts[0], "loaded", TRUE);
}

/* A machine that goes keeps its name; when it is there again it is another object. */
static void
test_vanish (Fixture       *fixture,
             gconstpointer  data)
{
  const InnFixtureMachine web = { .name = "web", .state = VIR_DOMAIN_RUNNING,
                                  .uuid = "c0ffee00-0000-4000-8000-000000000001" };
  const InnFixtureMachine mail = { .name = "mail", .state = VIR_DOMAIN_RUNNING,
                                   .uuid = "c0ffee00-0000-4000-8000-000000000002" };
  const InnFixtureMachine both[] = { web, mail };

  reconnect_with (fixture, both, 2);
  add (fixture, 0, "web");
  add (fixture, 0, "mail");
  open_window (fixture);
  g_assert_true (inn_fixture_await_condition (first_two_have_values, fixture, DEADLINE));

  reconnect_with (fixture, &mail, 1);
  g_assert_cmpuint (g_list_model_get_n_items (inn_host_get_domains (fixture->hosts[0])), ==, 1);
  g_assert_true (inn_fixture_await_condition (only_second_has_value, fixture, DEADLINE));
  g_assert_cmpstr (inn_graph_get_label (fixture->graphs[0], 0), ==, "web");

  reconnect_with (fixture, both, 2);
  g_assert_true (inn_fixture_await_condition (first_two_have_values, fixture, DEADLINE));
}

static gboolean
is_of (Fixture    *fixture,
       guint       n,
       const char *names[])
{
  g_autoptr (GListStore) machines = g_list_store_new (INN_TYPE_DOMAIN);

  for (guint i = 0; i < n; i++)
    g_list_store_append (machines, find_machine (fixture->hosts[0], names[i]));

  return inn_compare_window_is_of (INN_COMPARE_WINDOW (fixture->window),
                                   G_LIST_MODEL (machines));
}

static void
test_is_of (Fixture       *fixture,
            gconstpointer  data)
{
  const char *turned[] = { "mail", "web", "off" };
  g_autoptr (GListStore) others = g_list_store_new (INN_TYPE_DOMAIN);

  add (fixture, 0, "web");
  add (fixture, 0, "mail");
  open_window (fixture);

  g_assert_true (is_of (fixture, 2, turned));
  g_assert_false (is_of (fixture, 3, turned));
  g_assert_false (is_of (fixture, 2, turned + 1));
  g_assert_false (is_of (fixture, 1, turned));

  /* Machines of another host may have the same names. */
  g_list_store_append (others, find_machine (fixture->hosts[1], "web"));
  g_list_store_append (others, find_machine (fixture->hosts[1], "mail"));
  g_assert_false (inn_compare_window_is_of (INN_COMPARE_WINDOW (fixture->window),
                                            G_LIST_MODEL (others)));
}

static void
test_size (Fixture       *fixture,
           gconstpointer  data)
{
  int width;
  int height;

  g_settings_set (fixture->settings, "compare-window-size", "(ii)", 700, 500);
  add (fixture, 0, "web");
  add (fixture, 0, "mail");
  open_window (fixture);
  gtk_window_get_default_size (GTK_WINDOW (fixture->window), &width, &height);
  g_assert_cmpint (width, ==, 700);
  g_assert_cmpint (height, ==, 500);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 640, 480);
  g_object_ref (fixture->window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  while (gtk_widget_get_mapped (fixture->window))
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (fixture->window);
  g_settings_get (fixture->settings, "compare-window-size", "(ii)", &width, &height);
  g_assert_cmpint (width, ==, 640);
  g_assert_cmpint (height, ==, 480);

  open_window (fixture);
}

static void
test_none_runs (Fixture       *fixture,
                gconstpointer  data)
{
  add (fixture, 0, "off");
  add (fixture, 1, "off");
  open_window (fixture);

  for (guint i = 0; i < N_GRAPHS; i++)
    g_assert_cmpstr (fixture->graphs[i]->message, ==, "None of these machines is running");
}

/* More than there are colours are dashed; more than can be told apart are not shown. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *dir = inn_fixture_make_dir ();
  g_autofree char *uri = inn_fixture_write_machines (dir, 20);
  g_autoptr (InnHost) host = connect_host (uri);
  GListModel *domains = inn_host_get_domains (host);

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);

      g_list_store_append (fixture->machines, domain);
    }

  open_window (fixture);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==,
                   "Compare 16 Machines");
  assert_notice (fixture, "20 machines are selected. Shown are the first 16 of the table.");
  g_assert_cmpuint (inn_graph_get_n_lines (fixture->graphs[0]), ==, INN_COMPARE_MAX);
  g_assert_cmpint (inn_graph_get_style (fixture->graphs[0], 7), ==, INN_GRAPH_LINE);
  g_assert_cmpint (inn_graph_get_style (fixture->graphs[0], 8), ==, INN_GRAPH_DASHED);
  g_assert_cmpint (inn_graph_get_color (fixture->graphs[0], 8), ==,
                   inn_graph_get_color (fixture->graphs[0], 0));

  inn_host_disconnect (host);
  inn_fixture_remove_dir (dir);
}

#define ADD(name, func) \
  g_test_add ("/compare/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  inn_virt_init ();
  inn_stats_set_intervals (1, 1);

  ADD ("values", test_values);
  ADD ("same-names", test_same_names);
  ADD ("hide", test_hide);
  ADD ("stop", test_stop);
  ADD ("vanish", test_vanish);
  ADD ("is-of", test_is_of);
  ADD ("size", test_size);
  ADD ("none-runs", test_none_runs);
  ADD ("many", test_many);

  return g_test_run ();
}
