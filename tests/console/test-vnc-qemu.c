/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <pwd.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gio/gunixsocketaddress.h>
#include <glib-unix.h>

#include "inn-fixture.h"
#include "inn-vnc-remote.h"

/* Signing in to real displays: those of fixtures/vnc.py. */

typedef struct
{
  InnRemote *remote;
  guint      wanted;
  gboolean   open;
  gboolean   closed;
  GError    *error;
} Fixture;

static InnFixtureRig *displays;

/* Where gvnc looks for the authority: the user's real home is not for tests. */
struct passwd *
getpwuid (uid_t uid)
{
  static struct passwd entry;

  entry.pw_uid = uid;
  entry.pw_name = (char *) "test";
  entry.pw_dir = (char *) (displays != NULL ? inn_fixture_rig_get (displays, "home") : "/nowhere");

  return &entry;
}

/* Read by LeakSanitizer: gvnc forgets the names of the two folders where it looks. */
const char *__lsan_default_suppressions (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:__vasprintf_internal";
}

static int
connect_to (const char *kind)
{
  const char *place = inn_fixture_rig_get (displays, kind);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) error = NULL;

  address = *place == '/' ? g_unix_socket_address_new (place)
                          : g_inet_socket_address_new_from_string ("127.0.0.1", atoi (place));
  socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM, 0, &error);
  g_assert_no_error (error);
  g_socket_connect (socket, address, NULL, &error);
  g_assert_no_error (error);

  return dup (g_socket_get_fd (socket));
}

static void
on_wanted_cb (Fixture *fixture,
              guint    wanted)
{
  fixture->wanted = wanted;
}

static void
on_open_cb (Fixture *fixture)
{
  fixture->open = TRUE;
}

static void
on_closed_cb (Fixture      *fixture,
              const GError *error)
{
  fixture->closed = TRUE;
  fixture->error = error != NULL ? g_error_copy (error) : NULL;
}

static void
start (Fixture    *fixture,
       const char *kind)
{
  fixture->remote = inn_vnc_remote_new (FALSE);
  g_signal_connect_swapped (fixture->remote, "credentials-wanted", G_CALLBACK (on_wanted_cb),
                            fixture);
  g_signal_connect_swapped (fixture->remote, "framebuffer-changed", G_CALLBACK (on_open_cb),
                            fixture);
  g_signal_connect_swapped (fixture->remote, "closed", G_CALLBACK (on_closed_cb), fixture);
  inn_remote_open_fd (fixture->remote, connect_to (kind), "127.0.0.1");
}

static gboolean
is_asked (gpointer data)
{
  const Fixture *fixture = data;

  return fixture->wanted != 0 || fixture->closed;
}

static gboolean
is_done (gpointer data)
{
  const Fixture *fixture = data;

  return fixture->open || fixture->closed;
}

static gboolean
is_closed (gpointer data)
{
  return ((const Fixture *) data)->closed;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->remote == NULL)
    return;

  inn_remote_close (fixture->remote);
  g_assert_true (inn_fixture_await_condition (is_closed, fixture, INN_FIXTURE_DEADLINE));
  g_clear_object (&fixture->remote);
  g_clear_error (&fixture->error);
}

static void
answer (Fixture    *fixture,
        const char *user,
        const char *password)
{
  g_assert_true (inn_fixture_await_condition (is_asked, fixture, INN_FIXTURE_DEADLINE));
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->wanted, ==,
                    INN_REMOTE_PASSWORD | (user != NULL ? INN_REMOTE_USER : 0));
  inn_remote_set_credentials (fixture->remote, user, password);
}

static void
assert_open (Fixture *fixture)
{
  g_assert_true (inn_fixture_await_condition (is_done, fixture, INN_FIXTURE_DEADLINE));
  g_assert_no_error (fixture->error);
  g_assert_nonnull (inn_remote_get_framebuffer (fixture->remote));
}

static void
assert_refused (Fixture      *fixture,
                GIOErrorEnum  code,
                const char   *text)
{
  g_assert_true (inn_fixture_await_condition (is_done, fixture, INN_FIXTURE_DEADLINE));
  g_assert_error (fixture->error, G_IO_ERROR, (int) code);
  if (strstr (fixture->error->message, text) == NULL)
    g_error ("“%s” does not say “%s”", fixture->error->message, text);
}

static void
test_password (Fixture       *fixture,
               gconstpointer  data)
{
  start (fixture, data);
  answer (fixture, NULL, "s3cret");
  assert_open (fixture);
}

