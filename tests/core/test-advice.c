/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <string.h>

#include "inn-advice-table.h"

typedef struct
{
  const char *uri;
  const char *text;
  const char *expected;   /* part of the advice; NULL: none is given */
  const char *object;     /* what the text names */
} Case;

#define LOCAL "qemu:///system"
#define SSH "qemu+ssh://x/system"
#define LIBSSH "qemu+libssh://x/system"
#define TLS "qemu+tls://x/system"
#define TCP "qemu+tcp://x/system"
#define EXT "qemu+ext:///system"

#define MONITOR "internal error: process exited while connecting to monitor: " \
  "2026-11-22T12:19:04.678859Z qemu-system-x86_64: "

/* What libvirt 9.0, OpenSSH 9.2 and QEMU 7.2 say when one provokes it; most of it was. */
static const Case cases[] = {
  /* ssh */
  { SSH, "Cannot recv data: @@@@@@@@\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n"
    "Offending ED25519 key in /home/me/.ssh/known_hosts:1\n"
    "Host key verification failed.: Connection reset by peer", "another key than before" },
  { LIBSSH, "authentication failed: !!! SSH HOST KEY VERIFICATION FAILED !!!: Identity of host "
    "'x:22' differs from stored identity. Please verify the new host key 'da:12'",
    "another key than before" },
  { SSH, "Cannot recv data: No ED25519 host key is known for [127.0.0.1]:52441 and you have "
    "requested strict checking.\nHost key verification failed.: Connection reset by peer",
    "does not know the key" },
  { LIBSSH, "libssh transport error: SSH host key for '127.0.0.1' (da:12:b8) was not accepted",
    "does not know the key" },
  { LIBSSH, "libssh transport error: failed to retrieve decision to accept host key",
    "does not know the key" },
  { SSH, "Cannot recv data: @         WARNING: UNPROTECTED PRIVATE KEY FILE!          @\n"
    "Permissions 0666 for '/home/me/id' are too open.\nLoad key \"/home/me/id\": bad permissions\n"
    "root@x: Permission denied (publickey,password).: Connection reset by peer",
    "chmod 600 /home/me/id", "/home/me/id" },
  { SSH, "Cannot recv data: no such identity: /home/me/none: No such file or directory\n"
    "root@x: Permission denied (publickey).: Connection reset by peer",
    "no private key /home/me/none", "/home/me/none" },
  { LIBSSH, "authentication failed: error while reading private key '/home/me/none'",
    "key cannot be read", "/home/me/none" },
  { SSH, "Cannot recv data: Received disconnect from x port 22:2: "
    "Too many authentication failures\nDisconnected from x port 22: Connection reset by peer",
    "too many keys" },
  { SSH, "Cannot recv data: ssh_askpass: exec(/usr/bin/ssh-askpass): No such file or directory\n"
    "root@x: Permission denied (password).: Connection reset by peer", "no program for that" },
  { SSH, "Cannot recv data: admin@x: Permission denied (publickey,password,keyboard-interactive).: "
    "Connection reset by peer", "did not accept your key" },
  { SSH, "Cannot recv data: admin@x: Permission denied (publickey).: Connection reset by peer",
    "takes no password" },
  { LIBSSH, "libssh transport error: failed to authenticate: Access denied for 'publickey'. "
    "Authentication that can continue: publickey,password", "did not accept your key" },
  { SSH, "End of file while reading data: This account is currently not available.: "
    "Input/output error", "may not run programs" },
  { SSH, "Cannot recv data: kex_exchange_identification: read: Connection reset by peer\n"
    "Connection reset by 203.0.113.48 port 22: Connection reset by peer", "before it asked" },
  { SSH, "Cannot recv data: ssh: connect to host 127.0.0.1 port 1: Connection refused: "
    "Connection reset by peer", "no SSH service" },
  { SSH, "Cannot recv data: ssh: Could not resolve hostname x: Name or service not known: "
    "Connection reset by peer", "spelling" },
  { SSH, "Cannot recv data: ssh: connect to host x port 22: Connection timed out: "
    "Connection reset by peer", "does not answer" },
  { SSH, "Cannot recv data: ssh: connect to host x port 22: No route to host: "
    "Connection reset by peer", "cannot be reached" },

  /* Behind it */
  { SSH, "End of file while reading data: sh: 1: virt-ssh-helper: not found: Input/output error",
    "netcat" },
  { SSH, "End of file while reading data: sh: 1: nc: not found: Input/output error",
    "has no “nc”" },
  { SSH, "Cannot recv data: nc: invalid option -- 'U': Connection reset by peer",
    "virt-ssh-helper as proxy" },
  { SSH, "End of file while reading data: sh: 1: /nope/nc: not found: Input/output error",
    "no program “/nope/nc”", "/nope/nc" },
  { SSH, "End of file while reading data: bash: line 1: sh: command not found: Input/output error",
    "no program “sh”", "sh" },
  { SSH, "End of file while reading data: virt-ssh-helper: cannot connect to "
    "'/var/run/libvirt/libvirt-sock': Failed to connect socket to '/var/run/libvirt/libvirt-sock': "
    "No such file or directory: Input/output error", "SSH got through, but no libvirt service",
    "/var/run/libvirt/libvirt-sock" },
  { SSH, "End of file while reading data: virt-ssh-helper: cannot connect to "
    "'/var/run/libvirt/libvirt-sock': Failed to connect socket to '/var/run/libvirt/libvirt-sock': "
    "Permission denied: Input/output error", "SSH got through, but this user" },
  { SSH, "End of file while reading data: virt-ssh-helper: cannot connect to "
    "'/var/run/libvirt/libvirt-sock': Failed to connect socket to '/var/run/libvirt/libvirt-sock': "
    "Connection refused: Input/output error", "SSH got through, but the libvirt service has" },
  { SSH, "End of file while reading data: : Input/output error", "did not answer" },

  /* Displays */
  { SSH, "Stdio forwarding request failed: Session open refused by peer\n"
    "nobody listens at port 5900", "at port 5900, where" },
  { SSH, "Stdio forwarding request failed: Session open refused by peer\n"
    "no nc that leads to port 5900", "AllowTcpForwarding" },
  { SSH, "ls: cannot access '/run/x.sock': No such file or directory", "no socket /run/x.sock" },
  { SSH, "ls: cannot access '/run/x.sock': Permission denied", "of the display, /run/x.sock" },
  { SSH, "cannot write to '/run/x.sock': Permission denied", "of the display, /run/x.sock" },
  { SSH, "no nc that leads to socket /run/x.sock", "AllowStreamLocalForwarding" },
  { TLS, "Socket I/O timed out", "firewall" },

  /* Sockets and programs of this computer */
  { LOCAL, "Failed to connect socket to '/var/run/libvirt/libvirt-sock': No such file or directory",
    "Nobody listens at /var/run/libvirt/libvirt-sock", "/var/run/libvirt/libvirt-sock" },
  { "qemu:///session", "Failed to connect socket to '/run/user/1000/libvirt/libvirt-sock': "
    "No such file or directory", "qemu:///system" },
  { LOCAL, "Failed to connect socket to '/var/run/libvirt/libvirt-sock': Permission denied",
    "group libvirt" },
  { LOCAL, "Failed to connect socket to '/var/run/libvirt/libvirt-sock': Connection refused",
    "has stopped" },
  { LOCAL, "authentication unavailable: no polkit agent available to authenticate action "
    "'org.libvirt.unix.manage'", "polkit agent" },
  { LOCAL, "authentication failed: access denied by policy", "rule of the host" },
  { LOCAL, "authentication cancelled: user cancelled authentication process", "You cancelled" },
  { "qemu+unix:///foo", "internal error: unexpected qemu URI path '/foo', try qemu:///system",
    "/session", "/foo" },
  { "xen:///system", "no connection driver available for xen:///system", "no driver",
    "xen:///system" },
  { EXT, "invalid argument: remote_open: for 'ext' transport, command is required", "?command=" },
  { EXT, "Cannot recv data: libvirt:  error : cannot execute binary /nonexistent: "
    "No such file or directory: Connection reset by peer", "program /nonexistent", "/nonexistent" },
  { EXT, "Cannot recv data: : Connection reset by peer", "without a word" },
  { EXT, "internal error: client socket is closed", "connection to the host ended" },
  { EXT, "Cannot write data: Broken pipe", "connection to the host ended" },

  { "qemu+libssh://x/system", "operation failed: failed to retrieve user response for "
    "authentication callback", "whether its key is right" },

  /* The network, SASL */
  { TCP, "authentication failed: authentication failed", "wrong" },
  { TCP, "authentication failed: Failed to collect auth credentials", "asks for a password" },
  { TCP, "unable to connect to server at 'x:16509': Connection refused",
    "libvirt does not listen at x:16509", "x:16509" },
  { TCP, "Unable to resolve address 'x' service '16509': Name or service not known", "spelling" },
  { "esx://x/", "internal error: curl_easy_perform() returned an error: Couldn't connect to server "
    "(7) : Failed to connect to x port 443: Connection refused", "nobody listens" },
  { TCP, "internal error: connection closed due to keepalive timeout", "does not answer" },

  /* Certificates */
  { TLS, "Cannot read CA certificate '/etc/pki/CA/cacert.pem': No such file or directory",
    "/etc/pki/CA/cacert.pem", "/etc/pki/CA/cacert.pem" },
  { TLS, "Cannot read CA certificate '/etc/pki/CA/cacert.pem': Permission denied",
    "may not read /etc/pki/CA/cacert.pem", "/etc/pki/CA/cacert.pem" },
  { TLS, "Unable to import CA certificate list /home/me/pki/cacert.pem",
    "/home/me/pki/cacert.pem is no certificate", "/home/me/pki/cacert.pem" },
  { TLS, "Our own certificate /home/me/pki/clientcert.pem failed validation against "
    "/home/me/pki/cacert.pem: The certificate hasn't got a known issuer.",
    "another authority", "/home/me/pki/clientcert.pem" },
  { TLS, "The client certificate /home/me/pki/clientcert.pem has expired",
    "/home/me/pki/clientcert.pem has expired", "/home/me/pki/clientcert.pem" },
  { TLS, "The client certificate /home/me/pki/clientcert.pem is not yet active", "clock" },
  { TLS, "authentication failed: Failed to verify peer's certificate", "another name" },
  { TLS, "authentication failed: Failed to verify peer's certificate\n"
    "peer's certificate is not from /etc/pki/CA/cacert.pem",
    "than that of /etc/pki/CA/cacert.pem" },
  { TLS, "authentication failed: Failed to verify peer's certificate\n"
    "peer's certificate has expired", "of the host has expired" },
  { TLS, "authentication failed: Failed to verify peer's certificate\n"
    "peer's certificate is not yet active", "clocks" },
  { TLS, "authentication failed: Failed to verify peer's certificate\n"
    "peer's certificate is for elsewhere.example", "is for elsewhere.example," },
  { TLS, "Unable to read TLS confirmation: Input/output error", "clientcert.pem" },

  /* Machines */
  { LOCAL, MONITOR "-device {\"driver\":\"ide-hd\"}: Failed to get \"write\" lock\n"
    "Is another process using the image [/img/a.img]?", "used by another process" },
  { LOCAL, "Cannot access storage file '/root/a.img' (as uid:64055, gid:64055): Permission denied",
    "may not read", "/root/a.img" },
  { LOCAL, MONITOR "-blockdev {}: Could not open '/root/a.img': Permission denied",
    "may not read", "/root/a.img" },
  { LOCAL, "Cannot access storage file '/img/a.img': No such file or directory", "is missing",
    "/img/a.img" },
  { LOCAL, "Requested operation is not valid: storage pool 'fast' is not active", "pool “fast”",
    "fast" },
  { LOCAL, "Failed to save domain 'a': cannot write to '/x': No space left on device", "no space" },
  { LOCAL, "Requested operation is not valid: network 'lan' is not active", "network “lan”",
    "lan" },
  { LOCAL, "Network not found: no network with matching name 'lan'", "does not have", "lan" },
  { LOCAL, "Cannot get interface MTU on 'br77': No such device", "network bridge", "br77" },
  { "qemu:///session", "/usr/lib/qemu/qemu-bridge-helper --use-vnet --br=virbr0 --fd=30: failed to "
    "communicate with bridge helper: stderr=access denied by acl file\n: "
    "Transport endpoint is not connected", "bridge.conf" },
  { LOCAL, "Unable to open /dev/net/tun, is tun module loaded?: Permission denied",
    "network card" },
  { LOCAL, MONITOR "-vnc 127.0.0.1:99,audiodev=audio1: Failed to find an available port: "
    "Address already in use", "network port" },
  { LOCAL, "internal error: Unable to find an unused port in range 'vnc-unused' (5900-5900)",
    "network port" },
  { LOCAL, "unsupported configuration: Emulator '/usr/bin/qemu-system-x86_64' does not support "
    "virt type 'kvm'", "cannot run KVM" },
  { LOCAL, "unsupported configuration: Domain requires KVM, but it is not available. Check that "
    "virtualization is enabled in the host BIOS, and host configuration is setup to load the kvm "
    "modules.", "cannot run KVM" },
  { LOCAL, MONITOR "Could not access KVM kernel module: No such file or directory\n"
    "qemu-system-x86_64: failed to initialize kvm: No such file or directory", "cannot run KVM" },
  { LOCAL, "unsupported configuration: TPM version '2.0' is not supported", "swtpm" },
  { LOCAL, "Unable to find 'swtpm_setup' binary in $PATH: No such file or directory", "swtpm" },
  { LOCAL, "operation failed: Unable to find any firmware to satisfy 'efi'", "ovmf" },
  { LOCAL, "operation failed: unable to find any master var store for loader: "
    "/usr/share/OVMF/NONE.fd", "ovmf" },
  { LOCAL, "Cannot check QEMU binary /usr/bin/qemu-nope: No such file or directory",
    "no /usr/bin/qemu-nope", "/usr/bin/qemu-nope" },
  { LOCAL, "unsupported configuration: Emulator '/usr/bin/qemu-system-x86_64' does not support "
    "machine type 'pc-i440fx-99.0'", "“pc-i440fx-99.0”", "pc-i440fx-99.0" },
  { LOCAL, "unsupported configuration: CPU mode 'host-passthrough' for x86_64 qemu domain on "
    "x86_64 host is not supported by hypervisor", "“host-passthrough”", "host-passthrough" },
  { LOCAL, MONITOR "cannot set up guest memory 'pc.ram': Cannot allocate memory", "enough memory" },
  { LOCAL, "unsupported configuration: host doesn't support passthrough of host PCI devices",
    "kernel command line" },
  { LOCAL, "Timed out during operation: cannot acquire state change lock (held by "
    "monitor=remoteDispatchDomainCreate)", "still busy" },
  { LOCAL, "Guest agent is not responding: QEMU guest agent is not connected",
    "qemu-guest-agent" },
  { LOCAL, "argument unsupported: QEMU guest agent is not configured", "no channel" },
  { LOCAL, "operation forbidden: read only access prevents virDomainCreate", "read-only" },

  /* What is said about ssh helps nobody who does not use it. */
  { LOCAL, "Permission denied (publickey)", NULL },
  { LOCAL, "internal error: something else", NULL },
  { NULL, "internal error: something else", NULL },
};

