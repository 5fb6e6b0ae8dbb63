/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include "inn-fact-row.h"
#include "inn-fixture.h"
#include "inn-host-capabilities.h"
#include "inn-host-checks-group.h"
#include "inn-host-load.h"
#include "inn-host-nodes-row.h"
#include "inn-host-overview.h"
#include "inn-host-report.h"
#include "inn-host-window.h"
#include "inn-host-xml-window.h"
#include "inn-load-card.h"
#include "inn-settings.h"
#include "inn-virt-init.h"

#define DEADLINE INN_FIXTURE_DEADLINE

typedef struct
{
  GSettings *settings;
  InnHost   *host;
  GtkWidget *window;
} Fixture;

static GtkWidget *
get_page (Fixture *fixture)
{
  gpointer stack = gtk_widget_get_template_child (fixture->window, INN_TYPE_HOST_WINDOW, "stack");

  return gtk_stack_get_visible_child (stack);
}

static gboolean
has_page (gpointer fixture)
{
  return get_page (fixture) != NULL;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->settings = inn_settings_new (NULL);
  fixture->host = inn_host_new ("test:///default");

  if (data == NULL)
    {
      inn_host_connect (fixture->host, INN_HOST_CONNECT_QUIET);
      inn_fixture_await_property (fixture->host, "loaded", TRUE);
    }

  fixture->window = inn_host_window_new (NULL, fixture->host, fixture->settings);
  gtk_window_present (GTK_WINDOW (fixture->window));
  g_assert_true (inn_fixture_await_condition (has_page, fixture, DEADLINE));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *weak = fixture->window;

  g_object_add_weak_pointer (G_OBJECT (weak), (gpointer *) &weak);
  gtk_window_destroy (GTK_WINDOW (fixture->window));

  /* What is still being read keeps the page until it has been cancelled. */
  while (weak != NULL)
    g_main_context_iteration (NULL, TRUE);

  inn_host_disconnect (fixture->host);
  g_clear_object (&fixture->host);
  g_clear_object (&fixture->settings);
}

static gpointer
get_child (Fixture    *fixture,
           const char *name)
{
  return gtk_widget_get_template_child (get_page (fixture), INN_TYPE_HOST_OVERVIEW, name);
}

static const char *
get_subtitle (Fixture *fixture)
{
  gpointer title = gtk_widget_get_template_child (fixture->window, INN_TYPE_HOST_WINDOW, "title");

  return adw_window_title_get_subtitle (title);
}

static const char *
get_button_label (Fixture *fixture)
{
  gpointer button = gtk_widget_get_template_child (fixture->window, INN_TYPE_HOST_WINDOW,
                                                   "connect_button");

  return gtk_button_get_label (button);
}

static const char *
get_message (Fixture *fixture)
{
  gpointer row = gtk_widget_get_template_child (get_child (fixture, "checks_group"),
                                                INN_TYPE_HOST_CHECKS_GROUP, "message_row");

  return gtk_widget_get_visible (row) ? adw_preferences_row_get_title (row) : NULL;
}

/* The row of a fact, below @widget. */
static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
has_capabilities (gpointer host)
{
  return inn_host_get_capabilities (host) != NULL;
}

static gboolean
has_checks (gpointer data)
{
  return find_row (get_page (data), "Failed: IOMMU") != NULL;
}

static gboolean
has_facts (gpointer data)
{
  GtkWidget *row = find_row (get_page (data), "libvirt");

  return row != NULL && inn_fact_row_get_value (INN_FACT_ROW (row)) != NULL;
}

static void
test_facts (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *row;

  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==,
                   "Test Host – Host – Innkeeper");
  g_assert_cmpstr (get_subtitle (fixture), ==, "Connected");
  g_assert_cmpstr (get_button_label (fixture), ==, "Disconnect");

  g_assert_true (inn_fixture_await_condition (has_checks, fixture, DEADLINE));
  g_assert_true (inn_fixture_await_condition (has_facts, fixture, DEADLINE));
  row = find_row (get_page (fixture), "Topology");
  g_assert_cmpstr (inn_fact_row_get_value (INN_FACT_ROW (row)), ==,
                   "2 sockets × 8 cores × 1 thread");
  g_assert_true (gtk_widget_get_visible (find_row (get_page (fixture), "NUMA")));
  g_assert_null (get_message (fixture));

  /* What the driver does not tell has no row. */
  g_assert_false (gtk_widget_get_visible (find_row (get_page (fixture), "Guest CPU Model")));
}

typedef struct
{
  InnHost *host;
  gint64   before;
} Reading;

static gboolean
has_read_again (gpointer data)
{
  Reading *reading = data;

  return inn_host_get_capabilities (reading->host)->read_at > reading->before;
}

static gboolean
has_read_only_message (gpointer fixture)
{
  return g_strcmp0 (get_message (fixture),
                    "libvirt tells less over a read-only connection.") == 0;
}

