/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include "inn-fixture.h"
#include "inn-host-capabilities.h"
#include "inn-virt-init.h"

static InnHost *
connect_host (const char *uri)
{
  InnHost *host = inn_host_new (uri);

  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (host, "loaded", TRUE);

  return host;
}

static gboolean
load (InnHost  *host,
      GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  inn_host_load_capabilities_async (host, NULL, inn_fixture_store_result_cb, &result);
  inn_fixture_await_result (&result);

  return inn_host_load_capabilities_finish (host, result, error);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_test_driver (void)
{
  g_autoptr (InnHost) host = connect_host ("test:///default");
  g_autoptr (GError) error = NULL;
  const InnHostCapabilities *capabilities;
  guint n_notified = 0;

  g_assert_null (inn_host_get_capabilities (host));
  g_signal_connect_swapped (host, "notify::capabilities", G_CALLBACK (count_cb), &n_notified);

  g_assert_true (load (host, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_notified, ==, 1);

  capabilities = inn_host_get_capabilities (host);
  g_assert_cmpuint (capabilities->host->nodes->len, ==, 2);
  g_assert_cmpint (capabilities->secure, ==, INN_SUPPORT_YES);
  g_assert_cmpint (capabilities->read_at, >, 0);
  g_assert_true (g_str_has_prefix (capabilities->xml, "<capabilities>"));
  /* Before libvirt 11 the driver does not know what its machines can have. */
  g_assert_true ((capabilities->domain_xml == NULL) == (capabilities->machines == NULL));

  /* What was read stays when the host has gone. */
  inn_host_disconnect (host);
  g_assert_nonnull (inn_host_get_capabilities (host));
}

static void
test_not_connected (void)
{
  g_autoptr (InnHost) host = inn_host_new ("test:///default");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) memory_error = NULL;

  g_assert_false (load (host, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED);
  g_assert_null (inn_host_get_capabilities (host));

  inn_host_load_free_memory_async (host, 1, NULL, inn_fixture_store_result_cb, &result);
  inn_fixture_await_result (&result);
  g_assert_null (inn_host_load_free_memory_finish (host, result, &memory_error));
  g_assert_error (memory_error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED);
}

/* Who closes the window while the host is being asked hears of it, and nothing is kept. */
static void
test_disconnect_while_reading (void)
{
  g_autoptr (InnHost) host = connect_host ("test:///default");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  inn_host_load_capabilities_async (host, NULL, inn_fixture_store_result_cb, &result);
  inn_host_disconnect (host);
  inn_fixture_await_result (&result);

  g_assert_false (inn_host_load_capabilities_finish (host, result, &error));
  g_assert_nonnull (error);
  g_assert_null (inn_host_get_capabilities (host));
}

static void
test_free_memory (void)
{
  g_autoptr (InnHost) host = connect_host ("test:///default");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) kib = NULL;
  g_autoptr (GError) error = NULL;

  inn_host_load_free_memory_async (host, 2, NULL, inn_fixture_store_result_cb, &result);
  inn_fixture_await_result (&result);
  kib = inn_host_load_free_memory_finish (host, result, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (kib->len, ==, 2);
  g_assert_cmpuint (g_array_index (kib, guint64, 1), ==, 4096);
}

/* A real daemon, which has QEMU and knows what it can do. */
static void
test_qemu (void)
{
  g_autoptr (InnFixtureRig) rig = inn_fixture_rig_start ("daemon", NULL);
  g_autoptr (InnHost) host = NULL;
  g_autoptr (GError) error = NULL;
  const InnHostCapabilities *capabilities;

  if (rig == NULL)
    return;

  host = connect_host (inn_fixture_rig_get (rig, "uri"));
  g_assert_true (load (host, &error));
  g_assert_no_error (error);

  capabilities = inn_host_get_capabilities (host);
  g_assert_cmpint (capabilities->host->kvm, !=, INN_SUPPORT_UNKNOWN);
  g_assert_cmpint (capabilities->host->iommu, !=, INN_SUPPORT_UNKNOWN);
  g_assert_cmpuint (capabilities->host->threads, ==, g_get_num_processors ());
  g_assert_nonnull (capabilities->machines);
  g_assert_cmpstr (capabilities->machines->type, ==,
                   capabilities->host->kvm == INN_SUPPORT_YES ? "kvm" : "qemu");
  g_assert_cmpint (capabilities->machines->tpm, !=, INN_SUPPORT_UNKNOWN);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  g_test_add_func ("/host-capabilities/test-driver", test_test_driver);
  g_test_add_func ("/host-capabilities/not-connected", test_not_connected);
  g_test_add_func ("/host-capabilities/disconnect-while-reading", test_disconnect_while_reading);
  g_test_add_func ("/host-capabilities/free-memory", test_free_memory);
  g_test_add_func ("/host-capabilities/qemu", test_qemu);

  return g_test_run ();
}
