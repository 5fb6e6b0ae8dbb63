/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <libvirt/libvirt.h>

#include "inn-fixture.h"
#include "inn-machine-tally.h"
#include "inn-stats-need.h"
#include "inn-stats.h"
#include "inn-virt-init.h"

#define DEADLINE INN_FIXTURE_DEADLINE

typedef struct
{
  char            *dir;
  InnHost         *host;
  GListStore      *hosts;
  InnMachineTally *tally;
  guint            n_changes;
  guint            n_looks;      /* at the host */
} Fixture;

static void
on_changed_cb (Fixture *fixture)
{
  fixture->n_changes++;
}

static void
on_sampled_cb (Fixture *fixture)
{
  fixture->n_looks++;
}

/* The test driver has values of machines that are on the screen. */
static void
hold_all (Fixture *fixture,
          gboolean hold)
{
  GListModel *domains = inn_host_get_domains (fixture->host);

  for (guint i = 0; i < g_list_model_get_n_items (domains); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);

      if (hold)
        inn_domain_hold_stats (domain);
      else
        inn_domain_release_stats (domain);
    }
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const InnFixtureMachine machines[] = {
    { .name = "web", .state = VIR_DOMAIN_RUNNING },
    { .name = "mail", .state = VIR_DOMAIN_RUNNING },
    { .name = "off", .state = VIR_DOMAIN_SHUTOFF },
  };
  g_autofree char *uri = NULL;

  fixture->dir = inn_fixture_make_dir ();
  uri = inn_fixture_write_test_driver (fixture->dir, machines, G_N_ELEMENTS (machines));
  fixture->host = inn_host_new (uri);
  inn_host_connect (fixture->host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (fixture->host, "loaded", TRUE);
  hold_all (fixture, TRUE);

  fixture->hosts = g_list_store_new (INN_TYPE_HOST);
  g_list_store_append (fixture->hosts, fixture->host);
  fixture->tally = inn_machine_tally_new (inn_host_get_domains (fixture->host),
                                          G_LIST_MODEL (fixture->hosts));
  /* What it counts after the start. */
  inn_fixture_iterate (500);
  g_signal_connect_swapped (fixture->tally, "changed", G_CALLBACK (on_changed_cb), fixture);
  g_signal_connect_swapped (fixture->host, "sampled", G_CALLBACK (on_sampled_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  hold_all (fixture, FALSE);
  g_assert_finalize_object (fixture->tally);
  g_assert_finalize_object (fixture->hosts);
  inn_host_disconnect (fixture->host);
  inn_fixture_iterate (50);
  g_assert_finalize_object (fixture->host);
  inn_fixture_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static void
set_searches (Fixture    *fixture,
              const char *text)
{
  g_autoptr (GVariant) searches = g_variant_ref_sink (g_variant_new_parsed (text));

  inn_machine_tally_set_searches (fixture->tally, searches);
  fixture->n_changes = 0;
}

static gboolean
two_are_busy (gpointer fixture)
{
  return inn_machine_tally_get_search (((Fixture *) fixture)->tally, 1) == 2;
}

/* The list does not change; only the values do, and they are asked for. */
static void
test_live (Fixture       *fixture,
           gconstpointer  data)
{
  set_searches (fixture, "[('Off', 'state:off'), ('Busy', 'cpu>0')]");
  g_assert_cmpuint (inn_machine_tally_get_search (fixture->tally, 0), ==, 1);
  g_assert_cmpuint (inn_machine_tally_get_search (fixture->tally, 1), ==, 0);

  inn_machine_tally_set_visible (fixture->tally, TRUE);
  g_assert_true (inn_fixture_await_condition (two_are_busy, fixture, DEADLINE));
  g_assert_cmpuint (fixture->n_changes, ==, 1);

  /* The same numbers again are no news. */
  inn_fixture_iterate (4000);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
}

/* Looks at the host in a time in which there is more than one, if there is any. */
static guint
count_looks (Fixture *fixture)
{
  inn_fixture_iterate (500);
  fixture->n_looks = 0;
  inn_fixture_iterate (2500);

  return fixture->n_looks;
}

/* What nobody sees, or no search asks for, is not collected. */
static void
test_unneeded (Fixture       *fixture,
               gconstpointer  data)
{
  set_searches (fixture, "[('Busy', 'cpu>0')]");
  g_assert_cmpuint (count_looks (fixture), ==, 0);

  set_searches (fixture, "[('Off', 'state:off')]");
  inn_machine_tally_set_visible (fixture->tally, TRUE);
  g_assert_cmpuint (count_looks (fixture), ==, 0);

  set_searches (fixture, "[('Busy', 'cpu>0')]");
  g_assert_cmpuint (count_looks (fixture), >, 0);

  inn_machine_tally_set_visible (fixture->tally, FALSE);
  g_assert_cmpuint (count_looks (fixture), ==, 0);
}

#define ADD(name, func) \
  g_test_add ("/machine-tally/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();
  inn_stats_set_intervals (1, 1);

  ADD ("live", test_live);
  ADD ("unneeded", test_unneeded);

  return g_test_run ();
}
