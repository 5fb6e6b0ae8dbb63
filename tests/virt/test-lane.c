/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <gio/gio.h>

#include "inn-fixture.h"
#include "inn-lane.h"
#include "inn-virt-error.h"
#include "inn-virt-init.h"

static int n_freed;   /* atomic: late results that were freed */

static void
free_result (gpointer result)
{
  g_atomic_int_inc (&n_freed);
}

static virConnectPtr
open_default (gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  return virConnectOpen ("test:///default");
}

static virConnectPtr
open_nothing (gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  virConnectPtr connection = virConnectOpen ("test:///does/not/exist.xml");

  g_assert_null (connection);
  inn_set_virt_error (error, "Could not open");

  return NULL;
}

/* Sleeps for that many ms, as a call on a slow host. */
static gpointer
sleep_worker (virConnectPtr   connection,
              gpointer        ms,
              GCancellable   *cancellable,
              GError        **error)
{
  g_assert_nonnull (connection);
  g_usleep (GPOINTER_TO_UINT (ms) * 1000);

  return ms;
}

static gpointer
append_worker (virConnectPtr   connection,
               gpointer        letter,
               GCancellable   *cancellable,
               GError        **error)
{
  static GString *order;

  if (order == NULL)
    order = g_string_new (NULL);

  g_string_append_c (order, *(char *) letter);

  return order;
}

static InnLane *
open_lane (InnLaneOpener opener)
{
  InnLane *lane = inn_lane_new ("test");

  inn_lane_open_async (lane, opener, NULL, NULL, 5000, NULL, NULL, NULL);

  return lane;
}

static void
end_lane (InnLane *lane)
{
  inn_lane_close (lane);
  while (inn_lane_is_running (lane))
    inn_fixture_iterate (5);
  g_assert_finalize_object (lane);
}

static void
call_sleep (InnLane       *lane,
            guint          ms,
            guint          deadline,
            GCancellable  *cancellable,
            GAsyncResult **slot)
{
  inn_lane_call_async (lane, INN_LANE_PRIORITY_DEFAULT, sleep_worker, GUINT_TO_POINTER (ms), NULL,
                       free_result, deadline, cancellable, inn_fixture_store_result_cb, slot);
}

static void
test_result (void)
{
  InnLane *lane = open_lane (open_default);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  call_sleep (lane, 1, 5000, NULL, &result);
  inn_fixture_await_result (&result);
  g_assert_cmpuint (GPOINTER_TO_UINT (inn_lane_call_finish (lane, result, &error)), ==, 1);
  g_assert_no_error (error);
  g_clear_object (&result);
  end_lane (lane);
}

