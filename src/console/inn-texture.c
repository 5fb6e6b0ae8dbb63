/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-texture"

#include "config.h"

#include "inn-texture.h"

/**
 * inn_texture_enlarge:
 * @factor: how many times as wide and as high
 *
 * Returns: (transfer full): @texture with squares for pixels
 */
GdkTexture *
inn_texture_enlarge (GdkTexture *texture,
                     guint       factor)
{
  guint width = gdk_texture_get_width (texture);
  guint height = gdk_texture_get_height (texture);
  gsize stride = (gsize) width * factor * sizeof (guint32);
  g_autofree guint32 *from = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint32 *to;

  if (factor == 1)
    return g_object_ref (texture);

  from = g_new (guint32, (gsize) width * height);
  gdk_texture_download (texture, (guchar *) from, width * sizeof *from);

  to = g_malloc_n (height * factor, stride);
  bytes = g_bytes_new_take (to, stride * height * factor);
  for (guint y = 0; y < height * factor; y++)
    for (guint x = 0; x < width * factor; x++)
      *to++ = from[y / factor * width + x / factor];

  return gdk_memory_texture_new (width * factor, height * factor, GDK_MEMORY_DEFAULT, bytes,
                                 stride);
}
