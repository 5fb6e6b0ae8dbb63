/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-perf-card.h"

G_BEGIN_DECLS

/* The cards of one machine, one per processor, memory, disk and network card that it has. */
#define INN_TYPE_PERF_CARDS (inn_perf_cards_get_type ())
G_DECLARE_FINAL_TYPE (InnPerfCards, inn_perf_cards, INN, PERF_CARDS, GtkBox)

InnPerfCards *inn_perf_cards_new           (InnTimeView    *view,
                                            GSettings      *settings);

GActionGroup *inn_perf_cards_get_actions   (InnPerfCards   *self);
GMenuModel   *inn_perf_cards_get_menu      (InnPerfCards   *self);

void          inn_perf_cards_show          (InnPerfCards   *self,
                                            InnDomain      *domain);
void          inn_perf_cards_load_sources  (InnPerfCards   *self);
void          inn_perf_cards_append_values (InnPerfCards   *self,
                                            GString        *text);
void          inn_perf_cards_fill_table    (InnPerfCards   *self,
                                            InnSeriesTable *table);

G_END_DECLS
