/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <string.h>

#include "inn-text-backlog.h"

static void
push (InnTextBacklog *backlog,
      const char     *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  inn_text_backlog_push (backlog, bytes);
}

static void
assert_pop (InnTextBacklog *backlog,
            gsize           most,
            const char     *text,
            gsize           n_dropped)
{
  gsize dropped;
  g_autoptr (GBytes) bytes = inn_text_backlog_pop (backlog, most, &dropped);

  g_assert_nonnull (bytes);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text,
                   strlen (text));
  g_assert_cmpuint (dropped, ==, n_dropped);
}

static void
test_order (void)
{
  g_autoptr (InnTextBacklog) backlog = inn_text_backlog_new (100);
  gsize dropped;

  g_assert_true (inn_text_backlog_is_empty (backlog));
  g_assert_null (inn_text_backlog_pop (backlog, 10, &dropped));

  push (backlog, "one two");
  push (backlog, "three");
  assert_pop (backlog, 4, "one ", 0);
  assert_pop (backlog, 10, "two", 0);
  assert_pop (backlog, 10, "three", 0);
  g_assert_true (inn_text_backlog_is_empty (backlog));
}

/* The oldest goes, up to the beginning of a line. */
static void
test_drop (void)
{
  g_autoptr (InnTextBacklog) backlog = inn_text_backlog_new (20);

  push (backlog, "first line\n");
  push (backlog, "second\nthird\n");
  assert_pop (backlog, 100, "third\n", 18);
  g_assert_true (inn_text_backlog_is_empty (backlog));

  /* It is told once. */
  push (backlog, "more");
  assert_pop (backlog, 100, "more", 0);
}

/* One piece that is larger than all that may wait, without a line. */
static void
test_large (void)
{
  g_autoptr (InnTextBacklog) backlog = inn_text_backlog_new (8);

  push (backlog, "0123456789");
  assert_pop (backlog, 100, "6789", 6);

  push (backlog, "a line\n");
  inn_text_backlog_clear (backlog);
  g_assert_true (inn_text_backlog_is_empty (backlog));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text-backlog/order", test_order);
  g_test_add_func ("/text-backlog/drop", test_drop);
  g_test_add_func ("/text-backlog/large", test_large);

  return g_test_run ();
}
