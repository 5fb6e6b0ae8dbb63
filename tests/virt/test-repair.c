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

/* A libvirtd with one machine, which could not be started. */
typedef struct
{
  InnFixtureRig *rig;
  InnJobList    *jobs;
  InnHost       *host;
  InnJob        *failed;
} Fixture;

static void
await_jobs (Fixture *fixture)
{
  while (inn_job_list_get_n_active (fixture->jobs) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
start_in_vain (Fixture *fixture)
{
  g_autoptr (GPtrArray) begun = NULL;

  fixture->jobs = inn_job_list_new ();
  fixture->host = inn_host_new (inn_fixture_rig_get (fixture->rig, "uri"));
  inn_host_connect (fixture->host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (fixture->host, "loaded", TRUE);

  begun = inn_job_list_run (fixture->jobs, inn_host_get_domains (fixture->host), INN_VERB_START);
  g_assert_cmpuint (begun->len, ==, 1);
  fixture->failed = g_object_ref (g_ptr_array_index (begun, 0));
  await_jobs (fixture);

  g_test_message ("%s", inn_job_get_error_text (fixture->failed));
  g_assert_cmpint (inn_job_get_state (fixture->failed), ==, INN_JOB_STATE_FAILED);
}

static gboolean
set_up_network (Fixture *fixture)
{
  g_autofree char *xml = g_strdup_printf (MACHINE, "qemu", "web", "",
                                          "<interface type='network'>"
                                          "<source network='lan'/></interface>");

  if ((fixture->rig = inn_fixture_rig_start ("daemon", NULL)) == NULL)
    return FALSE;

  virsh_define (fixture->rig, "net-define", NETWORK);
  virsh_define (fixture->rig, "define", xml);
  start_in_vain (fixture);

  return TRUE;
}

/* Such a machine cannot be defined where there is no KVM: it comes from better times. */
static gboolean
set_up_kvm (Fixture *fixture)
{
  g_autofree char *xml = g_strdup_printf (MACHINE, "kvm", "fast",
                                          "<cpu mode='host-passthrough'/>", "");

  if ((fixture->rig = inn_fixture_rig_start ("daemon", "--no-kvm", NULL)) == NULL)
    return FALSE;

  write_file (fixture->rig, "etc/qemu/fast.xml", xml);
  inn_fixture_rig_command (fixture->rig, "restart");
  start_in_vain (fixture);

  return TRUE;
}

static void
tear_down (Fixture *fixture)
{
  g_object_unref (fixture->failed);
  g_object_unref (fixture->jobs);
  inn_host_disconnect (fixture->host);
  inn_fixture_iterate (50);
  g_assert_finalize_object (fixture->host);
  inn_fixture_rig_stop (fixture->rig);
}

static void
assert_offers (Fixture    *fixture,
               const char *expected_label,
               const char *expected_question,
               const char *in_body)
{
  g_autofree char *label = inn_job_dup_repair_label (fixture->failed);
  const char *body = NULL;
  g_autofree char *question = inn_job_dup_repair_question (fixture->failed, &body);

  g_assert_cmpstr (label, ==, expected_label);
  g_assert_cmpstr (question, ==, expected_question);
  if (in_body != NULL)
    g_assert_nonnull (strstr (body, in_body));
}

static void
assert_runs_after_repair (Fixture *fixture)
{
  g_autoptr (InnDomain) domain = g_list_model_get_item (inn_host_get_domains (fixture->host), 0);

  inn_job_list_repair (fixture->jobs, fixture->failed);
  inn_fixture_await_property (domain, "state", INN_DOMAIN_STATE_RUNNING);
  await_jobs (fixture);

  /* What failed is gone: the repair and the second start are there. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->jobs)), ==, 2);
  g_assert_false (inn_job_list_get_has_unseen_failure (fixture->jobs));
  g_assert_false (inn_job_can_repair (fixture->failed));
}

static void
test_network (void)
{
  Fixture fixture;

  if (!set_up_network (&fixture))
    return;

  g_assert_nonnull (strstr (inn_job_get_sentence (fixture.failed), "“lan”"));
  assert_offers (&fixture, "Start Network “lan” and Try Again", NULL, NULL);
  assert_runs_after_repair (&fixture);

  inn_fixture_rig_command (fixture.rig, "virsh destroy web");
  inn_fixture_rig_command (fixture.rig, "virsh net-destroy lan");
  tear_down (&fixture);
}

/* A repair that does not work says so, and the machine is left alone. */
static void
test_network_in_vain (void)
{
  Fixture fixture;
  g_autoptr (InnJob) repair = NULL;

  if (!set_up_network (&fixture))
    return;

  inn_fixture_rig_command (fixture.rig, "virsh net-undefine lan");
  inn_job_list_repair (fixture.jobs, fixture.failed);
  await_jobs (&fixture);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.jobs)), ==, 2);
  repair = g_list_model_get_item (G_LIST_MODEL (fixture.jobs), 0);
  g_assert_cmpstr (inn_job_get_failed_title (repair), ==, "Could not start network lan");
  g_assert_cmpint (inn_job_get_state (repair), ==, INN_JOB_STATE_FAILED);
  g_assert_nonnull (strstr (inn_job_get_error_text (repair), "no network with matching name"));
  g_assert_false (inn_job_can_repair (repair));
  g_clear_object (&repair);
  tear_down (&fixture);
}

static void
test_emulation (void)
{
  Fixture fixture;

  if (!set_up_kvm (&fixture))
    return;

  g_assert_nonnull (strstr (inn_job_get_sentence (fixture.failed), "cannot run KVM machines"));
  assert_offers (&fixture, "Use Emulation…", "Emulate “fast”?", "kvm");
  assert_runs_after_repair (&fixture);

  inn_fixture_rig_command (fixture.rig, "virsh destroy fast");
  tear_down (&fixture);
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
