/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "inn-fixture.h"
#include "inn-graphics-link.h"
#include "inn-host-private.h"
#include "inn-ssh-session.h"
#include "inn-virt-init.h"

/* Ways to a display on another computer. What listens there are sockets of this test, so that
 * no guest is needed. */

#define BANNER "RFB 003.008\n"

/* A host that is connected, and what may be one of its displays. */
typedef struct
{
  InnFixtureRig  *rig;
  InnHost        *host;
  InnDomain      *domain;
  GSocketService *service;
  GPtrArray      *silent;      /* connections to the one that says nothing */
  char           *dir;
  char           *socket;
  guint           port;
  guint           silent_port;
} Fixture;

static gboolean
on_incoming_cb (Fixture           *fixture,
                GSocketConnection *connection,
                GObject           *source)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  if (source == NULL)
    g_output_stream_write_all (out, BANNER, strlen (BANNER), NULL, NULL, NULL);
  g_ptr_array_add (fixture->silent, g_object_ref (connection));

  return TRUE;
}

static void
listen_all (Fixture *fixture)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GObject) mark = g_object_new (G_TYPE_OBJECT, NULL);

  fixture->dir = inn_fixture_make_dir ();
  fixture->socket = g_build_filename (fixture->dir, "a: 100% vnc.sock", NULL);
  address = g_unix_socket_address_new (fixture->socket);

  fixture->silent = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->service = g_socket_service_new ();
  g_signal_connect_swapped (fixture->service, "incoming", G_CALLBACK (on_incoming_cb), fixture);
  g_assert_true (g_socket_listener_add_address (G_SOCKET_LISTENER (fixture->service), address,
                                                G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT,
                                                NULL, NULL, NULL));
  fixture->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (fixture->service), NULL,
                                                       NULL);
  fixture->silent_port = g_socket_listener_add_any_inet_port (
    G_SOCKET_LISTENER (fixture->service), mark, NULL);
}

static gboolean
set_up (Fixture       *fixture,
        InnFixtureRig *rig,
        const char    *uri)
{
  if ((fixture->rig = rig) == NULL)
    return FALSE;

  if (g_str_equal (uri, "test-uri"))
    g_setenv ("PATH", inn_fixture_rig_get (rig, "path"), TRUE);

  fixture->host = inn_host_new (inn_fixture_rig_get (rig, uri));
  inn_host_connect (fixture->host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (fixture->host, "loaded", TRUE);
  fixture->domain = g_list_model_get_item (inn_host_get_domains (fixture->host), 0);
  g_assert_nonnull (fixture->domain);
  listen_all (fixture);

  return TRUE;
}

static void
tear_down (Fixture *fixture)
{
  if (fixture->rig == NULL)
    return;

  g_object_unref (fixture->domain);
  inn_host_disconnect (fixture->host);
  inn_fixture_iterate (50);
  g_assert_finalize_object (fixture->host);
  g_socket_service_stop (fixture->service);
  g_clear_object (&fixture->service);
  g_ptr_array_unref (fixture->silent);
  inn_fixture_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->socket);
  inn_ssh_session_finish_all (5000);
  g_clear_pointer (&fixture->rig, inn_fixture_rig_stop);
}

static InnGraphicsLink *
open_link (Fixture           *fixture,
           InnConsoleDevice  *screen,
           GCancellable      *cancellable,
           GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  inn_graphics_link_open_async (fixture->domain, screen, cancellable,
                                inn_fixture_store_result_cb, &result);
  inn_fixture_await_result (&result);

  return inn_graphics_link_open_finish (fixture->domain, result, error);
}

static InnConsoleDevice
at_port (const char *address,
         guint       port)
{
  return (InnConsoleDevice) { .address = (char *) address, .port = port };
}

static InnConsoleDevice
at_socket (const char *path)
{
  return (InnConsoleDevice) { .socket = (char *) path };
}

