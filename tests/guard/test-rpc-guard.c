/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <glib.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stdlib.h>

#define URI "test:///default"

static void
ignore_error_cb (void        *data,
                 virErrorPtr  error)
{
}

static gpointer
open_thread (gpointer data)
{
  return virConnectOpen (URI);
}

static gpointer
count_thread (gpointer connection)
{
  return GINT_TO_POINTER (virConnectNumOfDomains (connection));
}

static gpointer
close_thread (gpointer connection)
{
  return GINT_TO_POINTER (virConnectClose (connection));
}

static gpointer
run (GThreadFunc function,
     gpointer    data)
{
  return g_thread_join (g_thread_new ("worker", function, data));
}

static void
test_worker (void)
{
  virConnectPtr connection = run (open_thread, NULL);

  g_assert_nonnull (connection);
  g_assert_cmpint (GPOINTER_TO_INT (run (count_thread, connection)), ==, 1);
  g_assert_cmpint (GPOINTER_TO_INT (run (close_thread, connection)), ==, 0);
}

static void
test_main_open (void)
{
  if (g_test_subprocess ())
    {
      virConnectOpen (URI);
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*inn-rpc-guard: virConnectOpen called on the main thread*");
}

static void
test_main_call (void)
{
  if (g_test_subprocess ())
    {
      virConnectNumOfDomains (run (open_thread, NULL));
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*inn-rpc-guard: virConnectNumOfDomains called on the main thread*");
}

static void
test_main_close (void)
{
  if (g_test_subprocess ())
    {
      virConnectClose (run (open_thread, NULL));
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*inn-rpc-guard: virConnectClose called on the main thread*");
}

static gpointer
list_thread (gpointer connection)
{
  virDomainPtr *domains = NULL;

  return virConnectListAllDomains (connection, &domains, 0) == 1 ? domains : NULL;
}

/* What only reads the handle is welcome anywhere. */
static void
test_main_local (void)
{
  virConnectPtr connection = run (open_thread, NULL);
  virDomainPtr *domains = run (list_thread, connection);
  char uuid[VIR_UUID_STRING_BUFLEN];

  g_assert_nonnull (domains);
  g_assert_cmpstr (virDomainGetName (domains[0]), ==, "test");
  g_assert_cmpint (virDomainGetUUIDString (domains[0], uuid), ==, 0);
  g_assert_cmpint (virConnectIsAlive (connection), ==, 1);
  g_assert_true (virDomainGetConnect (domains[0]) == connection);
  g_assert_null (virGetLastError ());

  virDomainFree (domains[0]);
  free (domains);
  run (close_thread, connection);
}

static gpointer
stream_thread (gpointer connection)
{
  return virStreamNew (connection, VIR_STREAM_NONBLOCK);
}

static gpointer
waiting_stream_thread (gpointer connection)
{
  return virStreamNew (connection, 0);
}

/* So is what reads a stream that never waits, but no other one. */
static void
test_main_read (void)
{
  virConnectPtr connection = run (open_thread, NULL);
  virStreamPtr stream = run (stream_thread, connection);
  char byte;

  g_assert_cmpint (virStreamRecv (stream, &byte, 1), ==, -1);
  virStreamFree (stream);

  if (g_test_subprocess ())
    {
      virStreamRecv (run (waiting_stream_thread, connection), &byte, 1);
      return;
    }

  run (close_thread, connection);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*inn-rpc-guard: virStreamRecv called on the main thread*");
}

static gpointer
many_calls_thread (gpointer connection)
{
  for (int i = 0; i < 1000000; i++)
    virConnectNumOfDomains (connection);

  return NULL;
}

static void
test_two_at_a_time (void)
{
  if (g_test_subprocess ())
    {
      virConnectPtr connection = run (open_thread, NULL);
      GThread *other = g_thread_new ("other", many_calls_thread, connection);

      run (many_calls_thread, connection);
      g_thread_join (other);
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*is in flight on the same connection*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  virSetErrorFunc (NULL, ignore_error_cb);

  g_test_add_func ("/guard/worker", test_worker);
  g_test_add_func ("/guard/main/local", test_main_local);
  g_test_add_func ("/guard/main/read", test_main_read);
  g_test_add_func ("/guard/main/open", test_main_open);
  g_test_add_func ("/guard/main/call", test_main_call);
  g_test_add_func ("/guard/main/close", test_main_close);
  g_test_add_func ("/guard/two-at-a-time", test_two_at_a_time);

  return g_test_run ();
}
