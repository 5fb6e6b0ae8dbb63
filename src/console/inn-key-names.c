/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-key-names"

#include "config.h"

#include "inn-key-names.h"
#include "inn-us-layout.h"

/* Keys that have the same place on every keyboard of a PC. The first name of a key is the one
 * that is shown. */
static const struct
{
  const char *name;
  guint       keyval;
  guint8      scancode;
} names[] = {
  { "Ctrl", GDK_KEY_Control_L, 0x1d }, { "Control", GDK_KEY_Control_L, 0x1d },
  { "Ctrl_L", GDK_KEY_Control_L, 0x1d }, { "Ctrl_R", GDK_KEY_Control_R, 0x9d },
  { "Alt", GDK_KEY_Alt_L, 0x38 }, { "Alt_R", GDK_KEY_Alt_R, 0xb8 },
  { "AltGr", GDK_KEY_ISO_Level3_Shift, 0xb8 },
  { "Shift", GDK_KEY_Shift_L, 0x2a }, { "Shift_R", GDK_KEY_Shift_R, 0x36 },
  { "Super", GDK_KEY_Super_L, 0xdb }, { "Win", GDK_KEY_Super_L, 0xdb },
  { "Super_R", GDK_KEY_Super_R, 0xdc }, { "Menu", GDK_KEY_Menu, 0xdd },
  { "Esc", GDK_KEY_Escape, 0x01 }, { "Escape", GDK_KEY_Escape, 0x01 },
  { "Backspace", GDK_KEY_BackSpace, 0x0e }, { "Tab", GDK_KEY_Tab, 0x0f },
  { "Enter", GDK_KEY_Return, 0x1c }, { "Return", GDK_KEY_Return, 0x1c },
  { "Space", GDK_KEY_space, 0x39 }, { "Plus", GDK_KEY_plus, 0x0d },
  { "CapsLock", GDK_KEY_Caps_Lock, 0x3a }, { "Caps_Lock", GDK_KEY_Caps_Lock, 0x3a },
  { "NumLock", GDK_KEY_Num_Lock, 0x45 }, { "Num_Lock", GDK_KEY_Num_Lock, 0x45 },
  { "ScrollLock", GDK_KEY_Scroll_Lock, 0x46 }, { "Scroll_Lock", GDK_KEY_Scroll_Lock, 0x46 },
  { "Print", GDK_KEY_Print, 0x54 }, { "PrintScreen", GDK_KEY_Print, 0x54 },
  { "SysRq", GDK_KEY_Sys_Req, 0x54 }, { "Sys_Req", GDK_KEY_Sys_Req, 0x54 },
  { "Pause", GDK_KEY_Pause, 0xc6 }, { "Break", GDK_KEY_Break, 0xc6 },
  { "Insert", GDK_KEY_Insert, 0xd2 }, { "Ins", GDK_KEY_Insert, 0xd2 },
  { "Delete", GDK_KEY_Delete, 0xd3 }, { "Del", GDK_KEY_Delete, 0xd3 },
  { "Home", GDK_KEY_Home, 0xc7 }, { "End", GDK_KEY_End, 0xcf },
  { "PageUp", GDK_KEY_Page_Up, 0xc9 }, { "Page_Up", GDK_KEY_Page_Up, 0xc9 },
  { "PageDown", GDK_KEY_Page_Down, 0xd1 }, { "Page_Down", GDK_KEY_Page_Down, 0xd1 },
  { "Up", GDK_KEY_Up, 0xc8 }, { "Down", GDK_KEY_Down, 0xd0 },
  { "Left", GDK_KEY_Left, 0xcb }, { "Right", GDK_KEY_Right, 0xcd },
  { "F1", GDK_KEY_F1, 0x3b }, { "F2", GDK_KEY_F2, 0x3c }, { "F3", GDK_KEY_F3, 0x3d },
  { "F4", GDK_KEY_F4, 0x3e }, { "F5", GDK_KEY_F5, 0x3f }, { "F6", GDK_KEY_F6, 0x40 },
  { "F7", GDK_KEY_F7, 0x41 }, { "F8", GDK_KEY_F8, 0x42 }, { "F9", GDK_KEY_F9, 0x43 },
  { "F10", GDK_KEY_F10, 0x44 }, { "F11", GDK_KEY_F11, 0x57 }, { "F12", GDK_KEY_F12, 0x58 },
  { "F13", GDK_KEY_F13, 0x5d }, { "F14", GDK_KEY_F14, 0x5e }, { "F15", GDK_KEY_F15, 0x5f },
  { "F16", GDK_KEY_F16, 0x55 }, { "F17", GDK_KEY_F17, 0x83 }, { "F18", GDK_KEY_F18, 0xf7 },
  { "F19", GDK_KEY_F19, 0x84 }, { "F20", GDK_KEY_F20, 0x5a }, { "F21", GDK_KEY_F21, 0x74 },
  { "F22", GDK_KEY_F22, 0xf9 }, { "F23", GDK_KEY_F23, 0x6d }, { "F24", GDK_KEY_F24, 0x6f },
};

/**
 * inn_key_names_find_keyval:
 * @name: of a key, a letter or what GDK calls it; in small or capital letters
 *
 * Returns: the key; 0: there is none of that name
 */
guint
inn_key_names_find_keyval (const char *name)
{
  guint keyval;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].name, name) == 0)
      return names[i].keyval;

  if (g_utf8_strlen (name, -1) == 1)
    return gdk_unicode_to_keyval (g_unichar_tolower (g_utf8_get_char (name)));

  keyval = gdk_keyval_from_name (name);

  return keyval != GDK_KEY_VoidSymbol ? gdk_keyval_to_lower (keyval) : 0;
}

/**
 * inn_key_names_find_scancode:
 * @keyval: a key
 *
 * Returns: where it is on a keyboard of the USA, as a scancode; 0: not there
 */
guint
inn_key_names_find_scancode (guint keyval)
{
  guint scancode;
  gboolean shift;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].keyval == keyval)
      return names[i].scancode;

  return inn_us_layout_find (gdk_keyval_to_unicode (keyval), &scancode, &shift) ? scancode : 0;
}

/**
 * inn_key_names_dup:
 *
 * Returns: (transfer full) (nullable): how it is shown and read; %NULL: it has no name
 */
char *
inn_key_names_dup (guint keyval)
{
  gunichar c = gdk_keyval_to_unicode (keyval);
  char text[8] = "";

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].keyval == keyval)
      return g_strdup (names[i].name);

  if (c == 0 || !g_unichar_isgraph (c))
    return g_strdup (gdk_keyval_name (keyval));

  g_unichar_to_utf8 (g_unichar_toupper (c), text);

  return g_strdup (text);
}
