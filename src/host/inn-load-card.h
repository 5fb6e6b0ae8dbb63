/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How much of something a host uses: a large number, facts beside it, a graph.
 * Property: caption. */
#define INN_TYPE_LOAD_CARD (inn_load_card_get_type ())
G_DECLARE_FINAL_TYPE (InnLoadCard, inn_load_card, INN, LOAD_CARD, AdwBin)

void inn_load_card_append    (InnLoadCard *self,
                              GtkWidget   *widget);
void inn_load_card_set_value (InnLoadCard *self,
                              const char  *text);
void inn_load_card_set_facts (InnLoadCard *self,
                              const char  *first,
                              const char  *second);
void inn_load_card_set_stale (InnLoadCard *self,
                              gboolean     stale);

G_END_DECLS
