/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-framebuffer.h"

G_BEGIN_DECLS

/* A framebuffer in the memory of a graphics card. */
typedef struct _InnGlPicture InnGlPicture;

InnGlPicture *inn_gl_picture_new    (GdkDisplay     *display,
                                     InnFramebuffer *framebuffer,
                                     guint           factor);
void          inn_gl_picture_unref  (InnGlPicture   *self);
GdkTexture   *inn_gl_picture_update (InnGlPicture   *self,
                                     InnFramebuffer *framebuffer,
                                     const InnDamage *damage);

G_END_DECLS
