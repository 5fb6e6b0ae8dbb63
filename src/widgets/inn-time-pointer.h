/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-time-view.h"

G_BEGIN_DECLS

void inn_time_pointer_attach (GtkWidget   *widget,
                              InnTimeView *view,
                              int          left,
                              int          right);

G_END_DECLS
