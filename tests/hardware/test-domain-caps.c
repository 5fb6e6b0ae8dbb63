/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <gio/gio.h>
#include <libxml/parser.h>

#include "inn-domain-caps.h"

#define DOMAIN_KVM "<domain>kvm</domain><arch>x86_64</arch>"

static InnDomainCaps *
read_inside (const char *inside)
{
  g_autofree char *xml =
    g_strdup_printf ("<domainCapabilities>%s</domainCapabilities>", inside);
  g_autoptr (GError) error = NULL;
  InnDomainCaps *caps = inn_domain_caps_new_from_xml (xml, &error);

  g_assert_no_error (error);

  return caps;
}

static void
test_qemu (void)
{
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "capabilities", "qemu-domain.xml", NULL);
  g_autofree char *xml = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (InnDomainCaps) caps = NULL;

  g_file_get_contents (path, &xml, NULL, &error);
  g_assert_no_error (error);
  caps = inn_domain_caps_new_from_xml (xml, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (caps->type, ==, "kvm");
  g_assert_cmpint (caps->host_model, ==, INN_SUPPORT_YES);
  g_assert_cmpstr (caps->cpu_model, ==, "kvm64");
  g_assert_cmpint (caps->nested, ==, INN_SUPPORT_NO);
  g_assert_cmpint (caps->bios, ==, INN_SUPPORT_YES);
  g_assert_cmpint (caps->uefi, ==, INN_SUPPORT_NO);
  g_assert_cmpint (caps->secure_boot, ==, INN_SUPPORT_NO);
  g_assert_cmpint (caps->tpm, ==, INN_SUPPORT_NO);
  g_assert_cmpint (caps->encryption, ==, INN_SUPPORT_NO);
  g_assert_cmpstr (caps->encryptions[0], ==, NULL);
  g_assert_true (g_strv_contains ((const char * const *) caps->displays, "spice"));
  g_assert_true (g_strv_contains ((const char * const *) caps->videos, "virtio"));
  g_assert_cmpint (caps->vdagent, ==, INN_SUPPORT_NO);
}

static void
test_firmware (void)
{
  g_autoptr (InnDomainCaps) secure = read_inside (
    DOMAIN_KVM "<os supported='yes'><enum name='firmware'><value>efi</value></enum>"
    "<loader supported='yes'><enum name='secure'><value>yes</value><value>no</value></enum>"
    "</loader></os>");
  g_autoptr (InnDomainCaps) arm = read_inside (
    "<domain>kvm</domain><arch>aarch64</arch><os supported='yes'>"
    "<enum name='firmware'><value>efi</value></enum>"
    "<loader supported='yes'><enum name='secure'><value>no</value></enum></loader></os>");
  g_autoptr (InnDomainCaps) old = read_inside (
    DOMAIN_KVM "<os supported='yes'><loader supported='yes'>"
    "<enum name='secure'><value>yes</value></enum></loader></os>");

  g_assert_cmpint (secure->uefi, ==, INN_SUPPORT_YES);
  g_assert_cmpint (secure->bios, ==, INN_SUPPORT_YES);
  g_assert_cmpint (secure->secure_boot, ==, INN_SUPPORT_YES);

  g_assert_cmpint (arm->uefi, ==, INN_SUPPORT_YES);
  g_assert_cmpint (arm->bios, ==, INN_SUPPORT_NO);
  g_assert_cmpint (arm->secure_boot, ==, INN_SUPPORT_NO);

  g_assert_cmpint (old->uefi, ==, INN_SUPPORT_UNKNOWN);
  g_assert_cmpint (old->secure_boot, ==, INN_SUPPORT_UNKNOWN);
}

