/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include "inn-domain-caps.h"
#include "inn-xpath.h"

/* Models of libvirt that have AMD's virtualization without saying so each time. */
static const char * const svm_models[] = {
  "Dhyana", "EPYC", "Opteron_G2", "Opteron_G3", "Opteron_G4", "Opteron_G5", "phenom", "qemu64",
};

static InnSupport
read_support (xmlNode    *root,
              const char *path)
{
  g_autofree char *support = NULL;
  g_autofree char *attribute = g_strconcat (path, "/@supported", NULL);

  if ((support = inn_xpath_dup_string (root, attribute)) == NULL)
    return INN_SUPPORT_UNKNOWN;

  return g_str_equal (support, "yes") ? INN_SUPPORT_YES : INN_SUPPORT_NO;
}

/* An enumeration that is there lists all there is. */
static InnSupport
read_value (xmlNode    *root,
            const char *enumeration,
            const char *value)
{
  g_autofree char *path = NULL;

  if (!inn_xpath_has (root, enumeration))
    return INN_SUPPORT_UNKNOWN;

  path = g_strdup_printf ("%s/value[. = '%s']", enumeration, value);

  return inn_xpath_has (root, path) ? INN_SUPPORT_YES : INN_SUPPORT_NO;
}

static gboolean
model_has_svm (const char *model)
{
  for (guint i = 0; model != NULL && i < G_N_ELEMENTS (svm_models); i++)
    {
      if (g_str_has_prefix (model, svm_models[i]))
        return TRUE;
    }

  return FALSE;
}

/* The model of the host lists what its processor has beyond the model of that name, and what it
 * lacks of it: a machine gets no virtualization that stands nowhere. */
static InnSupport
read_nested (InnDomainCaps *caps,
             xmlNode       *root)
{
  g_autofree char *arch = inn_xpath_dup_string (root, "arch");
  g_autofree char *policy =
    inn_xpath_dup_string (root, "cpu/mode[@name='host-model']"
                                "/feature[@name='svm' or @name='vmx']/@policy");

  if (caps->host_model != INN_SUPPORT_YES || caps->cpu_model == NULL ||
      g_strcmp0 (caps->type, "kvm") != 0 || g_strcmp0 (arch, "x86_64") != 0)
    return INN_SUPPORT_UNKNOWN;

  if (policy != NULL)
    return g_str_equal (policy, "require") ? INN_SUPPORT_YES : INN_SUPPORT_NO;

  return model_has_svm (caps->cpu_model) ? INN_SUPPORT_YES : INN_SUPPORT_NO;
}

/* Where libvirt chooses the firmware by name, an empty list means that none is installed. The
 * BIOS of a PC comes with QEMU and is never in the list by itself. */
static void
read_firmware (InnDomainCaps *caps,
               xmlNode       *root)
{
  g_autofree char *arch = inn_xpath_dup_string (root, "arch");
  const char *firmware = "os/enum[@name='firmware']";

  caps->uefi = read_value (root, firmware, "efi");
  caps->bios = read_value (root, firmware, "bios");
  if (g_strcmp0 (arch, "x86_64") == 0 || g_strcmp0 (arch, "i686") == 0)
    caps->bios = INN_SUPPORT_YES;

  caps->secure_boot = read_value (root, "os/loader/enum[@name='secure']", "yes");
  if (caps->uefi != INN_SUPPORT_YES)
    caps->secure_boot = caps->uefi;
}

static void
read_tpm (InnDomainCaps *caps,
          xmlNode       *root)
{
  caps->tpm = read_support (root, "devices/tpm");
  if (caps->tpm == INN_SUPPORT_YES)
    caps->tpm = read_value (root, "devices/tpm/enum[@name='backendModel']", "emulator");

  caps->tpm_versions =
    inn_xpath_dup_strings (root, "devices/tpm/enum[@name='backendVersion']/value");
}

/* Newer versions have one list for all; older ones an element each, and of SEV-ES only how many
 * machines may have it. */
static void
read_encryption (InnDomainCaps *caps,
                 xmlNode       *root)
{
  const char *list = "features/launchSecurity/enum[@name='sectype']/value";
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  InnSupport sev = read_support (root, "features/sev");
  InnSupport pv = read_support (root, "features/s390-pv");
  gboolean found = inn_xpath_has (root, list);

  if (found)
    {
      caps->encryptions = inn_xpath_dup_strings (root, list);
      caps->encryption = INN_SUPPORT_YES;
      return;
    }

  if (sev == INN_SUPPORT_YES)
    g_strv_builder_add (names, "sev");
  if (sev == INN_SUPPORT_YES && inn_xpath_get_number (root, "features/sev/maxESGuests") > 0)
    g_strv_builder_add (names, "sev-es");
  if (pv == INN_SUPPORT_YES)
    g_strv_builder_add (names, "s390-pv");

  caps->encryptions = g_strv_builder_end (names);
  caps->encryption = MAX (sev, pv);
}

static void
read_displays (InnDomainCaps *caps,
               xmlNode       *root)
{
  caps->displays = inn_xpath_dup_strings (root, "devices/graphics/enum[@name='type']/value");
  caps->videos = inn_xpath_dup_strings (root, "devices/video/enum[@name='modelType']/value");
  caps->vdagent = read_value (root, "devices/channel/enum[@name='type']", "qemu-vdagent");
}

/**
 * inn_domain_caps_new_from_xml:
 * @xml: what virConnectGetDomainCapabilities() gave
 *
 * Returns: (transfer full) (nullable): what it says
 */
InnDomainCaps *
inn_domain_caps_new_from_xml (const char  *xml,
                              GError     **error)
{
  g_autoptr (InnXmlDocument) document = inn_xpath_parse (xml, "domainCapabilities", error);
  InnDomainCaps *caps;
  xmlNode *root;

  if (document == NULL)
    return NULL;

  root = inn_xpath_get_root (document);
  caps = g_new0 (InnDomainCaps, 1);

  caps->type = inn_xpath_dup_string (root, "domain");
  caps->host_model = read_support (root, "cpu/mode[@name='host-model']");
  caps->cpu_model = inn_xpath_dup_string (root, "cpu/mode[@name='host-model']/model");
  caps->nested = read_nested (caps, root);
  read_firmware (caps, root);
  read_tpm (caps, root);
  read_encryption (caps, root);
  read_displays (caps, root);

  return caps;
}

void
inn_domain_caps_free (InnDomainCaps *caps)
{
  g_free (caps->type);
  g_free (caps->cpu_model);
  g_strfreev (caps->tpm_versions);
  g_strfreev (caps->encryptions);
  g_strfreev (caps->displays);
  g_strfreev (caps->videos);
  g_free (caps);
}
