/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-bulk-bar.h"
#include "inn-filter-bar.h"
#include "inn-machine-filter.h"
#include "inn-machine-table.h"
#include "inn-machine-tally.h"
#include "inn-manager-window.h"
#include "inn-sidebar.h"
#include "inn-split-view.h"
#include "inn-status-line.h"
#include "inn-verb-actions.h"

G_BEGIN_DECLS

struct _InnManagerWindow
{
  AdwApplicationWindow  parent_instance;

  InnHostList          *hosts;
  InnJobList           *jobs;
  GSettings            *settings;
  InnMachineFilter     *filter;
  InnMachineTally      *tally;
  InnVerbActions       *verbs;
  GtkWidget            *jobs_button;
  GtkWidget            *welcome;       /* made when it is needed first */
  guint                 page_id;       /* source that chooses the page of the table */
  guint                 layout_id;
  int                   width;

  /* Template */
  GtkStack             *stack;
  InnSplitView         *split;
  GtkWidget            *sidebar_pane;
  InnSidebar           *sidebar;
  GtkMenuButton        *primary_button;
  GtkWidget            *back_button;
  GtkButton            *start_button;
  GtkButton            *pause_button;
  AdwSplitButton       *shut_down_button;
  AdwWindowTitle       *title;
  GtkToggleButton      *search_button;
  GtkMenuButton        *columns_button;
  GtkBox               *jobs_box;
  InnFilterBar         *filter_bar;
  GtkStack             *pages;
  InnMachineTable      *table;
  AdwStatusPage        *empty_page;
  GtkButton            *empty_button;
  InnBulkBar           *bulk_bar;
  InnStatusLine        *status_line;
};

void        inn_manager_window_install_actions (GtkWidgetClass   *klass);
void        inn_manager_window_update_actions  (InnManagerWindow *self);
void        inn_manager_window_set_accels      (InnManagerWindow *self);
GMenuModel *inn_manager_window_new_menu        (InnManagerWindow *self);

void        inn_manager_window_queue_page      (InnManagerWindow *self);

G_END_DECLS
