/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "inn-spark.h"

/* The line is the path of a round pen along a function of x. What the pen covers at one x is
 * therefore one interval, from the highest place that it reaches there to the lowest. This is
 * looked at in slices, several in each column of pixels. */

#define SLICES 4            /* per pixel of the screen */
#define HALF_LINE 0.7f      /* of its width, in pixels at scale 1 */
#define MAX_REACH 16        /* slices that the pen covers to each side */
#define AREA 41             /* of 255: how much it covers */
#define BASE 64

typedef struct
{
  guint   n;
  float  *tops;       /* the line itself; INFINITY where there is none */
  float  *pen_tops;   /* what the pen covers */
  float  *pen_bottoms;
} Slices;

/* Below what is there already. */
static void
cover (guint8 *pixel,
       guint   coverage)
{
  *pixel += (255 - *pixel) * coverage / 255;
}

/* Slices of the line from one value to the next; of a value that has no neighbour, one. */
static void
add_segment (Slices *slices,
             float   from_x,
             float   from_y,
             float   to_x,
             float   to_y)
{
  int first = MAX (lroundf (from_x * SLICES), 0);
  int last = MIN (lroundf (to_x * SLICES), (int) slices->n - 1);
  float slope = last > first ? (to_y - from_y) / (last - first) : 0;

  for (int i = first; i <= last; i++)
    slices->tops[i] = from_y + slope * (i - first);
}

static void
add_line (Slices       *slices,
          const guint8 *levels,
          guint         n,
          guint         width,
          guint         height,
          float         half)
{
  float room = width - 2 * half;
  float rise = (height - 2 * half) / INN_SPARK_TOP;
  float previous_x = 0;
  float previous_y = 0;

  for (guint i = 0; i < slices->n; i++)
    slices->tops[i] = INFINITY;

  for (guint i = 0; i < n; i++)
    {
      /* The newest stands at the right end, also when there is only one. */
      float x = width - half - (n > 1 ? room * (n - 1 - i) / (n - 1) : 0);
      float y = height - half - rise * levels[i];

      if (levels[i] == INN_SPARK_GAP)
        continue;

      if (i > 0 && levels[i - 1] != INN_SPARK_GAP)
        add_segment (slices, previous_x, previous_y, x, y);
      else
        add_segment (slices, x, y, x, y);
      previous_x = x;
      previous_y = y;
    }
}

static void
move_pen (Slices *slices,
          float   half)
{
  int reach = MIN ((int) (half * SLICES), MAX_REACH);
  int n = slices->n;

  for (int i = 0; i < n; i++)
    {
      slices->pen_tops[i] = INFINITY;
      slices->pen_bottoms[i] = -INFINITY;
    }

  for (int shift = -reach; shift <= reach; shift++)
    {
      float x = (float) shift / SLICES;
      float extent = sqrtf (half * half - x * x);
      int last = MIN (n, n - shift);

      for (int i = MAX (0, -shift); i < last; i++)
        {
          float y = slices->tops[i + shift];
          float bottom = y == INFINITY ? -INFINITY : y + extent;

          slices->pen_tops[i] = MIN (slices->pen_tops[i], y - extent);
          slices->pen_bottoms[i] = MAX (slices->pen_bottoms[i], bottom);
        }
    }
}

/* Adds what the slice covers to the pixels of its column. */
static void
draw_slice (guint8 *column,
            guint   stride,
            int     height,
            float   top,
            float   bottom)
{
  const float full = 255.0f / SLICES;
  int first;
  int last;

  if (top >= bottom)
    return;

  top = CLAMP (top, 0, height);
  bottom = CLAMP (bottom, 0, height);
  first = top;
  last = bottom;
  if (first == last)
    {
      if (first < height)
        column[first * stride] += (bottom - top) * full;
      return;
    }

  column[first * stride] += (first + 1 - top) * full;
  for (int y = first + 1; y < last; y++)
    column[y * stride] += (guint8) full;
  if (last < height)
    column[last * stride] += (bottom - last) * full;
}

static void
fill_column (guint8 *column,
             guint   stride,
             int     height,
             float   top)
{
  int y = MAX ((int) top, 0);

  if (y < height)
    cover (&column[y * stride], AREA * (y + 1 - top));
  for (y++; y < height; y++)
    cover (&column[y * stride], AREA);
}

/**
 * inn_spark_level:
 * @value: not negative, or %NAN for a gap
 * @ceiling: what reaches the top; more is cut off there
 * @square_root: whether to take the square root of the share, so that small ones are seen
 *
 * Returns: how high @value stands: 0 to %INN_SPARK_TOP, or %INN_SPARK_GAP
 */
guint8
inn_spark_level (double   value,
                 double   ceiling,
                 gboolean square_root)
{
  double share;

  g_return_val_if_fail (ceiling > 0, INN_SPARK_GAP);

  if (isnan (value))
    return INN_SPARK_GAP;

  share = CLAMP (value / ceiling, 0, 1);
  if (square_root)
    share = sqrt (share);

  return share * INN_SPARK_TOP + 0.5;
}

/**
 * inn_spark_render:
 * @levels: (array length=n): as of inn_spark_level(), evenly spread over the width
 * @width: in pixels of the screen
 * @height: in pixels of the screen
 * @scale: pixels of the screen per pixel, which makes lines as much wider
 * @filled: whether the area under the line is tinted
 * @mask: (out caller-allocates): how much of each pixel is covered
 * @stride: bytes of @mask from row to row
 *
 * Draws a line over time, and a base line. A general drawing library takes several times as long,
 * and a window full of them is drawn anew each second.
 */
void
inn_spark_render (const guint8 *levels,
                  guint         n,
                  guint         width,
                  guint         height,
                  guint         scale,
                  gboolean      filled,
                  guint8       *mask,
                  guint         stride)
{
  guint n_slices = width * SLICES;
  g_autofree float *room = g_new (float, 3 * n_slices);
  Slices slices = { n_slices, room, room + n_slices, room + 2 * n_slices };

  g_return_if_fail (height > 2 * scale && width > 2 * scale);

  memset (mask, 0, (gsize) stride * height);
  add_line (&slices, levels, n, width, height, HALF_LINE * scale);
  move_pen (&slices, HALF_LINE * scale);

  for (guint i = 0; i < n_slices; i++)
    draw_slice (mask + i / SLICES, stride, height, slices.pen_tops[i], slices.pen_bottoms[i]);

  for (guint x = 0; filled && x < width; x++)
    fill_column (mask + x, stride, height, MIN (slices.tops[x * SLICES + SLICES / 2], height));

  for (guint y = height - scale; y < height; y++)
    for (guint x = 0; x < width; x++)
      cover (&mask[y * stride + x], BASE);
}
