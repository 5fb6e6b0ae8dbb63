/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <string.h>

#include "inn-fixture.h"
#include "inn-host.h"
#include "inn-text-link.h"
#include "inn-virt-init.h"

/* Text consoles of a real machine, which sends back what it is sent. */

/* One for all tests. */
static InnFixtureRig *rig;

typedef struct
{
  InnHost       *host;
  InnDomain     *domain;
  GString       *heard;
  GString       *expected;
  gboolean       closed;
  GError        *error;      /* of "closed" */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  if (rig == NULL && (rig = inn_fixture_rig_start ("daemon", "--serial", NULL)) == NULL)
    return;

  fixture->host = inn_host_new (inn_fixture_rig_get (rig, "uri"));
  inn_host_connect (fixture->host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (fixture->host, "loaded", TRUE);
  fixture->domain = g_list_model_get_item (inn_host_get_domains (fixture->host), 0);
  fixture->heard = g_string_new (NULL);
  fixture->expected = g_string_new (NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->host == NULL)
    return;

  g_object_unref (fixture->domain);
  inn_host_disconnect (fixture->host);
  inn_fixture_iterate (50);
  g_assert_finalize_object (fixture->host);
  g_string_free (fixture->heard, TRUE);
  g_string_free (fixture->expected, TRUE);
  g_clear_error (&fixture->error);
}

static void
on_received_cb (Fixture *fixture,
                GBytes  *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  g_string_append_len (fixture->heard, text, (gssize) length);
}

static void
on_closed_cb (Fixture      *fixture,
              const GError *error)
{
  fixture->closed = TRUE;
  g_clear_error (&fixture->error);
  fixture->error = error != NULL ? g_error_copy (error) : NULL;
}

static InnTextLink *
try_open (Fixture   *fixture,
          gboolean   force,
          GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  InnTextLink *link;

  inn_text_link_open_async (fixture->domain, "serial0", force, NULL, inn_fixture_store_result_cb,
                            &result);
  inn_fixture_await_result (&result);
  link = inn_text_link_open_finish (fixture->domain, result, error);

  if (link != NULL)
    {
      g_signal_connect_swapped (link, "received", G_CALLBACK (on_received_cb), fixture);
      g_signal_connect_swapped (link, "closed", G_CALLBACK (on_closed_cb), fixture);
    }

  return link;
}

static gboolean
opens (gpointer data)
{
  g_autoptr (InnTextLink) link = try_open (data, FALSE, NULL);

  return link != NULL;
}

/* What was closed a moment ago may still be on its way. */
static InnTextLink *
open_link (Fixture *fixture)
{
  InnTextLink *link = NULL;

  fixture->closed = FALSE;
  for (guint i = 0; link == NULL && i < 300; i++)
    {
      g_autoptr (GError) error = NULL;

      if ((link = try_open (fixture, FALSE, &error)) == NULL)
        {
          g_assert_true (inn_text_link_is_taken (error));
          inn_fixture_iterate (10);
        }
    }
  g_assert_nonnull (link);

  return link;
}

static void
send_text (InnTextLink *link,
           const char  *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  g_assert_true (inn_text_link_send (link, bytes));
}

static gboolean
has_heard (gpointer data)
{
  Fixture *fixture = data;

  return strstr (fixture->heard->str, fixture->expected->str) != NULL;
}

static gboolean
is_closed (gpointer data)
{
  Fixture *fixture = data;

  return fixture->closed;
}

static void
await_echo (Fixture     *fixture,
            InnTextLink *link,
            const char  *text)
{
  g_string_assign (fixture->expected, text);
  send_text (link, text);
  g_assert_true (inn_fixture_await_condition (has_heard, fixture, INN_FIXTURE_DEADLINE));
}

/* The firmware takes what comes before the guest runs. */
static void
await_guest (Fixture     *fixture,
             InnTextLink *link)
{
  g_string_assign (fixture->expected, "?");
  do
    send_text (link, "?");
  while (!inn_fixture_await_condition (has_heard, fixture, 100));
  g_string_truncate (fixture->heard, 0);
}

static void
test_echo (Fixture *fixture)
{
  g_autoptr (InnTextLink) link = open_link (fixture);
  g_autoptr (GString) much = g_string_new (NULL);

  await_guest (fixture, link);
  await_echo (fixture, link, "hello");

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (much, "%04u of a large paste ", i);
  await_echo (fixture, link, much->str);
  g_assert_false (fixture->closed);
}

/* More than a guest may be sent that reads nothing. */
static void
test_too_much (Fixture *fixture)
{
  g_autoptr (InnTextLink) link = open_link (fixture);
  g_autoptr (GBytes) much = g_bytes_new_take (g_malloc0 (5 << 20), 5 << 20);

  g_assert_false (inn_text_link_send (link, much));
  inn_text_link_close (link);
  g_assert_false (inn_text_link_send (link, much));
}

static void
test_taken (Fixture *fixture)
{
  g_autoptr (InnTextLink) first = open_link (fixture);
  g_autoptr (InnTextLink) second = NULL;
  g_autoptr (GError) error = NULL;

  await_guest (fixture, first);
  g_assert_null (try_open (fixture, FALSE, &error));
  g_assert_true (inn_text_link_is_taken (error));
  g_assert_false (inn_text_link_is_refusal (error));

  second = try_open (fixture, TRUE, NULL);
  g_assert_nonnull (second);
  g_assert_true (inn_fixture_await_condition (is_closed, fixture, INN_FIXTURE_DEADLINE));
  await_echo (fixture, second, "mine");
}

static void
test_guest_ends (Fixture *fixture)
{
  g_autoptr (InnTextLink) link = open_link (fixture);
  g_autoptr (GError) error = NULL;

  inn_fixture_rig_command (rig, "virsh destroy echo");
  g_assert_true (inn_fixture_await_condition (is_closed, fixture, INN_FIXTURE_DEADLINE));
  g_assert_null (fixture->error);

  g_assert_null (try_open (fixture, FALSE, &error));
  g_assert_false (inn_text_link_is_taken (error));
  g_assert_false (inn_text_link_is_refusal (error));
  inn_fixture_rig_command (rig, "virsh start echo");
}

static void
test_daemon_ends (Fixture *fixture)
{
  g_autoptr (InnTextLink) link = open_link (fixture);

  inn_fixture_rig_command (rig, "kill");
  g_assert_true (inn_fixture_await_condition (is_closed, fixture, INN_FIXTURE_DEADLINE));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
}

/* Who cancels leaves nothing open behind. */
static void
test_cancel (Fixture *fixture)
{
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (InnTextLink) link = NULL;
      g_autoptr (GError) error = NULL;

      inn_text_link_open_async (fixture->domain, "serial0", FALSE, cancellable,
                                inn_fixture_store_result_cb, &result);
      inn_fixture_iterate (i);
      g_cancellable_cancel (cancellable);
      inn_fixture_await_result (&result);
      link = inn_text_link_open_finish (fixture->domain, result, &error);
      if (link == NULL && !inn_text_link_is_taken (error))
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }

  g_assert_true (inn_fixture_await_condition (opens, fixture, INN_FIXTURE_DEADLINE));
}

