/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include "inn-host-sysinfo.h"
#include "inn-xpath.h"

/* What firmware says where nobody filled in the form. */
static const char * const placeholders[] = {
  "Default string", "Not Available", "Not Specified", "System Product Name",
  "System manufacturer", "To Be Filled By O.E.M.", "Unknown",
};

static char *
dup_entry (xmlNode    *root,
           const char *path)
{
  g_autofree char *text = inn_xpath_dup_string (root, path);

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (placeholders); i++)
    {
      if (g_ascii_strcasecmp (text, placeholders[i]) == 0)
        return NULL;
    }

  return g_steal_pointer (&text);
}

static char *
dup_computer (xmlNode *root)
{
  g_autofree char *maker = dup_entry (root, "system/entry[@name='manufacturer']");
  g_autofree char *product = dup_entry (root, "system/entry[@name='product']");

  if (maker == NULL || product == NULL)
    return g_strdup (maker != NULL ? maker : product);

  return g_strjoin (" ", maker, product, NULL);
}

/**
 * inn_host_sysinfo_new_from_xml:
 * @xml: what virConnectGetSysinfo() gave
 *
 * Returns: (transfer full) (nullable): what it says
 */
InnHostSysinfo *
inn_host_sysinfo_new_from_xml (const char  *xml,
                               GError     **error)
{
  g_autoptr (InnXmlDocument) document = inn_xpath_parse (xml, "sysinfo", error);
  InnHostSysinfo *sysinfo;
  xmlNode *root;

  if (document == NULL)
    return NULL;

  root = inn_xpath_get_root (document);
  sysinfo = g_new0 (InnHostSysinfo, 1);
  sysinfo->computer = dup_computer (root);
  sysinfo->processor = dup_entry (root, "processor[1]/entry[@name='version']");

  return sysinfo;
}

void
inn_host_sysinfo_free (InnHostSysinfo *sysinfo)
{
  g_free (sysinfo->computer);
  g_free (sysinfo->processor);
  g_free (sysinfo);
}
