/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <gio/gio.h>

#include "inn-settings.h"

static void
assert_hosts (GSettings  *settings,
              const char *expected)
{
  g_auto (GStrv) hosts = g_settings_get_strv (settings, "hosts");
  g_autofree char *joined = g_strjoinv (" ", hosts);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_strv (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSettings) settings = inn_settings_new (&error);

  g_assert_no_error (error);
  assert_hosts (settings, "");

  g_assert_true (inn_settings_strv_add (settings, "hosts", "a"));
  g_assert_true (inn_settings_strv_add (settings, "hosts", "b"));
  g_assert_false (inn_settings_strv_add (settings, "hosts", "a"));
  g_assert_true (inn_settings_strv_add (settings, "hosts", "c"));
  assert_hosts (settings, "a b c");
  g_assert_true (inn_settings_strv_contains (settings, "hosts", "b"));

  g_assert_true (inn_settings_strv_replace (settings, "hosts", "b", "d"));
  assert_hosts (settings, "a d c");
  g_assert_false (inn_settings_strv_replace (settings, "hosts", "b", "e"));
  assert_hosts (settings, "a d c");
  g_assert_true (inn_settings_strv_replace (settings, "hosts", "d", "a"));
  assert_hosts (settings, "a c");
  g_assert_true (inn_settings_strv_replace (settings, "hosts", "c", "c"));
  assert_hosts (settings, "a c");

  g_assert_true (inn_settings_strv_remove (settings, "hosts", "a"));
  g_assert_false (inn_settings_strv_remove (settings, "hosts", "a"));
  g_assert_false (inn_settings_strv_contains (settings, "hosts", "a"));
  assert_hosts (settings, "c");
  g_assert_true (inn_settings_strv_remove (settings, "hosts", "c"));
  assert_hosts (settings, "");
}

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
test_strv_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GSettings) settings = inn_settings_new (NULL);
  g_autoptr (GPtrArray) expected = g_ptr_array_new ();
  static const char *const values[] = { "a", "b", "c", "d", "", "ü" };

  for (guint i = 0; i < 500; i++)
    {
      const char *value = values[g_rand_int_range (rand, 0, G_N_ELEMENTS (values))];
      gboolean there = g_ptr_array_find_with_equal_func (expected, value, g_str_equal, NULL);
      g_auto (GStrv) actual = NULL;

      if (g_rand_boolean (rand))
        {
          g_assert_true (inn_settings_strv_add (settings, "autoconnect", value) != there);
          if (!there)
            g_ptr_array_add (expected, (char *) value);
        }
      else
        {
          g_assert_true (inn_settings_strv_remove (settings, "autoconnect", value) == there);
          if (there)
            g_ptr_array_remove (expected, (char *) value);
        }

      actual = g_settings_get_strv (settings, "autoconnect");
      g_assert_cmpuint (g_strv_length (actual), ==, expected->len);
      for (guint j = 0; j < expected->len; j++)
        g_assert_cmpstr (actual[j], ==, g_ptr_array_index (expected, j));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/settings/strv", test_strv);
  g_test_add_func ("/settings/strv-random", test_strv_random);
  g_test_add_func ("/settings/host", test_host);
  g_test_add_func ("/settings/tags", test_tags);

  return g_test_run ();
}
