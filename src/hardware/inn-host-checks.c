/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <glib/gi18n.h>

#include "inn-host-checks.h"
#include "inn-text.h"

typedef struct
{
  const InnHostCaps   *host;
  const InnDomainCaps *machines;   /* NULL: the host does not tell */
} Facts;

/* Gives the sentence, too; without one it says that nothing is known. */
typedef InnCheckResult (*CheckFunc) (const Facts  *facts,
                                     char        **text);

static gboolean
is_vendor (const Facts *facts,
           const char  *vendor)
{
  return g_strcmp0 (facts->host->cpu_vendor, vendor) == 0;
}

/* "A, B and C" would need a grammar: "A, B, C" */
static char *
join (const char * const *words)
{
  return g_strjoinv (", ", (char **) words);
}

static InnCheckResult
check_kvm (const Facts  *facts,
           char        **text)
{
  if (facts->host->kvm == INN_SUPPORT_UNKNOWN)
    return INN_CHECK_UNKNOWN;

  if (facts->host->kvm == INN_SUPPORT_YES)
    {
      *text = g_strdup (_("Machines run on the processor itself."));
      return INN_CHECK_PASSED;
    }

  if (is_vendor (facts, "AMD"))
    *text = g_strdup (_("Machines are emulated, which is slow. Turn on SVM in the setup of the "
                        "computer, and load the kernel module kvm_amd."));
  else if (is_vendor (facts, "Intel"))
    *text = g_strdup (_("Machines are emulated, which is slow. Turn on VT-x in the setup of the "
                        "computer, and load the kernel module kvm_intel."));
  else
    *text = g_strdup (_("Machines are emulated, which is slow."));

  return INN_CHECK_FAILED;
}

static InnCheckResult
check_iommu (const Facts  *facts,
             char        **text)
{
  if (facts->host->iommu == INN_SUPPORT_UNKNOWN)
    return INN_CHECK_UNKNOWN;

  if (facts->host->iommu == INN_SUPPORT_YES)
    {
      *text = g_strdup (_("Host devices can be passed through."));
      return INN_CHECK_PASSED;
    }

  if (is_vendor (facts, "AMD"))
    *text = g_strdup (_("Off; host devices cannot be passed through. Turn on AMD-Vi in the setup "
                        "of the computer."));
  else if (is_vendor (facts, "Intel"))
    *text = g_strdup (_("Off; host devices cannot be passed through. Turn on VT-d in the setup of "
                        "the computer, and add intel_iommu=on to the kernel command line."));
  else
    *text = g_strdup (_("Off; host devices cannot be passed through."));

  return INN_CHECK_FAILED;
}

static InnCheckResult
check_nested (const Facts  *facts,
              char        **text)
{
  if (facts->machines == NULL || facts->machines->nested == INN_SUPPORT_UNKNOWN)
    return INN_CHECK_UNKNOWN;

  if (facts->machines->nested == INN_SUPPORT_YES)
    {
      *text = g_strdup (_("Machines can run machines."));
      return INN_CHECK_PASSED;
    }

  *text = g_strdup (_("Off; machines cannot run machines."));

  return INN_CHECK_WARNING;
}

static InnCheckResult
check_firmware (const Facts  *facts,
                char        **text)
{
  const char *names[4] = { NULL };
  guint n = 0;

  if (facts->machines == NULL || facts->machines->uefi == INN_SUPPORT_UNKNOWN)
    return INN_CHECK_UNKNOWN;

  if (facts->machines->uefi != INN_SUPPORT_YES)
    {
      *text = g_strdup (_("No UEFI firmware is installed; new systems may not start."));
      return INN_CHECK_WARNING;
    }

  if (facts->machines->bios == INN_SUPPORT_YES)
    names[n++] = "BIOS";
  names[n++] = "UEFI";
  if (facts->machines->secure_boot == INN_SUPPORT_YES)
    names[n++] = _("UEFI with Secure Boot");

  *text = join (names);

  return INN_CHECK_PASSED;
}

static InnCheckResult
check_tpm (const Facts  *facts,
           char        **text)
{
  g_autofree char *versions = NULL;

  if (facts->machines == NULL || facts->machines->tpm == INN_SUPPORT_UNKNOWN)
    return INN_CHECK_UNKNOWN;

  if (facts->machines->tpm != INN_SUPPORT_YES)
    {
      *text = g_strdup (_("None can be emulated, which Windows 11 asks for. Install swtpm."));
      return INN_CHECK_WARNING;
    }

  versions = join ((const char * const *) facts->machines->tpm_versions);

  if (*versions != '\0')
    /* Translators: %s are versions of the TPM standard: “1.2, 2.0” */
    *text = g_strdup_printf (_("Emulated by swtpm, versions %s"), versions);
  else
    *text = g_strdup (_("Emulated by swtpm"));

  return INN_CHECK_PASSED;
}

