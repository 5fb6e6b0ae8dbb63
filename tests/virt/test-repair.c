/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <string.h>

#include "inn-fixture.h"
#include "inn-host.h"
#include "inn-job-list.h"
#include "inn-virt-init.h"

/* Machines that do not start on a real QEMU, and what the program does about it. */

#define NETWORK \
  "<network><name>lan</name><bridge name='virbr9'/><dns enable='no'/></network>"

#define MACHINE \
  "<domain type='%s'><name>%s</name><memory unit='MiB'>16</memory>" \
  "<os><type arch='x86_64' machine='pc'>hvm</type></os>%s" \
  "<devices>%s<memballoon model='none'/></devices></domain>"

static void
write_file (InnFixtureRig *rig,
            const char    *name,
            const char    *text)
{
  g_autofree char *path = g_build_filename (inn_fixture_rig_get (rig, "dir"), name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
virsh_define (InnFixtureRig *rig,
              const char    *verb,
              const char    *text)
{
  g_autofree char *command = g_strdup_printf ("virsh %s %s/new.xml", verb,
                                              inn_fixture_rig_get (rig, "dir"));

  write_file (rig, "new.xml", text);
  inn_fixture_rig_command (rig, command);
}

static InnHost *
connect_host (InnFixtureRig *rig)
{
  InnHost *host = inn_host_new (inn_fixture_rig_get (rig, "uri"));

  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);

  return host;
}

static void
end_host (InnHost *host)
{
  inn_host_disconnect (host);
  inn_fixture_iterate (50);
  g_assert_finalize_object (host);
}

/* Starts the only machine, which fails. */
static InnJob *
start_in_vain (InnHost    *host,
               InnJobList *jobs)
{
  g_autoptr (GPtrArray) begun = NULL;
  InnJob *job;

  begun = inn_job_list_run (jobs, inn_host_get_domains (host), INN_VERB_START);
  g_assert_cmpuint (begun->len, ==, 1);
  job = g_ptr_array_index (begun, 0);

  while (!inn_job_is_ended (job))
    g_main_context_iteration (NULL, TRUE);

  g_test_message ("%s", inn_job_get_error_text (job));
  g_assert_cmpint (inn_job_get_state (job), ==, INN_JOB_STATE_FAILED);

  return g_object_ref (job);
}

static void
assert_runs_after_repair (InnHost    *host,
                          InnJobList *jobs,
                          InnJob     *job)
{
  g_autoptr (InnDomain) domain = g_list_model_get_item (inn_host_get_domains (host), 0);

  inn_job_list_repair (jobs, job);
  inn_fixture_await_property (domain, "state", INN_DOMAIN_STATE_RUNNING);

  while (inn_job_list_get_n_active (jobs) > 0)
    g_main_context_iteration (NULL, TRUE);

  /* What failed is gone: the repair and the second start are there. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (jobs)), ==, 2);
  g_assert_false (inn_job_list_get_has_unseen_failure (jobs));
  g_assert_false (inn_job_can_repair (job));
}

static void
test_network (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", NULL);
  g_autoptr (InnJobList) jobs = inn_job_list_new ();
  g_autofree char *xml = g_strdup_printf (MACHINE, "qemu", "web", "",
                                          "<interface type='network'>"
                                          "<source network='lan'/></interface>");
  g_autofree char *label = NULL;
  g_autofree char *question = NULL;
  g_autoptr (InnJob) job = NULL;
  const char *body = NULL;
  InnHost *host;

  if (rig == NULL)
    return;

  virsh_define (rig, "net-define", NETWORK);
  virsh_define (rig, "define", xml);
  host = connect_host (rig);

  job = start_in_vain (host, jobs);
  g_assert_nonnull (strstr (inn_job_get_sentence (job), "“lan”"));
  label = inn_job_dup_repair_label (job);
  g_assert_cmpstr (label, ==, "Start Network “lan” and Try Again");
  question = inn_job_dup_repair_question (job, &body);
  g_assert_cmpstr (question, ==, NULL);

  assert_runs_after_repair (host, jobs, job);
  inn_fixture_rig_command (rig, "virsh destroy web");
  inn_fixture_rig_command (rig, "virsh net-destroy lan");
  end_host (host);
}

/* A repair that does not work says so, and the machine is left alone. */
static void
test_network_in_vain (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", NULL);
  g_autoptr (InnJobList) jobs = inn_job_list_new ();
  g_autofree char *xml = g_strdup_printf (MACHINE, "qemu", "web", "",
                                          "<interface type='network'>"
                                          "<source network='lan'/></interface>");
  g_autoptr (InnJob) job = NULL;
  g_autoptr (InnJob) repair = NULL;
  InnHost *host;

  if (rig == NULL)
    return;

  virsh_define (rig, "net-define", NETWORK);
  virsh_define (rig, "define", xml);
  host = connect_host (rig);
  job = start_in_vain (host, jobs);

  inn_fixture_rig_command (rig, "virsh net-undefine lan");
  inn_job_list_repair (jobs, job);
  while (inn_job_list_get_n_active (jobs) > 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (jobs)), ==, 2);
  repair = g_list_model_get_item (G_LIST_MODEL (jobs), 0);
  g_assert_cmpstr (inn_job_get_failed_title (repair), ==, "Could not start network lan");
  g_assert_cmpint (inn_job_get_state (repair), ==, INN_JOB_STATE_FAILED);
  g_assert_nonnull (strstr (inn_job_get_error_text (repair), "no network with matching name"));
  g_assert_false (inn_job_can_repair (repair));
  end_host (host);
}

/* Such a machine cannot be defined where there is no KVM: it comes from better times. */
static void
test_emulation (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", "--no-kvm", NULL);
  g_autoptr (InnJobList) jobs = inn_job_list_new ();
  g_autofree char *xml = g_strdup_printf (MACHINE, "kvm", "fast",
                                          "<cpu mode='host-passthrough'/>", "");
  g_autofree char *label = NULL;
  g_autofree char *question = NULL;
  g_autoptr (InnJob) job = NULL;
  const char *body = NULL;
  InnHost *host;

  if (rig == NULL)
    return;

  write_file (rig, "etc/qemu/fast.xml", xml);
  inn_fixture_rig_command (rig, "restart");
  host = connect_host (rig);

  job = start_in_vain (host, jobs);
  g_assert_nonnull (strstr (inn_job_get_sentence (job), "cannot run KVM machines"));
  label = inn_job_dup_repair_label (job);
  g_assert_cmpstr (label, ==, "Use Emulation…");
  question = inn_job_dup_repair_question (job, &body);
  g_assert_cmpstr (question, ==, "Emulate “fast”?");
  g_assert_nonnull (strstr (body, "kvm"));

  assert_runs_after_repair (host, jobs, job);
  inn_fixture_rig_command (rig, "virsh destroy fast");
  end_host (host);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  g_test_add_func ("/repair/network", test_network);
  g_test_add_func ("/repair/network-in-vain", test_network_in_vain);
  g_test_add_func ("/repair/emulation", test_emulation);

  return g_test_run ();
}
