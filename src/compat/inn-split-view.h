/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A sidebar and a content side by side, one over the other where there is no
 * room. Has the properties of AdwNavigationSplitView that we use: sidebar,
 * content, collapsed (read-only), show-content; and sidebar-visible. */
#define INN_TYPE_SPLIT_VIEW (inn_split_view_get_type ())
G_DECLARE_FINAL_TYPE (InnSplitView, inn_split_view, INN, SPLIT_VIEW, GtkWidget)

gboolean  inn_split_view_get_collapsed       (InnSplitView *self);
gboolean  inn_split_view_get_show_content    (InnSplitView *self);
void      inn_split_view_set_show_content    (InnSplitView *self,
                                              gboolean      show_content);
gboolean  inn_split_view_get_sidebar_visible (InnSplitView *self);
void      inn_split_view_set_sidebar_visible (InnSplitView *self,
                                              gboolean      visible);

G_END_DECLS
