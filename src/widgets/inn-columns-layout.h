/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children side by side in columns of equal width, or one below the other where
 * less than min-width is there. Properties: min-width, spacing (both in pixels). */
#define INN_TYPE_COLUMNS_LAYOUT (inn_columns_layout_get_type ())
G_DECLARE_FINAL_TYPE (InnColumnsLayout, inn_columns_layout, INN, COLUMNS_LAYOUT, GtkLayoutManager)

G_END_DECLS
