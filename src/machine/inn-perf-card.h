/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-domain.h"
#include "inn-series-table.h"
#include "inn-time-view.h"

G_BEGIN_DECLS

typedef enum
{
  INN_PERF_CPU,
  INN_PERF_MEMORY,
  INN_PERF_DISK,
  INN_PERF_NIC,
} InnPerfKind;

/* Graphs of one part of a machine, which share their time axis. */
#define INN_TYPE_PERF_CARD (inn_perf_card_get_type ())
G_DECLARE_FINAL_TYPE (InnPerfCard, inn_perf_card, INN, PERF_CARD, GtkBox)

GtkWidget  *inn_perf_card_new           (InnTimeView    *view,
                                         InnPerfKind     kind,
                                         const char     *instance);

InnPerfKind inn_perf_card_get_kind      (InnPerfCard    *self);
const char *inn_perf_card_get_instance  (InnPerfCard    *self);
const char *inn_perf_card_get_title     (InnPerfCard    *self);
char       *inn_perf_card_dup_id        (InnPerfCard    *self);

void        inn_perf_card_show          (InnPerfCard    *self,
                                         InnDomain      *domain);
void        inn_perf_card_append_values (InnPerfCard    *self,
                                         GString        *text);
void        inn_perf_card_fill_table    (InnPerfCard    *self,
                                         InnSeriesTable *table);

G_END_DECLS
