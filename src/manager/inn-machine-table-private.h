/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-machine-columns.h"
#include "inn-machine-model.h"
#include "inn-machine-table-columns.h"
#include "inn-machine-table.h"
#include "inn-set-selection.h"
#include "inn-table-live.h"

G_BEGIN_DECLS

/* InnMachineTable is one class over two files:
 *   inn-machine-table.c       which machines there are, and where the view is
 *   inn-machine-table-rows.c  what the pointer and keys do with their rows      */
struct _InnMachineTable
{
  GtkWidget                parent_instance;

  GSettings               *settings;
  InnTableColumns         *columns;
  GListModel              *all;
  InnMachineModel         *shown;
  GListModel              *feed;          /* shown, in steps when it was empty */
  InnSetSelection         *selection;
  GtkSelectionFilterModel *selected;
  InnMachineFilter        *filter;
  InnTableLive            *live;
  const InnColumnInfo     *sort_info;
  gboolean                 descending;
  gint64                   arranged;      /* when, by values that change all the time */
  guint                    prune_id;
  double                   scrolled;      /* position of the view, and its height then */
  double                   page;
  double                   upper;
  guint                    hold_id;       /* while the position is held */
  gboolean                 in_frame;
  gboolean                 left_top;      /* in this frame */

  /* Template */
  GtkColumnView           *view;
  GtkScrolledWindow       *scroller;
  GtkEventController      *pointer;
};

void inn_machine_table_bind_rows    (GtkWidgetClass  *klass);
void inn_machine_table_add_keys     (InnMachineTable *self);
void inn_machine_table_request_menu (InnMachineTable *self,
                                     double           x,
                                     double           y);

G_END_DECLS
