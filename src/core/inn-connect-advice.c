/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-connect-advice"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-connect-advice.h"

typedef struct
{
  const char *needle;     /* part of the error, as libvirt, ssh or the host's shell says it */
  const char *also;       /* a second part that has to be there; NULL: none */
  const char *transport;  /* "+ssh", "+tls"…; NULL: any */
  const char *advice;
} Advice;

/* The first line that fits counts, so the special ones stand before the general.
 * libvirt runs ssh and its helpers with LC_ALL=C: their words can be relied on. */
static const Advice advices[] = {
  { "REMOTE HOST IDENTIFICATION HAS CHANGED", NULL, "+ssh",
    N_("The host shows another key than before: it was set up anew, or somebody is listening. "
       "Ask who runs it, then remove the old key from ~/.ssh/known_hosts.") },
  { "Host key verification failed", NULL, "+ssh",
    N_("This computer does not know the key of the host yet. Connect once with ssh in a terminal "
       "and compare the fingerprint.") },
  { "askpass", NULL, "+ssh",
    N_("SSH wants to ask for a password but no program for that is installed. "
       "Add your key to the SSH agent, or install ssh-askpass.") },
  { "Permission denied (", NULL, "+ssh",
    N_("The host did not accept your key or password. Check the user name and the private key.") },
  { "virt-ssh-helper", "not found", "+ssh",
    N_("The host has no virt-ssh-helper. Choose netcat as proxy, or install libvirt’s client "
       "programs on the host.") },
  { "nc", "invalid option", "+ssh",
    N_("“nc” on the host has no -U option. Choose virt-ssh-helper as proxy.") },
  { "nc", "not found", "+ssh",
    N_("The host has no “nc”. Choose virt-ssh-helper as proxy.") },
  { "polkit", "agent", NULL,
    N_("No program that could ask for your password runs in this session. "
       "Join the group libvirt, or start a polkit agent.") },
  { "authentication unavailable", NULL, NULL,
    N_("No program that could ask for your password runs in this session. "
       "Join the group libvirt, or start a polkit agent.") },
  { "Failed to collect auth credentials", NULL, NULL,
    N_("The host asks for a password before it lets you in.") },
  { "uthentication failed", NULL, NULL,
    N_("User name or password is wrong, or this user may not use libvirt.") },
  { "authentication cancelled", NULL, NULL,
    N_("You cancelled the question for the password.") },
  { "socket to '", "No such file", NULL,
    N_("Nobody listens at that socket. Is the libvirt service running, and the path right?") },
  { "socket to '", "Permission denied", NULL,
    N_("This user may not use libvirt there. Joining the group libvirt helps.") },
  { "socket to '", "Connection refused", NULL,
    N_("The libvirt service has stopped. Start it on the host.") },
  { "Connection refused", NULL, "+ssh",
    N_("The host is there, but no SSH service listens at that port.") },
  { "Connection refused", NULL, NULL,
    N_("The host is there, but libvirt does not listen at that port.") },
  { "resolve", NULL, NULL,
    N_("No host of that name is known. Check the spelling.") },
  { "Name or service not known", NULL, NULL,
    N_("No host of that name is known. Check the spelling.") },
  { "No route to host", NULL, NULL,
    N_("The host cannot be reached. Is it switched on, and the network or VPN up?") },
  { "Network is unreachable", NULL, NULL,
    N_("The host cannot be reached. Is the network or VPN up?") },
  { "imed out", NULL, NULL,
    N_("The host does not answer. Is it switched on, and does a firewall let you through?") },
  { "cacert.pem", NULL, NULL,
    N_("The certificate of the authority that signed the host’s is missing on this computer.") },
  { "clientcert", NULL, NULL,
    N_("This computer has no client certificate for TLS.") },
  { "ertificate", NULL, NULL,
    N_("The certificate of the host does not fit its name, or its authority is not trusted.") },
  { "no connection driver", NULL, NULL,
    N_("libvirt there has no driver for this hypervisor. A package may be missing.") },
  { "End of file while reading", NULL, "+ssh",
    N_("SSH got through, but libvirt did not answer. Is its service running on the host?") },
};

/**
 * inn_connect_advice:
 * @uri: (nullable): what was to be connected to
 * @text: the error, as libvirt says it
 *
 * Finds the sentence that tells a person what to do about @text.
 *
 * Returns: (nullable): translated, or %NULL when the error has to speak for itself
 */
const char *
inn_connect_advice (const char *uri,
                    const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (advices); i++)
    {
      const Advice *advice = &advices[i];

      if (strstr (text, advice->needle) == NULL)
        continue;

      if (advice->also != NULL && strstr (text, advice->also) == NULL)
        continue;

      if (advice->transport != NULL && (uri == NULL || strstr (uri, advice->transport) == NULL))
        continue;

      return _(advice->advice);
    }

  return NULL;
}
