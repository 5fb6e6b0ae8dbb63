/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "inn-import.h"

#define LIST_SCHEMA "org.innkeeper.Innkeeper.VirtManager"
#define HOST_SCHEMA "org.innkeeper.Innkeeper.VirtManager.Host"

static void
test_nothing (void)
{
  g_autoptr (GPtrArray) hosts = inn_import_from_virt_manager ();

  g_assert_cmpuint (hosts->len, ==, 0);
}

static void
test_hosts (void)
{
  static const char * const uris[] = {
    "qemu:///system", "", "qemu+ssh://root@kvm-1/system?socket=/run/x", NULL
  };
  static const char * const autoconnect[] = { "qemu:///system", NULL };
  g_autoptr (GSettings) list = g_settings_new (LIST_SCHEMA);
  g_autoptr (GSettings) host =
    g_settings_new_with_path (HOST_SCHEMA,
                              "/org/virt-manager/virt-manager/conns/"
                              "qemu+ssh:root@kvm-1system?socket=runx/");
  g_autoptr (GPtrArray) hosts = NULL;
  const InnImportHost *first;
  const InnImportHost *second;

  g_settings_set_strv (list, "uris", uris);
  g_settings_set_strv (list, "autoconnect", autoconnect);
  g_settings_set_string (host, "pretty-name", "Cellar");

  hosts = inn_import_from_virt_manager ();
  g_assert_cmpuint (hosts->len, ==, 2);

  first = g_ptr_array_index (hosts, 0);
  g_assert_cmpstr (first->uri, ==, "qemu:///system");
  g_assert_null (first->name);
  g_assert_true (first->autoconnect);

  second = g_ptr_array_index (hosts, 1);
  g_assert_cmpstr (second->uri, ==, uris[2]);
  g_assert_cmpstr (second->name, ==, "Cellar");
  g_assert_false (second->autoconnect);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import/nothing", test_nothing);
  g_test_add_func ("/import/hosts", test_hosts);

  return g_test_run ();
}
