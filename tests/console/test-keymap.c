/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "inn-keymap.h"

/* evdev key + 8, as GDK says it, and the scancode of an AT keyboard. */
static void
test_scancodes (void)
{
  static const struct
  {
    guint key;
    guint scancode;
  } cases[] = {
    { 1, 0x01 }, { 16, 0x10 }, { 28, 0x1c }, { 42, 0x2a }, { 57, 0x39 }, { 85, 0x76 },
    { 87, 0x57 }, { 88, 0x58 },
    { 96, 0x9c }, { 97, 0x9d }, { 100, 0xb8 },               /* of the right side */
    { 103, 0xc8 }, { 105, 0xcb }, { 106, 0xcd }, { 108, 0xd0 }, /* arrows */
    { 110, 0xd2 }, { 111, 0xd3 }, { 125, 0xdb }, { 183, 0x5d }, { 194, 0x6f },
    { 113, 0xa0 }, { 150, 0x82 }, { 239, 0xf4 },   /* multimedia, office */
    { 84, 0 }, { 170, 0 }, { 240, 0 }, { 10000, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (inn_keymap_get_scancode (cases[i].key + 8), ==, cases[i].scancode);

  for (guint keycode = 0; keycode <= 8; keycode++)
    g_assert_cmpuint (inn_keymap_get_scancode (keycode), ==, 0);
}

/* Two keys with one scancode would be one key to the guest. */
static void
test_no_twins (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint keycode = 9; keycode < 255; keycode++)
    {
      guint scancode = inn_keymap_get_scancode (keycode);

      if (scancode != 0)
        g_assert_true (g_hash_table_add (seen, GUINT_TO_POINTER (scancode)));
    }
}

static void
note_key (gboolean down,
          guint    keyval,
          guint    scancode,
          gpointer user_data)
{
  g_string_append_printf (user_data, "%c%c:%x ", down ? '+' : '-', (int) keyval, scancode);
}

static void
test_held (void)
{
  g_autoptr (GString) said = g_string_new (NULL);
  InnHeldKeys *held = inn_held_keys_new (note_key, said);

  /* Shift came up first: the key is released as what it was when it went down. */
  inn_held_keys_press (held, 'A', 30 + 8);
  inn_held_keys_release (held, 30 + 8);
  g_assert_cmpstr (said->str, ==, "+A:1e -A:1e ");

  /* One that repeats comes up in between. */
  g_string_truncate (said, 0);
  inn_held_keys_press (held, 'a', 30 + 8);
  inn_held_keys_press (held, 'a', 30 + 8);
  g_assert_cmpstr (said->str, ==, "+a:1e -a:1e +a:1e ");

  /* The focus goes: nothing stays down, and what comes up later is no news. */
  g_string_truncate (said, 0);
  inn_held_keys_release_all (held);
  inn_held_keys_release (held, 30 + 8);
  g_assert_cmpstr (said->str, ==, "-a:1e ");

  inn_held_keys_free (held);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keymap/scancodes", test_scancodes);
  g_test_add_func ("/keymap/no-twins", test_no_twins);
  g_test_add_func ("/keymap/held", test_held);

  return g_test_run ();
}