static gboolean
is_as_before (gpointer data)
{
  guint *before = data;

  return inn_fixture_count_entries ("/proc/self/task") <= before[0] &&
         inn_fixture_count_entries ("/proc/self/fd") <= before[1];
}

static void
test_cycles (Fixture *fixture)
{
  g_autoptr (InnTextLink) first = open_link (fixture);
  guint before[2];

  g_clear_object (&first);
  inn_fixture_iterate (200);
  before[0] = inn_fixture_count_entries ("/proc/self/task");
  before[1] = inn_fixture_count_entries ("/proc/self/fd");

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (InnTextLink) link = open_link (fixture);

      send_text (link, "x");
    }

  g_assert_true (inn_fixture_await_condition (is_as_before, before, INN_FIXTURE_DEADLINE));
}

static void
assert_refused (const char *uri,
                gboolean    read_only)
{
  InnHost *host = inn_host_new (uri);
  g_autoptr (InnDomain) domain = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set (host, "read-only", read_only, NULL);
  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);
  domain = g_list_model_get_item (inn_host_get_domains (host), 0);

  inn_text_link_open_async (domain, NULL, FALSE, NULL, inn_fixture_store_result_cb, &result);
  inn_fixture_await_result (&result);
  g_assert_null (inn_text_link_open_finish (domain, result, &error));
  g_test_message ("%s", error->message);
  g_assert_true (inn_text_link_is_refusal (error));

  g_clear_object (&domain);
  inn_host_disconnect (host);
  inn_fixture_iterate (50);
  g_assert_finalize_object (host);
}

static void
test_refused (Fixture *fixture)
{
  assert_refused (inn_fixture_rig_get (rig, "uri"), TRUE);
  assert_refused ("test:///default", FALSE);
}

typedef struct
{
  const char  *path;
  void       (*function) (Fixture *fixture);
} Test;

static void
run (Fixture       *fixture,
     gconstpointer  data)
{
  const Test *test = data;

  if (fixture->host != NULL)
    test->function (fixture);
}

int
main (int   argc,
      char *argv[])
{
  static const Test tests[] = {
    { "/text-link/echo", test_echo },
    { "/text-link/too-much", test_too_much },
    { "/text-link/taken", test_taken },
    { "/text-link/cancel", test_cancel },
    { "/text-link/cycles", test_cycles },
    { "/text-link/refused", test_refused },
    { "/text-link/guest-ends", test_guest_ends },
    { "/text-link/daemon-ends", test_daemon_ends },
  };
  int status;

  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, &tests[i], set_up, run, tear_down);

  status = g_test_run ();
  g_clear_pointer (&rig, inn_fixture_rig_stop);

  return status;
}
