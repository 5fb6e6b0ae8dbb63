/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <glib/gstdio.h>
#include <libvirt/libvirt.h>

#include "inn-fixture.h"
#include "inn-host.h"
#include "inn-job-list.h"
#include "inn-job-order.h"
#include "inn-job-private.h"
#include "inn-virt-init.h"

typedef struct
{
  char       *dir;
  InnHost    *host;
  InnJobList *jobs;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const InnFixtureMachine machines[] = {
    { .name = "on", .state = VIR_DOMAIN_RUNNING },
    { .name = "off", .state = VIR_DOMAIN_SHUTOFF },
    { .name = "paused", .state = VIR_DOMAIN_PAUSED },
    { .name = "it's odd", .state = VIR_DOMAIN_SHUTOFF },
  };
  g_autofree char *uri = NULL;

  fixture->dir = inn_fixture_make_dir ();
  uri = inn_fixture_write_test_driver (fixture->dir, machines, G_N_ELEMENTS (machines));
  fixture->jobs = inn_job_list_new ();
  fixture->host = inn_host_new (uri);
  inn_host_connect (fixture->host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (fixture->host, "loaded", TRUE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  inn_host_disconnect (fixture->host);
  inn_fixture_iterate (20);
  g_assert_finalize_object (fixture->jobs);
  g_assert_finalize_object (fixture->host);
  inn_fixture_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static InnDomain *
find_named (Fixture    *fixture,
            const char *name)
{
  GListModel *domains = inn_host_get_domains (fixture->host);

  for (guint i = 0; i < g_list_model_get_n_items (domains); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);

      if (g_strcmp0 (inn_domain_get_name (domain), name) == 0)
        return domain;
    }

  g_error ("no machine called %s", name);
}

/* Runs @verb on one machine and waits until the job has ended. */
static InnJob *
run_verb (Fixture    *fixture,
          const char *name,
          InnVerb     verb)
{
  g_autoptr (GListStore) store = g_list_store_new (INN_TYPE_DOMAIN);
  g_autoptr (GPtrArray) jobs = NULL;
  InnJob *job;

  g_list_store_append (store, find_named (fixture, name));
  jobs = inn_job_list_run (fixture->jobs, G_LIST_MODEL (store), verb);
  g_assert_cmpuint (jobs->len, ==, 1);
  job = g_ptr_array_index (jobs, 0);
  g_assert_true (inn_domain_get_job (find_named (fixture, name)) == job);

  while (!inn_job_is_ended (job))
    g_main_context_iteration (NULL, TRUE);

  g_assert_null (inn_domain_get_job (find_named (fixture, name)));

  return g_object_ref (job);
}

static void
assert_done (Fixture        *fixture,
             const char     *name,
             InnVerb         verb,
             InnDomainState  state)
{
  g_autoptr (InnJob) job = run_verb (fixture, name, verb);

  g_assert_cmpstr (inn_job_get_error_text (job), ==, NULL);
  g_assert_cmpint (inn_job_get_state (job), ==, INN_JOB_STATE_DONE);
  inn_fixture_await_property (find_named (fixture, name), "state", state);
}

static void
test_every_verb (Fixture       *fixture,
                 gconstpointer  data)
{
  assert_done (fixture, "off", INN_VERB_START, INN_DOMAIN_STATE_RUNNING);
  assert_done (fixture, "off", INN_VERB_PAUSE, INN_DOMAIN_STATE_PAUSED);
  assert_done (fixture, "off", INN_VERB_RESUME, INN_DOMAIN_STATE_RUNNING);
  assert_done (fixture, "off", INN_VERB_RESET, INN_DOMAIN_STATE_RUNNING);
  assert_done (fixture, "off", INN_VERB_SAVE, INN_DOMAIN_STATE_SAVED);
  assert_done (fixture, "off", INN_VERB_RESTORE, INN_DOMAIN_STATE_RUNNING);
  assert_done (fixture, "off", INN_VERB_SAVE, INN_DOMAIN_STATE_SAVED);
  assert_done (fixture, "off", INN_VERB_DISCARD_SAVED, INN_DOMAIN_STATE_SHUT_OFF);
  assert_done (fixture, "off", INN_VERB_START, INN_DOMAIN_STATE_RUNNING);
  assert_done (fixture, "off", INN_VERB_FORCE_OFF, INN_DOMAIN_STATE_SHUT_OFF);
  assert_done (fixture, "on", INN_VERB_SHUT_DOWN, INN_DOMAIN_STATE_SHUT_OFF);
  assert_done (fixture, "paused", INN_VERB_AUTOSTART_ON, INN_DOMAIN_STATE_PAUSED);
  inn_fixture_await_property (find_named (fixture, "paused"), "autostart", TRUE);
  assert_done (fixture, "paused", INN_VERB_AUTOSTART_OFF, INN_DOMAIN_STATE_PAUSED);
  inn_fixture_await_property (find_named (fixture, "paused"), "autostart", FALSE);
}

static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (InnJob) job = NULL;

  /* The test driver knows no guest agent, so the call itself is refused. */
  job = run_verb (fixture, "on", INN_VERB_SHUT_DOWN_AGENT);
  g_assert_cmpint (inn_job_get_state (job), ==, INN_JOB_STATE_FAILED);
  g_assert_nonnull (strstr (inn_job_get_error_text (job), "unsupported flags"));
  g_assert_nonnull (inn_job_get_error_origin (job));
  g_assert_true (inn_job_list_get_has_unseen_failure (fixture->jobs));
  g_assert_true (inn_job_can_retry (job));

  inn_job_list_mark_seen (fixture->jobs);
  g_assert_false (inn_job_list_get_has_unseen_failure (fixture->jobs));
  inn_job_list_clear_ended (fixture->jobs);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->jobs)), ==, 0);
}