static void
test_wrong_password (Fixture       *fixture,
                     gconstpointer  data)
{
  start (fixture, data);
  answer (fixture, NULL, "wrong");
  assert_refused (fixture, G_IO_ERROR_PERMISSION_DENIED, "The password is wrong.");
}

static void
test_x509 (Fixture       *fixture,
           gconstpointer  data)
{
  start (fixture, "x509");
  assert_open (fixture);
  g_assert_cmpuint (fixture->wanted, ==, 0);
}

static gboolean
skip_sasl (void)
{
  if (g_str_equal (inn_fixture_rig_get (displays, "has-sasl"), "True"))
    return FALSE;

  g_test_skip ("sasl2-bin is not installed");

  return TRUE;
}

static void
test_sasl (Fixture       *fixture,
           gconstpointer  data)
{
  if (skip_sasl ())
    return;

  start (fixture, "x509-sasl");
  answer (fixture, "fred", "s3cret");
  assert_open (fixture);
}

static void
test_wrong_sasl (Fixture       *fixture,
                 gconstpointer  data)
{
  if (skip_sasl ())
    return;

  start (fixture, "x509-sasl");
  answer (fixture, "fred", "wrong");
  assert_refused (fixture, G_IO_ERROR_PERMISSION_DENIED,
                  "The user name or the password is wrong.");
}

static void
test_certificate (Fixture       *fixture,
                  gconstpointer  data)
{
  const char * const *kind = data;

  start (fixture, kind[0]);
  assert_refused (fixture, G_IO_ERROR_CONNECTION_CLOSED, kind[1]);
}

/* Somebody who wants it alone, and has it. */
static int
take_alone (void)
{
  static const char words[] = "RFB 003.008\n\1";
  guint8 buffer[64];
  int fd = connect_to ("exclusive");

  g_unix_set_fd_nonblocking (fd, FALSE, NULL);
  g_assert_cmpint (recv (fd, buffer, 12, MSG_WAITALL), ==, 12);
  g_assert_cmpint (send (fd, words, 12, 0), ==, 12);
  g_assert_cmpint (recv (fd, buffer, 2, MSG_WAITALL), ==, 2);
  g_assert_cmpint (send (fd, words + 12, 1, 0), ==, 1);
  g_assert_cmpint (recv (fd, buffer, 4, MSG_WAITALL), ==, 4);
  g_assert_cmpint (send (fd, "", 1, 0), ==, 1);
  g_assert_cmpint (recv (fd, buffer, 24, MSG_WAITALL), ==, 24);

  return fd;
}

static void
test_alone (Fixture       *fixture,
            gconstpointer  data)
{
  int other = take_alone ();

  start (fixture, "exclusive");
  assert_refused (fixture, G_IO_ERROR_CONNECTION_CLOSED, "Another client may use it alone.");
  close (other);
}

/* Two of ours do not throw each other out. */
static void
test_together (Fixture       *fixture,
               gconstpointer  data)
{
  Fixture other = { 0 };

  start (fixture, "exclusive");
  assert_open (fixture);
  start (&other, "exclusive");
  assert_open (&other);
  inn_fixture_iterate (50);
  g_assert_false (fixture->closed);
  tear_down (&other, NULL);
}

int
main (int   argc,
      char *argv[])
{
  static const char * const certificates[][2] = {
    { "other-name", "is not for “127.0.0.1”" },
    { "other-authority", "is not trusted" },
    { "expired", "is not trusted: it has expired, or" },
  };
  int status;

  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func) \
  g_test_add ("/vnc-qemu/" path, Fixture, data, NULL, func, tear_down)
  ADD ("password", "password", test_password);
  ADD ("password/wrong", "password", test_wrong_password);
  ADD ("x509", NULL, test_x509);
  ADD ("x509/password", "x509-password", test_password);
  ADD ("x509/password/wrong", "x509-password", test_wrong_password);
  ADD ("x509/sasl", NULL, test_sasl);
  ADD ("x509/sasl/wrong", NULL, test_wrong_sasl);
  ADD ("x509/other-name", certificates[0], test_certificate);
  ADD ("x509/other-authority", certificates[1], test_certificate);
  ADD ("x509/expired", certificates[2], test_certificate);
  ADD ("alone", NULL, test_alone);
  ADD ("together", NULL, test_together);

  displays = inn_fixture_rig_start ("displays", NULL);
  if (displays == NULL)
    {
      g_print ("1..0 # SKIP no QEMU or openssl\n");
      return 0;
    }

  status = g_test_run ();
  inn_fixture_rig_stop (g_steal_pointer (&displays));

  return status;
}
