/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "inn-fixture.h"
#include "inn-slice.h"

#define N 50

typedef struct
{
  guint id;
  guint left;      /* pieces */
  guint runs;
} Work;

static guint n_runs;

/* As long as a piece may take. */
static gboolean
work_cb (gpointer data)
{
  Work *work = data;
  gint64 end = g_get_monotonic_time () + INN_SLICE_TIME;

  while (g_get_monotonic_time () < end)
    ;

  n_runs++;
  work->runs++;

  return --work->left > 0;
}

static gboolean
is_done (gpointer data)
{
  Work *works = data;

  for (guint i = 0; i < N; i++)
    if (works[i].left > 0)
      return FALSE;

  return TRUE;
}

/* However many there are, a turn of the main loop does one long piece, and all go on alike. */
static void
test_turns (void)
{
  Work works[N] = { 0 };

  for (guint i = 0; i < N; i++)
    {
      works[i].left = 2;
      works[i].id = inn_slice_add (work_cb, &works[i]);
      g_assert_cmpuint (works[i].id, >, i > 0 ? works[i - 1].id : 0);
    }

  for (guint turn = 1; !is_done (works); turn++)
    {
      n_runs = 0;
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (n_runs, <=, 1);
      for (guint i = 1; i < N; i++)
        g_assert_cmpuint (works[i].runs, <=, works[i - 1].runs);
    }

  n_runs = 0;
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_runs, ==, 0);
}

static gboolean
count_cb (gpointer data)
{
  (*(guint *) data)++;

  return G_SOURCE_CONTINUE;
}

static gboolean
remove_both_cb (gpointer data)
{
  Work *works = data;

  works[0].runs++;
  inn_slice_remove (works[0].id);
  inn_slice_remove (works[1].id);

  return G_SOURCE_CONTINUE;
}

/* Also the one that runs, by itself. */
static void
test_remove (void)
{
  Work works[2] = { 0 };
  guint n = 0;
  guint id = inn_slice_add (count_cb, &n);

  inn_slice_remove (id);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  works[0].id = inn_slice_add (remove_both_cb, works);
  works[1].id = inn_slice_add (work_cb, &works[1]);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (works[0].runs, ==, 1);
  g_assert_cmpuint (works[1].runs, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slice/turns", test_turns);
  g_test_add_func ("/slice/remove", test_remove);

  return g_test_run ();
}
