/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whether somebody can see a widget: it is mapped, and its window not minimized. */
#define INN_TYPE_VISIBILITY (inn_visibility_get_type ())
G_DECLARE_FINAL_TYPE (InnVisibility, inn_visibility, INN, VISIBILITY, GObject)

/* Signal "changed". */

InnVisibility *inn_visibility_new (GtkWidget     *widget);
gboolean       inn_visibility_get (InnVisibility *self);

G_END_DECLS
