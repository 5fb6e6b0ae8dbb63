/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A private key for SSH: a file, or what the SSH configuration says.
 * Property: path; NULL: as the SSH configuration says. */
#define INN_TYPE_KEY_ROW (inn_key_row_get_type ())
G_DECLARE_FINAL_TYPE (InnKeyRow, inn_key_row, INN, KEY_ROW, AdwActionRow)

const char *inn_key_row_get_path (InnKeyRow  *self);
void        inn_key_row_set_path (InnKeyRow  *self,
                                  const char *path);

G_END_DECLS
