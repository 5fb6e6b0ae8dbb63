/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void inn_snapshot_append_round (GtkSnapshot   *snapshot,
                                const GdkRGBA *color,
                                float          x,
                                float          y,
                                float          width,
                                float          height);

G_END_DECLS
