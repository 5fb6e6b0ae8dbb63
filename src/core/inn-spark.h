/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define INN_SPARK_TOP 254    /* the level of the ceiling */
#define INN_SPARK_GAP 255

guint8 inn_spark_level  (double        value,
                         double        ceiling,
                         gboolean      square_root);
void   inn_spark_render (const guint8 *levels,
                         guint         n,
                         guint         width,
                         guint         height,
                         guint         scale,
                         gboolean      filled,
                         guint8       *mask,
                         guint         stride);

G_END_DECLS
