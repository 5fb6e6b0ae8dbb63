/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-host-list.h"
#include "inn-machine-tally.h"
#include "inn-sidebar-row.h"

G_BEGIN_DECLS

/* Hosts, tags and saved searches. Signals: "chosen": another row is selected;
 * "start-all" (InnHost): asked for in the menu of a host. */
#define INN_TYPE_SIDEBAR (inn_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (InnSidebar, inn_sidebar, INN, SIDEBAR, GtkWidget)

void           inn_sidebar_set_models (InnSidebar      *self,
                                       InnHostList     *hosts,
                                       GSettings       *settings);
void           inn_sidebar_set_tally  (InnSidebar      *self,
                                       InnMachineTally *tally,
                                       GListModel      *machines);

InnSidebarRow *inn_sidebar_get_chosen (InnSidebar      *self);
void           inn_sidebar_choose_nth (InnSidebar      *self,
                                       guint            n);
void           inn_sidebar_choose_all (InnSidebar      *self);
void           inn_sidebar_choose_uri (InnSidebar      *self,
                                       const char      *uri);
void           inn_sidebar_show_error (InnSidebar      *self,
                                       const char      *uri);

G_END_DECLS
