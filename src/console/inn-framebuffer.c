/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-framebuffer"

#include "config.h"

#include <string.h>

#include "inn-framebuffer.h"

#define BYTES_PER_PIXEL 4

/* Picture formats without alpha that GDK knows have three bytes. */
#define COPIED_BYTES_PER_PIXEL 3

struct _InnFramebuffer
{
  guint           width;
  guint           height;
  guint8         *pixels;
  InnDamage       damage;
};

/**
 * inn_framebuffer_new:
 * @width: in pixels of the guest
 * @height: as well
 *
 * Returns: (transfer full): a black one
 */
InnFramebuffer *
inn_framebuffer_new (guint width,
                     guint height)
{
  InnFramebuffer *self = g_rc_box_new0 (InnFramebuffer);

  self->width = width;
  self->height = height;
  self->pixels = g_malloc0_n ((gsize) width * height, BYTES_PER_PIXEL);

  return self;
}

InnFramebuffer *
inn_framebuffer_ref (InnFramebuffer *self)
{
  return g_rc_box_acquire (self);
}

static void
framebuffer_clear (gpointer data)
{
  InnFramebuffer *self = data;

  g_free (self->pixels);
}

void
inn_framebuffer_unref (InnFramebuffer *self)
{
  g_rc_box_release_full (self, framebuffer_clear);
}

guint
inn_framebuffer_get_width (InnFramebuffer *self)
{
  return self->width;
}

guint
inn_framebuffer_get_height (InnFramebuffer *self)
{
  return self->height;
}

/* In bytes. */
gsize
inn_framebuffer_get_stride (InnFramebuffer *self)
{
  return (gsize) self->width * BYTES_PER_PIXEL;
}

guint8 *
inn_framebuffer_get_pixels (InnFramebuffer *self)
{
  return self->pixels;
}

/**
 * inn_framebuffer_damage:
 * @rectangle: what has changed; what of it lies outside does not count
 */
void
inn_framebuffer_damage (InnFramebuffer              *self,
                        const cairo_rectangle_int_t *rectangle)
{
  const GdkRectangle all = { 0, 0, (int) self->width, (int) self->height };
  GdkRectangle inside;

  if (gdk_rectangle_intersect (&all, rectangle, &inside))
    inn_damage_add (&self->damage, &inside);
}

/**
 * inn_framebuffer_take_damage:
 * @damage: (out): what has changed since the last call
 */
void
inn_framebuffer_take_damage (InnFramebuffer *self,
                             InnDamage      *damage)
{
  *damage = self->damage;
  self->damage.n = 0;
}

static void
copy_row (guint8        *to,
          const guint32 *from,
          guint          width)
{
  for (guint x = 0; x < width; x++)
    {
      *to++ = from[x] >> 16 & 0xff;
      *to++ = from[x] >> 8 & 0xff;
      *to++ = from[x] & 0xff;
    }
}

/**
 * inn_framebuffer_read:
 * @area: a part of it
 *
 * Returns: (transfer full): its pixels as they are now, row by row: red, green and blue, a byte
 *   each
 */
guint8 *
inn_framebuffer_read (InnFramebuffer              *self,
                      const cairo_rectangle_int_t *area)
{
  gsize stride = (gsize) area->width * COPIED_BYTES_PER_PIXEL;
  guint8 *data = g_malloc_n (area->height, stride);

  for (int y = 0; y < area->height; y++)
    copy_row (data + y * stride,
              (const guint32 *) self->pixels + (gsize) (area->y + y) * self->width + area->x,
              area->width);

  return data;
}

/**
 * inn_framebuffer_copy:
 *
 * Returns: (transfer full): the picture as it is now, for a file or the clipboard
 */
GdkTexture *
inn_framebuffer_copy (InnFramebuffer *self)
{
  const cairo_rectangle_int_t all = { 0, 0, (int) self->width, (int) self->height };
  gsize stride = (gsize) self->width * COPIED_BYTES_PER_PIXEL;
  g_autoptr (GBytes) bytes = g_bytes_new_take (inn_framebuffer_read (self, &all),
                                               stride * self->height);

  return gdk_memory_texture_new (self->width, self->height, GDK_MEMORY_R8G8B8, bytes, stride);
}
