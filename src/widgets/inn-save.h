/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-series-table.h"
#include "inn-time-view.h"

G_BEGIN_DECLS

/* Adds what @owner shows. */
typedef void (*InnSaveFillFunc) (GtkWidget      *owner,
                                 InnSeriesTable *table);

void inn_save_graphs  (GtkWidget       *owner,
                       GtkWidget       *page,
                       InnSaveFillFunc  fill,
                       InnTimeView     *view,
                       const char      *what,
                       const char      *name,
                       GCancellable    *cancellable);
void inn_save_text    (GtkWidget       *owner,
                       GBytes          *text,
                       const char      *name,
                       GCancellable    *cancellable);
void inn_save_picture (GtkWidget       *owner,
                       GdkTexture      *picture,
                       const char      *name,
                       GCancellable    *cancellable);

G_END_DECLS
