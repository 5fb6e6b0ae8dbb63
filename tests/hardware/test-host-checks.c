/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <glib.h>
#include <libxml/parser.h>
#include <string.h>

#include "inn-host-checks.h"

#define GOOD_HOST \
  "<capabilities><host><cpu><arch>x86_64</arch><vendor>AMD</vendor>" \
  "<pages unit='KiB' size='4'/><pages unit='KiB' size='2048'/></cpu><iommu support='yes'/>" \
  "<topology><cells num='1'><cell id='0'><pages unit='KiB' size='2048'>512</pages></cell></cells>" \
  "</topology><secmodel><model>apparmor</model></secmodel></host>" \
  "<guest><os_type>hvm</os_type><arch name='x86_64'><domain type='kvm'/></arch></guest>" \
  "</capabilities>"

#define GOOD_MACHINES \
  "<domainCapabilities><domain>kvm</domain><arch>x86_64</arch>" \
  "<os><enum name='firmware'><value>efi</value></enum>" \
  "<loader><enum name='secure'><value>yes</value></enum></loader></os>" \
  "<cpu><mode name='host-model' supported='yes'><model>EPYC-Milan</model></mode></cpu>" \
  "<devices><tpm supported='yes'><enum name='backendModel'><value>emulator</value></enum>" \
  "<enum name='backendVersion'><value>2.0</value></enum></tpm></devices>" \
  "<features><sev supported='yes'/></features></domainCapabilities>"

static GPtrArray *
run (const char *hypervisor,
     const char *host_xml,
     const char *machines_xml)
{
  g_autoptr (InnHostCaps) host = inn_host_caps_new_from_xml (host_xml, NULL);
  g_autoptr (InnDomainCaps) machines =
    machines_xml != NULL ? inn_domain_caps_new_from_xml (machines_xml, NULL) : NULL;

  g_assert_nonnull (host);

  return inn_host_checks_run (hypervisor, host, machines);
}

static char *
read_fixture (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "capabilities", name, NULL);
  char *xml = NULL;

  g_assert_true (g_file_get_contents (path, &xml, NULL, NULL));

  return xml;
}

static const InnHostCheck *
find (GPtrArray  *checks,
      const char *id)
{
  for (guint i = 0; i < checks->len; i++)
    {
      const InnHostCheck *check = checks->pdata[i];

      g_assert_cmpstr (check->text, !=, NULL);
      if (g_str_equal (check->id, id))
        return check;
    }

  return NULL;
}

static void
assert_check (GPtrArray      *checks,
              const char     *id,
              InnCheckResult  result,
              const char     *words)
{
  const InnHostCheck *check = find (checks, id);

  g_assert_nonnull (check);
  g_assert_cmpint (check->result, ==, result);
  if (strstr (check->text, words) == NULL)
    g_error ("%s: “%s” does not say “%s”", id, check->text, words);
}

static void
assert_sorted (GPtrArray *checks)
{
  for (guint i = 1; i < checks->len; i++)
    g_assert_cmpint (((InnHostCheck *) checks->pdata[i - 1])->result, <=,
                     ((InnHostCheck *) checks->pdata[i])->result);
}

static void
test_all_is_well (void)
{
  g_autoptr (GPtrArray) checks = run ("QEMU", GOOD_HOST, GOOD_MACHINES);
  g_autofree char *count = inn_host_checks_dup_count (checks);

  g_assert_cmpstr (count, ==, "9 passed");
  assert_check (checks, "firmware", INN_CHECK_PASSED, "BIOS, UEFI, UEFI with Secure Boot");
  assert_check (checks, "tpm", INN_CHECK_PASSED, "versions 2.0");
  assert_check (checks, "cpu", INN_CHECK_PASSED, "EPYC-Milan");
  assert_check (checks, "huge-pages", INN_CHECK_PASSED, "(512 set aside)");
  assert_check (checks, "confinement", INN_CHECK_PASSED, "AppArmor");
  assert_check (checks, "encryption", INN_CHECK_PASSED, "AMD SEV");
}

