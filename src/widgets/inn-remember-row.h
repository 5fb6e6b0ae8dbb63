/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A switch that offers to remember a secret. It looks by itself for a keyring, and can only be
 * switched on where there is one. */
#define INN_TYPE_REMEMBER_ROW (inn_remember_row_get_type ())
G_DECLARE_FINAL_TYPE (InnRememberRow, inn_remember_row, INN, REMEMBER_ROW, AdwActionRow)

GtkWidget *inn_remember_row_new        (const char     *title,
                                        gboolean        active);
gboolean   inn_remember_row_get_active (InnRememberRow *self);

G_END_DECLS
