/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* An entry for the address of a host, which offers those that the SSH
 * configuration names: by a button and the Down key. */
#define INN_TYPE_HOST_ENTRY_ROW (inn_host_entry_row_get_type ())
G_DECLARE_FINAL_TYPE (InnHostEntryRow, inn_host_entry_row, INN, HOST_ENTRY_ROW, AdwEntryRow)

void inn_host_entry_row_set_offers (InnHostEntryRow *self,
                                    gboolean         offers);

G_END_DECLS
