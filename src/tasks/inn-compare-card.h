/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-compare-set.h"
#include "inn-graph.h"

G_BEGIN_DECLS

typedef enum
{
  INN_COMPARE_CPU,
  INN_COMPARE_MEMORY,
  INN_COMPARE_DISK,
  INN_COMPARE_NET,
  INN_N_COMPARE_CARDS
} InnCompareKind;

/* One metric of all machines of a set: a graph with a line for each. */
#define INN_TYPE_COMPARE_CARD (inn_compare_card_get_type ())
G_DECLARE_FINAL_TYPE (InnCompareCard, inn_compare_card, INN, COMPARE_CARD, GtkBox)

GtkWidget *inn_compare_card_new       (InnCompareKind  kind,
                                       InnCompareSet  *set,
                                       InnTimeView    *view);

InnGraph  *inn_compare_card_get_graph (InnCompareCard *self);
void       inn_compare_card_show      (InnCompareCard *self);

G_END_DECLS
