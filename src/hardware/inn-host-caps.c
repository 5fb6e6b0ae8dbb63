/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include "inn-host-caps.h"
#include "inn-xpath.h"

/* Below this a page is what memory is made of anyway: of 4 KiB, on some processors of 64. */
#define HUGE_FROM_KIB 128

static void
node_free (gpointer data)
{
  InnHostNode *node = data;

  g_free (node->cpus);
  g_free (node);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  guint x = *(const guint *) a;
  guint y = *(const guint *) b;

  return (x > y) - (x < y);
}

/* "0–7, 16–23" */
static char *
dup_ranges (GArray *numbers)
{
  GString *text = g_string_new (NULL);

  g_array_sort (numbers, compare_numbers);

  for (guint i = 0; i < numbers->len;)
    {
      guint first = g_array_index (numbers, guint, i);
      guint last = first;

      while (++i < numbers->len && g_array_index (numbers, guint, i) == last + 1)
        last++;

      g_string_append_printf (text, "%s%u", text->len > 0 ? ", " : "", first);
      if (last > first)
        g_string_append_printf (text, "%s%u", last == first + 1 ? ", " : "–", last);
    }

  return g_string_free (text, text->len == 0);
}

static InnHostNode *
read_node (xmlNode *cell)
{
  g_autoptr (GPtrArray) ids = inn_xpath_find (cell, "cpus/cpu/@id");
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  InnHostNode *node = g_new0 (InnHostNode, 1);

  for (guint i = 0; i < ids->len; i++)
    {
      guint number = (guint) inn_xpath_get_number (ids->pdata[i], ".");

      g_array_append_val (numbers, number);
    }

  node->id = (guint) inn_xpath_get_number (cell, "@id");
  node->n_cpus = ids->len;
  node->cpus = dup_ranges (numbers);
  node->memory_kib = inn_xpath_get_number (cell, "memory");

  return node;
}

static guint
count_distinct (xmlNode    *root,
                const char *path)
{
  g_auto (GStrv) values = inn_xpath_dup_strings (root, path);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; values[i] != NULL; i++)
    g_hash_table_add (seen, values[i]);

  return g_hash_table_size (seen);
}

/* Threads of one core have the same siblings. The numbers at the processor itself are those of
 * one node, and wrong where cores differ in their threads. */
static void
read_topology (InnHostCaps *caps,
               xmlNode     *root)
{
  const char *cpus = "host/topology/cells/cell/cpus/cpu[@socket_id]";
  g_autofree char *sockets = g_strconcat (cpus, "/@socket_id", NULL);
  g_autofree char *cores = g_strconcat (cpus, "/@siblings", NULL);
  g_autoptr (GPtrArray) threads = inn_xpath_find (root, cpus);

  caps->sockets = count_distinct (root, sockets);
  caps->cores = count_distinct (root, cores);
  caps->threads = threads->len;

  if (caps->threads > 0)
    return;

  caps->sockets = (guint) inn_xpath_get_number (root, "host/cpu/topology/@sockets");
  caps->cores = caps->sockets * (guint) inn_xpath_get_number (root, "host/cpu/topology/@cores");
  caps->threads = caps->cores * (guint) inn_xpath_get_number (root, "host/cpu/topology/@threads");
}

static int
compare_pages (gconstpointer a,
               gconstpointer b)
{
  const InnHostPages *x = a;
  const InnHostPages *y = b;

  return (x->size_kib > y->size_kib) - (x->size_kib < y->size_kib);
}

static guint64
count_pages (xmlNode *root,
             guint64  size_kib)
{
  g_autofree char *path =
    g_strdup_printf ("host/topology/cells/cell/pages[@size='%" G_GUINT64_FORMAT "']", size_kib);
  g_auto (GStrv) counts = inn_xpath_dup_strings (root, path);
  guint64 sum = 0;

  for (guint i = 0; counts[i] != NULL; i++)
    sum += g_ascii_strtoull (counts[i], NULL, 10);

  return sum;
}