static void
test_advice (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (InnAdvice) advice = inn_advice_new (test->uri, test->text);

  g_test_message ("%s", test->text);

  if (test->expected == NULL)
    {
      g_assert_null (advice);
      return;
    }

  g_assert_nonnull (advice);
  g_test_message ("%s", advice->sentences);
  g_assert_nonnull (strstr (advice->sentences, test->expected));
  if (test->object != NULL)
    g_assert_cmpstr (advice->object, ==, test->object);
}

/* An entry that no case reaches is one that nobody has seen at work. */
static void
test_all_reached (void)
{
  for (guint i = 0; i < inn_advice_table_n; i++)
    {
      gboolean reached = FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (cases) && !reached; j++)
        {
          g_autoptr (InnAdvice) advice = inn_advice_new (cases[j].uri, cases[j].text);
          g_auto (GStrv) parts = g_strsplit (inn_advice_table[i].cause, "%s", 2);

          reached = advice != NULL && g_str_has_prefix (advice->sentences, parts[0])
                    && strstr (advice->sentences, parts[1] != NULL ? parts[1] : "") != NULL;
        }

      g_test_message ("%s", inn_advice_table[i].cause);
      g_assert_true (reached);
    }
}

/* What takes an object has a group for it in each of its alternatives. */
static void
test_table (void)
{
  for (guint i = 0; i < inn_advice_table_n; i++)
    {
      const InnAdviceEntry *entry = &inn_advice_table[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (GRegex) regex = NULL;

      g_assert_nonnull (entry->cause);
      g_assert_true ((entry->pattern == NULL) == (entry->refusal != INN_SSH_REFUSAL_NONE));
      if (entry->pattern == NULL)
        continue;

      regex = g_regex_new (entry->pattern, G_REGEX_DOTALL, 0, &error);
      g_assert_no_error (error);
      if (strstr (entry->cause, "%s") != NULL ||
          (entry->help != NULL && strstr (entry->help, "%s") != NULL))
        g_assert_cmpint (g_regex_get_capture_count (regex), >, 0);
    }
}

static void
test_remedies (void)
{
  g_autoptr (InnAdvice) network =
    inn_advice_new (LOCAL, "Requested operation is not valid: network 'lan' is not active");
  g_autoptr (InnAdvice) kvm = inn_advice_new (LOCAL, "Domain requires KVM, but it is not there");
  g_autoptr (InnAdvice) other = inn_advice_new (LOCAL, "No space left on device");

  g_assert_cmpint (network->remedy, ==, INN_REMEDY_START_NETWORK);
  g_assert_cmpstr (network->object, ==, "lan");
  g_assert_cmpint (kvm->remedy, ==, INN_REMEDY_EMULATION);
  g_assert_cmpint (other->remedy, ==, INN_REMEDY_NONE);
}

/* A sidebar row has room for two words. */
static void
test_words (void)
{
  g_autoptr (InnAdvice) refused = inn_advice_new (SSH, "Connection refused");

  g_assert_cmpstr (refused->words, ==, "Refused");

  for (guint i = 0; i < inn_advice_table_n; i++)
    if (inn_advice_table[i].words != NULL)
      g_assert_cmpuint (strlen (inn_advice_table[i].words), <=, 16);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/advice/text/%u", i);

      g_test_add_data_func (path, &cases[i], test_advice);
    }

  g_test_add_func ("/advice/all-reached", test_all_reached);
  g_test_add_func ("/advice/table", test_table);
  g_test_add_func ("/advice/remedies", test_remedies);
  g_test_add_func ("/advice/words", test_words);

  return g_test_run ();
}
