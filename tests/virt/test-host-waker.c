/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <gio/gio.h>

#include "inn-fixture.h"
#include "inn-host-list.h"
#include "inn-host-private.h"
#include "inn-host-waker.h"
#include "inn-settings.h"
#include "inn-ssh-session.h"
#include "inn-virt-init.h"

/* What tells that hosts may be back: a system bus of our own, and the network monitor. */

typedef struct
{
  GTestDBus       *dbus;
  GDBusConnection *login;     /* stands for logind */
  InnHostList     *hosts;
  InnHost         *here;      /* none can be reached, and all wait to be tried again */
  InnHost         *there;
  InnHost         *secure;
  InnHostWaker    *waker;
} Fixture;

static gboolean
waits_long (gpointer host)
{
  return inn_host_get_state (host) == INN_HOST_STATE_RETRYING &&
         inn_host_get_retry_at (host) - g_get_monotonic_time () > 3 * G_USEC_PER_SEC;
}

static gboolean
is_tried (gpointer host)
{
  return inn_host_get_state (host) == INN_HOST_STATE_CONNECTING;
}

static void
connect_system_bus (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GDBusConnectionFlags flags = G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                               G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION;

  fixture->dbus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->dbus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (fixture->dbus), TRUE);

  fixture->login = g_dbus_connection_new_for_address_sync (
    g_test_dbus_get_bus_address (fixture->dbus), flags, NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_call_sync (fixture->login, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                               "org.freedesktop.DBus", "RequestName",
                               g_variant_new ("(su)", "org.freedesktop.login1", 0), NULL,
                               G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSettings) settings = inn_settings_new (&error);

  g_assert_no_error (error);
  connect_system_bus (fixture);
  fixture->hosts = inn_host_list_new (settings);
  fixture->here = inn_host_list_add (fixture->hosts, "qemu+unix:///system?socket=/nonexistent",
                                     NULL, FALSE, FALSE);
  fixture->there = inn_host_list_add (fixture->hosts, "qemu+tcp://127.0.0.1:1/system",
                                      NULL, FALSE, FALSE);
  fixture->secure = inn_host_list_add (fixture->hosts, "qemu+ssh://127.0.0.1:1/system",
                                       NULL, FALSE, FALSE);
  fixture->waker = inn_host_waker_new (fixture->hosts);

  inn_host_connect (fixture->here, INN_HOST_CONNECT_QUIET);
  inn_host_connect (fixture->there, INN_HOST_CONNECT_QUIET);
  inn_host_connect (fixture->secure, INN_HOST_CONNECT_QUIET);
  g_assert_true (inn_fixture_await_condition (waits_long, fixture->here, INN_FIXTURE_DEADLINE));
  g_assert_true (inn_fixture_await_condition (waits_long, fixture->there, INN_FIXTURE_DEADLINE));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->waker);
  g_assert_finalize_object (fixture->hosts);
  g_dbus_connection_close_sync (fixture->login, NULL, NULL);
  g_clear_object (&fixture->login);
  g_test_dbus_stop (fixture->dbus);
  g_clear_object (&fixture->dbus);
}

static void
tell_of_sleep (Fixture  *fixture,
               gboolean  begins)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (fixture->login, NULL, "/org/freedesktop/login1",
                                 "org.freedesktop.login1.Manager", "PrepareForSleep",
                                 g_variant_new ("(b)", begins), &error);
  g_assert_no_error (error);
}

static gboolean
is_gone (gpointer path)
{
  return !g_file_test (path, G_FILE_TEST_EXISTS);
}

/* A computer that wakes up tries all hosts at once; one that falls asleep tries none. A login
 * that was there has died with the connection. */
static void
test_resume (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *folder = NULL;
  g_autofree char *login = NULL;

  g_assert_true (inn_fixture_await_condition (waits_long, fixture->secure, INN_FIXTURE_DEADLINE));
  folder = g_path_get_dirname (inn_ssh_session_get_command (fixture->secure->ssh));
  login = g_build_filename (folder, "cm-1", NULL);
  g_assert_true (g_file_set_contents (login, "", 0, NULL));

  tell_of_sleep (fixture, TRUE);
  inn_fixture_iterate (300);
  g_assert_cmpint (inn_host_get_state (fixture->here), ==, INN_HOST_STATE_RETRYING);
  g_assert_cmpint (inn_host_get_state (fixture->there), ==, INN_HOST_STATE_RETRYING);
  g_assert_false (is_gone (login));

  tell_of_sleep (fixture, FALSE);
  g_assert_true (inn_fixture_await_condition (is_tried, fixture->here, 2000));
  g_assert_true (inn_fixture_await_condition (is_gone, login, 2000));
}

/* Another network says nothing about hosts of this computer. */
static void
test_network (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 at = inn_host_get_retry_at (fixture->here);

  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", FALSE);
  inn_fixture_iterate (100);
  g_assert_cmpint (inn_host_get_state (fixture->there), ==, INN_HOST_STATE_RETRYING);

  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  g_assert_true (inn_fixture_await_condition (is_tried, fixture->there, 1000));
  g_assert_cmpint (inn_host_get_retry_at (fixture->here), ==, at);
}

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GIO_USE_NETWORK_MONITOR", "base", TRUE);
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  ADD ("/host-waker/resume", test_resume);
  ADD ("/host-waker/network", test_network);

  return g_test_run ();
}
