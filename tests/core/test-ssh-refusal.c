/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "inn-ssh-refusal.h"

#define OPENSSH "Cannot recv data: "
#define END ": Connection reset by peer"
#define PRINT "SHA256:Ok52TbT1+1jQabz/I6qw2TrS3ATuOQrwuajivMDqp2Q"

typedef struct
{
  InnSshRefusal  refusal;
  const char    *text;
} Case;

/* As libvirt 9.0 and 11.3 hand them on from OpenSSH 9.2 and 10.0, which say the same, and from
 * libssh 0.10 and 0.11. */
static const Case cases[] = {
  { INN_SSH_REFUSAL_KEY_CHANGED,
    OPENSSH "@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\n"
    "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n"
    "The fingerprint for the ED25519 key sent by the remote host is\n" PRINT ".\n"
    "Offending RSA key in /home/me/.ssh/known_hosts:17\n"
    "Host key for [127.0.0.1]:2299 has changed and you have requested strict checking.\n"
    "Host key verification failed." END },
  { INN_SSH_REFUSAL_KEY_CHANGED,
    "authentication failed: !!! SSH HOST KEY VERIFICATION FAILED !!!: Identity of host "
    "'x:22' differs from stored identity. Please verify the new host key 'da:12'" },
  { INN_SSH_REFUSAL_KEY_UNKNOWN,
    OPENSSH "No ED25519 host key is known for [127.0.0.1]:52441 and you have requested strict "
    "checking.\nHost key verification failed." END },
  { INN_SSH_REFUSAL_KEY_UNKNOWN, OPENSSH "Host key verification failed." END },
  { INN_SSH_REFUSAL_KEY_UNKNOWN,
    "libssh transport error: SSH host key for '127.0.0.1' (da:12:b8) was not accepted" },
  { INN_SSH_REFUSAL_KEY_UNKNOWN,
    "libssh transport error: failed to retrieve decision to accept host key" },
  { INN_SSH_REFUSAL_UNANSWERED,
    "operation failed: failed to retrieve user response for authentication callback" },
  { INN_SSH_REFUSAL_TOO_MANY,
    OPENSSH "Received disconnect from 203.0.113.48 port 22:2: Too many authentication failures\n"
    "Disconnected from 203.0.113.48 port 22" END },
  { INN_SSH_REFUSAL_DENIED,
    OPENSSH "root@127.0.0.1: Permission denied (publickey,password)." END },
  { INN_SSH_REFUSAL_DENIED,
    OPENSSH "admin@x: Permission denied (publickey,keyboard-interactive)." END },
  { INN_SSH_REFUSAL_DENIED,
    OPENSSH "Permission denied, please try again.\n"
    "Connection closed by 203.0.113.48 port 22" END },
  { INN_SSH_REFUSAL_DENIED,
    OPENSSH "Received disconnect from 203.0.113.48 port 22:14: No more authentication methods "
    "available\nDisconnected from 203.0.113.48 port 22" END },
  { INN_SSH_REFUSAL_DENIED,
    "libssh transport error: failed to authenticate: Access denied for 'publickey'. "
    "Authentication that can continue: publickey,password" },
  { INN_SSH_REFUSAL_SHUT_OUT, OPENSSH "admin@x: Permission denied (publickey)." END },
  { INN_SSH_REFUSAL_SHUT_OUT,
    OPENSSH "no such identity: /home/me/none: No such file or directory\n"
    "admin@x: Permission denied (publickey,hostbased)." END },
  { INN_SSH_REFUSAL_SHUT_OUT,
    "libssh transport error: failed to authenticate: Access denied for 'publickey'. "
    "Authentication that can continue: publickey" },

  /* The host, or the way there, is the trouble. */
  { INN_SSH_REFUSAL_NONE,
    OPENSSH "ssh: connect to host x port 22: Connection refused" END },
  { INN_SSH_REFUSAL_NONE,
    OPENSSH "kex_exchange_identification: read: Connection reset by peer\n"
    "Connection reset by 203.0.113.48 port 22" END },
  { INN_SSH_REFUSAL_NONE,
    "End of file while reading data: virt-ssh-helper: cannot connect to "
    "'/var/run/libvirt/libvirt-sock': Failed to connect socket to '/var/run/libvirt/libvirt-sock': "
    "Permission denied: Input/output error" },
  { INN_SSH_REFUSAL_NONE,
    "Failed to connect socket to '/run/libvirt/libvirt-sock': Permission denied" },
  { INN_SSH_REFUSAL_NONE, "" },
};

static void
test_refusals (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (inn_ssh_refusal_parse (cases[i].text), ==, cases[i].refusal);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ssh-refusal/kinds", test_refusals);

  return g_test_run ();
}