static void
test_disconnect (Fixture       *fixture,
                 gconstpointer  data)
{
  Reading reading = { fixture->host, 0 };

  g_assert_true (inn_fixture_await_condition (has_checks, fixture, DEADLINE));
  g_assert_true (inn_fixture_await_condition (has_facts, fixture, DEADLINE));
  reading.before = inn_host_get_capabilities (fixture->host)->read_at;

  g_assert_true (gtk_widget_activate_action (fixture->window, "win.toggle-connection", NULL));
  g_assert_cmpint (inn_host_get_state (fixture->host), ==, INN_HOST_STATE_DISCONNECTED);
  g_assert_cmpstr (get_subtitle (fixture), ==, "Disconnected");
  g_assert_cmpstr (get_button_label (fixture), ==, "Connect");

  /* What was known stays, and says that it is not of now. */
  g_assert_nonnull (get_message (fixture));
  g_assert_true (has_checks (fixture));
  g_assert_true (has_facts (fixture));

  g_assert_true (gtk_widget_activate_action (fixture->window, "win.toggle-connection", NULL));
  inn_fixture_await_property (fixture->host, "state", INN_HOST_STATE_CONNECTED);
  g_assert_cmpstr (get_button_label (fixture), ==, "Disconnect");

  /* The daemon may be another one by now. */
  g_assert_true (inn_fixture_await_condition (has_read_again, &reading, DEADLINE));
}

/* What can be asked only by those who may change something is missed for a reason. */
static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_assert_true (inn_fixture_await_condition (has_checks, fixture, DEADLINE));
  g_assert_null (get_message (fixture));

  inn_host_set_read_only (fixture->host, TRUE);
  inn_fixture_await_property (fixture->host, "state", INN_HOST_STATE_CONNECTED);
  g_assert_cmpstr (get_subtitle (fixture), ==, "Connected · read-only");
  g_assert_true (inn_fixture_await_condition (has_read_only_message, fixture, DEADLINE));
  g_assert_true (has_checks (fixture));
}

/* A window of a host that was never connected asks nobody, and says so. */
static void
test_never_connected (Fixture       *fixture,
                      gconstpointer  data)
{
  inn_fixture_iterate (300);

  g_assert_cmpstr (get_subtitle (fixture), ==, "Disconnected");
  g_assert_cmpstr (get_message (fixture), ==, "Not known: the host is not connected.");
  g_assert_null (inn_host_get_capabilities (fixture->host));

  g_assert_true (gtk_widget_activate_action (fixture->window, "win.toggle-connection", NULL));
  g_assert_true (inn_fixture_await_condition (has_capabilities, fixture->host, DEADLINE));
  g_assert_true (inn_fixture_await_condition (has_checks, fixture, DEADLINE));
  g_assert_null (get_message (fixture));
}

static void
test_autoconnect (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkSwitch *autoconnect = get_child (fixture, "autoconnect_switch");

  g_assert_false (gtk_switch_get_active (autoconnect));
  gtk_switch_set_active (autoconnect, TRUE);
  g_assert_true (inn_host_get_autoconnect (fixture->host));
  inn_host_set_autoconnect (fixture->host, FALSE);
  g_assert_false (gtk_switch_get_active (autoconnect));
}

static void
test_report (Fixture       *fixture,
             gconstpointer  data)
{
  static const char * const lines[] = {
    "Test Host", "URI: test:///default", "State: Connected",
    "Topology: 2 sockets × 8 cores × 1 thread", "libvirt: ",
    "Checks (2 passed · 1 failed)", "Failed: IOMMU: Off; host devices cannot be passed through.",
  };
  g_autofree char *before = inn_host_report_dup_text (fixture->host);
  g_autofree char *report = NULL;

  g_assert_null (strstr (before, "Checks"));
  g_assert_true (inn_fixture_await_condition (has_checks, fixture, DEADLINE));
  g_assert_true (inn_fixture_await_condition (has_facts, fixture, DEADLINE));
  report = inn_host_report_dup_text (fixture->host);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      if (strstr (report, lines[i]) == NULL)
        g_error ("“%s” is missing:\n%s", lines[i], report);
    }
}

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

int
main (int   argc,
      char *argv[])
{
  static GType (*const types[]) (void) = {
    inn_host_checks_group_get_type,
    inn_host_load_get_type,
    inn_host_nodes_row_get_type,
    inn_host_overview_get_type,
    inn_host_window_get_type,
    inn_host_xml_window_get_type,
    inn_load_card_get_type,
  };

  g_test_init (&argc, &argv, NULL);

  if (!gtk_init_check ())
    return 77;

  adw_init ();
  inn_virt_init ();

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GType type = types[i] ();
      g_autofree char *path = g_strdup_printf ("/host-window/templates/%s", g_type_name (type));

      g_test_add_data_func (path, GSIZE_TO_POINTER (type), test_template);
    }

#define ADD(path, data, function) \
  g_test_add ("/host-window/" path, Fixture, data, set_up, function, tear_down)
  ADD ("facts", NULL, test_facts);
  ADD ("disconnect", NULL, test_disconnect);
  ADD ("read-only", NULL, test_read_only);
  ADD ("never-connected", "no", test_never_connected);
  ADD ("autoconnect", "no", test_autoconnect);
  ADD ("report", NULL, test_report);
#undef ADD

  return g_test_run ();
}