static gboolean
has_jobs (gpointer list)
{
  return g_list_model_get_n_items (list) > 0;
}

/* What ended just before the program does is there at the next start. */
static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (InnJobList) again = inn_job_list_new ();
  g_autoptr (InnJob) job = NULL;
  g_autoptr (InnJob) kept = NULL;

  inn_job_list_load (fixture->jobs);
  inn_fixture_iterate (100);
  job = run_verb (fixture, "off", INN_VERB_START);
  inn_job_list_flush (fixture->jobs);

  inn_job_list_load (again);
  g_assert_true (inn_fixture_await_condition (has_jobs, again, INN_FIXTURE_DEADLINE));
  kept = g_list_model_get_item (G_LIST_MODEL (again), 0);
  g_assert_cmpstr (inn_job_get_title (kept), ==, inn_job_get_title (job));
  g_assert_cmpint (inn_job_get_ended (kept), ==, inn_job_get_ended (job));
}

static void
await_jobs (GPtrArray *jobs)
{
  for (guint i = 0; i < jobs->len; i++)
    while (!inn_job_is_ended (g_ptr_array_index (jobs, i)))
      g_main_context_iteration (NULL, TRUE);
}

static void
test_bulk (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (InnJobList) again = inn_job_list_new ();
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (InnJob) one = NULL;
  g_autoptr (InnJob) other = NULL;

  inn_job_list_load (fixture->jobs);
  inn_fixture_iterate (100);
  inn_job_list_clear_ended (fixture->jobs);
  jobs = inn_job_list_run (fixture->jobs, inn_host_get_domains (fixture->host), INN_VERB_START);
  g_assert_cmpuint (jobs->len, ==, 2);
  g_assert_cmpstr (inn_job_get_group (g_ptr_array_index (jobs, 0)), ==, "Start · 2 machines");
  g_assert_true (inn_job_begun_with (g_ptr_array_index (jobs, 0), g_ptr_array_index (jobs, 1)));
  g_assert_cmpuint (inn_job_list_get_n_active (fixture->jobs), ==, 2);

  await_jobs (jobs);
  g_assert_cmpuint (inn_job_list_get_n_active (fixture->jobs), ==, 0);
  inn_fixture_await_property (find_named (fixture, "it's odd"), "state", INN_DOMAIN_STATE_RUNNING);

  /* They are still known to belong together at the next start. */
  inn_job_list_flush (fixture->jobs);
  inn_job_list_load (again);
  g_assert_true (inn_fixture_await_condition (has_jobs, again, INN_FIXTURE_DEADLINE));
  one = g_list_model_get_item (G_LIST_MODEL (again), 0);
  other = g_list_model_get_item (G_LIST_MODEL (again), 1);
  g_assert_true (inn_job_begun_with (one, g_ptr_array_index (jobs, 0)));
  g_assert_true (inn_job_begun_with (one, other));
}

static GVariant *
dup_ended (const char *title,
           const char *group,
           gint64      ended)
{
  return g_variant_new (INN_JOB_VARIANT_TYPE, title, "", "", "", "", "", INN_JOB_STATE_DONE,
                        "", "", (gint64) 1, ended, group);
}

static void
add_ended (GPtrArray  *jobs,
           const char *title,
           const char *group,
           gint64      ended)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (dup_ended (title, group, ended));
  InnJob *job = inn_job_new_from_variant (variant);

  g_ptr_array_insert (jobs, inn_job_order_find_place (jobs, job), job);
}

static void
assert_order (GPtrArray  *jobs,
              const char *expected)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < jobs->len; i++)
    g_string_append (titles, inn_job_get_title (g_ptr_array_index (jobs, i)));

  g_assert_cmpstr (titles->str, ==, expected);
}