/* A real host, which runs in a machine itself. */
static void
test_qemu (void)
{
  g_autofree char *host = read_fixture ("qemu.xml");
  g_autofree char *machines = read_fixture ("qemu-domain.xml");
  g_autoptr (GPtrArray) checks = run ("QEMU", host, machines);
  g_autofree char *count = inn_host_checks_dup_count (checks);
  const InnHostCheck *first = checks->pdata[0];
  g_autofree char *title = inn_host_check_dup_title (first);

  assert_sorted (checks);
  g_assert_cmpstr (count, ==, "3 passed · 5 warnings · 1 failed");
  g_assert_cmpstr (first->id, ==, "iommu");
  g_assert_cmpstr (title, ==, "Failed: IOMMU");
  assert_check (checks, "iommu", INN_CHECK_FAILED, "AMD-Vi");
  assert_check (checks, "kvm", INN_CHECK_PASSED, "");
  assert_check (checks, "nested", INN_CHECK_WARNING, "cannot run machines");
  assert_check (checks, "firmware", INN_CHECK_WARNING, "No UEFI");
  assert_check (checks, "tpm", INN_CHECK_WARNING, "swtpm");
  assert_check (checks, "huge-pages", INN_CHECK_PASSED, "none set aside");
}

/* What only QEMU has is not asked of others, and what nobody tells is not passed. */
static void
test_test_driver (void)
{
  g_autofree char *host = read_fixture ("test.xml");
  g_autoptr (GPtrArray) checks = run ("TEST", host, NULL);

  g_assert_cmpuint (checks->len, ==, 3);
  g_assert_null (find (checks, "kvm"));
  g_assert_null (find (checks, "tpm"));
  assert_check (checks, "iommu", INN_CHECK_FAILED, "Off");
}

static void
test_equal (void)
{
  g_autoptr (GPtrArray) good = run ("QEMU", GOOD_HOST, GOOD_MACHINES);
  g_autoptr (GPtrArray) again = run ("QEMU", GOOD_HOST, GOOD_MACHINES);
  g_autoptr (GPtrArray) silent = run ("QEMU", GOOD_HOST, NULL);
  g_autoptr (GPtrArray) fewer = run ("Xen", GOOD_HOST, NULL);

  g_assert_true (inn_host_checks_equal (good, again));
  g_assert_false (inn_host_checks_equal (good, silent));
  g_assert_false (inn_host_checks_equal (good, fewer));
}

static void
test_not_known (void)
{
  g_autoptr (GPtrArray) checks =
    run ("QEMU", "<capabilities><host><cpu/></host></capabilities>", NULL);
  g_autofree char *count = inn_host_checks_dup_count (checks);

  g_assert_cmpstr (count, ==, "0 passed · 9 not known");
  for (guint i = 0; i < checks->len; i++)
    g_assert_cmpstr (((InnHostCheck *) checks->pdata[i])->text, ==,
                     "Not known: libvirt does not tell.");
}

static void
test_no_kvm (void)
{
  g_autoptr (GPtrArray) checks =
    run ("QEMU", "<capabilities><host><cpu><arch>x86_64</arch><vendor>Intel</vendor></cpu>"
                 "<iommu support='no'/></host>"
                 "<guest><arch name='x86_64'><domain type='qemu'/></arch></guest>"
                 "<guest><arch name='i686'><domain type='kvm'/></arch></guest></capabilities>",
         "<domainCapabilities><domain>qemu</domain><arch>x86_64</arch></domainCapabilities>");

  assert_check (checks, "kvm", INN_CHECK_FAILED, "VT-x");
  assert_check (checks, "iommu", INN_CHECK_FAILED, "intel_iommu=on");
  assert_check (checks, "nested", INN_CHECK_UNKNOWN, "Not known");
  assert_sorted (checks);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host-checks/all-is-well", test_all_is_well);
  g_test_add_func ("/host-checks/qemu", test_qemu);
  g_test_add_func ("/host-checks/test-driver", test_test_driver);
  g_test_add_func ("/host-checks/equal", test_equal);
  g_test_add_func ("/host-checks/not-known", test_not_known);
  g_test_add_func ("/host-checks/no-kvm", test_no_kvm);

  status = g_test_run ();
  xmlCleanupParser ();

  return status;
}
