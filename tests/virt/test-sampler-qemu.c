/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */

/* Statistics of QEMU guests in a private libvirtd: all of it, hung, frozen. */

#include "config.h"

#include <signal.h>

#include "inn-job-list.h"
#include "inn-virt-init.h"
#include "sampler-fixture.h"

static gboolean
is_stale (gpointer stats)
{
  return inn_stats_is_stale (stats);
}

static gboolean
is_fresh (gpointer stats)
{
  return !inn_stats_is_stale (stats);
}

static gboolean
was_rebooted (gpointer stats)
{
  guint n;
  const InnStatsEvent *events = inn_stats_get_events (stats, &n);

  return n > 0 && g_str_equal (events[n - 1].text, "Rebooted");
}

/* QEMU tells all in one call. */
static void
test_bulk (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", "--guests", "2", NULL);
  InnStatsNeed *need;
  InnHost *host;
  InnDomain *guest;
  InnStats *stats;
  const InnStatsEvent *events;
  guint n_events;

  if (rig == NULL)
    return;

  host = connect_host (inn_fixture_rig_get (rig, "uri"));
  need = inn_host_need_stats (host, NULL, TOTALS | INN_STATS_HOST, TRUE);
  guest = find_domain (host, "guest-1");
  await_readings (host, 2);
  g_assert_null (inn_domain_get_stats (guest));

  inn_fixture_rig_command (rig, "virsh start guest-1");
  await (has_totals, guest);
  stats = inn_domain_get_stats (guest);
  g_assert_cmpfloat (get (guest, INN_METRIC_MEMORY), >, 1 << 20);
  g_assert_cmpfloat (inn_stats_get (inn_host_get_stats (host), INN_METRIC_HOST_CPU, NULL),
                     >, 0.0);
  g_assert_cmpfloat (inn_stats_get (inn_host_get_stats (host), INN_METRIC_HOST_MEMORY, NULL),
                     >, 1 << 20);
  g_assert_cmpuint (g_list_model_get_n_items (inn_host_get_domains (host)), ==, 2);

  inn_fixture_rig_command (rig, "virsh reset guest-1");
  await (was_rebooted, stats);

  inn_fixture_rig_command (rig, "virsh destroy guest-1");
  await (has_no_totals, guest);
  g_assert_nonnull (inn_stats_get_series (stats, INN_METRIC_CPU, NULL));
  events = inn_stats_get_events (stats, &n_events);
  for (guint i = 0; i < n_events; i++)
    g_test_message ("%s", events[i].text);
  g_assert_cmpuint (n_events, ==, 3);
  g_assert_cmpstr (events[0].text, ==, "Started");
  g_assert_cmpstr (events[n_events - 1].text, ==, "Forced off");
  g_assert_cmpint (events[0].time, <, events[n_events - 1].time);

  inn_stats_need_free (need);
  end_host (host);
}

/* guest-1 gets a balloon, which it was made without. */
static void
give_balloon (InnFixtureRig *rig,
              InnDomain     *guest)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GString) xml = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  g_autofree char *command = NULL;

  inn_domain_load_xml_async (guest, NULL, inn_fixture_store_result_cb, &result);
  text = inn_domain_load_xml_finish (guest, inn_fixture_await_result (&result), NULL);
  xml = g_string_new (text);
  g_assert_cmpuint (g_string_replace (xml, "<memballoon model='none'/>",
                                      "<memballoon model='virtio'/>", 0), ==, 1);

  path = g_build_filename (inn_fixture_rig_get (rig, "dir"), "balloon.xml", NULL);
  g_assert_true (g_file_set_contents (path, xml->str, xml->len, NULL));
  command = g_strdup_printf ("virsh define %s", path);
  inn_fixture_rig_command (rig, command);
}

static void
run_verb (InnDomain *domain,
          InnVerb    verb)
{
  g_autoptr (InnJobList) jobs = inn_job_list_new ();
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
}

static gboolean
lacks_memory_stats (gpointer domain)
{
  return inn_domain_lacks_memory_stats (domain);
}

static gboolean
has_memory_stats (gpointer domain)
{
  return !inn_domain_lacks_memory_stats (domain);
}

static gboolean
has_dirty_rate (gpointer domain)
{
  return !isnan (get (domain, INN_METRIC_DIRTY_RATE));
}

