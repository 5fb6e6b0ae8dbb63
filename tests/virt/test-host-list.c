/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <gio/gio.h>

#include "inn-fixture.h"
#include "inn-host-list.h"
#include "inn-settings.h"
#include "inn-virt-init.h"

typedef struct
{
  GSettings   *settings;
  InnHostList *hosts;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->settings = inn_settings_new (&error);
  g_assert_no_error (error);
  g_settings_reset (fixture->settings, "hosts");
  g_settings_reset (fixture->settings, "autoconnect");
  fixture->hosts = inn_host_list_new (fixture->settings);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  inn_fixture_iterate (20);
  g_assert_finalize_object (fixture->hosts);
  g_clear_object (&fixture->settings);
}

static void
assert_setting (Fixture    *fixture,
                const char *key,
                const char *expected)
{
  g_auto (GStrv) uris = g_settings_get_strv (fixture->settings, key);
  g_autofree char *joined = g_strjoinv (" ", uris);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_add_remove (Fixture       *fixture,
                 gconstpointer  data)
{
  InnHost *a = inn_host_list_add (fixture->hosts, "qemu+ssh://a/system", "Alpha", TRUE, TRUE);
  InnHost *b = inn_host_list_add (fixture->hosts, "qemu+ssh://b/system", NULL, FALSE, TRUE);

  assert_setting (fixture, "hosts", "qemu+ssh://a/system qemu+ssh://b/system");
  assert_setting (fixture, "autoconnect", "qemu+ssh://a/system");
  g_assert_cmpstr (inn_host_get_name (a), ==, "Alpha");
  g_assert_cmpstr (inn_host_get_name (b), ==, "b");
  g_assert_true (inn_host_list_add (fixture->hosts, "qemu+ssh://a/system", "x", FALSE, TRUE) == a);

  inn_host_set_autoconnect (b, TRUE);
  assert_setting (fixture, "autoconnect", "qemu+ssh://a/system qemu+ssh://b/system");

  inn_host_list_move (fixture->hosts, b, 0);
  assert_setting (fixture, "hosts", "qemu+ssh://b/system qemu+ssh://a/system");

  inn_host_list_remove (fixture->hosts, a);
  assert_setting (fixture, "hosts", "qemu+ssh://b/system");
  g_assert_null (inn_host_list_find (fixture->hosts, "qemu+ssh://a/system"));
}

static void
test_reload (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (InnHostList) again = NULL;
  InnHost *host;

  inn_host_list_add (fixture->hosts, "qemu+ssh://c/system", "Gamma", TRUE, TRUE);
  again = inn_host_list_new (fixture->settings);
  host = inn_host_list_find (again, "qemu+ssh://c/system");
  g_assert_nonnull (host);
  g_assert_cmpstr (inn_host_get_name (host), ==, "Gamma");
  g_assert_true (inn_host_get_autoconnect (host));
}

static void
test_replace (Fixture       *fixture,
              gconstpointer  data)
{
  InnHost *old = inn_host_list_add (fixture->hosts, "qemu+ssh://old/system", "Delta", TRUE, TRUE);
  InnHost *host;

  inn_host_list_add (fixture->hosts, "test:///default", NULL, FALSE, TRUE);
  host = inn_host_list_replace (fixture->hosts, old, "qemu+ssh://new/system");
  assert_setting (fixture, "hosts", "qemu+ssh://new/system test:///default");
  assert_setting (fixture, "autoconnect", "qemu+ssh://new/system");
  g_assert_cmpstr (inn_host_get_name (host), ==, "Delta");
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  InnHost *host = inn_host_list_add (fixture->hosts, "qemu+ssh://r/system", NULL, TRUE, TRUE);
  g_autoptr (InnHostList) again = NULL;

  inn_host_set_read_only (host, TRUE);
  host = inn_host_list_replace (fixture->hosts, host, "qemu+ssh://s/system");
  g_assert_true (inn_host_get_read_only (host));

  again = inn_host_list_new (fixture->settings);
  host = inn_host_list_find (again, "qemu+ssh://s/system");
  g_assert_true (inn_host_get_read_only (host));

  /* Whoever adds it anew has not asked for it. */
  inn_host_list_remove (again, host);
  host = inn_host_list_add (again, "qemu+ssh://s/system", NULL, TRUE, TRUE);
  g_assert_false (inn_host_get_read_only (host));
}

/* A host of the command line is kept once it was connected, and only then. */
static void
test_remembered_once_connected (Fixture       *fixture,
                                gconstpointer  data)
{
  InnHost *good = inn_host_list_add (fixture->hosts, "test:///default", NULL, FALSE, FALSE);
  InnHost *bad = inn_host_list_add (fixture->hosts, "test:///no/file", NULL, FALSE, FALSE);

  assert_setting (fixture, "hosts", "");
  inn_host_connect (bad, INN_HOST_CONNECT_QUIET);
  inn_host_connect (good, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (bad, "state", INN_HOST_STATE_RETRYING);
  inn_fixture_await_property (good, "state", INN_HOST_STATE_CONNECTED);
  assert_setting (fixture, "hosts", "test:///default");
}

static void
test_autoconnect (Fixture       *fixture,
                  gconstpointer  data)
{
  InnHost *on = inn_host_list_add (fixture->hosts, "test:///default", NULL, TRUE, TRUE);
  InnHost *off = inn_host_list_add (fixture->hosts, "test:///no/file", NULL, FALSE, TRUE);

  inn_host_list_autoconnect (fixture->hosts);
  inn_fixture_await_property (on, "loaded", TRUE);
  g_assert_cmpint (inn_host_get_state (off), ==, INN_HOST_STATE_DISCONNECTED);
}

/* The setting reaches hosts that are there and those that come. */
static void
test_poll_interval (Fixture       *fixture,
                    gconstpointer  data)
{
  InnHost *before = inn_host_list_add (fixture->hosts, "test:///default", NULL, FALSE, FALSE);
  InnHost *after;

  g_settings_bind (fixture->settings, "stats-interval-background", fixture->hosts, "poll-interval",
                   G_SETTINGS_BIND_GET);
  g_settings_set_int (fixture->settings, "stats-interval-background", 17);
  after = inn_host_list_add (fixture->hosts, "test:///no/file", NULL, FALSE, FALSE);
  g_assert_cmpuint (inn_host_get_poll_interval (before), ==, 17);
  g_assert_cmpuint (inn_host_get_poll_interval (after), ==, 17);
  g_settings_reset (fixture->settings, "stats-interval-background");
}

/* Stored in the domain where the host can, seen again after a reconnect. */
static void
test_tags (Fixture       *fixture,
           gconstpointer  data)
{
  static const char * const tags[] = { "lab", "a<b", NULL };
  InnHost *host = inn_host_list_add (fixture->hosts, "test:///default", NULL, FALSE, FALSE);
  g_autoptr (InnHost) witness = inn_host_new ("test:///default");
  g_autoptr (InnDomain) domain = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  /* That world of the test driver ends with its last connection. */
  inn_host_connect (witness, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (witness, "loaded", TRUE);

  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);
  domain = g_list_model_get_item (inn_host_get_domains (host), 0);
  inn_fixture_await_property (domain, "details-known", TRUE);

  inn_domain_set_tags_async (domain, tags, NULL, inn_fixture_store_result_cb, &result);
  inn_fixture_await_result (&result);
  g_assert_true (inn_domain_set_tags_finish (domain, result, &error));
  g_assert_no_error (error);
  g_assert_true (g_strv_equal (inn_domain_get_tags (domain), tags));
  g_assert_false (inn_domain_get_tags_are_local (domain));

  inn_host_disconnect (host);
  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);
  inn_fixture_await_property (domain, "details-known", TRUE);
  inn_fixture_iterate (100);
  g_assert_true (g_strv_equal (inn_domain_get_tags (domain), tags));
  inn_host_disconnect (witness);
}

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  ADD ("/host-list/add-remove", test_add_remove);
  ADD ("/host-list/reload", test_reload);
  ADD ("/host-list/replace", test_replace);
  ADD ("/host-list/read-only", test_read_only);
  ADD ("/host-list/remembered-once-connected", test_remembered_once_connected);
  ADD ("/host-list/autoconnect", test_autoconnect);
  ADD ("/host-list/poll-interval", test_poll_interval);
  ADD ("/host-list/tags", test_tags);

  return g_test_run ();
}
