/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include "inn-time-view.h"

#define S ((gint64) G_USEC_PER_SEC)
#define NOW (200000 * S)

static guint n_changed;
static guint n_cursor_changed;

static void
count_cb (guint *count)
{
  (*count)++;
}

static InnTimeView *
make_view (void)
{
  InnTimeView *view = inn_time_view_new ();

  inn_time_view_set_now (view, NOW);
  n_changed = n_cursor_changed = 0;
  g_signal_connect_swapped (view, "changed", G_CALLBACK (count_cb), &n_changed);
  g_signal_connect_swapped (view, "cursor-changed", G_CALLBACK (count_cb), &n_cursor_changed);

  return view;
}

static void
assert_visible (InnTimeView *view,
                gint64       from,
                gint64       to)
{
  gint64 visible_from;
  gint64 visible_to;

  inn_time_view_get_visible (view, &visible_from, &visible_to);
  g_assert_cmpint (visible_from, ==, from);
  g_assert_cmpint (visible_to, ==, to);
}

static void
test_range (void)
{
  g_autoptr (InnTimeView) view = make_view ();

  assert_visible (view, NOW - 600 * S, NOW);
  inn_time_view_set_range (view, 60 * S);
  assert_visible (view, NOW - 60 * S, NOW);
  inn_time_view_set_now (view, NOW + S);
  assert_visible (view, NOW - 59 * S, NOW + S);
  g_assert_cmpuint (n_changed, ==, 2);
}

static void
test_paused (void)
{
  g_autoptr (InnTimeView) view = make_view ();

  inn_time_view_set_paused (view, TRUE);
  inn_time_view_set_now (view, NOW + 5 * S);
  assert_visible (view, NOW - 600 * S, NOW);
  g_assert_cmpuint (n_changed, ==, 1);

  /* What is longer ago can be looked at nevertheless. */
  inn_time_view_set_range (view, 3600 * S);
  assert_visible (view, NOW - 3600 * S, NOW);

  inn_time_view_set_paused (view, FALSE);
  assert_visible (view, NOW - 3595 * S, NOW + 5 * S);
}

static void
test_zoom (void)
{
  g_autoptr (InnTimeView) view = make_view ();

  inn_time_view_zoom (view, NOW - 100 * S, NOW - 40 * S);
  g_assert_true (inn_time_view_is_zoomed (view));
  inn_time_view_set_now (view, NOW + S);
  assert_visible (view, NOW - 100 * S, NOW - 40 * S);
  inn_time_view_reset_zoom (view);
  assert_visible (view, NOW - 599 * S, NOW + S);

  /* Neither less than a few seconds, nor after now, nor before the last day. */
  inn_time_view_zoom (view, NOW - 50 * S, NOW - 49 * S);
  assert_visible (view, NOW - 52 * S, NOW - 47 * S);
  inn_time_view_zoom (view, NOW - 10 * S, NOW + 50 * S);
  assert_visible (view, NOW - 59 * S, NOW + S);
  inn_time_view_zoom (view, NOW - 90000 * S, NOW - 86000 * S);
  assert_visible (view, NOW + S - INN_TIME_VIEW_DAY, NOW - 82399 * S);

  inn_time_view_set_range (view, 60 * S);
  g_assert_false (inn_time_view_is_zoomed (view));
}

static void
test_zoom_by (void)
{
  g_autoptr (InnTimeView) view = make_view ();
  gint64 from;
  gint64 to;

  inn_time_view_zoom_by (view, 0.5, NOW - 300 * S);
  assert_visible (view, NOW - 450 * S, NOW - 150 * S);
  inn_time_view_zoom_by (view, 0.5, NOW - 450 * S);
  assert_visible (view, NOW - 450 * S, NOW - 300 * S);

  for (guint i = 0; i < 20; i++)
    inn_time_view_zoom_by (view, 0.5, NOW - 400 * S);
  inn_time_view_get_visible (view, &from, &to);
  g_assert_cmpint (to - from, ==, 5 * S);
  g_assert_cmpint (from, <=, NOW - 400 * S);
  g_assert_cmpint (to, >=, NOW - 400 * S);

  /* And out again, until all is seen. */
  for (guint i = 0; i < 20; i++)
    inn_time_view_zoom_by (view, 2, NOW - 400 * S);
  g_assert_false (inn_time_view_is_zoomed (view));
  assert_visible (view, NOW - 600 * S, NOW);
}

static void
test_cursor (void)
{
  g_autoptr (InnTimeView) view = make_view ();
  gint64 time;

  g_assert_false (inn_time_view_get_cursor (view, &time));
  inn_time_view_set_cursor (view, NOW - 100 * S);
  inn_time_view_set_cursor (view, NOW - 100 * S);
  g_assert_cmpuint (n_cursor_changed, ==, 1);
  g_assert_true (inn_time_view_get_cursor (view, &time));
  g_assert_cmpint (time, ==, NOW - 100 * S);

  inn_time_view_move_cursor (view, -1);
  inn_time_view_get_cursor (view, &time);
  g_assert_cmpint (time, ==, NOW - 105 * S);
  inn_time_view_move_cursor (view, G_MININT);
  inn_time_view_move_cursor (view, -1);
  inn_time_view_get_cursor (view, &time);
  g_assert_cmpint (time, ==, NOW - 600 * S);
  inn_time_view_move_cursor (view, G_MAXINT);
  inn_time_view_get_cursor (view, &time);
  g_assert_cmpint (time, ==, NOW);

  /* It moves out of sight with time. */
  inn_time_view_set_cursor (view, NOW - 600 * S);
  inn_time_view_set_now (view, NOW + S);
  g_assert_false (inn_time_view_get_cursor (view, &time));

  inn_time_view_set_cursor (view, NOW);
  inn_time_view_clear_cursor (view);
  g_assert_false (inn_time_view_get_cursor (view, &time));
}

static void
test_selection (void)
{
  g_autoptr (InnTimeView) view = make_view ();
  gint64 from;
  gint64 to;

  inn_time_view_select (view, NOW - 100 * S, NOW - 200 * S);
  g_assert_true (inn_time_view_get_selection (view, &from, &to));
  g_assert_cmpint (from, ==, NOW - 200 * S);
  g_assert_cmpint (to, ==, NOW - 100 * S);
  inn_time_view_end_selection (view, FALSE);
  g_assert_false (inn_time_view_get_selection (view, &from, &to));
  g_assert_false (inn_time_view_is_zoomed (view));

  inn_time_view_select (view, NOW - 100 * S, NOW - 200 * S);
  inn_time_view_end_selection (view, TRUE);
  assert_visible (view, NOW - 200 * S, NOW - 100 * S);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/time-view/range", test_range);
  g_test_add_func ("/time-view/paused", test_paused);
  g_test_add_func ("/time-view/zoom", test_zoom);
  g_test_add_func ("/time-view/zoom-by", test_zoom_by);
  g_test_add_func ("/time-view/cursor", test_cursor);
  g_test_add_func ("/time-view/selection", test_selection);

  return g_test_run ();
}
