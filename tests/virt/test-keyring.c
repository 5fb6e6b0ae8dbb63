/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include "inn-fixture.h"
#include "inn-keyring.h"
#include "inn-secret.h"

/* A real keyring, on a session bus with nothing else. GLib knows one session bus in its life,
 * so all the tests share it, and each ends with an open, empty keyring but for the last. */
static InnFixtureRig *rig;

static gboolean
probe (void)
{
  g_autoptr (GAsyncResult) result = NULL;

  inn_keyring_probe_async (NULL, inn_fixture_store_result_cb, &result);

  return inn_keyring_probe_finish (inn_fixture_await_result (&result));
}

static char *
look_up (const char  *id,
         GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  inn_keyring_lookup_async (id, FALSE, NULL, inn_fixture_store_result_cb, &result);

  return inn_keyring_lookup_finish (inn_fixture_await_result (&result), error);
}

static void
assert_secret (const char *id,
               const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *secret = look_up (id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
  inn_secret_free (secret);
}

static void
store (const char *id,
       const char *secret)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  inn_keyring_store_async (id, "A password of the tests", secret, NULL,
                           inn_fixture_store_result_cb, &result);
  inn_keyring_store_finish (inn_fixture_await_result (&result), &error);
  g_assert_no_error (error);
}

static gboolean
clear (const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean cleared;

  inn_keyring_clear_async (id, NULL, inn_fixture_store_result_cb, &result);
  cleared = inn_keyring_clear_finish (inn_fixture_await_result (&result), &error);
  g_assert_no_error (error);

  return cleared;
}

static void
test_remember (void)
{
  g_assert_true (probe ());
  assert_secret ("ssh:admin@cellar:22", NULL);

  store ("ssh:admin@cellar:22", "pass ‘wörd’");
  store ("ssh:admin@cellar:2222", "other");
  assert_secret ("ssh:admin@cellar:22", "pass ‘wörd’");
  assert_secret ("ssh:admin@cellar:2222", "other");
  assert_secret ("ssh:admin@cellar", NULL);

  store ("ssh:admin@cellar:22", "newer");
  assert_secret ("ssh:admin@cellar:22", "newer");

  g_assert_true (clear ("ssh:admin@cellar:22"));
  g_assert_false (clear ("ssh:admin@cellar:22"));
  assert_secret ("ssh:admin@cellar:22", NULL);
  assert_secret ("ssh:admin@cellar:2222", "other");
  g_assert_true (clear ("ssh:admin@cellar:2222"));
}

static void
test_list (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  InnKeyringEntry *entry;

  store ("ssh:admin@cellar:22", "secret");
  store ("key:/keys/id", "other");

  inn_keyring_list_async (NULL, inn_fixture_store_result_cb, &result);
  entries = inn_keyring_list_finish (inn_fixture_await_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->label, ==, "A password of the tests");
  g_assert_true (g_str_has_prefix (entry->id, "ssh:") || g_str_has_prefix (entry->id, "key:"));

  g_assert_true (clear ("ssh:admin@cellar:22"));
  g_assert_true (clear ("key:/keys/id"));
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  inn_keyring_lookup_async ("id", FALSE, cancellable, inn_fixture_store_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (inn_keyring_lookup_finish (inn_fixture_await_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A keyring that hangs holds nobody up for long. */
static void
test_hung (void)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  inn_fixture_rig_command (rig, "freeze");
  g_assert_null (look_up ("id", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
  inn_fixture_rig_command (rig, "thaw");
}

/* Nobody is asked to open a locked one for a connection that nobody began. */
static void
test_locked (void)
{
  store ("id", "secret");
  inn_fixture_rig_command (rig, "lock");
  g_assert_true (probe ());
  assert_secret ("id", NULL);
}

static void
test_none (void)
{
  g_autoptr (GError) error = NULL;

  inn_fixture_rig_command (rig, "terminate");
  g_assert_false (probe ());
  g_assert_null (look_up ("id", &error));
  g_assert_nonnull (error);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  rig = inn_fixture_keyring_start ();
  if (rig == NULL)
    return 77;

  g_test_add_func ("/keyring/remember", test_remember);
  g_test_add_func ("/keyring/list", test_list);
  g_test_add_func ("/keyring/cancel", test_cancel);
  g_test_add_func ("/keyring/hung", test_hung);
  g_test_add_func ("/keyring/locked", test_locked);
  g_test_add_func ("/keyring/none", test_none);

  status = g_test_run ();
  inn_fixture_keyring_stop (rig);

  return status;
}
