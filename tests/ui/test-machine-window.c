/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <libvirt/libvirt.h>

#include "inn-fact-row.h"
#include "inn-fixture.h"
#include "inn-machine-banner.h"
#include "inn-machine-overview.h"
#include "inn-machine-verbs.h"
#include "inn-machine-window.h"
#include "inn-settings.h"
#include "inn-virt-init.h"

/* Actions are enabled and disabled when the main loop is idle. */
#define SETTLE_MS 50
#define DEADLINE INN_FIXTURE_DEADLINE
#define UUID "c0ffee00-0000-4000-8000-000000000001"

typedef struct
{
  char       *dir;
  char       *uri;
  GSettings  *settings;
  InnHost    *host;
  InnJobList *jobs;
  GtkWidget  *window;
} Fixture;

/* The only machine of the host, owned by it. */
static InnDomain *
get_domain (Fixture *fixture)
{
  g_autoptr (InnDomain) domain = g_list_model_get_item (inn_host_get_domains (fixture->host), 0);

  return domain;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const InnFixtureMachine machines[] = {
    { .name = "web", .uuid = UUID, .title = "Shop front", .vcpus = 2,
      .state = VIR_DOMAIN_RUNNING, .os_id = "http://debian.org/debian/12" },
  };

  fixture->dir = inn_fixture_make_dir ();
  fixture->uri = data != NULL ? g_strdup (data)
                              : inn_fixture_write_test_driver (fixture->dir, machines,
                                                               G_N_ELEMENTS (machines));
  fixture->settings = inn_settings_new (NULL);
  fixture->jobs = inn_job_list_new ();
  fixture->host = inn_host_new (fixture->uri);
  inn_host_connect (fixture->host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (fixture->host, "loaded", TRUE);

  fixture->window = g_object_new (INN_TYPE_MACHINE_WINDOW,
                                  "domain", get_domain (fixture),
                                  "jobs", fixture->jobs,
                                  "settings", fixture->settings,
                                  NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *weak = fixture->window;

  g_object_add_weak_pointer (G_OBJECT (weak), (gpointer *) &weak);
  gtk_window_destroy (GTK_WINDOW (fixture->window));

  /* What is still being read keeps the window until it has been cancelled. */
  while (weak != NULL)
    g_main_context_iteration (NULL, TRUE);

  inn_host_disconnect (fixture->host);
  g_clear_object (&fixture->host);
  g_clear_object (&fixture->jobs);
  g_clear_object (&fixture->settings);
  inn_fixture_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->uri);
}

static gpointer
get_child (Fixture    *fixture,
           const char *name)
{
  return gtk_widget_get_template_child (fixture->window, INN_TYPE_MACHINE_WINDOW, name);
}

static InnFactRow *
get_row (Fixture    *fixture,
         const char *name)
{
  return INN_FACT_ROW (gtk_widget_get_template_child (get_child (fixture, "overview"),
                                                      INN_TYPE_MACHINE_OVERVIEW, name));
}

static gboolean
has_value (gpointer row)
{
  return inn_fact_row_get_value (row) != NULL;
}

static const char *
get_banner_text (Fixture *fixture)
{
  GtkWidget *banner = get_child (fixture, "banner");
  gpointer revealer = gtk_widget_get_template_child (banner, INN_TYPE_MACHINE_BANNER, "revealer");
  gpointer label = gtk_widget_get_template_child (banner, INN_TYPE_MACHINE_BANNER, "label");

  return gtk_revealer_get_reveal_child (revealer) ? gtk_label_get_label (label) : NULL;
}

static gboolean
is_visible (Fixture    *fixture,
            const char *button)
{
  gpointer child = gtk_widget_get_template_child (get_child (fixture, "verbs"),
                                                  INN_TYPE_MACHINE_VERBS, button);

  return gtk_widget_get_visible (child);
}

static void
test_facts (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "web – Innkeeper");
  g_assert_null (get_banner_text (fixture));
  g_assert_cmpstr (inn_fact_row_get_value (get_row (fixture, "uuid_row")), ==, UUID);
  g_assert_true (inn_fixture_await_condition (has_value, get_row (fixture, "vcpus_row"), DEADLINE));
  g_assert_cmpstr (inn_fact_row_get_value (get_row (fixture, "vcpus_row")), ==, "2");
  g_assert_true (is_visible (fixture, "pause_button"));
  g_assert_false (is_visible (fixture, "start_button"));

  /* From the XML, read in the background. */
  g_assert_true (inn_fixture_await_condition (has_value, get_row (fixture, "arch_row"), DEADLINE));
  g_assert_true (inn_fixture_await_condition (has_value, get_row (fixture, "os_row"), DEADLINE));
  g_assert_cmpstr (inn_fact_row_get_value (get_row (fixture, "os_row")), ==, "Debian 12");
  g_assert_cmpstr (inn_fact_row_get_value (get_row (fixture, "title_row")), ==, "Shop front");
}

