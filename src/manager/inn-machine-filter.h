/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-domain.h"
#include "inn-query.h"
#include "inn-sidebar-row.h"

G_BEGIN_DECLS

/* Which machines are shown: the choice in the sidebar and the words of the
 * filter bar together. */
#define INN_TYPE_MACHINE_FILTER (inn_machine_filter_get_type ())
G_DECLARE_FINAL_TYPE (InnMachineFilter, inn_machine_filter, INN, MACHINE_FILTER, GtkFilter)

InnMachineFilter *inn_machine_filter_new        (void);

void              inn_machine_filter_set_choice (InnMachineFilter *self,
                                                 InnSidebarRow    *row);
void              inn_machine_filter_set_query  (InnMachineFilter *self,
                                                 const char       *text);
const InnQuery   *inn_machine_filter_get_query  (InnMachineFilter *self);
gboolean          inn_machine_filter_is_live    (InnMachineFilter *self);

gboolean          inn_machine_needs_attention   (InnDomain        *domain);
gboolean          inn_machine_matches           (InnDomain        *domain,
                                                 const InnQuery   *query);

G_END_DECLS
