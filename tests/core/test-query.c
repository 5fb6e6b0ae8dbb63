/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <glib.h>
#include <string.h>

#include "inn-query-words.h"
#include "inn-query.h"

#define GIB G_GUINT64_CONSTANT (1048576)

static const char *const web_tags[] = { "lab", "Front End", NULL };
static const char *const web_macs[] = { "52:54:00:ab:cd:01", NULL };

static const InnQuerySubject web = {
  .name = "web-10",
  .title = "Shop and Blog",
  .description = "Größe XL, for the «Zürich» office",
  .uuid = "be9c0000-0003-4000-8000-000000000001",
  .host = "kvm-ams-01",
  .state_id = "running",
  .state_label = "Läuft",
  .os_name = "Debian 12",
  .os_id = "http://debian.org/debian/12",
  .tags = web_tags,
  .macs = web_macs,
  .memory_kib = 4 * GIB,
  .vcpus = 2,
  .cpu = 71.4,
  .cpu_known = TRUE,
  .autostart = TRUE,
  .persistent = TRUE,
};

/* As little is known of it as can be. */
static const InnQuerySubject bare = {
  .name = "db-1",
  .state_id = "off",
  .state_label = "Shut off",
};

static const struct
{
  const char *text;
  gboolean    web;
  gboolean    bare;
} cases[] = {
  { "", TRUE, TRUE },
  { "  ", TRUE, TRUE },
  { "web", TRUE, FALSE },
  { "WEB-1", TRUE, FALSE },
  { "eb-10", TRUE, FALSE },
  { "-1", FALSE, FALSE },
  { "b-1", TRUE, TRUE },
  { "-b-1", FALSE, FALSE },
  { "shop web", TRUE, FALSE },
  { "shop db", FALSE, FALSE },
  { "\"shop and\"", TRUE, FALSE },
  { "\"shop  and\"", FALSE, FALSE },
  { "\"shop", TRUE, FALSE },
  { "GRÖSSE", FALSE, FALSE },
  { "GRÖßE", TRUE, FALSE },
  { "zürich", TRUE, FALSE },
  { "ZÜRICH", TRUE, FALSE },
  { "zurich", FALSE, FALSE },
  { "ams", TRUE, FALSE },
  { "debian", TRUE, FALSE },
  { "front", TRUE, FALSE },
  { "be9c", FALSE, FALSE },
  { "be9c0000", TRUE, FALSE },
  { "52:54:00:AB", TRUE, FALSE },
  { "52:54:00:ab:cd:02", FALSE, FALSE },
  { "ab:cd:01", TRUE, FALSE },

  { "state:running", TRUE, FALSE },
  { "state:RUN", TRUE, FALSE },
  { "state=r", TRUE, FALSE },
  { "state:läu", TRUE, TRUE },
  { "state:off", FALSE, TRUE },
  { "state:shut", FALSE, TRUE },
  { "state:\"shut off\"", FALSE, TRUE },
  { "state:shutoff", FALSE, TRUE },
  { "state:off state:running", TRUE, TRUE },
  { "state:paused state:saved", FALSE, FALSE },
  { "-state:off", TRUE, FALSE },
  { "-state:off -state:running", FALSE, FALSE },
  { "state：running", TRUE, FALSE },
  { "state:", TRUE, TRUE },

  { "host:ams", TRUE, FALSE },
  { "host=ams", FALSE, FALSE },
  { "host=KVM-AMS-01", TRUE, FALSE },
  { "host:kvm*01", TRUE, FALSE },
  { "host:vm*01", FALSE, FALSE },
  { "-host:ams", FALSE, TRUE },

  { "tag:lab", TRUE, FALSE },
  { "tag:la", FALSE, FALSE },
  { "tag:la*", TRUE, FALSE },
  { "TAG:\"front end\"", TRUE, FALSE },
  { "tag:labs", FALSE, FALSE },
  { "-tag:prod", TRUE, TRUE },
  { "-tag:lab", FALSE, TRUE },
  { "tag:prod tag:lab", TRUE, FALSE },
  { "tag:lab -tag:\"front end\"", FALSE, FALSE },

  { "os:deb", TRUE, FALSE },
  { "os:debian.org", TRUE, FALSE },
  { "os:win", FALSE, FALSE },
  { "os=\"debian 12\"", TRUE, FALSE },
  { "name:b-1", TRUE, TRUE },
  { "name=db-1", FALSE, TRUE },
  { "name:*b-1*", TRUE, TRUE },
  { "title:blog", TRUE, FALSE },
  { "title:web", FALSE, FALSE },
  { "uuid:BE9C", TRUE, FALSE },
  { "uuid:0000", FALSE, FALSE },
  { "mac:52-54", TRUE, FALSE },
  { "mac:cd:01", TRUE, FALSE },
  { "mac:99", FALSE, FALSE },

  { "mem>2G", TRUE, FALSE },
  { "mem>4G", FALSE, FALSE },
  { "mem>=4GiB", TRUE, FALSE },
  { "mem=4096m", TRUE, FALSE },
  { "memory:4gb", TRUE, FALSE },
  { "mem<4G", FALSE, FALSE },
  { "mem<=4G", TRUE, FALSE },
  { "mem<4.5G", TRUE, FALSE },
  { "mem>2G mem<8G", TRUE, FALSE },
  { "mem>2G mem<3G", FALSE, FALSE },
  { "mem:1G mem:4G", TRUE, FALSE },
  { "-mem>2G", FALSE, TRUE },
  { "vcpu:2", TRUE, FALSE },
  { "vcpus>2", FALSE, FALSE },
  { "vcpu>=2", TRUE, FALSE },
  { "vcpu<100", TRUE, FALSE },
  { "cpu>70", TRUE, FALSE },
  { "cpu>71.5%", FALSE, FALSE },
  { "cpu<80%", TRUE, FALSE },
  { "cpu:71%", TRUE, FALSE },
  { "-cpu>70", FALSE, TRUE },

  { "autostart:yes", TRUE, FALSE },
  { "autostart:NO", FALSE, TRUE },
  { "-autostart:yes", FALSE, TRUE },
  { "persistent:true", TRUE, FALSE },
  { "job:yes", FALSE, FALSE },
  { "job:0", TRUE, TRUE },

  { "state:running host:ams tag:lab os:deb mem>2G", TRUE, FALSE },
  { "state:running host:osl tag:lab os:deb mem>2G", FALSE, FALSE },
  { "state:runing web", TRUE, FALSE },
  { "nobody:knows web", TRUE, FALSE },
};

