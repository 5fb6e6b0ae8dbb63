/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <string.h>

#include "inn-domain-log.h"
#include "inn-fixture.h"

static void
test_path (void)
{
  static const struct
  {
    const char *uri;
    const char *name;
    const char *expected;   /* its end; NULL: no path */
  } cases[] = {
    { "qemu:///system", "web 2", "/var/log/libvirt/qemu/web 2.log" },
    { "qemu+unix:///system", "web", "/var/log/libvirt/qemu/web.log" },
    { "qemu:///session", "web", "/libvirt/qemu/log/web.log" },
    { "qemu+ssh://x/system", "web", "/var/log/libvirt/qemu/web.log" },
    { "qemu+ssh://x/session", "web", NULL },
    { "qemu+tls://x/system", "web", NULL },
    { "qemu+unix:///system?socket=/x", "web", NULL },
    { "qemu:///embed?root=/x", "web", NULL },
    { "test:///default", "web", NULL },
    { "nonsense", "web", NULL },
    { "qemu:///system", "../../../etc/passwd", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = inn_domain_log_dup_path (cases[i].uri, cases[i].name);

      if (cases[i].expected == NULL)
        g_assert_cmpstr (path, ==, NULL);
      else
        g_assert_true (g_str_has_suffix (path, cases[i].expected));
    }
}

static char *
read_text (const char  *text,
           gssize       length,
           GError     **error)
{
  g_autofree char *dir = inn_fixture_make_dir ();
  g_autofree char *path = g_build_filename (dir, "web.log", NULL);
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) owned = NULL;
  char *read;

  if (text != NULL)
    g_assert_true (g_file_set_contents (path, text, length, NULL));

  inn_domain_log_read_async (path, NULL, inn_fixture_store_result_cb, &result);
  owned = inn_fixture_await_result (&result);
  read = inn_domain_log_read_finish (owned, error);
  inn_fixture_remove_dir (dir);

  return read;
}

static void
test_tail (void)
{
  g_autoptr (GString) longer = g_string_new (NULL);
  g_autofree char *two = read_text ("one\ntwo\n\n", -1, NULL);
  g_autofree char *none = read_text ("", -1, NULL);
  g_autofree char *binary = read_text ("a\0b\xff\n", 5, NULL);
  g_autofree char *command = read_text ("starting up\nLC_ALL=C \\\n/usr/bin/qemu \\\n-msg on\n"
                                        "it fails\nshutting down\n", -1, NULL);
  g_autofree char *last = NULL;

  g_assert_cmpstr (command, ==, "it fails\nshutting down");
  g_assert_cmpstr (two, ==, "one\ntwo");
  g_assert_cmpstr (none, ==, "");
  g_assert_true (g_utf8_validate (binary, -1, NULL));

  for (guint i = 1; i <= 5000; i++)
    g_string_append_printf (longer, "line %u\n", i);
  last = read_text (longer->str, longer->len, NULL);
  g_assert_true (g_str_has_prefix (last, "line 4981\n"));
  g_assert_true (g_str_has_suffix (last, "\nline 5000"));
}

static void
test_not_there (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (NULL, 0, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/domain-log/path", test_path);
  g_test_add_func ("/domain-log/tail", test_tail);
  g_test_add_func ("/domain-log/not-there", test_not_there);

  return g_test_run ();
}
