/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <glib.h>
#include <math.h>

#include "inn-rate.h"

#define SECOND G_USEC_PER_SEC
#define MAX_GAP (11 * (gint64) SECOND)
#define N_RUNS 200
#define N_STEPS 500

static void
test_mean (void)
{
  InnRate rate = { 0 };

  g_assert_true (isnan (inn_rate_add (&rate, 1000, 5 * SECOND, MAX_GAP)));
  g_assert_cmpfloat (inn_rate_add (&rate, 1300, 8 * SECOND, MAX_GAP), ==, 100.0);
  g_assert_cmpfloat (inn_rate_add (&rate, 1300, 9 * SECOND, MAX_GAP), ==, 0.0);
}

static void
test_began_anew (void)
{
  InnRate rate = { 0 };

  inn_rate_add (&rate, G_MAXUINT64, 1 * SECOND, MAX_GAP);
  g_assert_true (isnan (inn_rate_add (&rate, 0, 2 * SECOND, MAX_GAP)));
  g_assert_cmpfloat (inn_rate_add (&rate, 7, 3 * SECOND, MAX_GAP), ==, 7.0);

  inn_rate_restart (&rate);
  g_assert_true (isnan (inn_rate_add (&rate, 9, 4 * SECOND, MAX_GAP)));
}

static void
test_extremes (void)
{
  InnRate rate = { 0 };
  double fastest;

  inn_rate_add (&rate, 0, 1, MAX_GAP);
  fastest = inn_rate_add (&rate, G_MAXUINT64, 2, MAX_GAP);
  g_assert_true (isfinite (fastest));
  g_assert_cmpfloat (fastest, >, 1.8e25);

  /* The difference counts, not the counter: no precision is lost up there. */
  inn_rate_add (&rate, G_MAXUINT64 - 3, SECOND, MAX_GAP);
  g_assert_cmpfloat (inn_rate_add (&rate, G_MAXUINT64, 2 * SECOND, MAX_GAP), ==, 3.0);
}

static void
test_no_time (void)
{
  InnRate rate = { 0 };

  inn_rate_add (&rate, 10, 5 * SECOND, MAX_GAP);
  g_assert_true (isnan (inn_rate_add (&rate, 20, 5 * SECOND, MAX_GAP)));
  g_assert_true (isnan (inn_rate_add (&rate, 30, 4 * SECOND, MAX_GAP)));
  g_assert_cmpfloat (inn_rate_add (&rate, 40, 5 * SECOND, MAX_GAP), ==, 10.0);
}

static void
test_gap (void)
{
  InnRate rate = { 0 };

  inn_rate_add (&rate, 10, SECOND, MAX_GAP);
  g_assert_false (isnan (inn_rate_add (&rate, 20, SECOND + MAX_GAP, MAX_GAP)));
  g_assert_true (isnan (inn_rate_add (&rate, 30, SECOND + 2 * MAX_GAP + 1, MAX_GAP)));
}

/* What happens to a machine and to those who look at it, at random. */
typedef struct
{
  guint64 counter;
  gint64  at;
  double  fastest;     /* per second, since the last reading */
  gboolean comparable; /* nothing was in between that ends a series */
} World;

static guint64
random_counter (GRand *rand)
{
  guint64 high = g_rand_int (rand);

  return (high << 32 | g_rand_int (rand)) >> g_rand_int_range (rand, 0, 64);
}

static void
step_world (World *world,
            GRand *rand)
{
  gint64 interval = g_rand_int_range (rand, SECOND / 10, 3 * SECOND);
  double speed = g_rand_double_range (rand, 0, 2e9);
  guint what = g_rand_int_range (rand, 0, 20);
  guint64 grown;

  if (what == 0)                /* missed ticks */
    interval *= g_rand_int_range (rand, 2, 6);
  else if (what == 1)           /* this computer slept */
    interval += g_rand_int_range (rand, 20, 40000) * (gint64) SECOND;

  grown = interval / (double) SECOND * speed;
  world->comparable = what != 2 && interval <= MAX_GAP && grown <= G_MAXUINT64 - world->counter;
  world->fastest = speed;
  world->at += interval;

  if (what == 2 || !world->comparable)   /* reboot, migration, overflow */
    world->counter = random_counter (rand);
  else
    world->counter += grown;
}

/* Whatever happens: no negative, no spike, and the right value where nothing did. */
static void
check_random (GRand *rand)
{
  World world = { .counter = random_counter (rand), .at = SECOND };
  InnRate rate = { 0 };

  g_assert_true (isnan (inn_rate_add (&rate, world.counter, world.at, MAX_GAP)));

  for (guint i = 0; i < N_STEPS; i++)
    {
      double value;
      gboolean began_anew;
      guint64 before = world.counter;

      step_world (&world, rand);
      began_anew = !world.comparable && world.counter < before;
      value = inn_rate_add (&rate, world.counter, world.at, MAX_GAP);

      if (began_anew)
        g_assert_true (isnan (value));
      else if (world.comparable)
        g_assert_cmpfloat_with_epsilon (value, world.fastest, 20.0);

      g_assert_true (isnan (value) || value >= 0.0);
    }
}

static void
test_random (void)
{
  for (guint32 seed = 0; seed < N_RUNS; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

      check_random (rand);
    }
}

/* The sum of rate × time is what the counter grew by, however the ticks fell. */
static void
test_nothing_is_lost (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  InnRate rate = { 0 };
  guint64 counter = 1000;
  gint64 at = SECOND;
  double sum = 0;

  inn_rate_add (&rate, counter, at, MAX_GAP);

  for (guint i = 0; i < 10000; i++)
    {
      gint64 interval = g_rand_int_range (rand, 1, 5 * SECOND);

      counter += g_rand_int (rand);
      at += interval;
      sum += inn_rate_add (&rate, counter, at, MAX_GAP) * interval / SECOND;
    }

  g_assert_cmpfloat_with_epsilon (sum / (counter - 1000), 1.0, 1e-9);
}

static void
test_now (void)
{
  gint64 first = inn_rate_now ();

  g_assert_cmpint (first, >, 0);
  g_usleep (1000);
  g_assert_cmpint (inn_rate_now (), >=, first + 1000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rate/mean", test_mean);
  g_test_add_func ("/rate/began-anew", test_began_anew);
  g_test_add_func ("/rate/extremes", test_extremes);
  g_test_add_func ("/rate/no-time", test_no_time);
  g_test_add_func ("/rate/gap", test_gap);
  g_test_add_func ("/rate/random", test_random);
  g_test_add_func ("/rate/nothing-is-lost", test_nothing_is_lost);
  g_test_add_func ("/rate/now", test_now);

  return g_test_run ();
}
