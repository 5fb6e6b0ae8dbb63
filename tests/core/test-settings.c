/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <gio/gio.h>

#include "inn-saved-searches.h"
#include "inn-settings.h"

static void
assert_name (const char *uri,
             const char *expected)
{
  g_autoptr (GSettings) settings = inn_settings_new_for_host (uri);
  g_autofree char *name = g_settings_get_string (settings, "name");

  g_assert_cmpstr (name, ==, expected);
}

static void
test_host (void)
{
  const char *first_uri = "qemu:///system";
  const char *second_uri = "qemu+ssh://me@[::1]/system?keyfile=/x";
  const char *third_uri = "qemu+ssh://me@h/system";
  g_autoptr (GSettings) first = inn_settings_new_for_host (first_uri);
  g_autoptr (GSettings) second = inn_settings_new_for_host (second_uri);
  g_autofree char *path = NULL;

  g_object_get (first, "path", &path, NULL);
  g_assert_cmpstr (path, ==, "/org/innkeeper/Innkeeper/hosts/"
                   "d7e6d71aa7a4ab19f10a4614067809dc03c41f60/");

  g_settings_set_string (first, "name", "First");
  g_settings_set_string (second, "name", "Second");
  assert_name (first_uri, "First");
  assert_name (second_uri, "Second");

  inn_settings_move_host (second_uri, third_uri);
  assert_name (second_uri, "");
  assert_name (third_uri, "Second");
  inn_settings_move_host (third_uri, third_uri);
  assert_name (third_uri, "Second");

  inn_settings_forget_host (third_uri);
  assert_name (third_uri, "");
  assert_name (first_uri, "First");
}

static void
assert_tags (GSettings  *settings,
             const char *uuid,
             const char *expected)
{
  g_auto (GStrv) tags = inn_settings_dup_tags (settings, uuid);
  g_autofree char *joined = g_strjoinv (" ", tags);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_tags (void)
{
  static const char *const two[] = { "lab", "front-end", NULL };
  static const char *const one[] = { "prod", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (GSettings) settings = inn_settings_new_for_host ("test:///default");
  g_autoptr (GVariant) all = NULL;

  assert_tags (settings, "u1", "");
  inn_settings_set_tags (settings, "u1", two);
  inn_settings_set_tags (settings, "u2", two);
  inn_settings_set_tags (settings, "u2", one);
  inn_settings_set_tags (settings, "u3", one);
  assert_tags (settings, "u1", "lab front-end");
  assert_tags (settings, "u2", "prod");

  inn_settings_set_tags (settings, "u1", NULL);
  inn_settings_set_tags (settings, "u3", none);
  assert_tags (settings, "u1", "");
  all = g_settings_get_value (settings, "tags");
  g_assert_cmpuint (g_variant_n_children (all), ==, 1);
}

/* Whatever is added and removed, the list is what a plain list would be. */
static void
assert_searches (GSettings  *settings,
                 const char *expected)
{
  g_autoptr (GVariant) value = g_settings_get_value (settings, "saved-searches");
  g_autofree char *text = g_variant_print (value, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_saved_searches (void)
{
  g_autoptr (GSettings) settings = inn_settings_new (NULL);

  inn_saved_searches_put (settings, "a", "1");
  inn_saved_searches_put (settings, "b", "2");
  inn_saved_searches_put (settings, "a", "3");
  assert_searches (settings, "[('a', '3'), ('b', '2')]");

  inn_saved_searches_rename (settings, "a", "c");
  inn_saved_searches_rename (settings, "x", "y");
  assert_searches (settings, "[('c', '3'), ('b', '2')]");

  inn_saved_searches_rename (settings, "b", "c");
  assert_searches (settings, "[('c', '2')]");

  inn_saved_searches_rename (settings, "c", "c");
  assert_searches (settings, "[('c', '2')]");

  inn_saved_searches_remove (settings, "c");
  g_settings_reset (settings, "saved-searches");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/settings/host", test_host);
  g_test_add_func ("/settings/tags", test_tags);
  g_test_add_func ("/settings/saved-searches", test_saved_searches);

  return g_test_run ();
}
