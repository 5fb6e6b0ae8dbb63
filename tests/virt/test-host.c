/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <libintl.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

#include "inn-domain-lifecycle.h"
#include "inn-fixture.h"
#include "inn-host-private.h"
#include "inn-virt-error.h"
#include "inn-virt-init.h"

typedef struct
{
  char *dir;
  char *uri;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const InnFixtureMachine machines[] = {
    { .name = "web-10", .title = "Shop front", .state = VIR_DOMAIN_RUNNING, .vcpus = 2,
      .os_id = "http://debian.org/debian/12" },
    { .name = "web-9", .state = VIR_DOMAIN_SHUTOFF, .memory_mib = 512 },
    { .name = "db", .state = VIR_DOMAIN_PAUSED },
  };

  fixture->dir = inn_fixture_make_dir ();
  fixture->uri = inn_fixture_write_test_driver (fixture->dir, machines, G_N_ELEMENTS (machines));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  inn_fixture_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->uri);
}

static InnDomain *
find_named (InnHost    *host,
            const char *name)
{
  GListModel *domains = inn_host_get_domains (host);

  for (guint i = 0; i < g_list_model_get_n_items (domains); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);

      if (g_strcmp0 (inn_domain_get_name (domain), name) == 0)
        return domain;
    }

  g_error ("no machine called %s", name);
}

static InnHost *
connect_host (const char *uri)
{
  InnHost *host = inn_host_new (uri);

  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);

  return host;
}

static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (InnHost) host = connect_host (fixture->uri);
  InnDomain *web;

  g_assert_cmpint (inn_host_get_state (host), ==, INN_HOST_STATE_CONNECTED);
  g_assert_cmpuint (g_list_model_get_n_items (inn_host_get_domains (host)), ==, 3);
  g_assert_cmpuint (inn_host_get_n_running (host), ==, 1);

  web = find_named (host, "web-10");
  g_assert_cmpint (inn_domain_get_state (web), ==, INN_DOMAIN_STATE_RUNNING);
  g_assert_cmpint (inn_domain_get_id (web), >, 0);
  g_assert_true (inn_domain_get_persistent (web));
  g_assert_true (inn_host_find_domain (host, inn_domain_get_uuid (web)) == web);

  inn_fixture_await_property (web, "details-known", TRUE);
  g_assert_cmpstr (inn_domain_get_title (web), ==, "Shop front");
  g_assert_cmpstr (inn_domain_get_os_name (web), ==, "Debian 12");
  g_assert_cmpuint (inn_domain_get_vcpus (web), ==, 2);

  web = find_named (host, "web-9");
  g_assert_cmpint (inn_domain_get_state (web), ==, INN_DOMAIN_STATE_SHUT_OFF);
  inn_fixture_await_property (web, "details-known", TRUE);
  g_assert_cmpuint (inn_domain_get_memory_kib (web), ==, 512 * 1024);
  g_assert_cmpint (inn_domain_get_state (find_named (host, "db")), ==, INN_DOMAIN_STATE_PAUSED);
}

/* libvirt does not take its translations back with the first connection. */
static void
test_texts_in_english (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (InnHost) host = connect_host (fixture->uri);
  const char *folder = bindtextdomain ("libvirt", NULL);

  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_natural_order (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (InnHost) host = connect_host (fixture->uri);

  g_assert_cmpstr (inn_domain_get_name_key (find_named (host, "web-9")), <,
                   inn_domain_get_name_key (find_named (host, "web-10")));
}

static void
test_disconnect_keeps_rows (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (InnHost) host = connect_host (fixture->uri);
  InnDomain *web = find_named (host, "web-10");

  inn_host_disconnect (host);
  g_assert_cmpint (inn_host_get_state (host), ==, INN_HOST_STATE_DISCONNECTED);
  g_assert_cmpuint (g_list_model_get_n_items (inn_host_get_domains (host)), ==, 3);
  g_assert_cmpint (inn_domain_get_state (web), ==, INN_DOMAIN_STATE_UNKNOWN);
  g_assert_cmpint (inn_domain_get_last_state (web), ==, INN_DOMAIN_STATE_RUNNING);
  g_assert_cmpuint (inn_host_get_n_running (host), ==, 0);

  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);
  g_assert_true (find_named (host, "web-10") == web);
  g_assert_cmpint (inn_domain_get_state (web), ==, INN_DOMAIN_STATE_RUNNING);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (InnHost) host = inn_host_new ("test:///does/not/exist.xml");

  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  g_assert_cmpint (inn_host_get_state (host), ==, INN_HOST_STATE_CONNECTING);
  inn_fixture_await_property (host, "state", INN_HOST_STATE_RETRYING);
  g_assert_nonnull (inn_host_get_error (host));
  g_assert_nonnull (strstr (inn_host_get_error (host)->message, "does/not/exist"));
  g_assert_cmpint (inn_host_get_retry_at (host), >, g_get_monotonic_time ());
}

