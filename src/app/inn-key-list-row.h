/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Combinations of keys that the user adds and removes. */
#define INN_TYPE_KEY_LIST_ROW (inn_key_list_row_get_type ())
G_DECLARE_FINAL_TYPE (InnKeyListRow, inn_key_list_row, INN, KEY_LIST_ROW, AdwExpanderRow)

void inn_key_list_row_bind (InnKeyListRow *self,
                            GSettings     *settings,
                            const char    *key,
                            const char    *question);

G_END_DECLS
