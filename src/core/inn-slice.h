/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Work that is done piece by piece when the main loop has nothing better to do hands the
 * loop back after this time, in µs. */
#define INN_SLICE_TIME 4000

guint inn_slice_add    (GSourceFunc function,
                        gpointer    data);
void  inn_slice_remove (guint       id);

G_END_DECLS
