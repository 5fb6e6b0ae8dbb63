/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <string.h>

#include "inn-domain-display.h"
#include "inn-fixture.h"
#include "inn-host.h"
#include "inn-job-list.h"
#include "inn-virt-init.h"

/* Definitions of machines are changed and put back, at a real libvirt with a real QEMU. */

#define MACHINE \
  "<domain type='qemu'><name>%s</name><memory unit='MiB'>32</memory>" \
  "<os><type arch='x86_64' machine='pc'>hvm</type></os>" \
  "<devices>%s<memballoon model='none'/></devices></domain>"

#define SPICE \
  "<graphics type='spice' autoport='yes' listen='127.0.0.1' passwd='verylongsecret'/>" \
  "<video><model type='qxl'/></video><sound model='ich6'/>" \
  "<channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>" \
  "<channel type='spiceport'><source channel='org.spice-space.webdav.0'/>" \
  "<target type='virtio' name='org.spice-space.webdav.0'/></channel>" \
  "<redirdev bus='usb' type='spicevmc'/><smartcard mode='passthrough' type='spicevmc'/>"

typedef struct
{
  InnFixtureRig *rig;
  InnHost       *host;
  InnJobList    *jobs;
} Fixture;

static char *
virsh (Fixture    *fixture,
       const char *verb,
       const char *first,
       const char *second,
       const char *third)
{
  const char *argv[] = { "virsh", "-q", "-c", inn_fixture_rig_get (fixture->rig, "uri"),
                         verb, first, second, third, NULL };
  g_auto (GStrv) env = g_environ_unsetenv (g_get_environ (), "LD_PRELOAD");
  g_autoptr (GError) error = NULL;
  char *out = NULL;

  g_spawn_sync (NULL, (char **) argv, env, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, NULL,
                &error);
  g_assert_no_error (error);

  return out;
}

static char *
read_definition (Fixture    *fixture,
                 const char *name)
{
  return virsh (fixture, "dumpxml", "--inactive", "--security-info", name);
}

static void
define (Fixture    *fixture,
        const char *name,
        const char *devices)
{
  const char *dir = inn_fixture_rig_get (fixture->rig, "dir");
  g_autofree char *path = g_strdup_printf ("%s/%s.xml", dir, name);
  g_autofree char *command = g_strdup_printf ("virsh define %s", path);
  g_autofree char *xml = g_strdup_printf (MACHINE, name, devices);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, xml, -1, &error);
  g_assert_no_error (error);
  inn_fixture_rig_command (fixture->rig, command);
}

static gboolean
set_up (Fixture *fixture)
{
  fixture->rig = inn_fixture_rig_start ("daemon", NULL);
  if (fixture->rig == NULL)
    return FALSE;

  fixture->jobs = inn_job_list_new ();
  fixture->host = inn_host_new (inn_fixture_rig_get (fixture->rig, "uri"));

  return TRUE;
}

static InnDomain *
connect_to_machine (Fixture *fixture)
{
  inn_host_connect (fixture->host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (fixture->host, "loaded", TRUE);

  return g_list_model_get_item (inn_host_get_domains (fixture->host), 0);
}

static void
tear_down (Fixture *fixture)
{
  inn_host_disconnect (fixture->host);
  inn_fixture_iterate (50);
  g_object_unref (fixture->jobs);
  g_object_unref (fixture->host);
  inn_fixture_rig_stop (fixture->rig);
}

static void
await_job (InnJob *job)
{
  while (!inn_job_is_ended (job))
    g_main_context_iteration (NULL, TRUE);

  if (inn_job_get_error_text (job) != NULL)
    g_test_message ("%s", inn_job_get_error_text (job));
}

static InnJob *
run (Fixture *fixture,
     InnVerb  verb)
{
  g_autoptr (GPtrArray) jobs =
    inn_job_list_run (fixture->jobs, inn_host_get_domains (fixture->host), verb);
  InnJob *job;

  g_assert_cmpuint (jobs->len, ==, 1);
  job = g_object_ref (g_ptr_array_index (jobs, 0));
  await_job (job);

  return job;
}

static InnJob *
undo (Fixture *fixture,
      InnJob  *job)
{
  InnJob *back = inn_job_list_undo (fixture->jobs, job);

  g_assert_nonnull (back);
  await_job (back);

  return back;
}

static void
assert_state (InnJob      *job,
              InnJobState  state)
{
  g_assert_cmpint (inn_job_get_state (job), ==, state);
}

static void
assert_preview (InnDomain *domain)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (InnDisplayChange) change = NULL;

  inn_domain_preview_display_async (domain, INN_VERB_USE_VNC, NULL, inn_fixture_store_result_cb,
                                    &result);
  change = inn_domain_preview_display_finish (domain, inn_fixture_await_result (&result), &error);
  g_assert_no_error (error);

  /* No password is shown, but that it is too long is said. */
  g_assert_null (strstr (change->before, "passwd"));
  g_assert_null (strstr (change->after, "passwd"));
  g_assert_nonnull (strstr (change->after, "<graphics type=\"vnc\""));
  g_assert_true (g_strv_contains ((const char * const *) change->losses,
                                  "The end of the password: VNC takes its first 8 characters"));
}