/* libvirt itself holds us to it, whatever the rule of a verb says. */
static void
assert_denied (InnDomain *domain,
               InnVerb    verb)
{
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) owned = NULL;
  g_autoptr (GError) error = NULL;

  inn_domain_perform_async (domain, verb, NULL, NULL, NULL, NULL, NULL,
                            inn_fixture_store_result_cb, &result);
  owned = inn_fixture_await_result (&result);
  g_assert_false (inn_domain_perform_finish (domain, owned, &error));
  g_assert_error (error, INN_VIRT_ERROR, VIR_ERR_OPERATION_DENIED);
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (InnHost) host = connect_host (fixture->uri);
  g_autofree char *text = NULL;
  const char *reason;
  InnDomain *web;

  g_assert_true (inn_verb_applies (INN_VERB_PAUSE, find_named (host, "web-10"), NULL));

  inn_host_set_read_only (host, TRUE);
  g_assert_cmpint (inn_host_get_state (host), ==, INN_HOST_STATE_CONNECTING);
  inn_fixture_await_property (host, "loaded", TRUE);

  text = inn_host_dup_state_text (host);
  g_assert_cmpstr (text, ==, "Connected · read-only");
  web = find_named (host, "web-10");
  g_assert_cmpint (inn_domain_get_state (web), ==, INN_DOMAIN_STATE_RUNNING);

  for (InnVerb verb = 0; verb < INN_N_VERBS; verb++)
    {
      g_assert_false (inn_verb_applies (verb, web, &reason));
      g_assert_cmpstr (reason, ==, "This connection is read-only");
    }

  assert_denied (web, INN_VERB_PAUSE);
}

static gpointer
start_default_domain (gpointer start)
{
  virConnectPtr connection = virConnectOpen ("test:///default");
  virDomainPtr domain = virDomainLookupByName (connection, "test");

  g_assert_cmpint (start != NULL ? virDomainCreate (domain) : virDomainDestroy (domain), ==, 0);
  virDomainFree (domain);
  virConnectClose (connection);

  return NULL;
}

/* Another client changes something: we hear of it without asking. */
static void
test_events (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (InnHost) host = connect_host ("test:///default");
  InnDomain *domain = find_named (host, "test");

  g_assert_cmpint (inn_domain_get_state (domain), ==, INN_DOMAIN_STATE_RUNNING);
  inn_fixture_run_in_thread (start_default_domain, NULL);
  inn_fixture_await_property (domain, "state", INN_DOMAIN_STATE_SHUT_OFF);
  inn_fixture_run_in_thread (start_default_domain, GINT_TO_POINTER (TRUE));
  inn_fixture_await_property (domain, "state", INN_DOMAIN_STATE_RUNNING);
}

static gpointer
restart_default_network (gpointer data)
{
  virConnectPtr connection = virConnectOpen ("test:///default");
  virNetworkPtr network = virNetworkLookupByName (connection, "default");

  g_assert_cmpint (virNetworkDestroy (network), ==, 0);
  g_assert_cmpint (virNetworkCreate (network), ==, 0);
  virNetworkFree (network);
  virConnectClose (connection);

  return NULL;
}

static void
on_object_event_cb (InnHost    *host,
                    int         kind,
                    const char *key,
                    guint      *n_seen)
{
  if (kind == INN_HOST_OBJECT_NETWORK && g_strcmp0 (key, "default") == 0)
    (*n_seen)++;
}

/* Networks and the like are told of too. */
static void
test_object_events (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (InnHost) host = connect_host ("test:///default");
  guint n_seen = 0;

  g_signal_connect (host, "object-event", G_CALLBACK (on_object_event_cb), &n_seen);
  inn_fixture_iterate (200);
  inn_fixture_run_in_thread (restart_default_network, NULL);

  while (n_seen < 2)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_finalizes (Fixture       *fixture,
                gconstpointer  data)
{
  InnHost *host = connect_host (fixture->uri);
  InnDomain *web = g_object_ref (find_named (host, "web-10"));

  inn_host_disconnect (host);
  inn_fixture_iterate (50);
  g_assert_finalize_object (host);
  g_assert_null (inn_domain_get_host (web));
  g_assert_finalize_object (web);
}

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, set_up, function, tear_down)

static void
assert_need (InnHost     *host,
             int          code,
             const char  *message,
             const char  *expected)
{
  g_autoptr (GError) error = g_error_new_literal (INN_VIRT_ERROR, code, message);
  g_autofree char *text = NULL;

  inn_host_set_state (host, INN_HOST_STATE_AUTH_NEEDED, error);
  text = inn_host_dup_state_text (host);
  g_assert_cmpstr (text, ==, expected);
}

/* What a host waits for reads differently: not every one wants a password. */
static void
test_needs (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (InnHost) host = inn_host_new ("qemu+ssh://cellar/system");

  assert_need (host, VIR_ERR_AUTH_CANCELLED,
               "Cannot recv data: Host key verification failed.: Connection reset by peer",
               "Key not known");
  assert_need (host, VIR_ERR_AUTH_FAILED,
               "me@cellar: Permission denied (publickey,password).: Connection reset by peer",
               "Password needed");
  assert_need (host, VIR_ERR_AUTH_FAILED,
               "me@cellar: Permission denied (publickey,keyboard-interactive).: x",
               "Password needed");

  /* No password helps; but a passphrase does, if it was that which could not be asked for. */
  assert_need (host, VIR_ERR_AUTH_FAILED,
               "me@cellar: Permission denied (publickey).: Connection reset by peer",
               "Access denied");
  assert_need (host, VIR_ERR_AUTH_CANCELLED,
               "me@cellar: Permission denied (publickey).: Connection reset by peer",
               "Password needed");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  ADD ("/host/list", test_list);
  ADD ("/host/texts-in-english", test_texts_in_english);
  ADD ("/host/natural-order", test_natural_order);
  ADD ("/host/disconnect-keeps-rows", test_disconnect_keeps_rows);
  ADD ("/host/refused", test_refused);
  ADD ("/host/read-only", test_read_only);
  ADD ("/host/needs", test_needs);
  ADD ("/host/events", test_events);
  ADD ("/host/object-events", test_object_events);
  ADD ("/host/finalizes", test_finalizes);

  return g_test_run ();
}
