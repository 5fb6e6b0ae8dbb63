/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "inn-damage.h"

static void
assert_covers (const InnDamage             *damage,
               const cairo_rectangle_int_t *rectangle)
{
  cairo_region_t *left = cairo_region_create_rectangle (rectangle);

  for (guint i = 0; i < damage->n; i++)
    cairo_region_subtract_rectangle (left, &damage->rectangles[i]);
  g_assert_true (cairo_region_is_empty (left));
  cairo_region_destroy (left);
}

static gint64
get_area (const InnDamage *damage)
{
  gint64 area = 0;

  for (guint i = 0; i < damage->n; i++)
    area += (gint64) damage->rectangles[i].width * damage->rectangles[i].height;

  return area;
}

/* Small changes all over a screen: nothing is left out, and no more than a part is drawn. */
static void
test_scattered (void)
{
  for (guint round = 0; round < 200; round++)
    {
      InnDamage damage = { .n = 0 };
      cairo_rectangle_int_t added[20];

      for (guint i = 0; i < G_N_ELEMENTS (added); i++)
        {
          added[i] = (cairo_rectangle_int_t) {
            g_test_rand_int_range (0, 1888), g_test_rand_int_range (0, 1064), 32, 16 };
          inn_damage_add (&damage, &added[i]);
        }

      g_assert_cmpuint (damage.n, ==, INN_DAMAGE_MAX);
      g_assert_cmpint (get_area (&damage), <, 1920 * 1080);
      for (guint i = 0; i < G_N_ELEMENTS (added); i++)
        assert_covers (&damage, &added[i]);
    }
}

static void
test_few (void)
{
  InnDamage damage = { .n = 0 };
  const cairo_rectangle_int_t one = { 3, 4, 5, 6 };

  inn_damage_add (&damage, &one);
  g_assert_cmpuint (damage.n, ==, 1);
  g_assert_cmpint (damage.rectangles[0].x, ==, 3);
  g_assert_cmpint (damage.rectangles[0].height, ==, 6);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/damage/few", test_few);
  g_test_add_func ("/damage/scattered", test_scattered);

  return g_test_run ();
}
