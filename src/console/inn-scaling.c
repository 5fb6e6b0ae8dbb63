/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-scaling"

#include "config.h"

#include <math.h>

#include "inn-scaling.h"

/* How many pixels of the screen a pixel of the guest takes, at most. */
static double
get_scale (InnScaling scaling,
           double     room_x,
           double     room_y)
{
  double room = MIN (room_x, room_y);

  if (scaling == INN_SCALING_NATIVE)
    return 1;
  if (scaling == INN_SCALING_INTEGER && room >= 1)
    return floor (room);

  return room;
}

/* In the middle, or from the start if it does not fit. */
static double
get_start (double room,
           double size)
{
  return MAX (0, floor ((room - size) / 2));
}

/**
 * inn_scaling_get_bounds:
 * @scaling: how the picture fills a widget
 * @width: of the widget
 * @height: as well
 * @scale_factor: how many pixels of the screen a unit of the widget has
 * @guest_width: of the picture, in its own pixels
 * @guest_height: as well
 * @bounds: (out): where the picture is, in units of the widget; its edges lie between pixels of
 *   the screen, so that nothing is blurred there
 */
void
inn_scaling_get_bounds (InnScaling       scaling,
                        int              width,
                        int              height,
                        int              scale_factor,
                        guint            guest_width,
                        guint            guest_height,
                        graphene_rect_t *bounds)
{
  double screen_width = (double) width * scale_factor;
  double screen_height = (double) height * scale_factor;
  double scale = get_scale (scaling, screen_width / guest_width, screen_height / guest_height);
  double picture_width = MAX (1, round (guest_width * scale));
  double picture_height = MAX (1, round (guest_height * scale));

  graphene_rect_init (bounds,
                      get_start (screen_width, picture_width) / scale_factor,
                      get_start (screen_height, picture_height) / scale_factor,
                      picture_width / scale_factor, picture_height / scale_factor);
}

/**
 * inn_scaling_get_factor:
 * @bounds: where the picture is
 * @scale_factor: how many pixels of the screen a unit of the widget has
 * @guest_width: of the picture, in its own pixels
 * @guest_height: as well
 *
 * Returns: how many pixels of the screen a pixel of the guest is wide and high; 0: it is no
 *   square of whole pixels
 */
guint
inn_scaling_get_factor (const graphene_rect_t *bounds,
                        int                    scale_factor,
                        guint                  guest_width,
                        guint                  guest_height)
{
  guint width = (guint) round (bounds->size.width * scale_factor);
  guint height = (guint) round (bounds->size.height * scale_factor);
  guint factor = width / guest_width;

  return factor * guest_width == width && factor * guest_height == height ? factor : 0;
}

static int
find_index (double place,
            double start,
            double size,
            guint  n)
{
  return CLAMP (floor ((place - start) * n / size), 0, (double) n - 1);
}

/**
 * inn_scaling_find_pixel:
 * @bounds: where the picture is
 * @guest_width: of the picture, in its own pixels
 * @guest_height: as well
 * @x: a place in the widget
 * @y: as well
 * @pixel_x: (out): what is seen there; outside of the picture, the nearest that is seen
 * @pixel_y: (out): as well
 */
void
inn_scaling_find_pixel (const graphene_rect_t *bounds,
                        guint                  guest_width,
                        guint                  guest_height,
                        double                 x,
                        double                 y,
                        int                   *pixel_x,
                        int                   *pixel_y)
{
  *pixel_x = find_index (x, bounds->origin.x, bounds->size.width, guest_width);
  *pixel_y = find_index (y, bounds->origin.y, bounds->size.height, guest_height);
}
