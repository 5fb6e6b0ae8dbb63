/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-time-view.h"

G_BEGIN_DECLS

/* What stands over graphs: how much time they show, whether they are paused, what is seen. Space
 * over a graph pauses too. */
#define INN_TYPE_TIME_BAR (inn_time_bar_get_type ())
G_DECLARE_FINAL_TYPE (InnTimeBar, inn_time_bar, INN, TIME_BAR, GtkWidget)

GtkWidget *inn_time_bar_new    (InnTimeView *view);

void       inn_time_bar_append (InnTimeBar  *self,
                                GtkWidget   *widget);

G_END_DECLS