/* What the display says arrives; afterwards the link goes, and with it what carried it. */
static void
assert_leads (Fixture          *fixture,
              InnConsoleDevice  screen,
              gboolean          tunnel)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InnGraphicsLink) link = NULL;
  gint64 begun = g_get_monotonic_time ();
  char text[sizeof BANNER] = "";
  int fd;

  link = open_link (fixture, &screen, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (inn_graphics_link_is_tunnel (link), ==, tunnel);
  g_assert_false (inn_graphics_link_is_near (link));
  g_test_message ("%s %u: %.0f ms", screen.socket != NULL ? "socket" : "port", screen.port,
                  (g_get_monotonic_time () - begun) / 1000.0);

  fd = inn_graphics_link_steal_fd (link);
  inn_fixture_iterate (20);   /* what comes directly comes when the service is served */
  g_assert_cmpint (recv (fd, text, strlen (BANNER), MSG_WAITALL), ==, strlen (BANNER));
  g_assert_cmpstr (text, ==, BANNER);
  close (fd);
}

static void
assert_refused (Fixture          *fixture,
                InnConsoleDevice  screen,
                const char       *why,
                const char       *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (open_link (fixture, &screen, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, why));
  g_assert_nonnull (strstr (error->message, words));
}

static guint
count_authentications (Fixture *fixture)
{
  g_autofree char *log = NULL;
  g_auto (GStrv) parts = NULL;

  g_assert_true (g_file_get_contents (inn_fixture_rig_get (fixture->rig, "log"), &log, NULL,
                                      NULL));
  parts = g_strsplit (log, "Accepted publickey for", -1);

  return g_strv_length (parts) - 1;
}

static gboolean
has_nothing_left (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *folder =
    g_path_get_dirname (inn_ssh_session_get_command (fixture->host->ssh));
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "to-"))
      return FALSE;

  return TRUE;
}

/* Whether a process of ours carries something. */
static gboolean
has_no_carrier (gpointer unused)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/children", getpid ());
  g_autofree char *children = NULL;
  g_auto (GStrv) pids = NULL;

  g_assert_true (g_file_get_contents (path, &children, NULL, NULL));
  pids = g_strsplit (g_strchomp (children), " ", -1);
  for (guint i = 0; pids[i] != NULL && *pids[i] != '\0'; i++)
    {
      g_autofree char *file = g_strdup_printf ("/proc/%s/cmdline", pids[i]);
      g_autofree char *line = NULL;
      gsize length;

      if (!g_file_get_contents (file, &line, &length, NULL))
        continue;

      for (gsize j = 0; j < length; j++)
        if (line[j] == '\0')
          line[j] = ' ';
      if (strstr (line, " -W") != NULL || strstr (line, "exec nc") != NULL)
        return FALSE;
    }

  return TRUE;
}

static void
assert_nothing_left (Fixture *fixture)
{
  g_assert_true (inn_fixture_await_condition (has_nothing_left, fixture, INN_FIXTURE_DEADLINE));
  g_assert_true (inn_fixture_await_condition (has_no_carrier, NULL, INN_FIXTURE_DEADLINE));
  g_assert_cmpuint (count_authentications (fixture), ==, 1);
}

/* With what OpenSSH does by itself, and with one login for all. */
static void
test_ssh (void)
{
  Fixture fixture = { NULL };
  g_autofree char *missing = NULL;

  if (!set_up (&fixture, inn_fixture_rig_start ("ssh-host", "--no-nc", NULL), "test-uri"))
    return;

  assert_leads (&fixture, at_port ("127.0.0.1", fixture.port), TRUE);
  assert_leads (&fixture, at_port ("::", fixture.port), TRUE);
  assert_leads (&fixture, at_port ("::1", fixture.port), TRUE);
  assert_leads (&fixture, at_socket (fixture.socket), TRUE);
  assert_leads (&fixture, at_socket (fixture.socket), TRUE);

  assert_refused (&fixture, at_port (NULL, 1), "nobody listens at port 1,",
                  "orwarding request failed");
  missing = g_build_filename (fixture.dir, "no.sock", NULL);
  assert_refused (&fixture, at_socket (missing), "The host has no socket /", "cannot access");
  assert_refused (&fixture, at_port (NULL, 0), "listens nowhere", "127.0.0.1");

  assert_nothing_left (&fixture);
  tear_down (&fixture);
}

