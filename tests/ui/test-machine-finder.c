/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <libvirt/libvirt.h>

#include "inn-fixture.h"
#include "inn-machine-finder.h"
#include "inn-settings.h"
#include "inn-virt-init.h"

#define UUID "c0ffee00-0000-4000-8000-000000000001"

typedef struct
{
  char        *dir;
  char        *uri;
  GSettings   *settings;
  InnHostList *hosts;
  InnHost     *host;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const InnFixtureMachine machines[] = {
    { .name = "web", .uuid = UUID, .state = VIR_DOMAIN_RUNNING },
    { .name = "1", .state = VIR_DOMAIN_SHUTOFF },
    { .name = "db", .state = VIR_DOMAIN_RUNNING },
  };

  fixture->dir = inn_fixture_make_dir ();
  fixture->uri = inn_fixture_write_test_driver (fixture->dir, machines, G_N_ELEMENTS (machines));
  fixture->settings = inn_settings_new (NULL);
  fixture->hosts = inn_host_list_new (fixture->settings);
  fixture->host = inn_host_list_add (fixture->hosts, fixture->uri, NULL, FALSE, FALSE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  inn_host_list_remove (fixture->hosts, fixture->host);
  g_clear_object (&fixture->hosts);
  g_clear_object (&fixture->settings);
  inn_fixture_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->uri);
}

static InnDomain *
find (Fixture     *fixture,
      InnHost     *host,
      const char  *text,
      GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  inn_machine_find_async (fixture->hosts, host, text, NULL, inn_fixture_store_result_cb, &slot);
  result = inn_fixture_await_result (&slot);

  return inn_machine_find_finish (result, error);
}

/* The search begins while the host is still connecting. */
static void
test_waits (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (InnDomain) domain = NULL;
  g_autoptr (GError) error = NULL;

  inn_host_connect (fixture->host, INN_HOST_CONNECT_QUIET);
  domain = find (fixture, fixture->host, UUID, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (inn_domain_get_name (domain), ==, "web");
}

static void
test_by_name_and_number (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (InnDomain) by_name = NULL;
  g_autoptr (InnDomain) by_number = NULL;
  g_autoptr (InnDomain) ambiguous = NULL;
  g_autofree char *id = NULL;

  inn_host_connect (fixture->host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (fixture->host, "loaded", TRUE);

  by_name = find (fixture, NULL, "db", NULL);
  g_assert_cmpstr (inn_domain_get_name (by_name), ==, "db");

  id = g_strdup_printf ("%d", inn_domain_get_id (by_name));
  g_assert_cmpstr (id, !=, "1");
  by_number = find (fixture, NULL, id, NULL);
  g_assert_true (by_number == by_name);

  /* A machine called “1” wins over the machine with that number. */
  ambiguous = find (fixture, NULL, "1", NULL);
  g_assert_cmpstr (inn_domain_get_name (ambiguous), ==, "1");
}

static void
test_not_there (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  inn_host_connect (fixture->host, INN_HOST_CONNECT_QUIET);
  g_assert_null (find (fixture, fixture->host, "mail", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "mail"));
}

static void
test_not_connected (Fixture       *fixture,
                    gconstpointer  data)
{
  InnHost *broken = inn_host_list_add (fixture->hosts, "test:///does/not/exist.xml",
                                       NULL, FALSE, FALSE);
  g_autoptr (GError) error = NULL;

  inn_host_connect (broken, INN_HOST_CONNECT_QUIET);
  g_assert_null (find (fixture, broken, "web", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED);
  inn_host_list_remove (fixture->hosts, broken);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  g_test_add ("/machine-finder/waits", Fixture, NULL, set_up, test_waits, tear_down);
  g_test_add ("/machine-finder/by-name-and-number", Fixture, NULL, set_up,
              test_by_name_and_number, tear_down);
  g_test_add ("/machine-finder/not-there", Fixture, NULL, set_up, test_not_there, tear_down);
  g_test_add ("/machine-finder/not-connected", Fixture, NULL, set_up, test_not_connected,
              tear_down);

  return g_test_run ();
}
