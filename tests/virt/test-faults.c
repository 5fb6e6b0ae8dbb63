/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */

/* Hosts that misbehave, and real ones: a private libvirtd with QEMU guests. */

#include "config.h"

#include <gio/gio.h>
#include <stdio.h>

#include "inn-fixture.h"
#include "inn-host.h"
#include "inn-job-list.h"
#include "inn-stats-need.h"
#include "inn-stats.h"
#include "inn-virt-init.h"

static InnHost *
connect_host (const char *uri)
{
  InnHost *host = inn_host_new (uri);

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

static gint64 last_reading;

static gboolean
has_new_reading (gpointer host)
{
  return inn_stats_get_time (inn_host_get_stats (host)) > last_reading;
}

static void
await_reading (InnHost *host)
{
  last_reading = inn_stats_get_time (inn_host_get_stats (host));
  g_assert_true (inn_fixture_await_condition (has_new_reading, host, INN_FIXTURE_DEADLINE));
}

static InnDomain *
first_domain (InnHost *host)
{
  g_autoptr (InnDomain) domain = g_list_model_get_item (inn_host_get_domains (host), 0);

  g_assert_nonnull (domain);

  return domain;
}

static void
run_verb (InnJobList     *jobs,
          InnDomain      *domain,
          InnVerb         verb,
          InnDomainState  state)
{
  g_autoptr (GListStore) store = g_list_store_new (INN_TYPE_DOMAIN);
  g_autoptr (GPtrArray) begun = NULL;
  InnJob *job;

  g_list_store_append (store, domain);
  begun = inn_job_list_run (jobs, G_LIST_MODEL (store), verb);
  g_assert_cmpuint (begun->len, ==, 1);
  job = g_ptr_array_index (begun, 0);

  while (!inn_job_is_ended (job))
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpstr (inn_job_get_error_text (job), ==, NULL);
  g_assert_cmpint (inn_job_get_state (job), ==, INN_JOB_STATE_DONE);
  inn_fixture_await_property (domain, "state", state);
}

static void
test_verbs_on_qemu (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", "--guests", "1", NULL);
  g_autoptr (InnJobList) jobs = inn_job_list_new ();
  InnHost *host;
  InnDomain *guest;

  if (rig == NULL)
    return;

  host = connect_host (inn_fixture_rig_get (rig, "uri"));
  guest = first_domain (host);

  run_verb (jobs, guest, INN_VERB_START, INN_DOMAIN_STATE_RUNNING);
  run_verb (jobs, guest, INN_VERB_PAUSE, INN_DOMAIN_STATE_PAUSED);
  run_verb (jobs, guest, INN_VERB_RESUME, INN_DOMAIN_STATE_RUNNING);
  run_verb (jobs, guest, INN_VERB_REBOOT, INN_DOMAIN_STATE_RUNNING);
  run_verb (jobs, guest, INN_VERB_RESET, INN_DOMAIN_STATE_RUNNING);
  run_verb (jobs, guest, INN_VERB_SAVE, INN_DOMAIN_STATE_SAVED);
  run_verb (jobs, guest, INN_VERB_RESTORE, INN_DOMAIN_STATE_RUNNING);
  run_verb (jobs, guest, INN_VERB_SAVE, INN_DOMAIN_STATE_SAVED);
  run_verb (jobs, guest, INN_VERB_DISCARD_SAVED, INN_DOMAIN_STATE_SHUT_OFF);
  run_verb (jobs, guest, INN_VERB_START_PAUSED, INN_DOMAIN_STATE_PAUSED);
  run_verb (jobs, guest, INN_VERB_FORCE_OFF, INN_DOMAIN_STATE_SHUT_OFF);
  run_verb (jobs, guest, INN_VERB_START, INN_DOMAIN_STATE_RUNNING);

  /* The firmware has to be through before the guest hears its power button. */
  inn_fixture_iterate (2500);
  run_verb (jobs, guest, INN_VERB_SHUT_DOWN_ACPI, INN_DOMAIN_STATE_SHUT_OFF);
  run_verb (jobs, guest, INN_VERB_AUTOSTART_ON, INN_DOMAIN_STATE_SHUT_OFF);
  inn_fixture_await_property (guest, "autostart", TRUE);
  run_verb (jobs, guest, INN_VERB_AUTOSTART_OFF, INN_DOMAIN_STATE_SHUT_OFF);
  inn_fixture_await_property (guest, "autostart", FALSE);

  end_host (host);
}

/* Through the socket that a daemon has for it, with its events and its figures. */
static void
test_read_only (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", "--guests", "1", NULL);
  g_autofree char *uri = NULL;
  InnStatsNeed *need;
  InnHost *host;
  InnDomain *guest;

  if (rig == NULL)
    return;

  uri = g_strdup_printf ("%s-ro", inn_fixture_rig_get (rig, "uri"));
  host = inn_host_new (uri);
  inn_host_set_read_only (host, TRUE);
  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);

  guest = first_domain (host);
  g_assert_false (inn_verb_applies (INN_VERB_START, guest, NULL));
  inn_fixture_rig_command (rig, "virsh start guest-1");
  inn_fixture_await_property (guest, "state", INN_DOMAIN_STATE_RUNNING);

  need = inn_host_need_stats (host, NULL, INN_STATS_ALL, TRUE);
  await_reading (host);
  await_reading (host);
  g_assert_cmpint (inn_host_get_state (host), ==, INN_HOST_STATE_CONNECTED);
  g_assert_false (inn_stats_is_stale (inn_domain_get_stats (guest)));
  inn_stats_need_free (need);

  end_host (host);
}

