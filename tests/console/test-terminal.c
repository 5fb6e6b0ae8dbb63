/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <string.h>
#include <time.h>

#include "inn-fixture.h"
#include "inn-settings.h"
#include "inn-terminal-links.h"
#include "inn-terminal.h"

/* What a machine writes, and what becomes of it. */

typedef struct
{
  GtkWidget   *window;
  InnTerminal *terminal;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 600);
  fixture->terminal = g_object_new (INN_TYPE_TERMINAL, NULL);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->terminal));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static void
feed (Fixture    *fixture,
      const char *text,
      gssize      length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  inn_terminal_feed (fixture->terminal, bytes);
}

typedef struct
{
  Fixture    *fixture;
  const char *text;
} Wanted;

static gboolean
shows (gpointer data)
{
  Wanted *wanted = data;
  g_autoptr (GBytes) bytes = inn_terminal_dup_text (wanted->fixture->terminal);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return text != NULL && g_strstr_len (text, (gssize) length, wanted->text) != NULL;
}

static void
await_text (Fixture    *fixture,
            const char *text)
{
  Wanted wanted = { fixture, text };

  g_assert_true (inn_fixture_await_condition (shows, &wanted, INN_FIXTURE_DEADLINE));
}

/* No text at all, an escape sequence that never ends, letters that are cut in two. */
static void
test_garbage (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  guint8 bytes[65536];

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) g_rand_int_range (rand, 0, 256);
  for (guint i = 0; i < 16; i++)
    feed (fixture, (const char *) bytes, sizeof bytes);
  feed (fixture, "\033]2;a title without an end", -1);
  inn_terminal_reset (fixture->terminal, TRUE);
  feed (fixture, "\033\\\033c", -1);

  feed (fixture, "Gr\xc3", -1);
  feed (fixture, "\xbc\xc3\x9f""e\r\n", -1);
  await_text (fixture, "Grüße");
}

static void
assert_link (Fixture    *fixture,
             guint       row,
             const char *uri)
{
  VteTerminal *vte = VTE_TERMINAL (inn_terminal_get_keys_widget (fixture->terminal));
  g_autofree char *found = NULL;

  /* In the middle of the eighth letter. */
  found = inn_terminal_links_dup_at (vte, 7.5 * (double) vte_terminal_get_char_width (vte) + 8,
                                     (row + .5) * (double) vte_terminal_get_char_height (vte) + 4);
  g_assert_cmpstr (found, ==, uri);
}

/* Those that only show something, and nothing of the sentence around them. */
static void
test_links (Fixture       *fixture,
            gconstpointer  data)
{
  feed (fixture, "(see https://a.example/b?c=(d)).\r\n"
                 "mailto:root@a.example, please\r\n"
                 "\033]8;;https://b.example/\033\\the manual\033]8;;\033\\\r\n"
                 "\033]8;;file:///etc/passwd\033\\the manual\033]8;;\033\\\r\n"
                 "see ssh://a.example/\r\n"
                 "nothing here\r\n", -1);
  await_text (fixture, "nothing here");

  assert_link (fixture, 0, "https://a.example/b?c=(d");
  assert_link (fixture, 1, "mailto:root@a.example");
  assert_link (fixture, 2, "https://b.example/");
  assert_link (fixture, 3, NULL);
  assert_link (fixture, 4, NULL);
  assert_link (fixture, 5, NULL);
}

static gint64 longest;
static gint64 last;

/* Of this thread, so that other programs are none of our business. */
static gint64
get_cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gboolean
measure_cb (gpointer data)
{
  gint64 now = get_cpu_time ();

  if (last != 0)
    longest = MAX (longest, now - last);
  last = now;

  return G_SOURCE_CONTINUE;
}

/* A machine that writes 50 MB/s: the main loop has its turns, memory its limit, and what is
 * left out is said. */
static void
test_flood (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GString) chunk = g_string_new (NULL);
  g_autoptr (GSettings) settings = inn_settings_new (NULL);
  gint64 start;
  gint64 fed = 0;
  guint id;

  g_settings_set_int (settings, "console-scrollback", 1000000);
  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (chunk, "%06u a line of \033[3%umcoloured\033[0m text\r\n", i, i % 8);

  feed (fixture, "begin\r\n", -1);
  await_text (fixture, "begin");
  id = g_timeout_add (1, measure_cb, NULL);
  longest = last = 0;
  start = g_get_monotonic_time ();
  while (g_get_monotonic_time () - start < G_USEC_PER_SEC)
    {
      if (fed / 50 < g_get_monotonic_time () - start)
        {
          feed (fixture, chunk->str, (gssize) chunk->len);
          fed += (gint64) chunk->len;
        }
      g_main_context_iteration (NULL, FALSE);
    }
  g_source_remove (id);

  g_test_message ("%.0f MB, longest turn %.1f ms", fed / 1e6, longest / 1e3);
  g_assert_cmpint (longest, <, 100000);
  feed (fixture, "the end\r\n", -1);
  await_text (fixture, "the end");
  await_text (fixture, "faster than they can be shown");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/terminal/garbage", Fixture, NULL, set_up, test_garbage, tear_down);
  g_test_add ("/terminal/links", Fixture, NULL, set_up, test_links, tear_down);
  g_test_add ("/terminal/flood", Fixture, NULL, set_up, test_flood, tear_down);

  return g_test_run ();
}
