/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-painter"

#include "config.h"

#include <math.h>

#include "inn-painter.h"

/* In pixels of the screen: how far a pixel of the guest reaches when it is scaled. */
#define SCALED_MARGIN 2

struct _InnPainter
{
  GskRenderNode   *node;         /* reads the framebuffer whenever it is drawn */
  InnFramebuffer  *framebuffer;  /* of the node */
  graphene_rect_t  bounds;
  gboolean         odd;          /* frame: equal marks would say that nothing has changed */
};

InnPainter *
inn_painter_new (void)
{
  return g_new0 (InnPainter, 1);
}

/**
 * inn_painter_clear:
 *
 * Lets go of the framebuffer.
 */
void
inn_painter_clear (InnPainter *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->framebuffer, inn_framebuffer_unref);
}

void
inn_painter_free (InnPainter *self)
{
  inn_painter_clear (self);
  g_free (self);
}

static cairo_surface_t *
acquire_cb (cairo_pattern_t             *pattern,
            void                        *data,
            cairo_surface_t             *target,
            const cairo_rectangle_int_t *extents)
{
  InnFramebuffer *framebuffer = data;

  return cairo_image_surface_create_for_data (inn_framebuffer_get_pixels (framebuffer),
                                              CAIRO_FORMAT_RGB24,
                                              inn_framebuffer_get_width (framebuffer),
                                              inn_framebuffer_get_height (framebuffer),
                                              inn_framebuffer_get_stride (framebuffer));
}

static void
release_cb (cairo_pattern_t *pattern,
            void            *data,
            cairo_surface_t *surface)
{
  cairo_surface_destroy (surface);
}

/* cairo keeps the pattern in recordings of its own: each copy holds the framebuffer. */
static cairo_status_t
copy_cb (cairo_pattern_t       *pattern,
         void                  *data,
         const cairo_pattern_t *other)
{
  inn_framebuffer_ref (data);

  return CAIRO_STATUS_SUCCESS;
}

static void
finish_cb (cairo_pattern_t *pattern,
           void            *data)
{
  inn_framebuffer_unref (data);
}

static cairo_pattern_t *
new_pattern (InnFramebuffer *framebuffer)
{
  cairo_pattern_t *pattern =
    cairo_pattern_create_raster_source (inn_framebuffer_ref (framebuffer), CAIRO_CONTENT_COLOR,
                                        inn_framebuffer_get_width (framebuffer),
                                        inn_framebuffer_get_height (framebuffer));

  cairo_raster_source_pattern_set_acquire (pattern, acquire_cb, release_cb);
  cairo_raster_source_pattern_set_copy (pattern, copy_cb);
  cairo_raster_source_pattern_set_finish (pattern, finish_cb);
  cairo_pattern_set_extend (pattern, CAIRO_EXTEND_PAD);

  return pattern;
}

static double
get_scale (InnPainter *self)
{
  return self->bounds.size.width / inn_framebuffer_get_width (self->framebuffer);
}

static gboolean
is_whole (double scale)
{
  return fabs (scale - round (scale)) < 1e-6;
}

static void
make_node (InnPainter *self)
{
  double scale = get_scale (self);
  cairo_pattern_t *pattern = new_pattern (self->framebuffer);
  cairo_t *cr;

  /* No blur where a pixel becomes a square of pixels. */
  cairo_pattern_set_filter (pattern, is_whole (scale) ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);

  self->node = gsk_cairo_node_new (&self->bounds);
  cr = gsk_cairo_node_get_draw_context (self->node);
  cairo_translate (cr, self->bounds.origin.x, self->bounds.origin.y);
  cairo_scale (cr, scale, scale);
  cairo_set_source (cr, pattern);
  cairo_rectangle (cr, 0, 0, inn_framebuffer_get_width (self->framebuffer),
                   inn_framebuffer_get_height (self->framebuffer));
  cairo_fill (cr);
  cairo_destroy (cr);
  cairo_pattern_destroy (pattern);
}

static void
append_mark (InnPainter                  *self,
             GtkSnapshot                 *snapshot,
             const cairo_rectangle_int_t *damage)
{
  /* Not to be seen, but another one than in the frame before. */
  const GdkRGBA color = { self->odd ? 1 : 0, 0, 0, 0 };
  double scale = get_scale (self);
  double margin = is_whole (scale) ? 0 : SCALED_MARGIN;
  double x = floor (self->bounds.origin.x + damage->x * scale - margin);
  double y = floor (self->bounds.origin.y + damage->y * scale - margin);
  double right = ceil (self->bounds.origin.x + (damage->x + damage->width) * scale + margin);
  double bottom = ceil (self->bounds.origin.y + (damage->y + damage->height) * scale + margin);

  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (x, y, right - x, bottom - y));
}

/* The node is the same in each frame: the marks tell GSK what of it to draw again. */
static void
append_marks (InnPainter      *self,
              GtkSnapshot     *snapshot,
              const InnDamage *damage)
{
  self->odd = !self->odd;

  for (guint i = 0; i < damage->n; i++)
    append_mark (self, snapshot, &damage->rectangles[i]);
}

/**
 * inn_painter_snapshot:
 * @self: a painter
 * @framebuffer: what to draw; its damage is taken
 * @bounds: where; its aspect is that of @framebuffer
 * @live: whether the renderer draws nodes anew, as that of cairo does; one that keeps
 *   pictures of them gets a new node for each change
 *
 * Copies no pixel: what is on the screen is read from @framebuffer when GSK draws, and only
 * what has changed (console.md 6).
 */
void
inn_painter_snapshot (InnPainter            *self,
                      GtkSnapshot           *snapshot,
                      InnFramebuffer        *framebuffer,
                      const graphene_rect_t *bounds,
                      gboolean               live)
{
  InnDamage damage;

  inn_framebuffer_take_damage (framebuffer, &damage);
  if (self->framebuffer != framebuffer || !graphene_rect_equal (&self->bounds, bounds) ||
      (!live && damage.n > 0))
    {
      inn_painter_clear (self);
      self->framebuffer = inn_framebuffer_ref (framebuffer);
      self->bounds = *bounds;
      make_node (self);
    }

  gtk_snapshot_append_node (snapshot, self->node);
  append_marks (self, snapshot, &damage);
}