static gint64
seen_after (InnFixtureRig  *rig,
            InnDomain      *domain,
            const char     *command,
            InnDomainState  state)
{
  gint64 begun;

  inn_fixture_rig_command (rig, command);
  begun = g_get_monotonic_time ();
  inn_fixture_await_property (domain, "state", state);

  return (g_get_monotonic_time () - begun) / 1000;
}

/* What virsh does is seen by itself, within 200 ms of its end. */
static void
test_virsh_is_seen (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", "--guests", "2", NULL);
  InnHost *host;
  InnDomain *guest;

  if (rig == NULL)
    return;

  host = connect_host (inn_fixture_rig_get (rig, "uri"));
  guest = first_domain (host);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *start = g_strdup_printf ("virsh start %s", inn_domain_get_name (guest));
      g_autofree char *stop = g_strdup_printf ("virsh destroy %s", inn_domain_get_name (guest));

      g_assert_cmpint (seen_after (rig, guest, start, INN_DOMAIN_STATE_RUNNING), <, 200);
      g_assert_cmpint (seen_after (rig, guest, stop, INN_DOMAIN_STATE_SHUT_OFF), <, 200);
    }

  inn_fixture_rig_command (rig, "virsh desc guest-1 --title Gateway");
  inn_fixture_rig_command (rig, "virsh undefine guest-2");
  while (g_list_model_get_n_items (inn_host_get_domains (host)) == 2)
    g_main_context_iteration (NULL, TRUE);
  guest = first_domain (host);
  while (g_strcmp0 (inn_domain_get_title (guest), "Gateway") != 0)
    g_main_context_iteration (NULL, TRUE);

  end_host (host);
}

/* The daemon is killed: rows stay, marked. It comes back: everything heals. */
static void
test_daemon_killed (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", "--guests", "2", NULL);
  InnHost *host;
  InnDomain *guest;

  if (rig == NULL)
    return;

  host = connect_host (inn_fixture_rig_get (rig, "uri"));
  guest = first_domain (host);
  inn_fixture_rig_command (rig, "virsh start guest-1");
  inn_fixture_await_property (host, "n-running", 1);

  inn_fixture_rig_command (rig, "kill");
  inn_fixture_await_property (host, "state", INN_HOST_STATE_RETRYING);
  g_assert_cmpuint (g_list_model_get_n_items (inn_host_get_domains (host)), ==, 2);
  g_assert_cmpint (inn_domain_get_state (guest), ==, INN_DOMAIN_STATE_UNKNOWN);
  g_assert_cmpuint (inn_host_get_n_running (host), ==, 0);
  g_assert_nonnull (inn_host_get_error (host));

  inn_fixture_rig_command (rig, "boot");
  inn_fixture_await_property (host, "loaded", TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (inn_host_get_domains (host)), ==, 2);
  g_assert_true (first_domain (host) == guest);
  inn_fixture_await_property (host, "n-running", 1);

  end_host (host);
}

