/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-texture-painter"

#include "config.h"

#include "inn-scaling.h"
#include "inn-texture-painter.h"
#include "inn-texture.h"

typedef struct
{
  InnPainter      parent;

  InnFramebuffer *framebuffer;   /* of the texture */
  guint           factor;
  GdkTexture     *texture;
} InnTexturePainter;

static void
inn_texture_painter_clear (InnPainter *painter)
{
  InnTexturePainter *self = (InnTexturePainter *) painter;

  g_clear_object (&self->texture);
  g_clear_pointer (&self->framebuffer, inn_framebuffer_unref);
}

static void
make_texture (InnTexturePainter *self)
{
  g_autoptr (GdkTexture) texture = inn_framebuffer_copy (self->framebuffer);

  /* GTK 4.8 blurs what it enlarges. */
  self->texture = inn_texture_enlarge (texture, MAX (1, self->factor));
}

static void
inn_texture_painter_snapshot (InnPainter            *painter,
                              GtkSnapshot           *snapshot,
                              InnFramebuffer        *framebuffer,
                              const graphene_rect_t *bounds,
                              int                    scale_factor)
{
  InnTexturePainter *self = (InnTexturePainter *) painter;
  guint factor = inn_scaling_get_factor (bounds, scale_factor,
                                         inn_framebuffer_get_width (framebuffer),
                                         inn_framebuffer_get_height (framebuffer));
  InnDamage damage;

  inn_framebuffer_take_damage (framebuffer, &damage);
  if (self->framebuffer != framebuffer || self->factor != factor || damage.n > 0)
    {
      inn_texture_painter_clear (painter);
      self->framebuffer = inn_framebuffer_ref (framebuffer);
      self->factor = factor;
      make_texture (self);
    }

  gtk_snapshot_append_texture (snapshot, self->texture, bounds);
}

static void
inn_texture_painter_free (InnPainter *painter)
{
  inn_texture_painter_clear (painter);
  g_free (painter);
}

/**
 * inn_texture_painter_new:
 *
 * For any renderer: gives it a copy of the screen whenever it has changed.
 */
InnPainter *
inn_texture_painter_new (void)
{
  InnTexturePainter *self = g_new0 (InnTexturePainter, 1);

  self->parent.snapshot = inn_texture_painter_snapshot;
  self->parent.clear = inn_texture_painter_clear;
  self->parent.free = inn_texture_painter_free;

  return &self->parent;
}
