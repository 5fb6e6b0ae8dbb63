/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <glib/gi18n.h>

#include "inn-perf-card-info.h"

#define TWO(one, one_label, other, other_label)                          \
  { { one, one_label, INN_GRAPH_BLUE, INN_GRAPH_FILLED, FALSE },         \
    { other, other_label, INN_GRAPH_ORANGE, INN_GRAPH_LINE, FALSE } }, 2

/* In the order of the page. The last graph of a card has the time axis. */
static const InnPerfCardInfo cards[] = {
  [INN_PERF_CPU] = {
    "cpu", N_("CPU"), INN_GRAPH_LARGE, {
      { NULL, INN_UNIT_PERCENT, 122, N_("This host does not report CPU use"),
        { { INN_METRIC_CPU, N_("Total"), INN_GRAPH_BLUE, INN_GRAPH_FILLED, TRUE },
          { INN_METRIC_CPU_STEAL, NULL, INN_GRAPH_ORANGE, INN_GRAPH_DASHED, TRUE } }, 2 },
    }, 1 },
  [INN_PERF_MEMORY] = {
    "memory", N_("Memory"), INN_GRAPH_LARGE, {
      { NULL, INN_UNIT_BYTES, 180, N_("This host does not report memory use"),
        { { INN_METRIC_MEMORY, N_("Used"), INN_GRAPH_PURPLE, INN_GRAPH_STACKED, TRUE },
          { INN_METRIC_MEM_CACHE, NULL, INN_GRAPH_PURPLE, INN_GRAPH_STACKED, TRUE },
          { INN_METRIC_MEM_UNUSED, N_("Free"), INN_GRAPH_PURPLE, INN_GRAPH_STACKED, TRUE } }, 3 },
    }, 1 },
  [INN_PERF_DISK] = {
    "disk", NULL, INN_GRAPH_SMALL, {
      { NULL, INN_UNIT_BYTES_PER_SECOND, 104, N_("This host does not report disk rates"),
        TWO (INN_METRIC_DISK_READ, NULL, INN_METRIC_DISK_WRITE, NULL) },
      /* Translators: requests per second */
      { N_("IOPS"), INN_UNIT_PER_SECOND, 48, N_("This host does not report requests"),
        TWO (INN_METRIC_DISK_READ_OPS, N_("Read"), INN_METRIC_DISK_WRITE_OPS, N_("Write")) },
      { N_("Latency"), INN_UNIT_SECONDS, 48, N_("This host does not report latency"),
        { { INN_METRIC_DISK_READ_LATENCY, N_("Read"), INN_GRAPH_BLUE, INN_GRAPH_FILLED, FALSE },
          { INN_METRIC_DISK_WRITE_LATENCY, N_("Write"), INN_GRAPH_ORANGE, INN_GRAPH_LINE, FALSE },
          { INN_METRIC_DISK_FLUSH_LATENCY, N_("Flush"), INN_GRAPH_GRAY, INN_GRAPH_DASHED, FALSE }
        }, 3 },
    }, 3 },
  [INN_PERF_NIC] = {
    "nic", NULL, INN_GRAPH_SMALL, {
      { NULL, INN_UNIT_BYTES_PER_SECOND, 104, N_("This host does not report network rates"),
        TWO (INN_METRIC_NET_RX, NULL, INN_METRIC_NET_TX, NULL) },
      { N_("Packets"), INN_UNIT_PER_SECOND, 48, N_("This host does not report packets"),
        TWO (INN_METRIC_NET_RX_PACKETS, N_("In"), INN_METRIC_NET_TX_PACKETS, N_("Out")) },
      { N_("Drops and errors"), INN_UNIT_PER_SECOND, 48, N_("This host does not report errors"),
        { { INN_METRIC_NET_RX_DROPS, N_("Drops in"), INN_GRAPH_BLUE, INN_GRAPH_LINE, FALSE },
          { INN_METRIC_NET_TX_DROPS, N_("out"), INN_GRAPH_ORANGE, INN_GRAPH_LINE, FALSE },
          { INN_METRIC_NET_RX_ERRORS, N_("Errors in"), INN_GRAPH_BLUE, INN_GRAPH_DASHED, FALSE },
          { INN_METRIC_NET_TX_ERRORS, N_("out"), INN_GRAPH_ORANGE, INN_GRAPH_DASHED, FALSE } }, 4 },
    }, 3 },
};

/**
 * inn_perf_card_info_get:
 *
 * Returns: (transfer none): what a card of that kind shows
 */
const InnPerfCardInfo *
inn_perf_card_info_get (InnPerfKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (cards), NULL);

  return &cards[kind];
}
