/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-host.h"

G_BEGIN_DECLS

/* The NUMA nodes of a host, with a table of them and of their free memory. */
#define INN_TYPE_HOST_NODES_ROW (inn_host_nodes_row_get_type ())
G_DECLARE_FINAL_TYPE (InnHostNodesRow, inn_host_nodes_row, INN, HOST_NODES_ROW, AdwActionRow)

GtkWidget *inn_host_nodes_row_new  (InnHost         *host);
void       inn_host_nodes_row_sync (InnHostNodesRow *self);

G_END_DECLS
