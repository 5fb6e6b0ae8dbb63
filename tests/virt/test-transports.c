/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <glib/gstdio.h>
#include <string.h>

#include <libvirt/libvirt.h>

#include "inn-fixture.h"
#include "inn-host.h"
#include "inn-virt-error.h"
#include "inn-virt-init.h"

/* Ways to a host other than our own ssh, and what is said when they are closed. */

static gboolean
has_ended (gpointer host)
{
  return inn_host_get_state (host) != INN_HOST_STATE_CONNECTING;
}

static void
end_host (InnHost *host)
{
  inn_host_disconnect (host);
  inn_fixture_iterate (50);
  g_assert_finalize_object (host);
}

static void
assert_connects (const char *uri)
{
  InnHost *host = inn_host_new (uri);

  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  g_assert_true (inn_fixture_await_condition (has_ended, host, INN_FIXTURE_DEADLINE));

  if (inn_host_get_error (host) != NULL)
    g_error ("%s: %s", uri, inn_host_get_error (host)->message);

  inn_fixture_await_property (host, "loaded", TRUE);
  end_host (host);
}

typedef struct
{
  InnHost    *host;
  const char *words;      /* in the sidebar */
  const char *expected;   /* a part of what the user reads */
} Failure;

static gboolean
has_failed_so (gpointer data)
{
  Failure *failure = data;
  const GError *error = inn_host_get_error (failure->host);
  g_autofree char *text = inn_host_dup_state_text (failure->host);
  g_autoptr (InnAdvice) advice = NULL;

  if (error == NULL || inn_host_get_state (failure->host) == INN_HOST_STATE_CONNECTING)
    return FALSE;

  advice = inn_virt_error_advise (error, inn_host_get_uri (failure->host));

  return g_str_has_prefix (text, failure->words) && advice != NULL &&
         strstr (advice->sentences, failure->expected) != NULL;
}

/* libvirt may notice that a program has ended before it has read why: the next try tells. */
static void
assert_fails (const char *uri,
              const char *words,
              const char *expected)
{
  InnHost *host = inn_host_new (uri);
  Failure failure = { host, words, expected };

  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  if (!inn_fixture_await_condition (has_failed_so, &failure, INN_FIXTURE_DEADLINE))
    g_error ("%s: not “%s”, “%s”, but: %s", uri, words, expected,
             inn_host_get_error (host) != NULL ? inn_host_get_error (host)->message : "nothing");

  g_test_message ("%s", inn_host_get_error (host)->message);
  end_host (host);
}

static char *
dup_tls_uri (InnFixtureRig *rig,
             const char    *server,
             const char    *client)
{
  g_autofree char *key = g_strconcat ("port-", server, NULL);

  return g_strdup_printf ("qemu+tls://127.0.0.1:%s/system?pkipath=%s/%s",
                          inn_fixture_rig_get (rig, key), inn_fixture_rig_get (rig, "dir"),
                          client);
}

/* Which certificate is missing or wrong. What is wrong with that of the host only GIO tells,
 * where it can do TLS. */
static void
test_tls (void)
{
  gboolean exact = g_tls_backend_supports_tls (g_tls_backend_get_default ());
  static const struct { const char *server; const char *client; const char *expected; } cases[] = {
    { "good", "none", "none/cacert.pem" },
    { "good", "junk", "junk/cacert.pem is no certificate" },
    { "good", "no-client", "clientcert.pem" },
    { "good", "other-client", "other-client/clientcert.pem comes from another authority" },
    { "good", "old-client", "old-client/clientcert.pem has expired" },
    { "other-name", "full", "is for elsewhere.example," },
    { "other-authority", "full", "authority than that of" },
    { "expired", "full", "of the host has expired" },
  };
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("tls-host", NULL);
  g_autofree char *good = NULL;

  if (rig == NULL)
    return;

  good = dup_tls_uri (rig, "good", "full");
  assert_connects (good);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *uri = dup_tls_uri (rig, cases[i].server, cases[i].client);

      assert_fails (uri, "Certificate",
                    exact || g_str_equal (cases[i].server, "good") ? cases[i].expected
                                                                   : "does not fit");
    }
}

