/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-sidebar.h"

G_BEGIN_DECLS

void         inn_sidebar_install_actions (GtkWidgetClass *klass);
void         inn_sidebar_popup_row_menu  (InnSidebar     *self,
                                          InnSidebarRow  *row,
                                          double          x,
                                          double          y);
void         inn_sidebar_popup_error     (InnSidebar     *self,
                                          InnSidebarRow  *row);

InnHostList *inn_sidebar_get_hosts       (InnSidebar     *self);
GSettings   *inn_sidebar_get_settings    (InnSidebar     *self);
void         inn_sidebar_emit_start_all  (InnSidebar     *self,
                                          InnHost        *host);

G_END_DECLS