static const struct
{
  const char *text;
  guint       start;
  guint       end;
  const char *message;  /* a part of it */
} errors[] = {
  { "web state:runing x", 4, 16, "Try running, paused, off, saved or crashed." },
  { "ü -foo:1", 3, 9, "No such key" },
  { "ip:10", 0, 5, "No such key" },
  { "snapshots>1", 0, 11, "No such key" },
  { "host>a", 0, 6, "host:" },
  { "tag<=\"a b\"", 0, 10, "tag:" },
  { "mem>4", 0, 5, "unit" },
  { "cpu>x", 0, 5, "0 to 100" },
  { "cpu>101", 0, 7, "0 to 100" },
  { "cpu>5%%", 0, 7, "0 to 100" },
  { "mem>G", 0, 5, "4G" },
  { "mem>-4G", 0, 7, "4G" },
  { "mem>4X", 0, 6, "unit" },
  { "mem>4Gx", 0, 7, "unit" },
  { "mem>1e999G", 0, 10, "4G" },
  { "vcpu:two", 0, 8, "number" },
  { "vcpu:-2", 0, 7, "number" },
  { "autostart:maybe", 0, 15, "yes" },
  { "job>yes", 0, 7, "job:" },
};

static void
test_matches (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (InnQuery) query = inn_query_new (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (inn_query_matches (query, &web), ==, cases[i].web);
      g_assert_cmpint (inn_query_matches (query, &bare), ==, cases[i].bare);
    }
}

static void
test_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (InnQuery) query = inn_query_new (errors[i].text);
      const InnQueryError *found;
      guint n_errors;

      g_test_message ("%s", errors[i].text);
      found = inn_query_get_errors (query, &n_errors);
      g_assert_cmpuint (n_errors, ==, 1);
      g_assert_cmpuint (found->start, ==, errors[i].start);
      g_assert_cmpuint (found->end, ==, errors[i].end);
      g_assert_nonnull (strstr (found->message, errors[i].message));
    }
}

static void
test_no_errors (void)
{
  static const char *const texts[] = {
    "", "a b", "state:", "mem>", "-", "--", "\"foo:bar\"", "52:54:00", "10:20", "état:x", "<4", ":",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (InnQuery) query = inn_query_new (texts[i]);
      guint n_errors;

      g_test_message ("%s", texts[i]);
      inn_query_get_errors (query, &n_errors);
      g_assert_cmpuint (n_errors, ==, 0);
    }
}

static void
test_empty (void)
{
  g_autoptr (InnQuery) none = inn_query_new (NULL);
  g_autoptr (InnQuery) unreadable = inn_query_new ("state:nonsense tag: \"\"");
  g_autoptr (InnQuery) some = inn_query_new ("x");

  g_assert_true (inn_query_is_empty (none));
  g_assert_true (inn_query_is_empty (unreadable));
  g_assert_false (inn_query_is_empty (some));
}

