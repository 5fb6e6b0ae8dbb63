/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */

/* How many calls a host gets, counted by the guard that is preloaded. */

#include "config.h"

#include <gio/gio.h>

#include "inn-fixture.h"
#include "inn-host.h"
#include "inn-stats-need.h"
#include "inn-stats.h"
#include "inn-virt-init.h"

#define N_MACHINES 1000

/* In each direction, in ms. */
#define FAR_DELAY 150
#define N_FAR_MACHINES 5

/* What the table shows as it is installed. */
#define SHOWN (INN_STATS_CPU | INN_STATS_MEMORY | INN_STATS_DISK | INN_STATS_NET)

static gboolean
all_details_known (gpointer host)
{
  GListModel *domains = inn_host_get_domains (host);

  for (guint i = 0; i < g_list_model_get_n_items (domains); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);

      if (!inn_domain_get_details_known (domain))
        return FALSE;
    }

  return TRUE;
}

/* At the very moment: what is less urgent begins right after it. */
static void
on_loaded_cb (InnHost    *host,
              GParamSpec *pspec,
              gpointer    user_data)
{
  guint64 *calls = user_data;

  if (inn_host_get_loaded (host))
    *calls = inn_fixture_count_calls ();
}

/* A thousand machines are listed and counted after at most 20 calls, opening
 * included; all is known after at most 1.1 per machine. */
static void
test_list (void)
{
  g_autofree char *dir = inn_fixture_make_dir ();
  g_autofree char *uri = inn_fixture_write_machines (dir, N_MACHINES);
  g_autoptr (InnHost) host = inn_host_new (uri);
  guint64 before = inn_fixture_count_calls ();
  guint64 loaded = 0;

  g_signal_connect (host, "notify::loaded", G_CALLBACK (on_loaded_cb), &loaded);
  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);
  g_assert_cmpuint (loaded - before, <=, 20);
  g_assert_cmpuint (g_list_model_get_n_items (inn_host_get_domains (host)), ==, N_MACHINES);

  g_assert_true (inn_fixture_await_condition (all_details_known, host, INN_FIXTURE_DEADLINE));
  inn_fixture_iterate (200);
  g_assert_cmpuint (inn_fixture_count_calls () - before, <=, N_MACHINES * 11 / 10);

  inn_host_disconnect (host);
  inn_fixture_iterate (50);
  inn_fixture_remove_dir (dir);
}

static void
on_sampled_cb (InnHost *host,
               guint   *n)
{
  (*n)++;
}

static void
await_looks (guint *n,
             guint  more)
{
  guint end = *n + more;

  while (*n < end)
    g_main_context_iteration (NULL, TRUE);
}

/* A look at a thousand machines takes two calls at most, whatever is shown of them and of
 * their host. */
static void
test_statistics (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("bulk-host", NULL);
  g_autoptr (InnHost) host = NULL;
  InnStatsNeed *need;
  guint64 before;
  guint n = 0;

  if (rig == NULL)
    return;

  host = inn_host_new (inn_fixture_rig_get (rig, "uri"));
  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);
  g_assert_true (inn_fixture_await_condition (all_details_known, host, INN_FIXTURE_DEADLINE));
  inn_fixture_iterate (1200);

  g_signal_connect (host, "sampled", G_CALLBACK (on_sampled_cb), &n);
  before = inn_fixture_count_calls ();
  inn_fixture_iterate (1200);
  g_assert_cmpuint (inn_fixture_count_calls (), ==, before);

  need = inn_host_need_stats (host, NULL, SHOWN | INN_STATS_HOST, TRUE);
  await_looks (&n, 2);
  before = inn_fixture_count_calls ();
  await_looks (&n, 6);
  g_assert_cmpuint (inn_fixture_count_calls () - before, <=, 2 * 6);
  g_assert_cmpfloat (inn_stats_get (inn_host_get_stats (host), INN_METRIC_HOST_MEMORY, NULL), >, 0);

  inn_stats_need_free (need);
  inn_host_disconnect (host);
  inn_fixture_iterate (50);
}

static InnDomain *
get_running (GListModel *domains)
{
  for (guint i = 0; i < g_list_model_get_n_items (domains); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);

      if (inn_domain_is_active (domain))
        return g_steal_pointer (&domain);
    }

  g_assert_not_reached ();
}

/* The rows are there. */
static gboolean
is_listed (gpointer host)
{
  return g_list_model_get_n_items (inn_host_get_domains (host)) == N_FAR_MACHINES &&
         inn_host_get_state (host) == INN_HOST_STATE_CONNECTED;
}

/* Returns: the time since @begun, in round trips of the far host */
static double
count_trips (gint64 begun)
{
  double trips = (double) (g_get_monotonic_time () - begun) / (2 * FAR_DELAY * 1000.0);

  g_test_message ("%.2f round trips", trips);

  return trips;
}

/* A far host is waited for ten times in a row before its machines are listed: opening is
 * six of them, and the way itself takes one more. All is known after three more. */
