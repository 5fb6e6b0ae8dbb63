/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <gio/gio.h>
#include <libxml/parser.h>

#include "inn-host-caps.h"

static InnHostCaps *
read_fixture (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "capabilities", name, NULL);
  g_autofree char *xml = NULL;
  g_autoptr (GError) error = NULL;
  InnHostCaps *caps;

  g_file_get_contents (path, &xml, NULL, &error);
  g_assert_no_error (error);
  caps = inn_host_caps_new_from_xml (xml, &error);
  g_assert_no_error (error);

  return caps;
}

static InnHostCaps *
read_host (const char *inside)
{
  g_autofree char *xml =
    g_strdup_printf ("<capabilities><host>%s</host></capabilities>", inside);
  g_autoptr (GError) error = NULL;
  InnHostCaps *caps = inn_host_caps_new_from_xml (xml, &error);

  g_assert_no_error (error);

  return caps;
}

static InnHostNode *
get_node (InnHostCaps *caps,
          guint        i)
{
  g_assert_cmpuint (i, <, caps->nodes->len);

  return caps->nodes->pdata[i];
}

static void
test_qemu (void)
{
  g_autoptr (InnHostCaps) caps = read_fixture ("qemu.xml");

  g_assert_cmpstr (caps->arch, ==, "x86_64");
  g_assert_cmpstr (caps->cpu_model, ==, "kvm64");
  g_assert_cmpstr (caps->cpu_vendor, ==, "AMD");
  g_assert_cmpuint (caps->sockets, ==, 1);
  g_assert_cmpuint (caps->cores, ==, 2);
  g_assert_cmpuint (caps->threads, ==, 2);
  g_assert_cmpint (caps->kvm, ==, INN_SUPPORT_YES);
  g_assert_cmpint (caps->iommu, ==, INN_SUPPORT_NO);
  g_assert_cmpint (caps->confinement, ==, INN_SUPPORT_NO);
  g_assert_null (caps->confiner);

  g_assert_cmpint (caps->huge_pages, ==, INN_SUPPORT_YES);
  g_assert_cmpuint (caps->pages->len, ==, 2);
  g_assert_cmpuint (g_array_index (caps->pages, InnHostPages, 0).size_kib, ==, 2048);
  g_assert_cmpuint (g_array_index (caps->pages, InnHostPages, 0).count, ==, 0);

  g_assert_cmpuint (caps->nodes->len, ==, 1);
  g_assert_cmpuint (get_node (caps, 0)->memory_kib, ==, 7956692);
  g_assert_cmpuint (get_node (caps, 0)->n_cpus, ==, 2);
  g_assert_cmpstr (get_node (caps, 0)->cpus, ==, "0, 1");
}

static void
test_test_driver (void)
{
  g_autoptr (InnHostCaps) caps = read_fixture ("test.xml");

  g_assert_cmpstr (caps->arch, ==, "i686");
  g_assert_null (caps->cpu_model);
  g_assert_null (caps->cpu_vendor);
  g_assert_cmpint (caps->kvm, ==, INN_SUPPORT_NO);
  g_assert_cmpint (caps->confinement, ==, INN_SUPPORT_YES);
  g_assert_cmpuint (caps->sockets, ==, 2);
  g_assert_cmpuint (caps->cores, ==, 16);
  g_assert_cmpuint (caps->threads, ==, 16);
  g_assert_cmpuint (caps->nodes->len, ==, 2);
  g_assert_cmpuint (get_node (caps, 1)->id, ==, 1);
  g_assert_cmpuint (get_node (caps, 1)->memory_kib, ==, 4194304);
  g_assert_cmpstr (get_node (caps, 1)->cpus, ==, "8–15");
}

