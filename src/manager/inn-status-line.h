/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-host-list.h"

G_BEGIN_DECLS

/* “25 machines · 14 running · 102.7 of 320 GiB”, and at the right the worst of
 * what is wrong with hosts. Its accessible name is the number of machines alone,
 * once all first lists are complete. */
#define INN_TYPE_STATUS_LINE (inn_status_line_get_type ())
G_DECLARE_FINAL_TYPE (InnStatusLine, inn_status_line, INN, STATUS_LINE, GtkWidget)

void inn_status_line_set_models (InnStatusLine *self,
                                 InnHostList   *hosts,
                                 GListModel    *all,
                                 GListModel    *shown);
void inn_status_line_set_narrow (InnStatusLine *self,
                                 gboolean       narrow);

G_END_DECLS
