/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-guest-cursor"

#include "config.h"

#include <math.h>

#include <gtk/gtk.h>
#ifdef GDK_WINDOWING_X11
#include <gdk/x11/gdkx.h>
#endif

#include "inn-guest-cursor.h"
#include "inn-texture.h"

/* In pixels: larger ones are not shown everywhere. */
#define MAX_SIZE 256

/* GDK shows a cursor in pixels of the screen on X11, elsewhere in units as those of widgets. */
static int
get_factor (GdkDisplay *display,
            GdkTexture *texture,
            double      scale,
            int         scale_factor)
{
  int size = MAX (gdk_texture_get_width (texture), gdk_texture_get_height (texture));
  double factor = scale / scale_factor;

#ifdef GDK_WINDOWING_X11
  if (GDK_IS_X11_DISPLAY (display))
    factor = scale;
#endif

  return CLAMP ((int) round (factor), 1, MAX (1, MAX_SIZE / size));
}

/**
 * inn_guest_cursor_new:
 * @texture: what the guest's pointer looks like
 * @hot_x: where of it the guest's pointer is
 * @hot_y: as well
 * @scale: how many pixels of the screen a pixel of the guest takes
 * @scale_factor: of the widget
 *
 * Returns: (transfer full): as large as the guest's screen is, but no smaller than it is there,
 *   and sharp
 */
GdkCursor *
inn_guest_cursor_new (GdkDisplay *display,
                      GdkTexture *texture,
                      int         hot_x,
                      int         hot_y,
                      double      scale,
                      int         scale_factor)
{
  int factor = get_factor (display, texture, scale, scale_factor);
  g_autoptr (GdkTexture) large = inn_texture_enlarge (texture, factor);

  return gdk_cursor_new_from_texture (large, hot_x * factor, hot_y * factor, NULL);
}
