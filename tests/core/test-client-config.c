/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "inn-client-config.h"
#include "inn-fixture.h"

static const char full[] =
  "#\n"
  "# uri_default = \"xen:///\"\n"
  "other = 7\n"
  "list = [ \"a=b\",\n \"uri_default = 'x'\" ]\n"
  "uri_aliases = [\n"
  "  \"hail=qemu+ssh://root@hail.example.net/system?a=b\",  # a comment\n"
  "  'sleet=xen+tls://sleet/',\n"
  "  \"broken\", \"=broken\", \"broken=\",\n"
  "]\n"
  "  uri_default=\"hail\" # and more\n";

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *uri;
  } cases[] = {
    { "", NULL },
    { "uri_default = \"qemu:///system\"", "qemu:///system" },
    { "\t uri_default='qemu:///session'\r\n", "qemu:///session" },
    { "uri_default = \"\"\"test:///default\"\"\"\n", "test:///default" },
    { "uri_default = \"a\"\nuri_default = \"b\"", "b" },
    { "#uri_default = \"qemu:///system\"", NULL },
    { "uri_default_x = \"a\"", NULL },
    { "uri_default \"a\"", NULL },
    { "uri_default = 7", NULL },
    { "uri_default = \"\"", NULL },
    { "uri_default = \"open\nx = \"1", "open\nx = " },
    { "uri_default = \"\xff\"", NULL },
    { "uri_aliases = [ 7\nuri_default = 'a'", "a" },
    { "{}\nuri_default = 'a'", "a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (InnClientConfig) config = inn_client_config_parse (cases[i].text);

      g_assert_cmpstr (config->default_uri, ==, cases[i].uri);
    }
}

static void
test_aliases (void)
{
  g_autoptr (InnClientConfig) config = inn_client_config_parse (full);

  g_assert_cmpstr (config->default_uri, ==, "hail");
  g_assert_cmpuint (g_hash_table_size (config->aliases), ==, 2);
  g_assert_cmpstr (inn_client_config_resolve (config, "hail"), ==,
                   "qemu+ssh://root@hail.example.net/system?a=b");
  g_assert_cmpstr (inn_client_config_resolve (config, "sleet"), ==, "xen+tls://sleet/");
  g_assert_cmpstr (inn_client_config_resolve (config, "rain"), ==, "rain");
}

static char *
load_uri (const char *path)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (InnClientConfig) config = NULL;

  inn_client_config_load_async (path, NULL, inn_fixture_store_result_cb, &slot);
  result = inn_fixture_await_result (&slot);
  config = inn_client_config_load_finish (result, &error);
  g_assert_no_error (error);

  return g_strdup (config->default_uri);
}

static void
test_load (void)
{
  g_autofree char *folder = inn_fixture_make_dir ();
  g_autofree char *path = g_build_filename (folder, "libvirt.conf", NULL);
  g_autofree char *missing = NULL;
  g_autofree char *of_file = NULL;
  g_autofree char *of_environment = NULL;
  g_autofree char *of_alias = NULL;
  g_autofree char *default_uri = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_unsetenv ("LIBVIRT_DEFAULT_URI");
  missing = load_uri ("/nonexistent/libvirt.conf");
  g_assert_null (missing);

  g_assert_true (g_file_set_contents (path, full, -1, NULL));
  of_file = load_uri (path);
  g_assert_cmpstr (of_file, ==, "qemu+ssh://root@hail.example.net/system?a=b");

  g_setenv ("LIBVIRT_DEFAULT_URI", "test:///default", TRUE);
  of_environment = load_uri (path);
  g_assert_cmpstr (of_environment, ==, "test:///default");

  inn_client_config_load_default_uri_async (NULL, inn_fixture_store_result_cb, &slot);
  result = inn_fixture_await_result (&slot);
  default_uri = inn_client_config_load_default_uri_finish (result, NULL);
  g_assert_cmpstr (default_uri, ==, "test:///default");

  g_setenv ("LIBVIRT_DEFAULT_URI", "sleet", TRUE);
  of_alias = load_uri (path);
  g_assert_cmpstr (of_alias, ==, "xen+tls://sleet/");

  inn_fixture_remove_dir (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client-config/parse", test_parse);
  g_test_add_func ("/client-config/aliases", test_aliases);
  g_test_add_func ("/client-config/load", test_load);

  return g_test_run ();
}
