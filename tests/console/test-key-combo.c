/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "inn-key-combo.h"
#include "inn-keymap.h"
#include "inn-us-layout.h"

/* What was written, how it is kept and how it is shown. */
static void
test_texts (void)
{
  static const struct
  {
    const char *text;
    const char *kept;
    const char *label;
  } cases[] = {
    { "ctrl+alt+sysrq+b", "Ctrl+Alt+SysRq+B", "Ctrl+Alt+SysRq+B" },
    { " Control + ALT+del", "Ctrl+Alt+Delete", "Ctrl+Alt+Delete" },
    { "Ctrl_R", "Ctrl_R", "Ctrl_R" },
    { "super+Escape", "Super+Esc", "Super+Esc" },
    { "ctrl+plus", "Ctrl+Plus", "Ctrl+Plus" },
    { "ctrl+-", "Ctrl+-", "Ctrl+-" },
    { "shift+f24", "Shift+F24", "Shift+F24" },
    { "Z@15", "Z@15", "Z" },                        /* pressed on a German keyboard */
    { "z@2c", "Z", "Z" },
    { "@", "@", "@" },
    { "XF86AudioMute@a0", "AudioMute@a0", "AudioMute" },
    { "ctrl+ctrl+a", "Ctrl+A", "Ctrl+A" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (InnKeyCombo) combo = inn_key_combo_parse (cases[i].text, &error);
      g_autofree char *text = NULL;
      g_autofree char *label = NULL;

      g_assert_no_error (error);
      text = inn_key_combo_dup_text (combo);
      label = inn_key_combo_dup_label (combo);
      g_assert_cmpstr (text, ==, cases[i].kept);
      g_assert_cmpstr (label, ==, cases[i].label);
    }
}

static void
test_mistakes (void)
{
  static const struct
  {
    const char *text;
    const char *part;   /* of what is said */
  } cases[] = {
    { "", "Ctrl+Alt+Delete" }, { "ctrl+", "Ctrl+Alt+Delete" }, { "+", "Ctrl+Alt+Delete" },
    { "ctrl+nosuch", "“nosuch”" }, { "é", "“é”" }, { "XF86AudioMute", "“XF86AudioMute”" },
    { "A@zz", "“A”" }, { "A@100", "“A”" }, { "A@0", "“A”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (inn_key_combo_parse (cases[i].text, &error));
      g_assert_nonnull (strstr (error->message, cases[i].part));
    }
}

static void
test_scancodes (void)
{
  g_autoptr (InnKeyCombo) combo = inn_key_combo_parse ("Ctrl+Alt+F12+SysRq+b+Z@15", NULL);
  static const guint scancodes[] = { 0x1d, 0x38, 0x58, 0x54, 0x30, 0x15 };

  g_assert_cmpuint (inn_key_combo_get_n_keys (combo), ==, G_N_ELEMENTS (scancodes));
  for (guint i = 0; i < G_N_ELEMENTS (scancodes); i++)
    g_assert_cmphex (inn_key_combo_get_key (combo, i)->scancode, ==, scancodes[i]);
}

static gboolean
matches (const char *text,
         const char *held_text)
{
  g_autoptr (InnKeyCombo) combo = inn_key_combo_parse (text, NULL);
  g_autoptr (InnKeyCombo) held = inn_key_combo_parse (held_text, NULL);

  return inn_key_combo_matches (combo, held);
}

static void
test_matches (void)
{
  g_assert_true (matches ("Ctrl+Alt", "Alt+Ctrl"));
  g_assert_true (matches ("Ctrl+Alt", "Ctrl_R+Alt_R"));
  g_assert_false (matches ("Ctrl+Alt", "Ctrl+Alt+A"));
  g_assert_false (matches ("Ctrl+Alt", "Ctrl"));
  g_assert_false (matches ("Ctrl+Alt", "Ctrl+AltGr"));
  g_assert_true (matches ("Ctrl_R", "Ctrl_R"));
  g_assert_false (matches ("Ctrl_R", "Ctrl"));
}

/* Every character that a US keyboard has, and the place that evdev knows it at. */
static void
test_us_layout (void)
{
  guint n = 0;
  guint scancode;
  gboolean shift;

  for (gunichar c = ' '; c <= '~'; c++)
    {
      g_assert_true (inn_us_layout_find (c, &scancode, &shift));
      g_assert_cmpuint (scancode, >, 1);
      g_assert_cmpuint (scancode, <=, 0x39);
      n += shift;
    }
  g_assert_cmpuint (n, ==, 26 + 21);

  g_assert_true (inn_us_layout_find ('\n', &scancode, &shift) && scancode == 0x1c && !shift);
  g_assert_true (inn_us_layout_find ('\t', &scancode, &shift) && scancode == 0x0f && !shift);
  g_assert_true (inn_us_layout_find ('?', &scancode, &shift) && scancode == 0x35 && shift);
  g_assert_true (inn_us_layout_find ('|', &scancode, &shift) && scancode == 0x2b && shift);
  g_assert_true (inn_us_layout_find ('~', &scancode, &shift) && scancode == 0x29 && shift);
  g_assert_false (inn_us_layout_find (0, &scancode, &shift));
  g_assert_false (inn_us_layout_find (0xe9, &scancode, &shift));
  g_assert_false (inn_us_layout_find ('\r', &scancode, &shift));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/key-combo/texts", test_texts);
  g_test_add_func ("/key-combo/mistakes", test_mistakes);
  g_test_add_func ("/key-combo/scancodes", test_scancodes);
  g_test_add_func ("/key-combo/matches", test_matches);
  g_test_add_func ("/key-combo/us-layout", test_us_layout);

  return g_test_run ();
}
