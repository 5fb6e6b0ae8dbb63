/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

GdkTexture *inn_texture_enlarge (GdkTexture *texture,
                                 guint       factor);

G_END_DECLS
