/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The key of a host, so that it can be compared: what it is, and its fingerprint in lines
 * short enough to read out, with a button that copies it. */
#define INN_TYPE_KEY_CARD (inn_key_card_get_type ())
G_DECLARE_FINAL_TYPE (InnKeyCard, inn_key_card, INN, KEY_CARD, AdwBin)

GtkWidget *inn_key_card_new (const char *title,
                             const char *fingerprint);

G_END_DECLS