static gboolean
has_spice (Fixture *fixture)
{
  g_autofree char *caps = virsh (fixture, "domcapabilities", NULL, NULL, NULL);

  return strstr (caps, "<value>spice</value>") != NULL;
}

static void
test_use_vnc (void)
{
  Fixture fixture = { 0 };
  g_autoptr (InnDomain) domain = NULL;
  g_autofree char *before = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *after = NULL;
  g_autoptr (InnJob) job = NULL;
  g_autoptr (InnJob) start = NULL;
  g_autoptr (InnJob) back = NULL;
  g_autofree char *text = NULL;

  if (!set_up (&fixture))
    return;

  if (!has_spice (&fixture))
    g_test_skip ("this QEMU has no SPICE");
  else
    {
      define (&fixture, "desk", SPICE);
      before = read_definition (&fixture, "desk");
      domain = connect_to_machine (&fixture);
      assert_preview (domain);

      job = run (&fixture, INN_VERB_USE_VNC);
      assert_state (job, INN_JOB_STATE_DONE);
      text = inn_job_dup_done_text (job);
      g_assert_cmpstr (text, ==, "The display of desk is VNC from its next start on");
      changed = read_definition (&fixture, "desk");
      g_assert_null (strstr (changed, "spice"));
      g_assert_nonnull (strstr (changed, "passwd='verylong'"));

      start = run (&fixture, INN_VERB_START);
      assert_state (start, INN_JOB_STATE_DONE);
      g_assert_false (inn_job_can_undo (start));

      back = undo (&fixture, job);
      assert_state (back, INN_JOB_STATE_DONE);
      g_assert_false (inn_job_can_undo (job));
      after = read_definition (&fixture, "desk");
      g_assert_cmpstr (after, ==, before);
      inn_fixture_rig_command (fixture.rig, "virsh destroy desk");
    }

  tear_down (&fixture);
}

static void
test_add_display (void)
{
  Fixture fixture = { 0 };
  g_autoptr (InnDomain) domain = NULL;
  g_autofree char *changed = NULL;
  g_autoptr (InnJob) job = NULL;
  g_autoptr (InnJob) again = NULL;
  g_autoptr (InnJob) start = NULL;

  if (!set_up (&fixture))
    return;

  define (&fixture, "blind", "");
  domain = connect_to_machine (&fixture);
  job = run (&fixture, INN_VERB_ADD_DISPLAY);
  assert_state (job, INN_JOB_STATE_DONE);
  changed = read_definition (&fixture, "blind");
  g_assert_nonnull (strstr (changed, "<listen type='address' address='127.0.0.1'/>"));
  g_assert_nonnull (strstr (changed, "<model type='vga'"));
  g_assert_nonnull (strstr (changed, "<input type='tablet' bus='usb'>"));

  start = run (&fixture, INN_VERB_START);
  assert_state (start, INN_JOB_STATE_DONE);
  inn_fixture_rig_command (fixture.rig, "virsh destroy blind");
  inn_fixture_await_property (domain, "state", INN_DOMAIN_STATE_SHUT_OFF);

  again = run (&fixture, INN_VERB_ADD_DISPLAY);
  assert_state (again, INN_JOB_STATE_FAILED);
  g_assert_nonnull (strstr (inn_job_get_error_text (again), "has a VNC display already"));
  g_assert_false (inn_job_can_undo (again));
  tear_down (&fixture);
}

/* What somebody else did after it is not lost. */
static void
test_undo_refused (void)
{
  Fixture fixture = { 0 };
  g_autoptr (InnDomain) domain = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (InnJob) job = NULL;
  g_autoptr (InnJob) back = NULL;
  g_autoptr (InnJob) second = NULL;

  if (!set_up (&fixture))
    return;

  define (&fixture, "blind", "");
  domain = connect_to_machine (&fixture);
  job = run (&fixture, INN_VERB_ADD_DISPLAY);
  inn_fixture_rig_command (fixture.rig, "virsh setmem blind 20480 --config");
  before = read_definition (&fixture, "blind");

  back = undo (&fixture, job);
  assert_state (back, INN_JOB_STATE_FAILED);
  g_assert_nonnull (strstr (inn_job_get_error_text (back), "changed once more"));
  after = read_definition (&fixture, "blind");
  g_assert_cmpstr (after, ==, before);

  /* Once that is taken back, it can be undone after all. */
  inn_fixture_rig_command (fixture.rig, "virsh setmem blind 32768 --config");
  second = undo (&fixture, job);
  assert_state (second, INN_JOB_STATE_DONE);
  tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  g_test_add_func ("/redefinition/use-vnc", test_use_vnc);
  g_test_add_func ("/redefinition/add-display", test_add_display);
  g_test_add_func ("/redefinition/undo-refused", test_undo_refused);

  return g_test_run ();
}
