/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-damage.h"

G_BEGIN_DECLS

/* The picture of a guest: pixels of 32 bits in the order of this computer (0xXXRRGGBB, the
 * first byte means nothing), and what of them has changed since somebody looked. Counted; of
 * the main thread. */
typedef struct _InnFramebuffer InnFramebuffer;

InnFramebuffer *inn_framebuffer_new         (guint                        width,
                                             guint                        height);
InnFramebuffer *inn_framebuffer_ref         (InnFramebuffer              *self);
void            inn_framebuffer_unref       (InnFramebuffer              *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnFramebuffer, inn_framebuffer_unref)

guint           inn_framebuffer_get_width   (InnFramebuffer              *self);
guint           inn_framebuffer_get_height  (InnFramebuffer              *self);
gsize           inn_framebuffer_get_stride  (InnFramebuffer              *self);
guint8         *inn_framebuffer_get_pixels  (InnFramebuffer              *self);

void            inn_framebuffer_damage      (InnFramebuffer              *self,
                                             const cairo_rectangle_int_t *rectangle);
void            inn_framebuffer_take_damage (InnFramebuffer              *self,
                                             InnDamage                   *damage);
guint8         *inn_framebuffer_read        (InnFramebuffer              *self,
                                             const cairo_rectangle_int_t *area);
GdkTexture     *inn_framebuffer_copy        (InnFramebuffer              *self);

G_END_DECLS
