/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-sidebar.h"
#include "inn-visibility.h"

G_BEGIN_DECLS

/* InnSidebar is one class over several files, by duty:
 *   inn-sidebar.c          selection over all lists, tags and saved searches
 *   inn-sidebar-hosts.c    rows of the hosts: order, drag and drop, search
 *   inn-sidebar-actions.c  menus and what is in them                            */
struct _InnSidebar
{
  GtkWidget        parent_instance;

  InnHostList     *hosts;
  GSettings       *settings;
  InnMachineTally *tally;
  GtkListBoxRow   *chosen;          /* the selected row of all lists; owned */
  GtkListBoxRow   *all_row;
  GtkListBoxRow   *attention_row;
  GSignalGroup    *tally_signals;
  InnVisibility   *visibility;
  guint            sort_id;         /* hosts have changed */

  /* Template */
  GtkListBox      *all_list;
  GtkListBox      *hosts_list;
  GtkListBox      *searches_list;
  GtkListBox      *tags_list;
  GtkMenuButton   *hosts_button;
  GtkLabel        *hosts_title;
  GtkWidget       *scroller;
  GtkWidget       *searches_title;
  GtkWidget       *tags_title;
  GtkSearchBar    *search_bar;
  GtkSearchEntry  *search;
};

/* inn-sidebar.c */
void           inn_sidebar_choose          (InnSidebar     *self,
                                            GtkListBoxRow  *row);
void           inn_sidebar_emit_start_all  (InnSidebar     *self,
                                            InnHost        *host);

/* inn-sidebar-hosts.c */
void           inn_sidebar_follow_hosts    (InnSidebar     *self);
void           inn_sidebar_unfollow_hosts  (InnSidebar     *self);
GtkListBoxRow *inn_sidebar_find_host_row   (InnSidebar     *self,
                                            InnHost        *host);

/* inn-sidebar-actions.c */
void           inn_sidebar_install_actions    (GtkWidgetClass *klass);
void           inn_sidebar_insert_hosts_group (InnSidebar     *self);
void           inn_sidebar_popup_row_menu     (InnSidebar     *self,
                                               InnSidebarRow  *row,
                                               double          x,
                                               double          y);
void           inn_sidebar_popup_error        (InnSidebar     *self,
                                               InnSidebarRow  *row);
void           inn_sidebar_open_host          (InnSidebar     *self,
                                               InnHost        *host);

G_END_DECLS
