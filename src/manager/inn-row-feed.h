/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GListModel *inn_row_feed_new    (GListModel *source,
                                 GtkWidget  *view);
void        inn_row_feed_finish (GListModel *feed);

G_END_DECLS