/* Newest first, but a group stays together, where its newest belongs. */
static void
test_order (void)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  guint start, length;

  add_ended (jobs, "a", "", 10);
  add_ended (jobs, "B", "Start · 2 machines", 20);
  add_ended (jobs, "c", "", 30);
  assert_order (jobs, "cBa");

  add_ended (jobs, "D", "Start · 2 machines", 40);
  assert_order (jobs, "cDBa");
  start = inn_job_order_find_group (jobs, g_ptr_array_index (jobs, 1), &length);
  g_assert_cmpuint (start, ==, 1);
  g_assert_cmpuint (length, ==, 2);
  g_assert_cmpuint (inn_job_order_find_move (jobs, start, length), ==, 0);

  /* An old one goes below the others of its group; what is older than them, below all. */
  add_ended (jobs, "E", "Start · 2 machines", 5);
  add_ended (jobs, "f", "", 8);
  assert_order (jobs, "cDBEaf");
  g_assert_cmpuint (inn_job_order_find_move (jobs, 4, 1), ==, 5);
}

/* A copy of the model that is kept by its signal alone. */
static void
follow_cb (GListModel *model,
           guint       position,
           guint       removed,
           guint       added,
           GPtrArray  *copy)
{
  if (removed > 0)
    g_ptr_array_remove_range (copy, position, removed);

  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (copy, position + i, g_list_model_get_item (model, position + i));
}

static gboolean
has_three_jobs (gpointer copy)
{
  return ((GPtrArray *) copy)->len == 3;
}

/* A group moves as a whole, and whoever follows the list sees it. */
static void
test_group_moves (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "innkeeper", "jobs", NULL);
  g_autofree char *dir = g_path_get_dirname (path);
  g_autoptr (GPtrArray) copy = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (InnJobList) list = inn_job_list_new ();
  g_autoptr (GVariant) kept = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" INN_JOB_VARIANT_TYPE));
  g_variant_builder_add_value (&builder, dup_ended ("B", "Start · 2 machines", 20));
  g_variant_builder_add_value (&builder, dup_ended ("c", "", 30));
  g_variant_builder_add_value (&builder, dup_ended ("D", "Start · 2 machines", 40));
  kept = g_variant_ref_sink (g_variant_builder_end (&builder));
  g_mkdir_with_parents (dir, 0700);
  g_assert_true (g_file_set_contents (path, g_variant_get_data (kept), g_variant_get_size (kept),
                                      NULL));

  g_signal_connect (list, "items-changed", G_CALLBACK (follow_cb), copy);
  inn_job_list_load (list);
  g_assert_true (inn_fixture_await_condition (has_three_jobs, copy, INN_FIXTURE_DEADLINE));
  assert_order (copy, "DBc");
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_virsh (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *plain = inn_verb_dup_virsh (INN_VERB_PAUSE, find_named (fixture, "on"), NULL);
  g_autofree char *quoted = inn_verb_dup_virsh (INN_VERB_START, find_named (fixture, "it's odd"),
                                                NULL);
  g_autofree char *network = inn_verb_dup_virsh (INN_VERB_START_NETWORK,
                                                 find_named (fixture, "on"), "my lan");

  g_assert_true (g_str_has_prefix (plain, "virsh -c test:///"));
  g_assert_true (g_str_has_suffix (plain, " suspend on"));
  g_assert_true (g_str_has_suffix (quoted, " start 'it'\\''s odd'"));
  g_assert_true (g_str_has_suffix (network, " net-start 'my lan'"));
}

static void
test_rules (Fixture       *fixture,
            gconstpointer  data)
{
  InnDomain *on = find_named (fixture, "on");
  const char *reason;

  g_assert_true (inn_verb_applies (INN_VERB_PAUSE, on, &reason));
  g_assert_null (reason);
  g_assert_false (inn_verb_applies (INN_VERB_START, on, &reason));
  g_assert_nonnull (reason);

  inn_host_disconnect (fixture->host);

  for (guint i = 0; i < INN_N_VERBS; i++)
    g_assert_false (inn_verb_applies (i, on, NULL));
}

static void
test_table (void)
{
  for (guint i = 0; i < INN_N_VERBS; i++)
    {
      const InnVerbInfo *info = inn_verb_get_info (i);
      InnVerb verb;

      g_assert_true (inn_verb_from_id (info->id, &verb));
      g_assert_cmpint (verb, ==, i);
      g_assert_nonnull (strstr (info->job_title, "%s"));
      g_assert_nonnull (strstr (info->failed, "%s"));
      g_assert_nonnull (strstr (info->virsh, "%s"));
    }
}

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autofree char *home = inn_fixture_make_dir ();
  int failed;

  /* GLib's own way, G_TEST_OPTION_ISOLATE_DIRS, leaks. */
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  g_test_add_func ("/jobs/table", test_table);
  g_test_add_func ("/jobs/order", test_order);
  g_test_add_func ("/jobs/group-moves", test_group_moves);
  ADD ("/jobs/every-verb", test_every_verb);
  ADD ("/jobs/failure", test_failure);
  ADD ("/jobs/kept", test_kept);
  ADD ("/jobs/bulk", test_bulk);
  ADD ("/jobs/virsh", test_virsh);
  ADD ("/jobs/rules", test_rules);

  failed = g_test_run ();
  inn_fixture_remove_dir (home);

  return failed;
}