static void
test_nested (void)
{
  static const struct
  {
    const char *domain;
    const char *model;
    InnSupport  nested;
  } cases[] = {
    { DOMAIN_KVM, "<model>EPYC-Milan</model>", INN_SUPPORT_YES },
    { DOMAIN_KVM, "<model>EPYC-Milan</model><feature policy='disable' name='svm'/>",
      INN_SUPPORT_NO },
    { DOMAIN_KVM, "<model>kvm64</model><feature policy='require' name='svm'/>", INN_SUPPORT_YES },
    { DOMAIN_KVM, "<model>Skylake-Server</model><feature policy='require' name='vmx'/>",
      INN_SUPPORT_YES },
    { DOMAIN_KVM, "<model>Skylake-Server</model><feature policy='require' name='ss'/>",
      INN_SUPPORT_NO },
    /* An emulated processor tells nothing of the real one. */
    { "<domain>qemu</domain><arch>x86_64</arch>", "<model>EPYC</model>", INN_SUPPORT_UNKNOWN },
    { "<domain>kvm</domain><arch>aarch64</arch>", "<model>host</model>", INN_SUPPORT_UNKNOWN },
    { DOMAIN_KVM, "", INN_SUPPORT_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *inside =
        g_strdup_printf ("%s<cpu><mode name='host-model' supported='yes'>%s</mode></cpu>",
                         cases[i].domain, cases[i].model);
      g_autoptr (InnDomainCaps) caps = read_inside (inside);

      g_assert_cmpint (caps->nested, ==, cases[i].nested);
    }
}

static void
test_tpm (void)
{
  g_autoptr (InnDomainCaps) emulated = read_inside (
    "<devices><tpm supported='yes'><enum name='backendModel'><value>passthrough</value>"
    "<value>emulator</value></enum><enum name='backendVersion'><value>1.2</value>"
    "<value>2.0</value></enum></tpm></devices>");
  g_autoptr (InnDomainCaps) none = read_inside (
    "<devices><tpm supported='no'/></devices>");
  g_autoptr (InnDomainCaps) silent = read_inside ("");

  g_assert_cmpint (emulated->tpm, ==, INN_SUPPORT_YES);
  g_assert_cmpstr (emulated->tpm_versions[1], ==, "2.0");
  g_assert_cmpint (none->tpm, ==, INN_SUPPORT_NO);
  g_assert_cmpint (silent->tpm, ==, INN_SUPPORT_UNKNOWN);
  g_assert_cmpstr (silent->tpm_versions[0], ==, NULL);
}

static void
test_encryption (void)
{
  g_autoptr (InnDomainCaps) sev = read_inside (
    "<features><sev supported='yes'><maxGuests>100</maxGuests><maxESGuests>15</maxESGuests></sev>"
    "</features>");
  g_autoptr (InnDomainCaps) list = read_inside (
    "<features><sev supported='no'/><launchSecurity supported='yes'><enum name='sectype'>"
    "<value>tdx</value></enum></launchSecurity></features>");
  g_autoptr (InnDomainCaps) s390 = read_inside (
    "<features><sev supported='no'/><s390-pv supported='yes'/></features>");

  g_assert_cmpint (sev->encryption, ==, INN_SUPPORT_YES);
  g_assert_cmpstr (sev->encryptions[0], ==, "sev");
  g_assert_cmpstr (sev->encryptions[1], ==, "sev-es");
  g_assert_cmpint (list->encryption, ==, INN_SUPPORT_YES);
  g_assert_cmpstr (list->encryptions[0], ==, "tdx");
  g_assert_cmpint (s390->encryption, ==, INN_SUPPORT_YES);
  g_assert_cmpstr (s390->encryptions[0], ==, "s390-pv");
}

static void
test_errors (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (inn_domain_caps_new_from_xml ("<capabilities/>", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/domain-caps/qemu", test_qemu);
  g_test_add_func ("/domain-caps/firmware", test_firmware);
  g_test_add_func ("/domain-caps/nested", test_nested);
  g_test_add_func ("/domain-caps/tpm", test_tpm);
  g_test_add_func ("/domain-caps/encryption", test_encryption);
  g_test_add_func ("/domain-caps/errors", test_errors);

  status = g_test_run ();
  xmlCleanupParser ();

  return status;
}
