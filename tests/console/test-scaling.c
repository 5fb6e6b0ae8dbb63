/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <math.h>

#include "inn-scaling.h"

typedef struct
{
  const char *name;
  InnScaling  scaling;
  int         width;
  int         height;
  int         scale_factor;
  guint       guest_width;
  guint       guest_height;
  float       x;
  float       y;
  float       picture_width;
  float       picture_height;
} Case;

static const Case cases[] = {
  { "fit-exact", INN_SCALING_FIT, 1920, 1080, 1, 1920, 1080, 0, 0, 1920, 1080 },
  { "fit-wide", INN_SCALING_FIT, 1000, 500, 1, 800, 600, 166, 0, 667, 500 },
  { "fit-high", INN_SCALING_FIT, 500, 1000, 1, 800, 600, 0, 312, 500, 375 },
  { "fit-dense", INN_SCALING_FIT, 400, 301, 2, 800, 600, 0, .5, 400, 300 },
  { "fit-tiny", INN_SCALING_FIT, 1, 1, 1, 1920, 1080, 0, 0, 1, 1 },
  { "fit-none", INN_SCALING_FIT, 0, 0, 1, 1920, 1080, 0, 0, 1, 1 },
  { "native", INN_SCALING_NATIVE, 1000, 501, 1, 800, 400, 100, 50, 800, 400 },
  { "native-dense", INN_SCALING_NATIVE, 1000, 500, 2, 801, 600, 299.5, 100, 400.5, 300 },
  { "native-larger", INN_SCALING_NATIVE, 400, 500, 1, 800, 400, 0, 50, 800, 400 },
  { "integer-one", INN_SCALING_INTEGER, 1599, 1199, 1, 800, 600, 399, 299, 800, 600 },
  { "integer-two", INN_SCALING_INTEGER, 1600, 1300, 1, 800, 600, 0, 50, 1600, 1200 },
  { "integer-dense", INN_SCALING_INTEGER, 1300, 1000, 2, 800, 600, 50, 50, 1200, 900 },
  { "integer-smaller", INN_SCALING_INTEGER, 400, 300, 1, 800, 600, 0, 0, 400, 300 },
};

static void
test_bounds (gconstpointer data)
{
  const Case *this = data;
  graphene_rect_t bounds;

  inn_scaling_get_bounds (this->scaling, this->width, this->height, this->scale_factor,
                          this->guest_width, this->guest_height, &bounds);

  g_assert_cmpfloat (bounds.origin.x, ==, this->x);
  g_assert_cmpfloat (bounds.origin.y, ==, this->y);
  g_assert_cmpfloat (bounds.size.width, ==, this->picture_width);
  g_assert_cmpfloat (bounds.size.height, ==, this->picture_height);
}

/* The middle of where a pixel is seen is that pixel, at any size. */
static void
assert_way_back (const graphene_rect_t *bounds,
                 int                    guest_width,
                 int                    guest_height)
{
  for (guint i = 0; i < 20; i++)
    {
      int x = g_test_rand_int_range (0, guest_width);
      int y = g_test_rand_int_range (0, guest_height);
      int found_x;
      int found_y;

      inn_scaling_find_pixel (bounds, guest_width, guest_height,
                              bounds->origin.x + (x + .5) * bounds->size.width / guest_width,
                              bounds->origin.y + (y + .5) * bounds->size.height / guest_height,
                              &found_x, &found_y);
      g_assert_cmpint (found_x, ==, x);
      g_assert_cmpint (found_y, ==, y);
    }
}

static void
test_any (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      InnScaling scaling = g_test_rand_int_range (INN_SCALING_FIT, INN_SCALING_INTEGER + 1);
      int width = g_test_rand_int_range (1, 3000);
      int height = g_test_rand_int_range (1, 3000);
      int factor = g_test_rand_int_range (1, 4);
      int guest_width = g_test_rand_int_range (1, 4000);
      int guest_height = g_test_rand_int_range (1, 4000);
      graphene_rect_t bounds;

      inn_scaling_get_bounds (scaling, width, height, factor, guest_width, guest_height,
                              &bounds);

      if (scaling != INN_SCALING_NATIVE)
        {
          g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, MAX (1, width));
          g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, MAX (1, height));
        }
      g_assert_cmpfloat (fabs (bounds.size.width * factor - round (bounds.size.width * factor)),
                         <, 1e-3);
      g_assert_cmpfloat (fabs (bounds.origin.x * factor - round (bounds.origin.x * factor)),
                         <, 1e-3);
      assert_way_back (&bounds, guest_width, guest_height);
    }
}

/* Where it is true, pixels are not mixed. */
static void
test_factor (void)
{
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (.5, 7, 400, 200);

  g_assert_cmpuint (inn_scaling_get_factor (&bounds, 1, 400, 200), ==, 1);
  g_assert_cmpuint (inn_scaling_get_factor (&bounds, 2, 400, 200), ==, 2);
  g_assert_cmpuint (inn_scaling_get_factor (&bounds, 1, 200, 100), ==, 2);
  g_assert_cmpuint (inn_scaling_get_factor (&bounds, 2, 800, 400), ==, 1);
  g_assert_cmpuint (inn_scaling_get_factor (&bounds, 1, 800, 400), ==, 0);
  g_assert_cmpuint (inn_scaling_get_factor (&bounds, 1, 300, 150), ==, 0);
  g_assert_cmpuint (inn_scaling_get_factor (&bounds, 1, 200, 99), ==, 0);
}

/* The pointer may be beside the picture. */
static void
test_outside (void)
{
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (100, 50, 800, 400);
  int x;
  int y;

  inn_scaling_find_pixel (&bounds, 1600, 800, 0, 0, &x, &y);
  g_assert_cmpint (x, ==, 0);
  g_assert_cmpint (y, ==, 0);

  inn_scaling_find_pixel (&bounds, 1600, 800, 900, 450, &x, &y);
  g_assert_cmpint (x, ==, 1599);
  g_assert_cmpint (y, ==, 799);

  inn_scaling_find_pixel (&bounds, 1600, 800, 899.75, 1e9, &x, &y);
  g_assert_cmpint (x, ==, 1599);
  g_assert_cmpint (y, ==, 799);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/scaling/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_bounds);
    }
  g_test_add_func ("/scaling/any", test_any);
  g_test_add_func ("/scaling/factor", test_factor);
  g_test_add_func ("/scaling/outside", test_outside);

  return g_test_run ();
}