static void
test_deadline (void)
{
  InnLane *lane = open_lane (open_default);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) next = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begun = g_get_monotonic_time ();

  g_atomic_int_set (&n_freed, 0);
  call_sleep (lane, 400, 100, NULL, &result);
  call_sleep (lane, 1, 100, NULL, &next);

  inn_fixture_await_result (&result);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 350000);
  g_assert_null (inn_lane_call_finish (lane, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpint (inn_lane_get_late_since (lane), >, 0);

  /* Who waits behind it is not late, and gets its answer. */
  inn_fixture_await_result (&next);
  g_assert_nonnull (inn_lane_call_finish (lane, next, NULL));
  g_assert_cmpint (inn_lane_get_late_since (lane), ==, 0);
  g_assert_cmpint (g_atomic_int_get (&n_freed), ==, 1);

  g_clear_object (&result);
  g_clear_object (&next);
  end_lane (lane);
}

static void
test_cancel (void)
{
  InnLane *lane = open_lane (open_default);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) running = NULL;
  g_autoptr (GAsyncResult) queued = NULL;
  g_autoptr (GError) error = NULL;

  g_atomic_int_set (&n_freed, 0);
  call_sleep (lane, 200, 0, cancellable, &running);
  call_sleep (lane, 200, 0, cancellable, &queued);
  inn_fixture_iterate (50);
  g_cancellable_cancel (cancellable);

  inn_fixture_await_result (&running);
  inn_fixture_await_result (&queued);
  g_assert_null (inn_lane_call_finish (lane, running, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (inn_lane_call_finish (lane, queued, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_clear_object (&running);
  g_clear_object (&queued);
  end_lane (lane);
  /* The one that ran; the queued one never began. */
  g_assert_cmpint (g_atomic_int_get (&n_freed), ==, 1);
}

static void
test_close_is_immediate (void)
{
  InnLane *lane = open_lane (open_default);
  g_autoptr (GAsyncResult) running = NULL;
  g_autoptr (GAsyncResult) after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begun;

  call_sleep (lane, 300, 0, NULL, &running);
  inn_fixture_iterate (50);

  begun = g_get_monotonic_time ();
  inn_lane_close (lane);
  inn_fixture_await_result (&running);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 100000);
  g_assert_null (inn_lane_call_finish (lane, running, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED);
  g_assert_true (inn_lane_is_running (lane));
  g_clear_error (&error);

  call_sleep (lane, 1, 0, NULL, &after);
  inn_fixture_await_result (&after);
  g_assert_null (inn_lane_call_finish (lane, after, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED);

  g_clear_object (&running);
  g_clear_object (&after);
  end_lane (lane);
}

static void
test_priority (void)
{
  InnLane *lane = open_lane (open_default);
  g_autoptr (GAsyncResult) blocker = NULL;
  g_autoptr (GAsyncResult) last = NULL;
  static const struct { InnLanePriority priority; const char *letter; } calls[] = {
    { INN_LANE_PRIORITY_BACKGROUND, "e" },
    { INN_LANE_PRIORITY_DEFAULT, "c" },
    { INN_LANE_PRIORITY_HIGH, "a" },
    { INN_LANE_PRIORITY_DEFAULT, "d" },
    { INN_LANE_PRIORITY_HIGH, "b" },
  };
  GString *order;

  call_sleep (lane, 50, 0, NULL, &blocker);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    inn_lane_call_async (lane, calls[i].priority, append_worker, (gpointer) calls[i].letter, NULL,
                         NULL, 0, NULL, i == 0 ? inn_fixture_store_result_cb : NULL,
                         i == 0 ? &last : NULL);

  inn_fixture_await_result (&last);
  order = inn_lane_call_finish (lane, last, NULL);
  g_assert_cmpstr (order->str, ==, "abcde");
  g_string_free (order, TRUE);

  g_clear_object (&blocker);
  g_clear_object (&last);
  end_lane (lane);
}

static void
test_open_fails (void)
{
  InnLane *lane = open_lane (open_nothing);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  call_sleep (lane, 1, 0, NULL, &result);
  inn_fixture_await_result (&result);
  g_assert_null (inn_lane_call_finish (lane, result, &error));
  g_assert_cmpuint (error->domain, ==, INN_VIRT_ERROR);
  g_assert_nonnull (inn_virt_error_get_text (error));
  g_assert_true (g_str_has_prefix (error->message, "Could not open: "));

  g_clear_object (&result);
  end_lane (lane);
}

static void
test_clock_held (void)
{
  InnLane *lane = open_lane (open_default);
  g_autoptr (GAsyncResult) result = NULL;

  inn_lane_hold_clock (lane, TRUE);
  call_sleep (lane, 300, 100, NULL, &result);
  inn_fixture_await_result (&result);
  g_assert_nonnull (inn_lane_call_finish (lane, result, NULL));

  g_clear_object (&result);
  end_lane (lane);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();

  g_test_add_func ("/lane/result", test_result);
  g_test_add_func ("/lane/deadline", test_deadline);
  g_test_add_func ("/lane/cancel", test_cancel);
  g_test_add_func ("/lane/close-is-immediate", test_close_is_immediate);
  g_test_add_func ("/lane/priority", test_priority);
  g_test_add_func ("/lane/open-fails", test_open_fails);
  g_test_add_func ("/lane/clock-held", test_clock_held);

  return g_test_run ();
}
