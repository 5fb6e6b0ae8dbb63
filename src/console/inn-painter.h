/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-framebuffer.h"

G_BEGIN_DECLS

/* Draws a framebuffer: a few functions that each way of drawing has its own of. */
typedef struct _InnPainter InnPainter;

struct _InnPainter
{
  void (*snapshot) (InnPainter            *self,
                    GtkSnapshot           *snapshot,
                    InnFramebuffer        *framebuffer,
                    const graphene_rect_t *bounds,
                    int                    scale_factor);
  void (*clear)    (InnPainter            *self);
  void (*free)     (InnPainter            *self);
};

InnPainter *inn_painter_new      (GskRenderer           *renderer);
void        inn_painter_free     (InnPainter            *self);
void        inn_painter_clear    (InnPainter            *self);
void        inn_painter_snapshot (InnPainter            *self,
                                  GtkSnapshot           *snapshot,
                                  InnFramebuffer        *framebuffer,
                                  const graphene_rect_t *bounds,
                                  int                    scale_factor);

G_END_DECLS
