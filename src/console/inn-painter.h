/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-framebuffer.h"

G_BEGIN_DECLS

/* Draws a framebuffer. */
typedef struct _InnPainter InnPainter;

InnPainter *inn_painter_new      (void);
void        inn_painter_free     (InnPainter            *self);
void        inn_painter_clear    (InnPainter            *self);
void        inn_painter_snapshot (InnPainter            *self,
                                  GtkSnapshot           *snapshot,
                                  InnFramebuffer        *framebuffer,
                                  const graphene_rect_t *bounds,
                                  gboolean               live);

G_END_DECLS
