/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-domain.h"
#include "inn-perf-card-info.h"
#include "inn-series-table.h"
#include "inn-time-view.h"

G_BEGIN_DECLS

/* Graphs of one part of a machine, which share their time axis. */
#define INN_TYPE_PERF_CARD (inn_perf_card_get_type ())
G_DECLARE_FINAL_TYPE (InnPerfCard, inn_perf_card, INN, PERF_CARD, GtkBox)

GtkWidget  *inn_perf_card_new           (InnTimeView    *view,
                                         InnPerfKind     kind,
                                         const char     *instance);

InnPerfKind inn_perf_card_get_kind      (InnPerfCard    *self);
gboolean    inn_perf_card_is_of         (InnPerfCard    *self,
                                         InnPerfKind     kind,
                                         const char     *instance);
const char *inn_perf_card_get_title     (InnPerfCard    *self);
char       *inn_perf_card_dup_id        (InnPerfCard    *self);

InnGraph   *inn_perf_card_get_graph     (InnPerfCard    *self,
                                         guint           index);

void        inn_perf_card_set_source    (InnPerfCard    *self,
                                         const char     *name);
gboolean    inn_perf_card_get_has_strips
                                        (InnPerfCard    *self);
void        inn_perf_card_set_hides_strips
                                        (InnPerfCard    *self,
                                         gboolean        hides);

void        inn_perf_card_show          (InnPerfCard    *self,
                                         InnDomain      *domain);
void        inn_perf_card_append_values (InnPerfCard    *self,
                                         GString        *text);
void        inn_perf_card_fill_table    (InnPerfCard    *self,
                                         InnSeriesTable *table);

InnPerfCard *inn_perf_card_find         (GPtrArray      *cards,
                                         InnPerfKind     kind,
                                         const char     *instance);

G_END_DECLS
