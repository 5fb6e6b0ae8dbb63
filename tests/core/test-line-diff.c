/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "inn-line-diff.h"

static void
assert_diff (const char *before,
             const char *after,
             guint       context,
             const char *expected)
{
  g_autoptr (GPtrArray) lines = inn_line_diff (before, after, context);
  g_autofree char *text = NULL;

  g_ptr_array_add (lines, NULL);
  text = g_strjoinv ("\n", (char **) lines->pdata);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_changes (void)
{
  assert_diff ("a\nb\nc", "a\nb\nc", 9, "@");
  assert_diff ("a\nb\nc", "a\nx\nc", 9, " a\n-b\n+x\n c");
  assert_diff ("a\nb\nc", "a\nb\nc\nd", 9, " a\n b\n c\n+d");
  assert_diff ("a\nb\nc", "b\nc", 9, "-a\n b\n c");
  assert_diff ("a\nb\nc\nd\ne", "a\nc\nx\ne", 9, " a\n-b\n c\n-d\n+x\n e");
  assert_diff ("a\na\na", "a\na", 9, " a\n a\n-a");
  assert_diff ("", "a", 9, "+a");
}

static void
test_context (void)
{
  assert_diff ("1\n2\n3\n4\n5\n6\n7\n8\n9", "1\n2\n3\nx\n5\n6\n7\n8\n9", 1,
               "@\n 3\n-4\n+x\n 5\n@");
  assert_diff ("1\n2\n3\n4\n5\n6\n7\n8\n9", "x\n2\n3\n4\n5\n6\n7\n8\nx", 1,
               "-1\n+x\n 2\n@\n 8\n-9\n+x");
  assert_diff ("1\n2\n3", "x\n2\nx", 0, "-1\n+x\n@\n-3\n+x");
}

/* Too many lines for the table: all that is between is told, and nothing else. */
static void
test_long (void)
{
  g_autoptr (GString) before = g_string_new ("head\n");
  g_autoptr (GString) after = g_string_new ("head\n");
  g_autoptr (GPtrArray) lines = NULL;

  for (guint i = 0; i < 3000; i++)
    {
      g_string_append_printf (before, "%u\n", i);
      g_string_append_printf (after, "new %u\n", i);
    }
  g_string_append (before, "tail");
  g_string_append (after, "tail");

  lines = inn_line_diff (before->str, after->str, 3);
  g_assert_cmpuint (lines->len, ==, 6002);
  g_assert_cmpstr (g_ptr_array_index (lines, 1), ==, "-0");
  g_assert_cmpstr (g_ptr_array_index (lines, 3001), ==, "+new 0");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/line-diff/changes", test_changes);
  g_test_add_func ("/line-diff/context", test_context);
  g_test_add_func ("/line-diff/long", test_long);

  return g_test_run ();
}