static void
read_pages (InnHostCaps *caps,
            xmlNode     *root)
{
  g_autoptr (GPtrArray) sizes = inn_xpath_find (root, "host/cpu/pages/@size");

  for (guint i = 0; i < sizes->len; i++)
    {
      InnHostPages pages = { .size_kib = inn_xpath_get_number (sizes->pdata[i], ".") };

      pages.count = count_pages (root, pages.size_kib);
      if (pages.size_kib >= HUGE_FROM_KIB)
        g_array_append_val (caps->pages, pages);
    }

  g_array_sort (caps->pages, compare_pages);

  if (sizes->len > 0)
    caps->huge_pages = caps->pages->len > 0 ? INN_SUPPORT_YES : INN_SUPPORT_NO;
}

/* Users and file permissions are always used; they do not keep a machine from what its user may
 * read. */
static void
read_confinement (InnHostCaps *caps,
                  xmlNode     *root)
{
  caps->confiner = inn_xpath_dup_string (root, "host/secmodel/model[. != 'none' and . != 'dac']");

  if (caps->confiner != NULL)
    caps->confinement = INN_SUPPORT_YES;
  else if (inn_xpath_has (root, "host/secmodel"))
    caps->confinement = INN_SUPPORT_NO;
}

static InnSupport
read_kvm (InnHostCaps *caps,
          xmlNode     *root)
{
  g_autofree char *path = NULL;

  if (caps->arch == NULL)
    return INN_SUPPORT_UNKNOWN;

  path = g_strdup_printf ("guest/arch[@name='%s']//domain[@type='kvm']", caps->arch);

  return inn_xpath_has (root, path) ? INN_SUPPORT_YES : INN_SUPPORT_NO;
}

/* Old versions say nothing of it. */
static InnSupport
read_iommu (xmlNode *root)
{
  g_autofree char *support = inn_xpath_dup_string (root, "host/iommu/@support");

  if (support == NULL)
    return INN_SUPPORT_UNKNOWN;

  return g_str_equal (support, "yes") ? INN_SUPPORT_YES : INN_SUPPORT_NO;
}

/**
 * inn_host_caps_new_from_xml:
 * @xml: what virConnectGetCapabilities() gave
 *
 * Returns: (transfer full) (nullable): what it says of the host
 */
InnHostCaps *
inn_host_caps_new_from_xml (const char  *xml,
                            GError     **error)
{
  g_autoptr (InnXmlDocument) document = inn_xpath_parse (xml, "capabilities", error);
  g_autoptr (GPtrArray) cells = NULL;
  InnHostCaps *caps;
  xmlNode *root;

  if (document == NULL)
    return NULL;

  root = inn_xpath_get_root (document);
  caps = g_new0 (InnHostCaps, 1);
  caps->nodes = g_ptr_array_new_with_free_func (node_free);
  caps->pages = g_array_new (FALSE, FALSE, sizeof (InnHostPages));

  caps->arch = inn_xpath_dup_string (root, "host/cpu/arch");
  caps->cpu_model = inn_xpath_dup_string (root, "host/cpu/model");
  caps->cpu_vendor = inn_xpath_dup_string (root, "host/cpu/vendor");
  caps->iommu = read_iommu (root);
  caps->kvm = read_kvm (caps, root);
  read_topology (caps, root);
  read_pages (caps, root);
  read_confinement (caps, root);

  cells = inn_xpath_find (root, "host/topology/cells/cell");
  for (guint i = 0; i < cells->len; i++)
    g_ptr_array_add (caps->nodes, read_node (cells->pdata[i]));

  return caps;
}

void
inn_host_caps_free (InnHostCaps *caps)
{
  g_free (caps->arch);
  g_free (caps->cpu_model);
  g_free (caps->cpu_vendor);
  g_free (caps->confiner);
  g_array_unref (caps->pages);
  g_ptr_array_unref (caps->nodes);
  g_free (caps);
}
