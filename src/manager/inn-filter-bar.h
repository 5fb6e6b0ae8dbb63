/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-host-list.h"
#include "inn-machine-tally.h"
#include "inn-query.h"

G_BEGIN_DECLS

/* The words that narrow the table. Properties: text, search-mode. Signal
 * "leave": Down was pressed, the table should take the focus. */
#define INN_TYPE_FILTER_BAR (inn_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (InnFilterBar, inn_filter_bar, INN, FILTER_BAR, GtkWidget)

void        inn_filter_bar_set_models  (InnFilterBar    *self,
                                        InnHostList     *hosts,
                                        InnMachineTally *tally);
void        inn_filter_bar_set_capture (InnFilterBar    *self,
                                        GtkWidget       *widget);
void        inn_filter_bar_set_n_machines (InnFilterBar *self,
                                           guint         n_machines);

const char *inn_filter_bar_get_text    (InnFilterBar    *self);
void        inn_filter_bar_set_text    (InnFilterBar    *self,
                                        const char      *text);
void        inn_filter_bar_set_errors  (InnFilterBar    *self,
                                        const InnQuery  *query);
void        inn_filter_bar_toggle_word (InnFilterBar    *self,
                                        const char      *word);
void        inn_filter_bar_open        (InnFilterBar    *self);

G_END_DECLS
