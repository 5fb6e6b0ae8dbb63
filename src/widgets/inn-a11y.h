/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void inn_a11y_set_label (GtkWidget  *widget,
                         const char *label);

G_END_DECLS
