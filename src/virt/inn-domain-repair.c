/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-domain"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-domain-repair.h"
#include "inn-virt-error.h"

/**
 * inn_domain_start_network:
 * @domain: a machine that did not start
 * @name: the network that it needs
 *
 * Starts what was in the way. In the worker.
 */
gboolean
inn_domain_start_network (virDomainPtr   domain,
                          const char    *name,
                          GError       **error)
{
  virConnectPtr connection = virDomainGetConnect (domain);
  g_autoptr (virNetwork) network = virNetworkLookupByName (connection, name);
  g_autofree char *what = NULL;

  /* Somebody else may have started it since. */
  if (network != NULL && (virNetworkIsActive (network) == 1 || virNetworkCreate (network) == 0))
    return TRUE;

  what = inn_verb_dup_text (_(inn_verb_get_info (INN_VERB_START_NETWORK)->failed), name);
  inn_set_virt_error (error, "%s", what);

  return FALSE;
}
