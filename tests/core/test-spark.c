/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <math.h>
#include <string.h>

#include "inn-spark.h"

#define WIDTH 40
#define HEIGHT 20
#define N 40

typedef guint8 Mask[HEIGHT][WIDTH];

static void
render (const guint8 *levels,
        guint         n,
        gboolean      filled,
        Mask         *mask)
{
  inn_spark_render (levels, n, WIDTH, HEIGHT, 1, filled, (guint8 *) mask, WIDTH);
}

static void
test_level (void)
{
  g_assert_cmpuint (inn_spark_level (0, 100, FALSE), ==, 0);
  g_assert_cmpuint (inn_spark_level (50, 100, FALSE), ==, INN_SPARK_TOP / 2);
  g_assert_cmpuint (inn_spark_level (100, 100, FALSE), ==, INN_SPARK_TOP);
  g_assert_cmpuint (inn_spark_level (400, 100, FALSE), ==, INN_SPARK_TOP);
  g_assert_cmpuint (inn_spark_level (25, 100, TRUE), ==, INN_SPARK_TOP / 2);
  g_assert_cmpuint (inn_spark_level (NAN, 100, TRUE), ==, INN_SPARK_GAP);
}

/* A level line: the same in each column, 1.4 pixels of ink. */
static void
test_flat (void)
{
  guint8 levels[N];
  Mask mask;

  memset (levels, INN_SPARK_TOP / 2, N);
  render (levels, N, FALSE, &mask);

  for (guint x = 1; x < WIDTH - 1; x++)
    {
      guint ink = 0;

      for (guint y = 5; y < 15; y++)
        ink += mask[y][x];
      g_assert_cmpuint (ink, >, 255 * 1.3);
      g_assert_cmpuint (ink, <, 255 * 1.5);
      g_assert_cmpuint (mask[0][x], ==, 0);
    }
}

/* The base line goes from end to end, also where nothing is known. */
static void
test_base (void)
{
  const guint8 levels[] = { INN_SPARK_GAP, INN_SPARK_TOP };
  Mask mask;

  render (levels, G_N_ELEMENTS (levels), TRUE, &mask);
  for (guint x = 0; x < WIDTH; x++)
    {
      g_assert_cmpuint (mask[HEIGHT - 1][x], >=, 60);
      g_assert_cmpuint (mask[HEIGHT - 2][x], ==, 0);
    }

  /* One value is a dot at the right end. */
  g_assert_cmpuint (mask[0][WIDTH - 1], >, 100);
  g_assert_cmpuint (mask[0][WIDTH - 4], ==, 0);
}

static void
test_gap (void)
{
  guint8 levels[N];
  Mask mask;

  memset (levels, INN_SPARK_TOP, N);
  for (guint i = 15; i < 25; i++)
    levels[i] = INN_SPARK_GAP;
  render (levels, N, TRUE, &mask);

  for (guint y = 0; y < HEIGHT - 1; y++)
    {
      g_assert_cmpuint (mask[y][10], >, 30);
      g_assert_cmpuint (mask[y][20], ==, 0);
      g_assert_cmpuint (mask[y][30], >, 30);
    }
}

static void
test_fill (void)
{
  guint8 levels[N];
  Mask filled;
  Mask plain;

  for (guint i = 0; i < N; i++)
    levels[i] = i * INN_SPARK_TOP / (N - 1);
  render (levels, N, TRUE, &filled);
  render (levels, N, FALSE, &plain);

  /* Under the line tinted, over it nothing. */
  g_assert_cmpuint (filled[15][30], ==, 41);
  g_assert_cmpuint (plain[15][30], ==, 0);
  g_assert_cmpuint (filled[5][10], ==, 0);
}

/* Peaks from bottom to top stay inside, at each size that there is. */
static void
test_extremes (void)
{
  for (guint scale = 1; scale <= 3; scale++)
    for (guint width = 24; width <= 60; width += 9)
      {
        guint size = width * scale * HEIGHT * scale;
        g_autofree guint8 *mask = g_malloc (size + 1);
        guint8 levels[N];
        guint top = 0;

        for (guint i = 0; i < N; i++)
          levels[i] = i % 3 == 0 ? INN_SPARK_TOP : i % 3 == 1 ? 0 : INN_SPARK_GAP;
        mask[size] = 77;
        inn_spark_render (levels, N, width * scale, HEIGHT * scale, scale, TRUE, mask,
                          width * scale);
        g_assert_cmpuint (mask[size], ==, 77);

        for (guint x = 0; x < width * scale; x++)
          top = MAX (top, mask[x]);
        g_assert_cmpuint (top, >, 100);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spark/level", test_level);
  g_test_add_func ("/spark/flat", test_flat);
  g_test_add_func ("/spark/base", test_base);
  g_test_add_func ("/spark/gap", test_gap);
  g_test_add_func ("/spark/fill", test_fill);
  g_test_add_func ("/spark/extremes", test_extremes);

  return g_test_run ();
}
