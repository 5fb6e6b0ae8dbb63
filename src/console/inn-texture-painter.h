/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-painter.h"

G_BEGIN_DECLS

InnPainter *inn_texture_painter_new (GdkDisplay *display);

G_END_DECLS