static void
test_sequence (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("bulk-host", "--machines",
                                                         G_STRINGIFY (N_FAR_MACHINES), NULL);
  g_autoptr (InnFixtureRig) link = NULL;
  g_autoptr (InnHost) host = NULL;
  gint64 begun;
  double trips;

  if (rig == NULL)
    return;

  link = inn_fixture_rig_start ("link", "--to", inn_fixture_rig_get (rig, "socket"),
                                "--delay-ms", G_STRINGIFY (FAR_DELAY), NULL);
  if (link == NULL)
    return;

  host = inn_host_new (inn_fixture_rig_get (link, "uri"));
  begun = g_get_monotonic_time ();
  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  g_assert_true (inn_fixture_await_condition (is_listed, host, INN_FIXTURE_DEADLINE));
  trips = count_trips (begun);
  g_assert_cmpfloat (trips, >, 6);
  g_assert_cmpfloat (trips, <, 1 + 10 + 1);

  inn_fixture_await_property (host, "loaded", TRUE);
  g_assert_cmpfloat (count_trips (begun), <, 1 + 13 + 1);

  inn_host_disconnect (host);
  inn_fixture_iterate (50);
}

/* The test driver has nothing to tell in bulk: once that is known, no call is made for
 * machines that nobody looks at, and a few for one that is on the screen. */
static void
test_nothing_in_bulk (void)
{
  g_autofree char *dir = inn_fixture_make_dir ();
  g_autofree char *uri = inn_fixture_write_machines (dir, 20);
  g_autoptr (InnHost) host = inn_host_new (uri);
  g_autoptr (InnDomain) domain = NULL;
  InnStatsNeed *need;
  guint64 before;
  guint n = 0;

  g_signal_connect (host, "sampled", G_CALLBACK (on_sampled_cb), &n);
  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);
  g_assert_true (inn_fixture_await_condition (all_details_known, host, INN_FIXTURE_DEADLINE));
  need = inn_host_need_stats (host, NULL, INN_STATS_CPU, TRUE);
  await_looks (&n, 1);

  before = inn_fixture_count_calls ();
  await_looks (&n, 2);
  g_assert_cmpuint (inn_fixture_count_calls (), ==, before);

  domain = get_running (inn_host_get_domains (host));
  inn_domain_hold_stats (domain);
  await_looks (&n, 2);
  g_assert_cmpuint (inn_fixture_count_calls () - before, >=, 1);
  g_assert_cmpuint (inn_fixture_count_calls () - before, <=, 2 * 2);

  inn_domain_release_stats (domain);
  inn_stats_need_free (need);
  inn_host_disconnect (host);
  inn_fixture_iterate (50);
  inn_fixture_remove_dir (dir);
}

#define N_ON_SCREEN 20

static char *
write_screenful (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "screen.xml", NULL);
  g_autoptr (GString) xml = g_string_new ("<node>");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_ON_SCREEN; i++)
    g_string_append_printf (
      xml, "<domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>"
      "<name>m%u</name><memory>65536</memory><vcpu>1</vcpu><os><type>hvm</type></os><devices>"
      "<disk type='file'><source file='/m%u.img'/><target dev='vda'/></disk>"
      "<disk type='file' device='cdrom'><target dev='sda'/></disk>"
      "<interface type='user'><target dev='tap%u'/></interface></devices>"
      "<test:runstate>%d</test:runstate></domain>", i, i, i, i % 2 == 0 ? 1 : 5);
  g_string_append (xml, "</node>");

  g_file_set_contents (path, xml->str, -1, &error);
  g_assert_no_error (error);

  return g_strconcat ("test://", path, NULL);
}

/* Machine by machine: four calls for each that runs, none for its empty drive, none for
 * those that are off. */
static void
test_screenful (void)
{
  g_autofree char *dir = inn_fixture_make_dir ();
  g_autofree char *uri = write_screenful (dir);
  g_autoptr (InnHost) host = inn_host_new (uri);
  GListModel *domains = inn_host_get_domains (host);
  InnStatsNeed *need;
  guint64 before;
  guint n = 0;

  g_signal_connect (host, "sampled", G_CALLBACK (on_sampled_cb), &n);
  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);
  g_assert_true (inn_fixture_await_condition (all_details_known, host, INN_FIXTURE_DEADLINE));
  for (guint i = 0; i < N_ON_SCREEN; i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);

      inn_domain_hold_stats (domain);
    }
  need = inn_host_need_stats (host, NULL, SHOWN, TRUE);
  await_looks (&n, 2);

  before = inn_fixture_count_calls ();
  await_looks (&n, 2);
  g_assert_cmpuint (inn_fixture_count_calls () - before, ==, 2 * 4 * N_ON_SCREEN / 2);

  inn_stats_need_free (need);
  inn_host_disconnect (host);
  inn_fixture_iterate (50);
  inn_fixture_remove_dir (dir);
}

int
main (int   argc,
      char *argv[])
{
  inn_fixture_begin_counting (argv);
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();
  g_test_add_func ("/round-trips/list", test_list);
  g_test_add_func ("/round-trips/sequence", test_sequence);
  g_test_add_func ("/round-trips/statistics", test_statistics);
  g_test_add_func ("/round-trips/nothing-in-bulk", test_nothing_in_bulk);
  g_test_add_func ("/round-trips/screenful", test_screenful);

  return g_test_run ();
}
