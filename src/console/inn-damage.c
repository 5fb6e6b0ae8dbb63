/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-damage"

#include "config.h"

#include "inn-damage.h"

static cairo_rectangle_int_t
unite (const cairo_rectangle_int_t *a,
       const cairo_rectangle_int_t *b)
{
  int x = MIN (a->x, b->x);
  int y = MIN (a->y, b->y);

  return (cairo_rectangle_int_t) {
    x, y, MAX (a->x + a->width, b->x + b->width) - x, MAX (a->y + a->height, b->y + b->height) - y
  };
}

static gint64
get_area (const cairo_rectangle_int_t *rectangle)
{
  return (gint64) rectangle->width * rectangle->height;
}

/* How much is drawn in vain if the two become one. */
static gint64
get_waste (const cairo_rectangle_int_t *a,
           const cairo_rectangle_int_t *b)
{
  cairo_rectangle_int_t both = unite (a, b);

  return get_area (&both) - get_area (a) - get_area (b);
}

/* Makes one of two, so that there is room for another one. */
static void
unite_cheapest (InnDamage *self)
{
  cairo_rectangle_int_t *rectangles = self->rectangles;
  gint64 least = G_MAXINT64;
  guint first = 0;
  guint second = 1;

  for (guint i = 0; i < self->n; i++)
    for (guint j = i + 1; j < self->n; j++)
      {
        gint64 waste = get_waste (&rectangles[i], &rectangles[j]);

        if (waste < least)
          {
            least = waste;
            first = i;
            second = j;
          }
      }

  rectangles[first] = unite (&rectangles[first], &rectangles[second]);
  rectangles[second] = rectangles[--self->n];
}

/**
 * inn_damage_add:
 * @self: what has changed so far
 * @rectangle: what has changed too
 */
void
inn_damage_add (InnDamage                   *self,
                const cairo_rectangle_int_t *rectangle)
{
  if (self->n == INN_DAMAGE_MAX)
    unite_cheapest (self);

  self->rectangles[self->n++] = *rectangle;
}
