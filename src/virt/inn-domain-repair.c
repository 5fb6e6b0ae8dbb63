/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-domain"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "inn-domain-repair.h"
#include "inn-emulation.h"
#include "inn-virt-error.h"

static void
set_error (GError     **error,
           InnVerb      verb,
           const char  *name)
{
  g_autofree char *what = inn_verb_dup_text (_(inn_verb_get_info (verb)->failed), name);

  inn_set_virt_error (error, "%s", what);
}

static gboolean
start_network (virConnectPtr   connection,
               const char     *name,
               GError        **error)
{
  g_autoptr (virNetwork) network = virNetworkLookupByName (connection, name);

  /* Somebody else may have started it since. */
  if (network != NULL && (virNetworkIsActive (network) == 1 || virNetworkCreate (network) == 0))
    return TRUE;

  set_error (error, INN_VERB_START_NETWORK, name);

  return FALSE;
}

static gboolean
use_emulation (virDomainPtr   domain,
               GError       **error)
{
  char *xml = virDomainGetXMLDesc (domain, VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
  g_autofree char *changed = xml != NULL ? inn_emulation_dup_xml (xml, error) : NULL;
  g_autoptr (virDomain) defined = NULL;

  if (xml != NULL && changed == NULL)
    {
      free (xml);
      return FALSE;
    }

  free (xml);

  if (changed != NULL)
    defined = virDomainDefineXML (virDomainGetConnect (domain), changed);

  if (defined == NULL)
    set_error (error, INN_VERB_USE_EMULATION, virDomainGetName (domain));

  return defined != NULL;
}

/**
 * inn_domain_repair:
 * @domain: a machine that did not start
 * @verb: one of the verbs for that
 * @object: (nullable): the network
 *
 * Removes what was in the way. In the worker.
 */
gboolean
inn_domain_repair (virDomainPtr   domain,
                   InnVerb        verb,
                   const char    *object,
                   GError       **error)
{
  switch ((int) verb)
    {
    case INN_VERB_START_NETWORK:
      return start_network (virDomainGetConnect (domain), object, error);

    case INN_VERB_USE_EMULATION:
      return use_emulation (domain, error);

    default:
      g_assert_not_reached ();
    }
}
