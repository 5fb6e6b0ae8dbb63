/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 *
 * GSK's renderer of cairo draws a cairo node by way of a picture of its own, as large as all
 * that is to be drawn of the node: for two changes in opposite corners of a screen that is the
 * whole screen. So the screen is made of many small nodes. The picture of one stays in the cache
 * of the processor, and none is made of those in which nothing has changed. Ten small changes in
 * a screen of 1920 × 1080 took 3.8 ms of CPU with one node, and take 1.9 (inn-vnc-viewer, X
 * server included, GTK 4.8; gvncviewer: 1.2).
 */
#define G_LOG_DOMAIN "inn-raster-painter"

#include "config.h"

#include <math.h>

#include "inn-frame-memory.h"
#include "inn-raster-painter.h"
#include "inn-scaling.h"

/* In pixels of the screen. Smaller ones cost more where much changes, larger ones where little
 * does: 256 × 256 takes a tenth more for a video and for scrolling than 512 × 128, 128 × 128 a
 * fifth more; with 512 × 512 scattered changes take twice as long (inn-vnc-viewer). */
#define TILE_WIDTH 512
#define TILE_HEIGHT 128

/* Each is looked at in each frame (0.1 µs); one of 25 changes to a tile draws all of it
 * (250 µs). */
#define MAX_MARKS 24

/* In units of the widget: how far a pixel of the guest reaches at least when it is scaled. */
#define LEAST_MARGIN 2

/* A part of the screen. */
typedef struct
{
  graphene_rect_t  bounds;
  GskRenderNode   *picture;            /* reads the framebuffer whenever it is drawn */
  GskRenderNode   *marks[MAX_MARKS];   /* see add_mark() */
  guint            n_marks;
  GskRenderNode   *node;               /* all of them */
} Tile;

typedef struct
{
  InnPainter       parent;

  InnFrameMemory  *memory;
  InnFramebuffer  *framebuffer;  /* of the tiles */
  graphene_rect_t  bounds;
  int              scale_factor;
  gboolean         is_whole;     /* a pixel of the guest is a square of whole pixels */
  cairo_pattern_t *pattern;
  int              tile_width;   /* in units of the widget */
  int              tile_height;
  guint            n_columns;
  guint            n_rows;
  Tile            *tiles;
} InnRasterPainter;

/*
 * Picture
 */

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
get_scale_x (InnRasterPainter *self)
{
  return self->bounds.size.width / inn_framebuffer_get_width (self->framebuffer);
}

static double
get_scale_y (InnRasterPainter *self)
{
  return self->bounds.size.height / inn_framebuffer_get_height (self->framebuffer);
}

