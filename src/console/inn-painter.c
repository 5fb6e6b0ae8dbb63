/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-painter"

#include "config.h"

#include "inn-painter.h"
#include "inn-raster-painter.h"
#include "inn-texture-painter.h"

/**
 * inn_painter_new:
 * @renderer: what draws the window
 *
 * Returns: (transfer full): the painter that is cheapest with it; to be freed before it
 */
InnPainter *
inn_painter_new (GskRenderer *renderer)
{
  GdkSurface *surface = gsk_renderer_get_surface (renderer);

  return GSK_IS_CAIRO_RENDERER (renderer)
         ? inn_raster_painter_new (surface)
         : inn_texture_painter_new (gdk_surface_get_display (surface));
}

/**
 * inn_painter_clear:
 *
 * Lets go of the framebuffer.
 */
void
inn_painter_clear (InnPainter *self)
{
  self->clear (self);
}

void
inn_painter_free (InnPainter *self)
{
  self->free (self);
}

/**
 * inn_painter_snapshot:
 * @self: a painter
 * @framebuffer: what to draw; its damage is taken
 * @bounds: where; whole pixels of the screen
 * @scale_factor: of the widget
 */
void
inn_painter_snapshot (InnPainter            *self,
                      GtkSnapshot           *snapshot,
                      InnFramebuffer        *framebuffer,
                      const graphene_rect_t *bounds,
                      int                    scale_factor)
{
  self->snapshot (self, snapshot, framebuffer, bounds, scale_factor);
}
