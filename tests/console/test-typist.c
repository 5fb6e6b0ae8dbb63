/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "inn-fixture.h"
#include "inn-typist.h"

typedef struct
{
  GString  *said;
  guint     stop_after;   /* keys; 0: none */
  guint     n;
  gboolean  done;
} Fixture;

static void
note_key (gboolean down,
          guint    keyval,
          guint    scancode,
          gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->said, "%c%x ", down ? '+' : '-', scancode);
  fixture->n++;
}

static void
on_done_cb (Fixture *fixture)
{
  g_assert_false (fixture->done);
  fixture->done = TRUE;
}

static gboolean
is_over (gpointer data)
{
  Fixture *fixture = data;

  return fixture->done || (fixture->stop_after > 0 && fixture->n == fixture->stop_after);
}

/* What is typed of @text; after so many keys somebody stops it. */
static void
check (const char *text,
       gboolean    caps_lock,
       guint       stop_after,
       const char *expected)
{
  Fixture fixture = { g_string_new (NULL), stop_after, 0, FALSE };
  InnTypist *typist = inn_typist_new (note_key, G_CALLBACK (on_done_cb), &fixture);

  inn_typist_type (typist, text, caps_lock);
  g_assert_cmpuint (fixture.n, ==, 0);
  g_assert_true (inn_typist_is_busy (typist));
  g_assert_true (inn_fixture_await_condition (is_over, &fixture, INN_FIXTURE_DEADLINE));
  inn_typist_stop (typist);

  g_assert_true (fixture.done);
  g_assert_false (inn_typist_is_busy (typist));
  g_assert_cmpstr (fixture.said->str, ==, expected);
  inn_typist_free (typist);
  g_string_free (fixture.said, TRUE);
}

static void
test_type (void)
{
  check ("aB\n", FALSE, 0, "+1e -1e +2a +30 -30 -2a +1c -1c ");
  /* Shift stays down for what needs it. */
  check ("A!b\t", FALSE, 0, "+2a +1e -1e +2 -2 -2a +30 -30 +f -f ");
  /* Caps Lock turns letters round, and nothing else. */
  check ("aB1!", TRUE, 0, "+2a +1e -1e -2a +30 -30 +2 -2 +2a +2 -2 -2a ");
}

static void
test_stop (void)
{
  check ("AAA", FALSE, 1, "+2a -2a ");
  check ("AAA", FALSE, 2, "+2a +1e -1e -2a ");
  check ("AAA", FALSE, 3, "+2a +1e -1e -2a ");
  check ("aaa", FALSE, 3, "+1e -1e +1e -1e ");
}

/* A second text comes after the first. */
static void
test_queue (void)
{
  Fixture fixture = { g_string_new (NULL), 0, 0, FALSE };
  InnTypist *typist = inn_typist_new (note_key, G_CALLBACK (on_done_cb), &fixture);

  inn_typist_stop (typist);
  inn_typist_type (typist, "", FALSE);
  g_assert_false (inn_typist_is_busy (typist));
  inn_typist_type (typist, "a", FALSE);
  inn_typist_type (typist, "B", FALSE);
  g_assert_true (inn_fixture_await_condition (is_over, &fixture, INN_FIXTURE_DEADLINE));
  g_assert_cmpstr (fixture.said->str, ==, "+1e -1e +2a +30 -30 -2a ");
  inn_typist_free (typist);
  g_string_free (fixture.said, TRUE);
}

static void
test_prepare (void)
{
  static const struct
  {
    const char *text;
    const char *typed;
    guint       n_left_out;
    const char *left_out;
  } cases[] = {
    { "a\r\nb\rc\n", "a\nb\nc\n", 0, "" },
    { "\ttab ~", "\ttab ~", 0, "" },
    { "née à l’été", "ne  lt", 5, "é à ’" },
    { "\x1b[31m", "[31m", 1, "" },
    { "日本", "", 2, "日 本" },
    { "äöüßéèêàâáóòôíì", "", 15, "ä ö ü ß é è ê à â á ó …" },
    { "", "", 0, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n;
      g_autofree char *left_out = NULL;
      g_autofree char *typed = inn_typist_prepare (cases[i].text, &n, &left_out);

      g_assert_cmpstr (typed, ==, cases[i].typed);
      g_assert_cmpuint (n, ==, cases[i].n_left_out);
      g_assert_cmpstr (left_out, ==, cases[i].left_out);
    }
}

/* A person types it in the time of the estimate: not in a moment, and not in an hour. */
static void
test_estimate (void)
{
  g_autofree char *text = g_strnfill (4000, 'a');

  g_assert_cmpuint (inn_typist_estimate (text), >, 60);
  g_assert_cmpuint (inn_typist_estimate (text), <, 200);
  g_assert_cmpuint (inn_typist_estimate (""), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/typist/type", test_type);
  g_test_add_func ("/typist/stop", test_stop);
  g_test_add_func ("/typist/queue", test_queue);
  g_test_add_func ("/typist/prepare", test_prepare);
  g_test_add_func ("/typist/estimate", test_estimate);

  return g_test_run ();
}
