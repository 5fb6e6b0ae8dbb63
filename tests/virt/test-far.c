/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */

/* A host whose answers take a while: what somebody waits for comes first. */

#include "config.h"

#include <gio/gio.h>

#include "inn-fixture.h"
#include "inn-host.h"
#include "inn-stats-need.h"
#include "inn-stats.h"
#include "inn-virt-init.h"

/* In each direction, in ms. */
#define DELAY 75
#define ROUND_TRIP (2 * DELAY)

typedef struct
{
  InnFixtureRig *daemon;
  InnFixtureRig *relay;
  InnHost       *host;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *uri = NULL;

  fixture->daemon = inn_fixture_rig_start ("daemon", NULL);
  if (fixture->daemon == NULL)
    return;

  fixture->relay = inn_fixture_rig_start ("relay", "--to",
                                          inn_fixture_rig_get (fixture->daemon, "socket"),
                                          "--delay-ms", G_STRINGIFY (DELAY), NULL);
  uri = g_strdup_printf ("test+unix:///default?socket=%s",
                         inn_fixture_rig_get (fixture->relay, "socket"));
  fixture->host = inn_host_new (uri);
  inn_host_connect (fixture->host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (fixture->host, "loaded", TRUE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->host != NULL)
    {
      inn_host_disconnect (fixture->host);
      inn_fixture_iterate (50);
      g_object_unref (fixture->host);
    }
  g_clear_pointer (&fixture->relay, inn_fixture_rig_stop);
  g_clear_pointer (&fixture->daemon, inn_fixture_rig_stop);
}

static double
trips_since (gint64 begun)
{
  double trips = (double) (g_get_monotonic_time () - begun) / (ROUND_TRIP * 1000.0);

  g_test_message ("%.2f round trips", trips);

  return trips;
}

/* Events of a dozen kinds are still to be registered: a window that is opened meanwhile
 * waits for the call that is under way, not for them. */
static void
test_urgent_first (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (InnDomain) domain = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *xml = NULL;
  gint64 begun = g_get_monotonic_time ();

  if (fixture->host == NULL)
    return;

  domain = g_list_model_get_item (inn_host_get_domains (fixture->host), 0);
  inn_domain_load_xml_async (domain, NULL, inn_fixture_store_result_cb, &result);
  inn_fixture_await_result (&result);
  xml = inn_domain_load_xml_finish (domain, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (xml);
  g_assert_cmpfloat (trips_since (begun), <, 2 + 2);
}

static gboolean
has_figures (gpointer domain)
{
  InnStats *stats = inn_domain_get_stats (domain);

  return stats != NULL && inn_stats_get (stats, INN_METRIC_CPU, NULL) >= 0;
}

/* A host that has to be asked machine by machine has figures, and they are not old. */
static void
test_figures (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (InnDomain) domain = NULL;
  InnStatsNeed *need;

  if (fixture->host == NULL)
    return;

  domain = g_list_model_get_item (inn_host_get_domains (fixture->host), 0);
  inn_domain_hold_stats (domain);
  need = inn_host_need_stats (fixture->host, NULL, INN_STATS_ALL, TRUE);
  g_assert_true (inn_fixture_await_condition (has_figures, domain, INN_FIXTURE_DEADLINE));
  inn_fixture_iterate (3000);
  g_assert_false (inn_stats_is_stale (inn_domain_get_stats (domain)));
  g_assert_cmpint (inn_host_get_state (fixture->host), ==, INN_HOST_STATE_CONNECTED);

  inn_stats_need_free (need);
  inn_domain_release_stats (domain);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  g_test_add ("/far/urgent-first", Fixture, NULL, set_up, test_urgent_first, tear_down);
  g_test_add ("/far/figures", Fixture, NULL, set_up, test_figures, tear_down);

  return g_test_run ();
}