static InnCheckResult
check_cpu_model (const Facts  *facts,
                 char        **text)
{
  if (facts->machines == NULL || facts->machines->host_model == INN_SUPPORT_UNKNOWN)
    return INN_CHECK_UNKNOWN;

  if (facts->machines->host_model != INN_SUPPORT_YES || facts->machines->cpu_model == NULL)
    {
      *text = g_strdup (_("libvirt has no model like this processor; machines get an older one."));
      return INN_CHECK_WARNING;
    }

  /* Translators: %s is a processor as libvirt names it: “EPYC-Milan” */
  *text = g_strdup_printf (_("%s, with what this processor has beyond it"),
                           facts->machines->cpu_model);

  return INN_CHECK_PASSED;
}

static const char *
get_encryption_name (const char *id)
{
  static const struct
  {
    const char *id;
    const char *name;
  } names[] = {
    { "sev", "AMD SEV" },
    { "sev-es", "SEV-ES" },
    { "sev-snp", "SEV-SNP" },
    { "tdx", "Intel TDX" },
    { "s390-pv", "IBM Secure Execution" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_equal (names[i].id, id))
        return names[i].name;
    }

  return id;
}

static InnCheckResult
check_encryption (const Facts  *facts,
                  char        **text)
{
  GString *names;

  if (facts->machines == NULL || facts->machines->encryption == INN_SUPPORT_UNKNOWN)
    return INN_CHECK_UNKNOWN;

  if (facts->machines->encryption != INN_SUPPORT_YES)
    {
      *text = g_strdup (_("Not offered; the host can read the memory of its machines."));
      return INN_CHECK_WARNING;
    }

  names = g_string_new (NULL);
  for (char **id = facts->machines->encryptions; *id != NULL; id++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", get_encryption_name (*id));
  *text = g_string_free (names, FALSE);

  return INN_CHECK_PASSED;
}

static InnCheckResult
check_huge_pages (const Facts  *facts,
                  char        **text)
{
  const InnHostCaps *host = facts->host;
  GString *sizes;

  if (host->huge_pages == INN_SUPPORT_UNKNOWN)
    return INN_CHECK_UNKNOWN;

  if (host->huge_pages != INN_SUPPORT_YES)
    {
      *text = g_strdup (_("Not offered; large machines run somewhat slower."));
      return INN_CHECK_WARNING;
    }

  sizes = g_string_new (NULL);
  for (guint i = 0; i < host->pages->len; i++)
    {
      const InnHostPages *pages = &g_array_index (host->pages, InnHostPages, i);
      g_autofree char *size = inn_text_memory_kib (pages->size_kib);
      g_autofree char *count = inn_text_count (pages->count);

      if (i > 0)
        g_string_append (sizes, ", ");

      if (pages->count > 0)
        /* Translators: a size of memory pages, and how many of them are set aside */
        g_string_append_printf (sizes, _("%s (%s set aside)"), size, count);
      else
        /* Translators: a size of memory pages */
        g_string_append_printf (sizes, _("%s (none set aside)"), size);
    }
  *text = g_string_free (sizes, FALSE);

  return INN_CHECK_PASSED;
}

static InnCheckResult
check_confinement (const Facts  *facts,
                   char        **text)
{
  const char *name = facts->host->confiner;

  if (facts->host->confinement == INN_SUPPORT_UNKNOWN)
    return INN_CHECK_UNKNOWN;

  if (facts->host->confinement != INN_SUPPORT_YES)
    {
      *text = g_strdup (_("Neither AppArmor nor SELinux keeps a machine that was broken into from "
                          "other files of the host."));
      return INN_CHECK_WARNING;
    }

  if (g_str_equal (name, "apparmor"))
    name = "AppArmor";
  else if (g_str_equal (name, "selinux"))
    name = "SELinux";

  /* Translators: %s is AppArmor, SELinux or the like */
  *text = g_strdup_printf (_("By %s, each machine by itself"), name);

  return INN_CHECK_PASSED;
}

/* In the order of their weight. What only QEMU has is no question elsewhere. */
static const struct
{
  const char *id;
  const char *title;
  gboolean    of_qemu;
  CheckFunc   check;
} checks[] = {
  { "kvm", "KVM", TRUE, check_kvm },
  { "iommu", "IOMMU", FALSE, check_iommu },
  /* Translators: machines in machines */
  { "nested", N_("Nested virtualization"), TRUE, check_nested },
  { "firmware", N_("Firmware"), TRUE, check_firmware },
  { "tpm", "TPM", TRUE, check_tpm },
  { "cpu", N_("Processor of the machines"), TRUE, check_cpu_model },
  /* Translators: machines are kept from the rest of the host */
  { "confinement", N_("Confinement"), FALSE, check_confinement },
  { "huge-pages", N_("Huge pages"), FALSE, check_huge_pages },
  { "encryption", N_("Memory encryption"), TRUE, check_encryption },
};

static void
check_free (gpointer data)
{
  InnHostCheck *check = data;

  g_free (check->text);
  g_free (check);
}

static int
compare_checks (gconstpointer a,
                gconstpointer b)
{
  const InnHostCheck *x = *(InnHostCheck * const *) a;
  const InnHostCheck *y = *(InnHostCheck * const *) b;

  return (int) x->result - (int) y->result;
}

/**
 * inn_host_checks_run:
 * @hypervisor: (nullable): as libvirt calls it: “QEMU”
 * @host: what the host is
 * @machines: (nullable): what its machines can have; %NULL if it does not tell
 *
 * Judges from what libvirt told; asks nobody.
 *
 * Returns: (transfer full) (element-type InnHostCheck): failed ones first, then warnings
 */
GPtrArray *
inn_host_checks_run (const char          *hypervisor,
                     const InnHostCaps   *host,
                     const InnDomainCaps *machines)
{
  GPtrArray *results = g_ptr_array_new_with_free_func (check_free);
  const Facts facts = { .host = host, .machines = machines };
  gboolean is_qemu = g_strcmp0 (hypervisor, "QEMU") == 0;

  g_return_val_if_fail (host != NULL, results);

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      InnHostCheck *check;

      if (checks[i].of_qemu && !is_qemu)
        continue;

      check = g_new0 (InnHostCheck, 1);
      check->id = checks[i].id;
      check->title = _(checks[i].title);
      check->result = checks[i].check (&facts, &check->text);
      if (check->text == NULL)
        check->text = g_strdup (_("Not known: libvirt does not tell."));
      g_ptr_array_add (results, check);
    }

  /* A stable sort: of equal results the weightier one stays in front. */
  g_ptr_array_sort (results, compare_checks);

  return results;
}

