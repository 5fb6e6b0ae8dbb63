/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <gio/gio.h>
#include <libxml/parser.h>

#include "inn-xpath.h"

static const char xml[] =
  "<pool type='dir'>\n"
  "  <name> images\n</name>\n"
  "  <empty/>\n"
  "  <size unit='bytes'>18446744073709551615</size>\n"
  "  <odd>many</odd>\n"
  "  <disk target='vda'/><disk target='vdb'/><disk/>\n"
  "</pool>\n";

static void
test_values (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InnXmlDocument) document = inn_xpath_parse (xml, "pool", &error);
  g_autofree char *name = NULL;
  g_autofree char *type = NULL;
  xmlNode *root;

  g_assert_no_error (error);
  root = inn_xpath_get_root (document);

  g_assert_cmpstr ((name = inn_xpath_dup_string (root, "name")), ==, "images");
  g_assert_cmpstr ((type = inn_xpath_dup_string (root, "@type")), ==, "dir");
  g_assert_null (inn_xpath_dup_string (root, "empty"));
  g_assert_null (inn_xpath_dup_string (root, "absent"));
  g_assert_cmpuint (inn_xpath_get_number (root, "size"), ==, G_MAXUINT64);
  g_assert_cmpuint (inn_xpath_get_number (root, "odd"), ==, 0);
  g_assert_cmpuint (inn_xpath_get_number (root, "absent"), ==, 0);
  g_assert_true (inn_xpath_has (root, "empty"));
  g_assert_false (inn_xpath_has (root, "absent"));
}

static void
test_lists (void)
{
  g_autoptr (InnXmlDocument) document = inn_xpath_parse (xml, "pool", NULL);
  xmlNode *root = inn_xpath_get_root (document);
  g_autoptr (GPtrArray) disks = inn_xpath_find (root, "disk");
  g_auto (GStrv) targets = inn_xpath_dup_strings (root, "disk/@target");
  g_auto (GStrv) none = inn_xpath_dup_strings (root, "absent");
  g_autofree char *second = NULL;

  g_assert_cmpuint (disks->len, ==, 3);
  g_assert_cmpstr ((second = inn_xpath_dup_string (disks->pdata[1], "@target")), ==, "vdb");
  g_assert_cmpuint (g_strv_length (targets), ==, 2);
  g_assert_cmpstr (targets[0], ==, "vda");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static void
test_errors (void)
{
  static const char * const documents[] = { "", "<pool>", "<network/>", "pool", "<pool/><pool/>" };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (inn_xpath_parse (documents[i], "pool", &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

/* A document must not name files of this computer as parts of itself. */
static void
test_no_files (void)
{
  static const char evil[] =
    "<!DOCTYPE pool [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><pool><name>&f;</name></pool>";
  g_autoptr (InnXmlDocument) document = inn_xpath_parse (evil, "pool", NULL);

  g_assert_nonnull (document);
  g_assert_null (inn_xpath_dup_string (inn_xpath_get_root (document), "name"));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/xpath/values", test_values);
  g_test_add_func ("/xpath/lists", test_lists);
  g_test_add_func ("/xpath/errors", test_errors);
  g_test_add_func ("/xpath/no-files", test_no_files);

  status = g_test_run ();
  xmlCleanupParser ();

  return status;
}