static void
test_toggle (void)
{
  static const struct
  {
    const char *text;
    const char *word;
    const char *result;
  } toggles[] = {
    { "", "state:off", "state:off" },
    { "state:off", "state:off", "" },
    { "  web   STATE：Off  tag:a ", "state:off", "web tag:a" },
    { "web tag:a", "state:off", "web tag:a state:off" },
    { "tag:\"my lab\" x", "tag:\"My Lab\"", "x" },
    { "tag:my\" \"lab", "tag:\"my lab\"", "" },
    { "state=off", "state:off", "state=off state:off" },
    { "-state:off", "state:off", "-state:off state:off" },
    { "state:off state:off", "state:off", "" },
    { "name:\"a", "state:off", "name:\"a\" state:off" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (toggles); i++)
    {
      g_autofree char *result = inn_query_toggle_word (toggles[i].text, toggles[i].word);

      g_test_message ("%s", toggles[i].text);
      g_assert_cmpstr (result, ==, toggles[i].result);
      g_assert_true (inn_query_has_word (result, toggles[i].word)
                     != inn_query_has_word (toggles[i].text, toggles[i].word));
    }
}

static void
test_format (void)
{
  static const char *const values[] = {
    "lab", "my lab", "say \"hi\"", "back\\slash", "back \\ slash\\", "a:b", "-x", "漢　字", "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = inn_query_format_word ("tag", values[i]);
      g_autoptr (GPtrArray) words = inn_query_words_new (text);
      const InnQueryWord *word = g_ptr_array_index (words, 0);

      g_test_message ("%s", text);
      g_assert_cmpuint (words->len, ==, 1);
      g_assert_cmpstr (word->key, ==, "tag");
      g_assert_cmpstr (word->value, ==, values[i]);
    }
}

static char *
random_text (GRand *rand)
{
  static const char *const pieces[] = {
    "state", "tag", "mem", "vcpu", "mac", "autostart", "run", "off", "4G", "lab", "web", "*", "-",
    ":", "：", "=", "<", ">", "\"", "\\", " ", " ", "ü", "漢", "\xff", "\xe2\x80", "\t", "52:54",
    "1e99", "0x", ".", "yes",
  };
  GString *text = g_string_new (NULL);
  guint n_pieces = g_rand_int_range (rand, 0, 14);

  for (guint i = 0; i < n_pieces; i++)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);

  return g_string_free (text, FALSE);
}

static void
test_fuzz (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  guint n_matches = 0;
  guint n_failures = 0;

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *raw = random_text (rand);
      g_autofree char *text = g_utf8_make_valid (raw, -1);
      g_autofree char *toggled = NULL;
      g_autofree char *back = NULL;
      g_autoptr (InnQuery) query = inn_query_new (raw);
      const InnQueryError *found;
      guint n_errors;

      found = inn_query_get_errors (query, &n_errors);
      for (guint j = 0; j < n_errors; j++)
        {
          g_assert_cmpuint (found[j].start, <, found[j].end);
          g_assert_cmpuint (found[j].end, <=, strlen (text));
          g_assert_true (g_utf8_validate (text + found[j].start,
                                          found[j].end - found[j].start, NULL));
        }
      n_failures += n_errors;
      n_matches += inn_query_matches (query, &web);
      inn_query_matches (query, &bare);

      toggled = inn_query_toggle_word (text, "state:saved");
      g_assert_true (inn_query_has_word (toggled, "state:saved")
                     != inn_query_has_word (text, "state:saved"));
      back = inn_query_toggle_word (toggled, "state:saved");
      g_assert_true (inn_query_has_word (back, "state:saved")
                     == inn_query_has_word (text, "state:saved"));
    }

  g_assert_cmpuint (n_failures, >, 1000);
  g_assert_cmpuint (n_matches, >, 1000);
  g_assert_cmpuint (n_matches, <, 19000);
}

static void
test_speed (void)
{
  static const char *const texts[] = {
    "nothing-like-it", "zürich", "state:paused host:osl tag:prod os:win mem>8G",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (InnQuery) query = inn_query_new (texts[i]);
      guint n_matches = 0;
      double elapsed;

      g_test_timer_start ();
      for (guint j = 0; j < 10000; j++)
        n_matches += inn_query_matches (query, &web);
      elapsed = g_test_timer_elapsed ();

      g_test_minimized_result (elapsed, "%.2f ms for 10000 machines, %u match, %s",
                               elapsed * 1e3, n_matches, texts[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/query/matches", test_matches);
  g_test_add_func ("/query/errors", test_errors);
  g_test_add_func ("/query/no-errors", test_no_errors);
  g_test_add_func ("/query/empty", test_empty);
  g_test_add_func ("/query/toggle", test_toggle);
  g_test_add_func ("/query/format", test_format);
  g_test_add_func ("/query/fuzz", test_fuzz);
  if (g_test_perf ())
    g_test_add_func ("/query/speed", test_speed);

  return g_test_run ();
}
