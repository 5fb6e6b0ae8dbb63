/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-domain.h"

G_BEGIN_DECLS

/* Changing the tags of several machines at once. */

guint inn_machine_tags_count   (GListModel         *machines,
                                const char         *tag);
void  inn_machine_tags_toggle  (GtkWidget          *widget,
                                GListModel         *machines,
                                const char         *tag);
void  inn_machine_tags_ask_new (GtkWidget          *widget,
                                GListModel         *machines);
void  inn_machine_tags_edit    (GtkWidget          *widget,
                                GListModel         *machines,
                                const char * const *known);

G_END_DECLS
