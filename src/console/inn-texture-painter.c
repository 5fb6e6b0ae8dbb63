/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-texture-painter"

#include "config.h"

#include "inn-gl-picture.h"
#include "inn-scaling.h"
#include "inn-texture-painter.h"
#include "inn-texture.h"

typedef struct
{
  InnPainter      parent;

  GdkDisplay     *display;
  InnFramebuffer *framebuffer;   /* of the texture */
  guint           factor;        /* how many pixels one of the guest is wide and high in it */
  InnGlPicture   *picture;       /* NULL: there is no GL */
  GdkTexture     *texture;
} InnTexturePainter;

static void
inn_texture_painter_clear (InnPainter *painter)
{
  InnTexturePainter *self = (InnTexturePainter *) painter;

  g_clear_object (&self->texture);
  g_clear_pointer (&self->picture, inn_gl_picture_unref);
  g_clear_pointer (&self->framebuffer, inn_framebuffer_unref);
}

static void
set_framebuffer (InnTexturePainter *self,
                 InnFramebuffer    *framebuffer,
                 guint              factor)
{
  inn_texture_painter_clear (&self->parent);
  self->framebuffer = inn_framebuffer_ref (framebuffer);
  self->factor = factor;
  self->picture = inn_gl_picture_new (self->display, framebuffer, factor);
}

static GdkTexture *
new_texture (InnTexturePainter *self,
             const InnDamage   *damage)
{
  g_autoptr (GdkTexture) texture = NULL;

  if (self->picture != NULL)
    return inn_gl_picture_update (self->picture, self->framebuffer, damage);

  texture = inn_framebuffer_copy (self->framebuffer);

  return inn_texture_enlarge (texture, self->factor);
}

static void
inn_texture_painter_snapshot (InnPainter            *painter,
                              GtkSnapshot           *snapshot,
                              InnFramebuffer        *framebuffer,
                              const graphene_rect_t *bounds,
                              int                    scale_factor)
{
  InnTexturePainter *self = (InnTexturePainter *) painter;
  guint width = inn_framebuffer_get_width (framebuffer);
  guint height = inn_framebuffer_get_height (framebuffer);
  /* GTK 4.8 blurs whatever it enlarges. */
  guint factor = MAX (1, inn_scaling_get_factor (bounds, scale_factor, width, height));
  InnDamage damage;

  inn_framebuffer_take_damage (framebuffer, &damage);
  if (self->framebuffer != framebuffer || self->factor != factor)
    {
      const cairo_rectangle_int_t all = { 0, 0, (int) width, (int) height };

      set_framebuffer (self, framebuffer, factor);
      damage = (InnDamage) { { all }, 1 };
    }

  /* Another texture is what tells GSK that there is something to draw. */
  if (damage.n > 0)
    {
      g_clear_object (&self->texture);
      self->texture = new_texture (self, &damage);
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
 * @display: of the window
 *
 * For any renderer: the screen is a texture of GL, to which goes what has changed. Without GL it
 * is a copy of the whole screen.
 */
InnPainter *
inn_texture_painter_new (GdkDisplay *display)
{
  InnTexturePainter *self = g_new0 (InnTexturePainter, 1);

  self->parent.snapshot = inn_texture_painter_snapshot;
  self->parent.clear = inn_texture_painter_clear;
  self->parent.free = inn_texture_painter_free;
  self->display = display;

  return &self->parent;
}
