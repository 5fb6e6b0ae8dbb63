/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A line over the last values, as high as a line of text, in the CSS colour of the widget. */
#define INN_TYPE_SPARKLINE (inn_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (InnSparkline, inn_sparkline, INN, SPARKLINE, GtkWidget)

#define INN_SPARKLINE_VALUES 40

GtkWidget *inn_sparkline_new        (void);

void       inn_sparkline_set_values (InnSparkline *self,
                                     const double *values,
                                     guint         n,
                                     double        ceiling,
                                     gboolean      square_root);

G_END_DECLS
