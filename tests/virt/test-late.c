/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */

/* A host whose connection lives while its calls hang. This program stands between
 * the engine and libvirt: its own virConnectListAllDomains() can be told to sleep. */

#define _GNU_SOURCE

#include "config.h"

#include <dlfcn.h>
#include <gio/gio.h>
#include <libvirt/libvirt.h>

#include "inn-fixture.h"
#include "inn-host.h"
#include "inn-virt-init.h"

static int sleep_seconds;   /* atomic: of the next call */

int
virConnectListAllDomains (virConnectPtr   connection,
                          virDomainPtr  **domains,
                          unsigned int    flags)
{
  int (*real) (virConnectPtr, virDomainPtr **, unsigned int);
  int seconds = g_atomic_int_exchange (&sleep_seconds, 0);

  if (seconds > 0)
    g_usleep ((gulong) seconds * G_USEC_PER_SEC);

  real = (int (*) (virConnectPtr, virDomainPtr **, unsigned int))
         dlsym (RTLD_NEXT, "virConnectListAllDomains");

  return real (connection, domains, flags);
}

typedef struct
{
  InnHost      *host;
  InnHostState  state;
} Expected;

static gboolean
has_state (gpointer data)
{
  Expected *expected = data;

  return inn_host_get_state (expected->host) == expected->state;
}

/* Returns: how long it took, in seconds */
static double
await_state (InnHost      *host,
             InnHostState  state,
             guint         limit)
{
  Expected expected = { host, state };
  gint64 begun = g_get_monotonic_time ();

  g_assert_true (inn_fixture_await_condition (has_state, &expected, limit * 1000));

  return (g_get_monotonic_time () - begun) / 1e6;
}

static InnHost *
connect_host (void)
{
  InnHost *host = inn_host_new ("test:///default");

  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);

  return host;
}

/* A call that comes back late: the host is marked meanwhile, then all is well. */
static void
test_comes_back (void)
{
  InnHost *host = connect_host ();
  InnHost *other;

  g_atomic_int_set (&sleep_seconds, 12);
  inn_host_refresh (host);
  g_assert_cmpfloat (await_state (host, INN_HOST_STATE_NOT_RESPONDING, 15), >, 8);
  g_assert_nonnull (inn_host_get_error (host));
  g_assert_cmpuint (g_list_model_get_n_items (inn_host_get_domains (host)), ==, 1);

  /* Nobody else is delayed. */
  other = connect_host ();
  inn_host_disconnect (other);

  await_state (host, INN_HOST_STATE_CONNECTED, 10);
  inn_host_disconnect (host);
  inn_fixture_iterate (100);
  g_assert_finalize_object (other);
  g_assert_finalize_object (host);
}

/* A call that hangs for good: its lane is parked and another one takes over. */
static void
test_lane_is_replaced (void)
{
  InnHost *host = connect_host ();
  g_autoptr (InnDomain) domain = g_list_model_get_item (inn_host_get_domains (host), 0);

  g_atomic_int_set (&sleep_seconds, 60);
  inn_host_refresh (host);
  await_state (host, INN_HOST_STATE_NOT_RESPONDING, 15);
  await_state (host, INN_HOST_STATE_CONNECTED, 40);
  inn_fixture_await_property (host, "loaded", TRUE);
  g_assert_true (inn_host_find_domain (host, inn_domain_get_uuid (domain)) == domain);

  inn_host_disconnect (host);
  inn_fixture_iterate (100);
  g_assert_finalize_object (host);
}

/* The user does not have to wait: connecting anew gives the hung lane up. */
static void
test_reconnect_by_hand (void)
{
  InnHost *host = connect_host ();

  g_atomic_int_set (&sleep_seconds, 60);
  inn_host_refresh (host);
  await_state (host, INN_HOST_STATE_NOT_RESPONDING, 15);
  inn_host_connect (host, INN_HOST_CONNECT_INTERACTIVE);
  await_state (host, INN_HOST_STATE_CONNECTED, 5);

  inn_host_disconnect (host);
  inn_fixture_iterate (100);
  g_assert_finalize_object (host);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  g_test_add_func ("/late/comes-back", test_comes_back);
  g_test_add_func ("/late/lane-is-replaced", test_lane_is_replaced);
  g_test_add_func ("/late/reconnect-by-hand", test_reconnect_by_hand);

  return g_test_run ();
}
