/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "inn-known-hosts.h"

/* Made with ssh-keygen; the fingerprints are what “ssh-keygen -l” says. */
#define KEY_A "AAAAC3NzaC1lZDI1NTE5AAAAIBuw0j4EtF3xBo2NjkOy+kFVXt+5t/oH8XByEyUZ++b9"
#define PRINT_A "SHA256:JKRTaDTN7jTYe+5dRuGT9jrgRMbnEV5p2E/b5NbO3o8"
#define KEY_B "AAAAC3NzaC1lZDI1NTE5AAAAIKa7N93VMuxFgdXZk/1sQme/FR79p1xP36D4W3FmNPPK"

typedef struct
{
  char *folder;
  char *from;
  char *to;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("inn-test-XXXXXX", NULL);
  fixture->from = g_build_filename (fixture->folder, "from", NULL);
  fixture->to = g_build_filename (fixture->folder, "ssh", "to", NULL);
  g_assert_true (g_file_set_contents (fixture->from,
                                      "# a comment\n"
                                      "other ssh-ed25519 " KEY_B "\n"
                                      "|1|salt=|hash= ssh-ed25519 " KEY_A "\n"
                                      "@cert-authority * ssh-ed25519 " KEY_B " words\n"
                                      "[::1]:22 ssh-ed25519 " KEY_A " words\n", -1, NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->to);

  g_unlink (fixture->to);
  g_unlink (fixture->from);
  g_rmdir (folder);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->from);
  g_free (fixture->to);
}

static void
assert_text (const char *path,
             const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

#define FOUND "|1|salt=|hash= ssh-ed25519 " KEY_A "\n[::1]:22 ssh-ed25519 " KEY_A " words\n"

static void
test_new_file (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->to);
  GStatBuf info;

  g_assert_true (inn_known_hosts_copy (fixture->from, fixture->to, PRINT_A, NULL));
  assert_text (fixture->to, FOUND);
  g_assert_cmpint (g_stat (fixture->to, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
}

static void
test_adds (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->to);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->to, "no end of line", -1, NULL));
  g_assert_true (inn_known_hosts_copy (fixture->from, fixture->to, PRINT_A, NULL));
  assert_text (fixture->to, "no end of line\n" FOUND);
}

static void
test_not_there (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (inn_known_hosts_copy (fixture->from, fixture->to, "SHA256:nothing", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (fixture->to, G_FILE_TEST_EXISTS));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/known-hosts/new-file", Fixture, NULL, set_up, test_new_file, tear_down);
  g_test_add ("/known-hosts/adds", Fixture, NULL, set_up, test_adds, tear_down);
  g_test_add ("/known-hosts/not-there", Fixture, NULL, set_up, test_not_there, tear_down);

  return g_test_run ();
}