static void
test_verb (Fixture       *fixture,
           gconstpointer  data)
{
  InnDomain *domain = get_domain (fixture);

  g_assert_true (gtk_widget_activate_action (fixture->window, "machine.pause", NULL));
  inn_fixture_await_property (domain, "state", INN_DOMAIN_STATE_PAUSED);
  g_assert_true (is_visible (fixture, "run_button"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->jobs)), ==, 1);

  inn_fixture_iterate (SETTLE_MS);
  g_assert_true (gtk_widget_activate_action (fixture->window, "machine.run", NULL));
  inn_fixture_await_property (domain, "state", INN_DOMAIN_STATE_RUNNING);
  g_assert_false (is_visible (fixture, "run_button"));
}

static void
test_host_lost (Fixture       *fixture,
                gconstpointer  data)
{
  inn_host_disconnect (fixture->host);
  g_assert_nonnull (get_banner_text (fixture));
  g_assert_cmpstr (inn_fact_row_get_value (get_row (fixture, "state_row")), ==,
                   "Running when last seen");

  inn_host_connect (fixture->host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (fixture->host, "state", INN_HOST_STATE_CONNECTED);
  g_assert_null (get_banner_text (fixture));
}

static gpointer
undefine_worker (gpointer data)
{
  virConnectPtr connection = virConnectOpen ("test:///default");
  virDomainPtr domain = virDomainLookupByUUIDString (connection, data);

  g_assert_nonnull (domain);
  g_assert_cmpint (virDomainDestroy (domain), ==, 0);
  g_assert_cmpint (virDomainUndefine (domain), ==, 0);
  virDomainFree (domain);
  virConnectClose (connection);

  return NULL;
}

static gboolean
has_banner (gpointer fixture)
{
  return get_banner_text (fixture) != NULL;
}

/* Somebody else removes the machine while its window is open. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  const char *uuid = inn_domain_get_uuid (get_domain (fixture));

  inn_fixture_run_in_thread (undefine_worker, (gpointer) uuid);
  g_assert_true (inn_fixture_await_condition (has_banner, fixture, DEADLINE));
  g_assert_cmpstr (get_banner_text (fixture), ==,
                   "This machine no longer exists on Test Host.");
  inn_fixture_iterate (SETTLE_MS);
  gtk_widget_activate_action (fixture->window, "machine.start", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->jobs)), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (!gtk_init_check ())
    return 77;

  adw_init ();
  inn_virt_init ();

  g_test_add ("/machine-window/facts", Fixture, NULL, set_up, test_facts, tear_down);
  g_test_add ("/machine-window/verb", Fixture, NULL, set_up, test_verb, tear_down);
  g_test_add ("/machine-window/host-lost", Fixture, NULL, set_up, test_host_lost, tear_down);
  g_test_add ("/machine-window/gone", Fixture, "test:///default", set_up, test_gone, tear_down);

  return g_test_run ();
}