/**
 * inn_host_checks_equal:
 * @a: (element-type InnHostCheck): what inn_host_checks_run() gave
 * @b: (element-type InnHostCheck): what it gave another time
 *
 * Returns: whether they say the same
 */
gboolean
inn_host_checks_equal (GPtrArray *a,
                       GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      const InnHostCheck *x = a->pdata[i];
      const InnHostCheck *y = b->pdata[i];

      if (x->result != y->result || !g_str_equal (x->id, y->id) || !g_str_equal (x->text, y->text))
        return FALSE;
    }

  return TRUE;
}

/**
 * inn_host_check_dup_title:
 *
 * Returns: (transfer full): “Failed: IOMMU”; what passed has its name alone
 */
char *
inn_host_check_dup_title (const InnHostCheck *check)
{
  g_return_val_if_fail (check != NULL, NULL);

  switch (check->result)
    {
    case INN_CHECK_FAILED:
      /* Translators: %s is what was checked: “IOMMU” */
      return g_strdup_printf (_("Failed: %s"), check->title);

    case INN_CHECK_WARNING:
      /* Translators: %s is what was checked: “IOMMU” */
      return g_strdup_printf (_("Warning: %s"), check->title);

    case INN_CHECK_PASSED:
    case INN_CHECK_UNKNOWN:
    case INN_N_CHECK_RESULTS:
    default:
      return g_strdup (check->title);
    }
}

/**
 * inn_host_checks_dup_count:
 * @checks: (element-type InnHostCheck): what inn_host_checks_run() gave
 *
 * Returns: (transfer full): “5 passed · 1 warning · 1 failed”
 */
char *
inn_host_checks_dup_count (GPtrArray *checks_done)
{
  guint n[INN_N_CHECK_RESULTS] = { 0 };
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (checks_done != NULL, g_string_free (text, FALSE));

  for (guint i = 0; i < checks_done->len; i++)
    n[((InnHostCheck *) checks_done->pdata[i])->result]++;

  /* Translators: of checks */
  g_string_append_printf (text, ngettext ("%u passed", "%u passed", n[INN_CHECK_PASSED]),
                          n[INN_CHECK_PASSED]);

  if (n[INN_CHECK_WARNING] > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u warning", "%u warnings", n[INN_CHECK_WARNING]),
                              n[INN_CHECK_WARNING]);
    }
  if (n[INN_CHECK_FAILED] > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u failed", "%u failed", n[INN_CHECK_FAILED]),
                              n[INN_CHECK_FAILED]);
    }
  if (n[INN_CHECK_UNKNOWN] > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u not known", "%u not known",
                                              n[INN_CHECK_UNKNOWN]), n[INN_CHECK_UNKNOWN]);
    }

  return g_string_free (text, FALSE);
}