/* A program of the user makes the connection. */
static void
test_ext (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", NULL);
  g_autofree char *dir = inn_fixture_make_dir ();
  g_autofree char *program = g_build_filename (dir, "carry", NULL);
  g_autofree char *uri = g_strdup_printf ("qemu+ext:///system?command=%s", program);
  g_autofree char *text = NULL;

  if (rig != NULL)
    {
      text = g_strdup_printf (
        "#!/usr/bin/python3\n"
        "import os, socket, threading\n"
        "s = socket.socket(socket.AF_UNIX)\n"
        "s.connect('%s')\n"
        "def pump(a, b):\n"
        "    while data := os.read(a, 65536):\n"
        "        os.write(b, data)\n"
        "threading.Thread(target=pump, args=(0, s.fileno()), daemon=True).start()\n"
        "pump(s.fileno(), 1)\n", inn_fixture_rig_get (rig, "socket"));
      g_assert_true (g_file_set_contents (program, text, -1, NULL));
      g_assert_cmpint (g_chmod (program, 0700), ==, 0);
      assert_connects (uri);

      assert_fails ("qemu+ext:///system?command=/nonexistent", "No daemon",
                    "program /nonexistent");
      assert_fails ("qemu+ext:///system", "Address", "?command=");
    }

  inn_fixture_remove_dir (dir);
}

static void
test_sockets (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", NULL);
  g_autofree char *wrong_path = NULL;

  if (rig == NULL)
    return;

  assert_connects (inn_fixture_rig_get (rig, "uri"));
  assert_fails ("qemu+unix:///system?socket=/nonexistent", "No daemon",
                "Nobody listens at /nonexistent");
  wrong_path = g_strdup_printf ("qemu+unix:///machines?socket=%s",
                                inn_fixture_rig_get (rig, "socket"));
  assert_fails (wrong_path, "Address", "/session");
}

/* ssh inside libvirt itself, with a key and a file of known hosts. */
static void
test_libssh (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("ssh-host", NULL);
  g_autofree char *base = NULL;
  g_autofree char *good = NULL;
  g_autofree char *unknown = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *no_key = NULL;

  if (rig == NULL)
    return;

  base = g_strdup_printf ("qemu+libssh://admin@127.0.0.1:%s/system?sshauth=privkey",
                          inn_fixture_rig_get (rig, "port"));
  good = g_strdup_printf ("%s&keyfile=%s&known_hosts=%s", base,
                          inn_fixture_rig_get (rig, "identity"),
                          inn_fixture_rig_get (rig, "known-hosts"));
  assert_connects (good);

  unknown = g_strdup_printf ("%s&keyfile=%s&known_hosts=/dev/null", base,
                             inn_fixture_rig_get (rig, "identity"));
  /* A newer libvirt does not tell what it would have asked. */
  if (LIBVIR_VERSION_NUMBER < 10000000)
    assert_fails (unknown, "Key not known", "does not know the key");
  else
    assert_fails (unknown, "Password needed", "whether its key is right");

  no_key = g_strdup_printf ("%s&keyfile=/nonexistent&known_hosts=%s", base,
                            inn_fixture_rig_get (rig, "known-hosts"));
  assert_fails (no_key, "Password needed", "key cannot be read");

  inn_fixture_rig_command (rig, "close");
  refused = g_strdup (good);
  assert_fails (refused, "Refused", "no SSH service");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  g_test_add_func ("/transports/tls", test_tls);
  g_test_add_func ("/transports/ext", test_ext);
  g_test_add_func ("/transports/sockets", test_sockets);
  g_test_add_func ("/transports/libssh", test_libssh);

  return g_test_run ();
}
