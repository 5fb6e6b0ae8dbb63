/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean inn_us_layout_find (gunichar  c,
                             guint    *scancode,
                             gboolean *shift);

G_END_DECLS
