/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include "inn-line-diff.h"

/* Beyond this many lines on either side the table would be larger than it is worth: all
 * that differs is one block then. */
#define MAX_LINES 2000

typedef struct
{
  char      **before;
  char      **after;
  guint       n_before;
  guint       n_after;
  guint       n_head;     /* lines at the start that are the same */
  guint       n_tail;     /* and at the end */
  GPtrArray  *lines;
} Diff;

static void
add (Diff       *diff,
     char        mark,
     const char *text)
{
  g_ptr_array_add (diff->lines, g_strdup_printf ("%c%s", mark, text));
}

static void
trim (Diff *diff)
{
  guint shorter = MIN (diff->n_before, diff->n_after);

  while (diff->n_head < shorter &&
         g_str_equal (diff->before[diff->n_head], diff->after[diff->n_head]))
    diff->n_head++;

  while (diff->n_tail < shorter - diff->n_head &&
         g_str_equal (diff->before[diff->n_before - 1 - diff->n_tail],
                      diff->after[diff->n_after - 1 - diff->n_tail]))
    diff->n_tail++;
}

/* Walks the longest common subsequence of what lies between head and tail; the lengths of
 * those of all ends of both stand in the table, row by row. */
static void
add_middle (Diff *diff)
{
  guint n = diff->n_before - diff->n_head - diff->n_tail;
  guint m = diff->n_after - diff->n_head - diff->n_tail;
  gboolean small = n <= MAX_LINES && m <= MAX_LINES;
  gsize width = m + 1;
  g_autofree guint16 *table = g_new0 (guint16, small ? (n + 1) * width : 1);
  char **before = diff->before + diff->n_head;
  char **after = diff->after + diff->n_head;
  guint i = n;
  guint j = m;

  while (small && i-- > 0)
    for (j = m; j-- > 0;)
      table[i * width + j] = g_str_equal (before[i], after[j])
        ? table[(i + 1) * width + j + 1] + 1
        : MAX (table[(i + 1) * width + j], table[i * width + j + 1]);

  i = j = 0;
  while (i < n || j < m)
    {
      if (small && i < n && j < m && g_str_equal (before[i], after[j]))
        {
          add (diff, INN_LINE_SAME, before[i++]);
          j++;
        }
      else if (i < n && (!small || j == m ||
                         table[(i + 1) * width + j] >= table[i * width + j + 1]))
        add (diff, INN_LINE_REMOVED, before[i++]);
      else
        add (diff, INN_LINE_ADDED, after[j++]);
    }
}

static gboolean
is_near_change (GPtrArray *lines,
                guint      position,
                guint      context)
{
  guint from = position > context ? position - context : 0;

  for (guint i = from; i < lines->len && i <= position + context; i++)
    {
      if (*(char *) g_ptr_array_index (lines, i) != INN_LINE_SAME)
        return TRUE;
    }

  return FALSE;
}

static GPtrArray *
leave_out (GPtrArray *lines,
           guint      context)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func (g_free);
  gboolean in_gap = FALSE;

  for (guint i = 0; i < lines->len; i++)
    {
      gboolean near = is_near_change (lines, i, context);

      if (near)
        g_ptr_array_add (kept, g_strdup (g_ptr_array_index (lines, i)));
      else if (!in_gap)
        g_ptr_array_add (kept, g_strdup_printf ("%c", INN_LINE_GAP));

      in_gap = !near;
    }

  return kept;
}

/**
 * inn_line_diff:
 * @before: some lines
 * @after: what became of them
 * @context: how many lines that are the same stand around each change
 *
 * Returns: (transfer full) (element-type utf8): lines, each after its mark
 */
GPtrArray *
inn_line_diff (const char *before,
               const char *after,
               guint       context)
{
  g_auto (GStrv) old_lines = g_strsplit (before, "\n", -1);
  g_auto (GStrv) new_lines = g_strsplit (after, "\n", -1);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  Diff diff = {
    .before = old_lines, .after = new_lines, .lines = all,
    .n_before = g_strv_length (old_lines), .n_after = g_strv_length (new_lines),
  };

  trim (&diff);
  for (guint i = 0; i < diff.n_head; i++)
    add (&diff, INN_LINE_SAME, old_lines[i]);
  add_middle (&diff);
  for (guint i = diff.n_before - diff.n_tail; i < diff.n_before; i++)
    add (&diff, INN_LINE_SAME, old_lines[i]);

  return leave_out (all, context);
}
