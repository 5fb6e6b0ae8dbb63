/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void inn_show_uri (GtkWidget  *widget,
                   const char *uri);

G_END_DECLS
