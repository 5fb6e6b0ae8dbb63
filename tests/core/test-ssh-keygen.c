/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "inn-fixture.h"
#include "inn-ssh-keygen.h"

/* Two keys made for this test; nobody has their other halves. */
#define FIRST "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHd2UPDTRKePDN0kFglDku6/rajkCvtYxHGzmaD4Y5t8"
#define SECOND "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDcJmrzgEGyKee1DTHQo2y7tO3zmLIXXl/gm7TnXJz5f"

typedef struct
{
  char *dir;
  char *file;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const char text[] =
    "[cellar]:2222 " FIRST "\n"
    "attic " FIRST "\n"
    "[cellar]:2222 " SECOND "\n";

  fixture->dir = inn_fixture_make_dir ();
  fixture->file = g_build_filename (fixture->dir, "known_hosts", NULL);
  g_assert_true (g_file_set_contents (fixture->file, text, -1, NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  inn_fixture_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->file);
}

static char *
find (Fixture     *fixture,
      const char  *host,
      guint        line,
      GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  inn_ssh_keygen_find_async (fixture->file, host, line, NULL, inn_fixture_store_result_cb, &result);

  return inn_ssh_keygen_find_finish (inn_fixture_await_result (&result), error);
}

static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *first = find (fixture, "[cellar]:2222", 1, NULL);
  g_autofree char *second = find (fixture, "[cellar]:2222", 3, NULL);
  g_autofree char *other = find (fixture, "[cellar]:2222", 30, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (first, ==, "SHA256:ehM2S0IOipMdNjZSFWBJbHymxxTDcwHP/CMBYPGkYdI");
  g_assert_cmpstr (second, ==, "SHA256:DPspC1iTtamtg2mblLpZbp17aRU4qQL/BpILRD+XQps");
  g_assert_cmpstr (other, ==, first);

  g_assert_null (find (fixture, "garden", 1, &error));
  g_assert_nonnull (error);
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  inn_ssh_keygen_remove_async (fixture->file, "[cellar]:2222", NULL, inn_fixture_store_result_cb,
                               &result);
  g_assert_true (inn_ssh_keygen_remove_finish (inn_fixture_await_result (&result), &error));
  g_assert_no_error (error);

  g_assert_true (g_file_get_contents (fixture->file, &text, NULL, NULL));
  g_assert_null (strstr (text, "cellar"));
  g_assert_nonnull (strstr (text, "attic"));
}

static void
test_remove_fails (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_remove (fixture->file), ==, 0);
  inn_ssh_keygen_remove_async (fixture->file, "[cellar]:2222", NULL, inn_fixture_store_result_cb,
                               &result);
  g_assert_false (inn_ssh_keygen_remove_finish (inn_fixture_await_result (&result), &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "known_hosts"));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *program = g_find_program_in_path ("ssh-keygen");

  g_test_init (&argc, &argv, NULL);

  if (program == NULL)
    return 77;

  g_test_add ("/ssh-keygen/find", Fixture, NULL, set_up, test_find, tear_down);
  g_test_add ("/ssh-keygen/remove", Fixture, NULL, set_up, test_remove, tear_down);
  g_test_add ("/ssh-keygen/remove-fails", Fixture, NULL, set_up, test_remove_fails, tear_down);

  return g_test_run ();
}
