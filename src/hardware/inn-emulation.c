/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-emulation"

#include "config.h"

#include <libxml/tree.h>

#include "inn-emulation.h"
#include "inn-xpath.h"

#define S(text) ((const xmlChar *) (text))

/* Kinds of processor that take the one of the host, for which KVM is needed. */
static void
change_processor (xmlNode *root)
{
  g_autoptr (GPtrArray) found =
    inn_xpath_find (root, "cpu[@mode='host-passthrough' or @mode='host-model']");

  for (guint i = 0; i < found->len; i++)
    {
      xmlNode *cpu = g_ptr_array_index (found, i);

      xmlSetProp (cpu, S ("mode"), S ("maximum"));
      xmlUnsetProp (cpu, S ("migratable"));
    }
}

/**
 * inn_emulation_dup_xml:
 * @xml: of a machine of KVM
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the same machine, run by QEMU alone: its type, and its
 *   processor if that is the one of the host
 */
char *
inn_emulation_dup_xml (const char  *xml,
                       GError     **error)
{
  g_autoptr (InnXmlDocument) document = inn_xpath_parse (xml, "domain", error);
  xmlChar *text = NULL;
  char *copy;

  if (document == NULL)
    return NULL;

  xmlSetProp (inn_xpath_get_root (document), S ("type"), S ("qemu"));
  change_processor (inn_xpath_get_root (document));

  xmlDocDumpMemory (document, &text, NULL);
  copy = g_strdup ((const char *) text);
  xmlFree (text);

  return copy;
}