/* Behind its socket there is no daemon until somebody connects, which we do by ourselves. */
static void
test_activated_daemon (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", "--guests", "1", NULL);
  g_autofree char *activator = g_find_program_in_path ("systemd-socket-activate");
  InnHost *host;

  if (rig == NULL)
    return;

  if (activator == NULL)
    {
      g_test_skip ("systemd-socket-activate is not installed");
      return;
    }

  host = connect_host (inn_fixture_rig_get (rig, "uri"));
  inn_fixture_rig_command (rig, "terminate");
  inn_fixture_await_property (host, "state", INN_HOST_STATE_RETRYING);
  inn_fixture_rig_command (rig, "activate");
  inn_fixture_await_property (host, "loaded", TRUE);
  g_assert_cmpint (inn_host_get_state (host), ==, INN_HOST_STATE_CONNECTED);
  end_host (host);
}

static gboolean
is_not_connected (gpointer data)
{
  return inn_host_get_state (data) != INN_HOST_STATE_CONNECTED;
}

/* A frozen daemon, of which statistics are shown, delays nobody else; once it thaws it is
 * back. */
static void
test_daemon_frozen (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", "--guests", "1", NULL);
  InnHost *frozen, *other;
  InnStatsNeed *need;
  gint64 begun;

  if (rig == NULL)
    return;

  frozen = connect_host (inn_fixture_rig_get (rig, "uri"));
  need = inn_host_need_stats (frozen, NULL, INN_STATS_ALL, TRUE);
  await_reading (frozen);
  inn_fixture_rig_command (rig, "freeze");
  inn_host_refresh (frozen);

  begun = g_get_monotonic_time ();
  other = connect_host ("test:///default");
  g_assert_cmpint (g_get_monotonic_time () - begun, <, G_USEC_PER_SEC);
  end_host (other);

  g_assert_true (inn_fixture_await_condition (is_not_connected, frozen, 30000));
  g_assert_cmpint (inn_host_get_state (frozen), !=, INN_HOST_STATE_CONNECTED);
  g_assert_cmpuint (g_list_model_get_n_items (inn_host_get_domains (frozen)), ==, 1);

  inn_fixture_rig_command (rig, "thaw");
  inn_fixture_await_property (frozen, "state", INN_HOST_STATE_CONNECTED);
  inn_fixture_await_property (frozen, "loaded", TRUE);

  /* Frozen again: disconnecting does not wait for it. */
  await_reading (frozen);
  inn_fixture_rig_command (rig, "freeze");
  inn_host_refresh (frozen);
  inn_fixture_iterate (1200);
  begun = g_get_monotonic_time ();
  inn_host_disconnect (frozen);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 20000);
  g_assert_cmpint (inn_host_get_state (frozen), ==, INN_HOST_STATE_DISCONNECTED);
  inn_fixture_rig_command (rig, "thaw");
  inn_fixture_iterate (500);
  inn_stats_need_free (need);
  g_assert_finalize_object (frozen);
}

static void
test_never_answers (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("never-answers", NULL);
  InnHost *silent, *other;

  if (rig == NULL)
    return;

  silent = inn_host_new (inn_fixture_rig_get (rig, "uri"));
  inn_host_connect (silent, INN_HOST_CONNECT_QUIET);
  other = connect_host ("test:///default");
  g_assert_cmpint (inn_host_get_state (silent), ==, INN_HOST_STATE_CONNECTING);
  end_host (other);

  inn_host_disconnect (silent);
  g_assert_cmpint (inn_host_get_state (silent), ==, INN_HOST_STATE_DISCONNECTED);
  inn_fixture_rig_command (rig, "cut");
  inn_fixture_iterate (200);
  g_assert_finalize_object (silent);
}

