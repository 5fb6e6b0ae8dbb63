/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Takes a combination of keys: written (“ctrl+alt+b”), or pressed while its button is down. Says
 * below what it does not understand. Signal "changed". */
#define INN_TYPE_KEY_ENTRY (inn_key_entry_get_type ())
G_DECLARE_FINAL_TYPE (InnKeyEntry, inn_key_entry, INN, KEY_ENTRY, AdwBin)

GtkWidget *inn_key_entry_new      (const char  *text);
char      *inn_key_entry_dup_text (InnKeyEntry *self);

G_END_DECLS
