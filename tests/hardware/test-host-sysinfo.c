/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <gio/gio.h>
#include <libxml/parser.h>

#include "inn-host-sysinfo.h"

static void
assert_sysinfo (const char *inside,
                const char *computer,
                const char *processor)
{
  g_autofree char *xml = g_strdup_printf ("<sysinfo type='smbios'>%s</sysinfo>", inside);
  g_autoptr (GError) error = NULL;
  g_autoptr (InnHostSysinfo) sysinfo = inn_host_sysinfo_new_from_xml (xml, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (sysinfo->computer, ==, computer);
  g_assert_cmpstr (sysinfo->processor, ==, processor);
}

static void
test_entries (void)
{
  assert_sysinfo ("<bios><entry name='vendor'>LENOVO</entry></bios>", NULL, NULL);
  assert_sysinfo ("<system><entry name='manufacturer'>Dell Inc.</entry>"
                  "<entry name='product'>PowerEdge R7525</entry></system>"
                  "<processor><entry name='version'>AMD EPYC 7543P </entry></processor>"
                  "<processor><entry name='version'>Another</entry></processor>",
                  "Dell Inc. PowerEdge R7525", "AMD EPYC 7543P");
  assert_sysinfo ("<system><entry name='manufacturer'>System manufacturer</entry>"
                  "<entry name='product'>X570</entry></system>", "X570", NULL);
}

static void
test_errors (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (inn_host_sysinfo_new_from_xml ("<domain/>", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host-sysinfo/entries", test_entries);
  g_test_add_func ("/host-sysinfo/errors", test_errors);

  status = g_test_run ();
  xmlCleanupParser ();

  return status;
}