static GskRenderNode *
new_picture (InnRasterPainter *self,
             Tile             *tile)
{
  GskRenderNode *node = gsk_cairo_node_new (&tile->bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  cairo_translate (cr, self->bounds.origin.x, self->bounds.origin.y);
  cairo_scale (cr, get_scale_x (self), get_scale_y (self));
  cairo_set_source (cr, self->pattern);
  cairo_paint (cr);
  cairo_destroy (cr);

  return node;
}

static void
init_tile (InnRasterPainter *self,
           guint             column,
           guint             row)
{
  Tile *tile = &self->tiles[row * self->n_columns + column];
  double x = column * self->tile_width;
  double y = row * self->tile_height;

  graphene_rect_init (&tile->bounds, self->bounds.origin.x + x, self->bounds.origin.y + y,
                      MIN (self->tile_width, self->bounds.size.width - x),
                      MIN (self->tile_height, self->bounds.size.height - y));
  tile->picture = new_picture (self, tile);
  tile->node = gsk_render_node_ref (tile->picture);
}

static void
make_tiles (InnRasterPainter *self)
{
  self->is_whole = inn_scaling_get_factor (&self->bounds, self->scale_factor,
                                           inn_framebuffer_get_width (self->framebuffer),
                                           inn_framebuffer_get_height (self->framebuffer)) > 0;
  self->pattern = new_pattern (self->framebuffer);
  /* No blur where a pixel becomes a square of pixels. */
  cairo_pattern_set_filter (self->pattern,
                            self->is_whole ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);

  self->tile_width = TILE_WIDTH / self->scale_factor;
  self->tile_height = TILE_HEIGHT / self->scale_factor;
  self->n_columns = ceil ((double) self->bounds.size.width / self->tile_width);
  self->n_rows = ceil ((double) self->bounds.size.height / self->tile_height);
  self->tiles = g_new0 (Tile, self->n_columns * self->n_rows);

  for (guint row = 0; row < self->n_rows; row++)
    for (guint column = 0; column < self->n_columns; column++)
      init_tile (self, column, row);
}

/*
 * Damage
 */

static void
drop_marks (Tile *tile)
{
  for (guint i = 0; i < tile->n_marks; i++)
    gsk_render_node_unref (tile->marks[i]);
  tile->n_marks = 0;
}

/* Marks that lie inside @bounds have no meaning any more. */
static void
drop_covered_marks (Tile                  *tile,
                    const graphene_rect_t *bounds)
{
  guint n = 0;

  for (guint i = 0; i < tile->n_marks; i++)
    {
      graphene_rect_t old;

      gsk_render_node_get_bounds (tile->marks[i], &old);
      if (graphene_rect_contains_rect (bounds, &old))
        gsk_render_node_unref (tile->marks[i]);
      else
        tile->marks[n++] = tile->marks[i];
    }
  tile->n_marks = n;
}

/* The picture is the same in each frame: a mark that was not there before tells GSK what of it
 * to draw again. Nothing is drawn of the mark itself. One that is gone would tell the same:
 * hence it stays until another one covers it, if only that which is as large as the tile. */
static void
add_mark (Tile                  *tile,
          const graphene_rect_t *damaged)
{
  GskRenderNode *nodes[1 + MAX_MARKS] = { tile->picture };
  gboolean full = tile->n_marks == MAX_MARKS;

  if (full)
    drop_marks (tile);
  else
    drop_covered_marks (tile, damaged);
  tile->marks[tile->n_marks++] = gsk_cairo_node_new (full ? &tile->bounds : damaged);

  for (guint i = 0; i < tile->n_marks; i++)
    nodes[1 + i] = tile->marks[i];
  gsk_render_node_unref (tile->node);
  tile->node = gsk_container_node_new (nodes, 1 + tile->n_marks);
}

/* Where on the widget @damage is to be seen. */
static graphene_rect_t
get_damaged (InnRasterPainter            *self,
             const cairo_rectangle_int_t *damage)
{
  double scale_x = get_scale_x (self);
  double scale_y = get_scale_y (self);
  double margin_x = self->is_whole ? 0 : MAX (LEAST_MARGIN, scale_x);
  double margin_y = self->is_whole ? 0 : MAX (LEAST_MARGIN, scale_y);
  double x = floor (damage->x * scale_x - margin_x);
  double y = floor (damage->y * scale_y - margin_y);
  double right = ceil ((damage->x + damage->width) * scale_x + margin_x);
  double bottom = ceil ((damage->y + damage->height) * scale_y + margin_y);

  return GRAPHENE_RECT_INIT (self->bounds.origin.x + x, self->bounds.origin.y + y,
                             right - x, bottom - y);
}

static void
mark_damage (InnRasterPainter            *self,
             const cairo_rectangle_int_t *damage)
{
  graphene_rect_t damaged = get_damaged (self, damage);
  double x = damaged.origin.x - self->bounds.origin.x;
  double y = damaged.origin.y - self->bounds.origin.y;
  guint left = MAX (0, x) / self->tile_width;
  guint top = MAX (0, y) / self->tile_height;
  guint right = MIN (self->n_columns, ceil ((x + damaged.size.width) / self->tile_width));
  guint bottom = MIN (self->n_rows, ceil ((y + damaged.size.height) / self->tile_height));

  for (guint row = top; row < bottom; row++)
    for (guint column = left; column < right; column++)
      {
        Tile *tile = &self->tiles[row * self->n_columns + column];
        graphene_rect_t part;

        if (graphene_rect_intersection (&tile->bounds, &damaged, &part))
          add_mark (tile, &part);
      }
}

/*
 * InnPainter
 */

static void
inn_raster_painter_clear (InnPainter *painter)
{
  InnRasterPainter *self = (InnRasterPainter *) painter;

  for (guint i = 0; i < self->n_columns * self->n_rows; i++)
    {
      drop_marks (&self->tiles[i]);
      gsk_render_node_unref (self->tiles[i].picture);
      gsk_render_node_unref (self->tiles[i].node);
    }

  g_clear_pointer (&self->tiles, g_free);
  self->n_columns = self->n_rows = 0;
  g_clear_pointer (&self->pattern, cairo_pattern_destroy);
  g_clear_pointer (&self->framebuffer, inn_framebuffer_unref);
}

static void
inn_raster_painter_snapshot (InnPainter            *painter,
                             GtkSnapshot           *snapshot,
                             InnFramebuffer        *framebuffer,
                             const graphene_rect_t *bounds,
                             int                    scale_factor)
{
  InnRasterPainter *self = (InnRasterPainter *) painter;
  InnDamage damage;

  inn_frame_memory_keep (self->memory);
  inn_framebuffer_take_damage (framebuffer, &damage);

  if (self->framebuffer != framebuffer || !graphene_rect_equal (&self->bounds, bounds) ||
      self->scale_factor != scale_factor)
    {
      inn_raster_painter_clear (painter);
      self->framebuffer = inn_framebuffer_ref (framebuffer);
      self->bounds = *bounds;
      self->scale_factor = scale_factor;
      make_tiles (self);
    }

  for (guint i = 0; i < damage.n; i++)
    mark_damage (self, &damage.rectangles[i]);
  for (guint i = 0; i < self->n_columns * self->n_rows; i++)
    gtk_snapshot_append_node (snapshot, self->tiles[i].node);
}

static void
inn_raster_painter_free (InnPainter *painter)
{
  InnRasterPainter *self = (InnRasterPainter *) painter;

  inn_raster_painter_clear (painter);
  inn_frame_memory_free (self->memory);
  g_free (self);
}

/**
 * inn_raster_painter_new:
 * @surface: of the window
 *
 * Copies no pixel: GSK reads the framebuffer when it draws, and only what has changed. Only for
 * the renderer of cairo: others keep what they have drawn of a node.
 */
InnPainter *
inn_raster_painter_new (GdkSurface *surface)
{
  InnRasterPainter *self = g_new0 (InnRasterPainter, 1);

  self->parent.snapshot = inn_raster_painter_snapshot;
  self->parent.clear = inn_raster_painter_clear;
  self->parent.free = inn_raster_painter_free;
  self->memory = inn_frame_memory_new (surface);

  return &self->parent;
}