/* An SSH service that leads nowhere: nc does. */
static void
test_nc (void)
{
  Fixture fixture = { NULL };
  g_autofree char *nc = g_find_program_in_path ("nc");

  if (nc == NULL)
    {
      g_test_skip ("nc is not installed");
      return;
    }

  if (!set_up (&fixture, inn_fixture_rig_start ("ssh-host", "--closed", NULL), "test-uri"))
    return;

  assert_leads (&fixture, at_port (NULL, fixture.port), TRUE);
  assert_leads (&fixture, at_socket (fixture.socket), TRUE);
  assert_nothing_left (&fixture);
  tear_down (&fixture);
}

static void
test_closed (void)
{
  Fixture fixture = { NULL };

  if (!set_up (&fixture, inn_fixture_rig_start ("ssh-host", "--closed", "--no-nc", NULL),
               "test-uri"))
    return;

  assert_refused (&fixture, at_port (NULL, fixture.port), "Set AllowTcpForwarding",
                  "refused by peer");
  assert_refused (&fixture, at_socket (fixture.socket),
                  "Set AllowStreamLocalForwarding", "no nc");
  assert_nothing_left (&fixture);
  tear_down (&fixture);
}

static gboolean
has_come (gpointer data)
{
  return ((Fixture *) data)->silent->len > 0;
}

/* Whoever waits may stop waiting, and what was begun for him ends. */
static void
test_cancel (void)
{
  Fixture fixture = { NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  InnConsoleDevice screen = { .port = 0 };

  if (!set_up (&fixture, inn_fixture_rig_start ("ssh-host", NULL), "test-uri"))
    return;

  screen.port = fixture.silent_port;
  inn_graphics_link_open_async (fixture.domain, &screen, cancellable,
                                inn_fixture_store_result_cb, &result);
  g_assert_true (inn_fixture_await_condition (has_come, &fixture, INN_FIXTURE_DEADLINE));
  g_assert_false (has_no_carrier (NULL));
  g_cancellable_cancel (cancellable);
  inn_fixture_await_result (&result);
  g_assert_null (inn_graphics_link_open_finish (fixture.domain, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);

  assert_nothing_left (&fixture);
  tear_down (&fixture);
}

/* A host over TCP: straight to where the display listens, if anybody can get there. */
static void
test_direct (void)
{
  Fixture fixture = { NULL };
  InnHost *far;

  if (!set_up (&fixture, inn_fixture_rig_start ("daemon", "--tcp", "--guests", "1", NULL),
               "tcp-uri"))
    return;

  assert_leads (&fixture, at_port ("0.0.0.0", fixture.port),
                FALSE);
  assert_leads (&fixture, at_port ("127.0.0.1", fixture.port), FALSE);
  assert_refused (&fixture, at_port (NULL, 1), "nobody listens at that port",
                  "Connection refused");
  assert_refused (&fixture, at_socket (fixture.socket), "over SSH alone", ".");

  /* The same host, were it elsewhere. */
  far = inn_domain_get_host (fixture.domain);
  g_free (far->uri);
  far->uri = g_strdup ("qemu+tls://kvm-1.example/system");
  assert_refused (&fixture, at_port ("127.0.0.1", 5900),
                  "only at 127.0.0.1 of ", "over SSH");

  tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  g_test_add_func ("/graphics-link/ssh", test_ssh);
  g_test_add_func ("/graphics-link/nc", test_nc);
  g_test_add_func ("/graphics-link/closed", test_closed);
  g_test_add_func ("/graphics-link/cancel", test_cancel);
  g_test_add_func ("/graphics-link/direct", test_direct);

  return g_test_run ();
}
