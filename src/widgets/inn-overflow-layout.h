/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Puts children in one line at the end of the room there is. The last one, a menu with
 * what all of them do, always stays; of the others those at the end leave when they do
 * not fit. */
#define INN_TYPE_OVERFLOW_LAYOUT (inn_overflow_layout_get_type ())
G_DECLARE_FINAL_TYPE (InnOverflowLayout, inn_overflow_layout, INN, OVERFLOW_LAYOUT,
                      GtkLayoutManager)

G_END_DECLS
