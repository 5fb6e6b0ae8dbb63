/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */

/* How many calls a host gets, counted by the guard that is preloaded. */

#include "config.h"

#include <gio/gio.h>

#include "inn-fixture.h"
#include "inn-host.h"
#include "inn-virt-init.h"

#define N_MACHINES 1000

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

int
main (int   argc,
      char *argv[])
{
  inn_fixture_begin_counting (argv);
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();
  g_test_add_func ("/round-trips/list", test_list);

  return inn_fixture_end_counting (g_test_run ());
}
