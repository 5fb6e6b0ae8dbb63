/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <glib.h>
#include <math.h>

#include "inn-metric.h"
#include "inn-text.h"

static void
test_table (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (InnMetric metric = 0; metric < INN_N_METRICS; metric++)
    {
      const char *id = inn_metric_get_id (metric);

      g_assert_nonnull (id);
      g_assert_true (g_hash_table_add (ids, (gpointer) id));
      g_assert_cmpint (*inn_metric_get_label (metric), !=, '\0');
    }
}

/* They are in files that people keep. */
static void
test_ids (void)
{
  g_assert_cmpstr (inn_metric_get_id (INN_METRIC_CPU), ==, "cpu");
  g_assert_cmpstr (inn_metric_get_id (INN_METRIC_DISK_READ), ==, "disk.read");
  g_assert_cmpstr (inn_metric_get_id (INN_METRIC_NET_TX_DROPS), ==, "net.tx-drops");
  g_assert_cmpstr (inn_metric_get_id (INN_METRIC_HOST_CPU_ONE), ==, "host.cpu.one");
}

static void
assert_format (InnMetric   metric,
               double      value,
               const char *expected)
{
  g_autofree char *text = inn_unit_format (inn_metric_get_unit (metric), value);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_format (void)
{
  assert_format (INN_METRIC_CPU, 71.3, "71" INN_NBSP "%");
  assert_format (INN_METRIC_MEMORY, 4509715660.8, "4.2" INN_NBSP "GiB");
  assert_format (INN_METRIC_DISK, 42e6, "42" INN_NBSP "MB/s");
  assert_format (INN_METRIC_DISK_READ_LATENCY, 0.0014, "1.4" INN_NBSP "ms");
  assert_format (INN_METRIC_DISK_WRITE_OPS, 544, "544" INN_NBSP "/s");
  assert_format (INN_METRIC_HOST_RUNNING, 12, "12");

  for (InnMetric metric = 0; metric < INN_N_METRICS; metric++)
    {
      assert_format (metric, NAN, "–");
      assert_format (metric, INFINITY, "–");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/metric/table", test_table);
  g_test_add_func ("/metric/ids", test_ids);
  g_test_add_func ("/metric/format", test_format);

  return g_test_run ();
}