/* The same name and UUID on two hosts are two machines. */
static void
test_twins (void)
{
  static const InnFixtureMachine on = { .name = "twin", .state = 1 };
  static const InnFixtureMachine off = { .name = "twin", .state = 5 };
  g_autofree char *dir = inn_fixture_make_dir ();
  g_autofree char *uri_a = inn_fixture_write_test_driver (dir, &on, 1);
  g_autofree char *uri_b = inn_fixture_write_test_driver (dir, &off, 1);
  InnHost *a = connect_host (uri_a);
  InnHost *b = connect_host (uri_b);
  g_autoptr (InnJobList) jobs = inn_job_list_new ();

  g_assert_cmpstr (inn_domain_get_uuid (first_domain (a)), ==,
                   inn_domain_get_uuid (first_domain (b)));
  g_assert_true (inn_host_find_domain (a, inn_domain_get_uuid (first_domain (b))) ==
                 first_domain (a));

  run_verb (jobs, first_domain (a), INN_VERB_FORCE_OFF, INN_DOMAIN_STATE_SHUT_OFF);
  run_verb (jobs, first_domain (b), INN_VERB_START, INN_DOMAIN_STATE_RUNNING);
  inn_fixture_iterate (300);
  g_assert_cmpint (inn_domain_get_state (first_domain (a)), ==, INN_DOMAIN_STATE_SHUT_OFF);
  g_assert_cmpint (inn_domain_get_state (first_domain (b)), ==, INN_DOMAIN_STATE_RUNNING);

  inn_job_list_clear_ended (jobs);
  end_host (a);
  end_host (b);
  inn_fixture_remove_dir (dir);
}

static gulong
resident_kib (void)
{
  g_autofree char *text = NULL;
  gulong pages;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%*u %lu", &pages), ==, 1);

  return pages * 4;
}

static gboolean
has_threads (gpointer n)
{
  return inn_fixture_count_entries ("/proc/self/task") <= GPOINTER_TO_UINT (n);
}

/* Connecting and disconnecting a hundred times leaves nothing behind; neither does reading
 * statistics meanwhile, and being interrupted in it. */
static void
test_cycles (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", "--guests", "1", NULL);
  InnStatsNeed *need;
  InnHost *host;
  guint fds = 0, threads = 0;
  gulong memory = 0;

  if (rig == NULL)
    return;

  host = inn_host_new (inn_fixture_rig_get (rig, "uri"));
  need = inn_host_need_stats (host, NULL, INN_STATS_ALL, TRUE);
  inn_fixture_rig_command (rig, "virsh start guest-1");

  for (guint i = 0; i < 100; i++)
    {
      inn_host_connect (host, INN_HOST_CONNECT_QUIET);
      inn_fixture_await_property (host, "loaded", TRUE);
      if (i % 3 == 0)
        await_reading (host);
      else
        inn_fixture_iterate (i % 3 * 4);
      inn_host_disconnect (host);
      inn_fixture_iterate (20);

      if (i == 30)
        {
          inn_fixture_iterate (300);
          fds = inn_fixture_count_entries ("/proc/self/fd");
          threads = inn_fixture_count_entries ("/proc/self/task");
          memory = resident_kib ();
        }
    }

  g_assert_true (inn_fixture_await_condition (has_threads, GUINT_TO_POINTER (threads), 5000));
  inn_fixture_iterate (300);
  g_assert_cmpuint (inn_fixture_count_entries ("/proc/self/fd"), <=, fds);
  g_assert_cmpuint (inn_fixture_count_entries ("/proc/self/task"), <=, threads);
  g_test_message ("memory: %lu KiB after 30 cycles, %lu KiB after 100", memory, resident_kib ());
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpuint (resident_kib (), <, memory + 1024);
#endif

  inn_stats_need_free (need);
  end_host (host);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  g_test_add_func ("/faults/verbs-on-qemu", test_verbs_on_qemu);
  g_test_add_func ("/faults/read-only", test_read_only);
  g_test_add_func ("/faults/virsh-is-seen", test_virsh_is_seen);
  g_test_add_func ("/faults/daemon-killed", test_daemon_killed);
  g_test_add_func ("/faults/activated-daemon", test_activated_daemon);
  g_test_add_func ("/faults/daemon-frozen", test_daemon_frozen);
  g_test_add_func ("/faults/never-answers", test_never_answers);
  g_test_add_func ("/faults/twins", test_twins);
  g_test_add_func ("/faults/cycles", test_cycles);

  return g_test_run ();
}
