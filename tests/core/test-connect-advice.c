/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "inn-connect-advice.h"

typedef struct
{
  const char *uri;
  const char *text;
  const char *expected;   /* part of the advice; NULL: none is given */
} Case;

/* Texts as libvirt 9.0 and OpenSSH 9.2 say them. */
static const Case cases[] = {
  { "qemu+ssh://x/system",
    "Cannot recv data: admin@x: Permission denied (publickey,password).: Connection reset by peer",
    "did not accept your key" },
  { "qemu+ssh://x/system",
    "Cannot recv data: Host key verification failed.: Connection reset by peer",
    "does not know the key" },
  { "qemu+ssh://x/system",
    "Cannot recv data: @ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @ "
    "Host key verification failed.: Connection reset by peer",
    "another key than before" },
  { "qemu+ssh://x/system",
    "Cannot recv data: ssh: connect to host x port 22: Connection refused: "
    "Connection reset by peer",
    "no SSH service" },
  { "qemu+ssh://x/system",
    "Cannot recv data: ssh: Could not resolve hostname x: Name or service not known",
    "spelling" },
  { "qemu+ssh://x/system",
    "Cannot recv data: sh: 1: virt-ssh-helper: not found: Connection reset by peer",
    "netcat" },
  { "qemu+ssh://x/system",
    "Cannot recv data: nc: invalid option -- 'U': Connection reset by peer",
    "virt-ssh-helper" },
  { "qemu:///system",
    "Failed to connect socket to '/var/run/libvirt/libvirt-sock': No such file or directory",
    "Nobody listens" },
  { "qemu:///system",
    "Failed to connect socket to '/var/run/libvirt/libvirt-sock': Permission denied",
    "group libvirt" },
  { "qemu:///system",
    "authentication unavailable: no polkit agent available to authenticate action",
    "polkit agent" },
  { "qemu+tcp://x/system", "authentication failed: authentication failed", "wrong" },
  { "qemu+tcp://x/system",
    "authentication failed: Failed to collect auth credentials", "asks for a password" },
  { "qemu+tcp://x/system",
    "unable to connect to server at 'x:16509': Connection refused", "libvirt does not listen" },
  { "qemu+tls://x/system",
    "Cannot read CA certificate '/etc/pki/CA/cacert.pem': No such file or directory",
    "authority" },
  { "foo:///", "no connection driver available for foo:///", "no driver" },
  /* What is said about ssh helps nobody who does not use it. */
  { "qemu:///system", "Permission denied (publickey)", NULL },
  { "qemu:///system", "internal error: something else", NULL },
  { NULL, "internal error: something else", NULL },
};

static void
test_advice (gconstpointer data)
{
  const Case *test = data;
  const char *advice = inn_connect_advice (test->uri, test->text);

  g_test_message ("%s", test->text);

  if (test->expected == NULL)
    {
      g_assert_null (advice);
      return;
    }

  g_assert_nonnull (advice);
  g_assert_nonnull (strstr (advice, test->expected));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/connect-advice/%u", i);

      g_test_add_data_func (path, &cases[i], test_advice);
    }

  return g_test_run ();
}