/* Two threads on each core, numbered in two halves; a processor that is off says nothing. */
static void
test_threads (void)
{
  g_autoptr (InnHostCaps) caps = read_host (
    "<cpu><arch>x86_64</arch><topology sockets='1' dies='1' cores='8' threads='2'/></cpu>"
    "<topology><cells num='2'>"
    "<cell id='0'><cpus num='4'>"
    "<cpu id='4' socket_id='0' die_id='0' core_id='0' siblings='0,4'/>"
    "<cpu id='0' socket_id='0' die_id='0' core_id='0' siblings='0,4'/>"
    "<cpu id='1' socket_id='0' die_id='0' core_id='1' siblings='1,5'/>"
    "<cpu id='5' socket_id='0' die_id='0' core_id='1' siblings='1,5'/></cpus></cell>"
    "<cell id='2'><cpus num='4'>"
    "<cpu id='2' socket_id='1' die_id='0' core_id='0' siblings='2,6'/>"
    "<cpu id='6' socket_id='1' die_id='0' core_id='0' siblings='2,6'/>"
    "<cpu id='3' socket_id='1' die_id='0' core_id='1' siblings='3'/>"
    "<cpu id='7'/></cpus></cell></cells></topology>");

  g_assert_cmpuint (caps->sockets, ==, 2);
  g_assert_cmpuint (caps->cores, ==, 4);
  g_assert_cmpuint (caps->threads, ==, 7);
  g_assert_cmpstr (get_node (caps, 0)->cpus, ==, "0, 1, 4, 5");
  g_assert_cmpuint (get_node (caps, 1)->id, ==, 2);
  g_assert_cmpstr (get_node (caps, 1)->cpus, ==, "2, 3, 6, 7");
}

static void
test_topology_without_cells (void)
{
  g_autoptr (InnHostCaps) caps =
    read_host ("<cpu><topology sockets='2' cores='4' threads='2'/></cpu>");

  g_assert_cmpuint (caps->sockets, ==, 2);
  g_assert_cmpuint (caps->cores, ==, 8);
  g_assert_cmpuint (caps->threads, ==, 16);
  g_assert_cmpuint (caps->nodes->len, ==, 0);
}

static void
test_huge_pages (void)
{
  g_autoptr (InnHostCaps) small =
    read_host ("<cpu><pages unit='KiB' size='64'/></cpu>");
  g_autoptr (InnHostCaps) huge = read_host (
    "<cpu><pages unit='KiB' size='1048576'/><pages unit='KiB' size='2048'/></cpu>"
    "<topology><cells num='2'>"
    "<cell id='0'><pages unit='KiB' size='2048'>512</pages></cell>"
    "<cell id='1'><pages unit='KiB' size='2048'>256</pages></cell></cells></topology>");

  g_assert_cmpint (small->huge_pages, ==, INN_SUPPORT_NO);
  g_assert_cmpint (huge->huge_pages, ==, INN_SUPPORT_YES);
  g_assert_cmpuint (g_array_index (huge->pages, InnHostPages, 0).size_kib, ==, 2048);
  g_assert_cmpuint (g_array_index (huge->pages, InnHostPages, 0).count, ==, 768);
  g_assert_cmpuint (g_array_index (huge->pages, InnHostPages, 1).count, ==, 0);
}

/* What is not said is not known, rather than absent. */
static void
test_nothing_said (void)
{
  g_autoptr (InnHostCaps) caps = read_host ("");

  g_assert_null (caps->arch);
  g_assert_cmpint (caps->kvm, ==, INN_SUPPORT_UNKNOWN);
  g_assert_cmpint (caps->iommu, ==, INN_SUPPORT_UNKNOWN);
  g_assert_cmpint (caps->confinement, ==, INN_SUPPORT_UNKNOWN);
  g_assert_cmpint (caps->huge_pages, ==, INN_SUPPORT_UNKNOWN);
  g_assert_cmpuint (caps->threads, ==, 0);
}

static void
test_errors (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (inn_host_caps_new_from_xml ("<domain/>", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host-caps/qemu", test_qemu);
  g_test_add_func ("/host-caps/test-driver", test_test_driver);
  g_test_add_func ("/host-caps/threads", test_threads);
  g_test_add_func ("/host-caps/topology-without-cells", test_topology_without_cells);
  g_test_add_func ("/host-caps/huge-pages", test_huge_pages);
  g_test_add_func ("/host-caps/nothing-said", test_nothing_said);
  g_test_add_func ("/host-caps/errors", test_errors);

  status = g_test_run ();
  xmlCleanupParser ();

  return status;
}
