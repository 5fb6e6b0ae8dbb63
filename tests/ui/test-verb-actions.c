/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>

#include "inn-fixture.h"
#include "inn-host-list.h"
#include "inn-verb-actions.h"
#include "inn-virt-init.h"

/* Three machines of the test driver: two run, one is off. */
typedef struct
{
  char           *dir;
  GSettings      *settings;
  InnHostList    *hosts;
  InnHost        *host;
  InnJobList     *jobs;
  GtkWidget      *window;
  InnVerbActions *actions;
} Fixture;

static gboolean
is_loaded (gpointer host)
{
  return inn_host_get_loaded (host);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const InnFixtureMachine machines[] = {
    { .name = "one" },
    { .name = "two" },
    { .name = "off", .state = 5 },
  };
  g_autofree char *uri = NULL;

  fixture->dir = inn_fixture_make_dir ();
  uri = inn_fixture_write_test_driver (fixture->dir, machines, G_N_ELEMENTS (machines));
  fixture->settings = g_settings_new (APP_ID);
  fixture->hosts = inn_host_list_new (fixture->settings);
  fixture->host = inn_host_list_add (fixture->hosts, uri, NULL, FALSE, FALSE);
  fixture->jobs = inn_job_list_new ();
  fixture->window = gtk_window_new ();
  fixture->actions = inn_verb_actions_new (GTK_WINDOW (fixture->window), fixture->jobs,
                                           fixture->settings);

  inn_host_connect (fixture->host, INN_HOST_CONNECT_QUIET);
  g_assert_true (inn_fixture_await_condition (is_loaded, fixture->host, INN_FIXTURE_DEADLINE));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  inn_host_disconnect (fixture->host);
  inn_fixture_iterate (200);

  g_assert_finalize_object (fixture->actions);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->jobs);
  g_clear_object (&fixture->hosts);
  g_clear_object (&fixture->settings);
  inn_fixture_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static gboolean
is_enabled (Fixture    *fixture,
            const char *name)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->actions), name);
}

static void
test_nothing_selected (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *reason = inn_verb_actions_dup_reason (fixture->actions, "run");

  g_assert_false (is_enabled (fixture, "run"));
  g_assert_false (is_enabled (fixture, "shut-down"));
  g_assert_cmpstr (reason, ==, "No machine is selected");
}

static void
test_counts (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *reason = NULL;

  inn_verb_actions_set_domains (fixture->actions, inn_host_get_domains (fixture->host));

  g_assert_cmpuint (inn_verb_actions_count (fixture->actions, "start"), ==, 1);
  g_assert_cmpuint (inn_verb_actions_count (fixture->actions, "pause"), ==, 2);
  g_assert_cmpuint (inn_verb_actions_count (fixture->actions, "resume"), ==, 0);
  g_assert_cmpuint (inn_verb_actions_count (fixture->actions, "run"), ==, 1);
  g_assert_true (is_enabled (fixture, "pause-toggle"));
  g_assert_false (is_enabled (fixture, "resume"));
  g_assert_false (inn_verb_actions_toggle_resumes (fixture->actions));

  reason = inn_verb_actions_dup_reason (fixture->actions, "resume");
  g_assert_nonnull (reason);
  g_assert_null (inn_verb_actions_dup_reason (fixture->actions, "pause"));
}

static guint
count_state (Fixture        *fixture,
             InnDomainState  state)
{
  GListModel *domains = inn_host_get_domains (fixture->host);
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (domains); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);

      count += inn_domain_get_state (domain) == state;
    }

  return count;
}

static gboolean
two_are_paused (gpointer fixture)
{
  return count_state (fixture, INN_DOMAIN_STATE_PAUSED) == 2;
}

static gboolean
three_are_running (gpointer fixture)
{
  return count_state (fixture, INN_DOMAIN_STATE_RUNNING) == 3;
}

/* Only those that take the verb get a job; “run” does what fits each of them. */
static void
test_run (Fixture       *fixture,
          gconstpointer  data)
{
  GActionGroup *group = G_ACTION_GROUP (fixture->actions);

  inn_verb_actions_set_domains (fixture->actions, inn_host_get_domains (fixture->host));

  g_action_group_activate_action (group, "pause-toggle", NULL);
  g_assert_true (inn_fixture_await_condition (two_are_paused, fixture, INN_FIXTURE_DEADLINE));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->jobs)), ==, 2);
  inn_fixture_iterate (200);

  /* The third is off, which neither hinders nor helps. */
  g_assert_true (inn_verb_actions_toggle_resumes (fixture->actions));
  g_assert_cmpuint (inn_verb_actions_count (fixture->actions, "run"), ==, 3);
  g_action_group_activate_action (group, "run", NULL);
  g_assert_true (inn_fixture_await_condition (three_are_running, fixture, INN_FIXTURE_DEADLINE));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->jobs)), ==, 5);
}

/* What loses data asks, and nothing happens before the answer. */
static void
test_asks (Fixture       *fixture,
           gconstpointer  data)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n_windows = g_list_model_get_n_items (windows);
  g_autoptr (GtkWindow) dialog = NULL;

  inn_verb_actions_set_domains (fixture->actions, inn_host_get_domains (fixture->host));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->actions), "force-off", NULL);
  inn_fixture_iterate (200);

  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, n_windows + 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->jobs)), ==, 0);

  for (guint i = 0; dialog == NULL && i <= n_windows; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        dialog = g_object_ref (window);
    }

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_window_destroy (dialog);
  inn_fixture_iterate (100);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->jobs)), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  inn_fixture_allow_questions ();
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();
  adw_init ();

  g_test_add ("/verb-actions/nothing-selected", Fixture, NULL, set_up, test_nothing_selected,
              tear_down);
  g_test_add ("/verb-actions/counts", Fixture, NULL, set_up, test_counts, tear_down);
  g_test_add ("/verb-actions/run", Fixture, NULL, set_up, test_run, tear_down);
  g_test_add ("/verb-actions/asks", Fixture, NULL, set_up, test_asks, tear_down);

  return g_test_run ();
}