/* Nothing is measured or set unless somebody says so. */
static void
test_requests (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", "--guests", "1", NULL);
  InnStatsNeed *need;
  InnHost *host;
  InnDomain *guest;

  if (rig == NULL)
    return;

  host = connect_host (inn_fixture_rig_get (rig, "uri"));
  guest = find_domain (host, "guest-1");
  give_balloon (rig, guest);
  need = inn_host_need_stats (host, guest, INN_STATS_MEMORY | INN_STATS_DIRTY, TRUE);
  inn_fixture_rig_command (rig, "virsh start guest-1");
  await (lacks_memory_stats, guest);
  await_readings (host, 3);
  g_assert_true (inn_domain_lacks_memory_stats (guest));
  g_assert_false (has_dirty_rate (guest));
  g_assert_cmpfloat (get (guest, INN_METRIC_MEM_BALLOON), ==, 16 << 20);

  run_verb (guest, INN_VERB_MEMORY_STATS);
  await (has_memory_stats, guest);
  g_assert_false (inn_verb_applies (INN_VERB_MEMORY_STATS, guest, NULL));

  run_verb (guest, INN_VERB_DIRTY_RATE);
  await (has_dirty_rate, guest);

  inn_stats_need_free (need);
  end_host (host);
}

static void
signal_guest (InnFixtureRig *rig,
              const char    *name,
              int            number)
{
  g_autofree char *file = g_strdup_printf ("%s.pid", name);
  g_autofree char *path = g_build_filename (inn_fixture_rig_get (rig, "dir"),
                                            "run/libvirt/qemu", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (kill (g_ascii_strtoll (text, NULL, 10), number), ==, 0);
}

/* One guest of many hangs, and the look at the host with it. That is given up after a
 * while; the next look leaves the guest out, and all others have values again. */
static void
test_hung_guest (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", "--guests", "2", NULL);
  InnStatsNeed *need;
  InnHost *host;
  InnDomain *hung, *other;

  if (rig == NULL)
    return;

  host = connect_host (inn_fixture_rig_get (rig, "uri"));
  need = inn_host_need_stats (host, NULL, TOTALS, TRUE);
  hung = find_domain (host, "guest-1");
  other = find_domain (host, "guest-2");
  inn_fixture_rig_command (rig, "virsh start guest-1");
  inn_fixture_rig_command (rig, "virsh start guest-2");
  await (has_totals, hung);
  await (has_totals, other);

  signal_guest (rig, "guest-1", SIGSTOP);
  await (is_stale, inn_domain_get_stats (other));
  g_assert_true (inn_fixture_await_condition (is_fresh, inn_domain_get_stats (other), 90000));
  await_readings (host, 2);
  g_assert_false (inn_stats_is_stale (inn_domain_get_stats (other)));
  g_assert_true (inn_stats_is_stale (inn_domain_get_stats (hung)));
  g_assert_cmpint (inn_host_get_state (host), ==, INN_HOST_STATE_CONNECTED);

  signal_guest (rig, "guest-1", SIGCONT);
  await (is_fresh, inn_domain_get_stats (hung));

  inn_stats_need_free (need);
  end_host (host);
}

/* A daemon that hangs: the values are marked, nothing waits; then it goes on. */
static void
test_frozen (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", "--guests", "1", NULL);
  InnStatsNeed *need;
  InnHost *host;
  InnDomain *guest;
  InnStats *stats;
  double before;

  if (rig == NULL)
    return;

  host = connect_host (inn_fixture_rig_get (rig, "uri"));
  need = inn_host_need_stats (host, NULL, TOTALS, TRUE);
  guest = find_domain (host, "guest-1");
  inn_fixture_rig_command (rig, "virsh start guest-1");
  await (has_totals, guest);
  stats = inn_domain_get_stats (guest);
  before = get (guest, INN_METRIC_MEMORY);

  inn_fixture_rig_command (rig, "freeze");
  await (is_stale, stats);
  g_assert_cmpfloat (get (guest, INN_METRIC_MEMORY), ==, before);

  inn_fixture_rig_command (rig, "thaw");
  await (is_fresh, stats);
  g_assert_true (inn_domain_get_stats (guest) == stats);

  inn_stats_need_free (need);
  end_host (host);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  g_test_add_func ("/sampler-qemu/bulk", test_bulk);
  g_test_add_func ("/sampler-qemu/requests", test_requests);
  g_test_add_func ("/sampler-qemu/hung-guest", test_hung_guest);
  g_test_add_func ("/sampler-qemu/frozen", test_frozen);

  return g_test_run ();
}
