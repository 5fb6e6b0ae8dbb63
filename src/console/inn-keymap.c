/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-keymap"

#include "config.h"

#include "inn-keymap.h"

/* GDK counts the keys of evdev from 8, as X11 does. */
#define EVDEV_OFFSET 8

#define LAST_EQUAL 88     /* KEY_F12: up to here evdev and scancodes of an AT keyboard agree … */
#define KEY_ZENKAKU 85    /* … but for this one */

/* Scancodes (set 1, 0x80 added for those with e0 before them: the “QNUM” of QEMU and of the
 * extended key events of RFB) by key of evdev. From the database of GTK-VNC and QEMU. */
static const guint8 scancodes[] = {
  [89] = 0x73,  [90] = 0x78,  [91] = 0x77,  [92] = 0x79,  [93] = 0x70,  [94] = 0x7b,
  [95] = 0x5c,  [96] = 0x9c,  [97] = 0x9d,  [98] = 0xb5,  [99] = 0x54,  [100] = 0xb8,
  [101] = 0x5b, [102] = 0xc7, [103] = 0xc8, [104] = 0xc9, [105] = 0xcb, [106] = 0xcd,
  [107] = 0xcf, [108] = 0xd0, [109] = 0xd1, [110] = 0xd2, [111] = 0xd3, [112] = 0xef,
  [113] = 0xa0, [114] = 0xae, [115] = 0xb0, [116] = 0xde, [117] = 0x59, [118] = 0xce,
  [119] = 0xc6, [120] = 0x8b, [121] = 0x7e, [122] = 0x72, [123] = 0x71, [124] = 0x7d,
  [125] = 0xdb, [126] = 0xdc, [127] = 0xdd,
  /* F13 to F24 */
  [183] = 0x5d, [184] = 0x5e, [185] = 0x5f, [186] = 0x55, [187] = 0x83, [188] = 0xf7,
  [189] = 0x84, [190] = 0x5a, [191] = 0x74, [192] = 0xf9, [193] = 0x6d, [194] = 0x6f,
};

/* Keys that have the same place on every keyboard of a PC. */
static const struct
{
  guint   keyval;
  guint8  scancode;
} named_keys[] = {
  { GDK_KEY_Escape, 0x01 }, { GDK_KEY_BackSpace, 0x0e }, { GDK_KEY_Tab, 0x0f },
  { GDK_KEY_Return, 0x1c }, { GDK_KEY_Control_L, 0x1d }, { GDK_KEY_Shift_L, 0x2a },
  { GDK_KEY_Alt_L, 0x38 }, { GDK_KEY_space, 0x39 }, { GDK_KEY_Super_L, 0xdb },
  { GDK_KEY_F1, 0x3b }, { GDK_KEY_F2, 0x3c }, { GDK_KEY_F3, 0x3d }, { GDK_KEY_F4, 0x3e },
  { GDK_KEY_F5, 0x3f }, { GDK_KEY_F6, 0x40 }, { GDK_KEY_F7, 0x41 }, { GDK_KEY_F8, 0x42 },
  { GDK_KEY_F9, 0x43 }, { GDK_KEY_F10, 0x44 }, { GDK_KEY_F11, 0x57 }, { GDK_KEY_F12, 0x58 },
  { GDK_KEY_Print, 0x54 }, { GDK_KEY_Delete, 0xd3 },
};

struct _InnHeldKeys
{
  GHashTable   *keyvals;   /* of what is down, by keycode */
  InnKeySender  sender;
  gpointer      user_data;
};

/**
 * inn_keymap_get_scancode:
 * @keycode: a hardware key as GDK counts them, on X11 and Wayland
 *
 * Returns: what tells the guest which key it is, whatever layout it has; 0: it has none
 */
guint
inn_keymap_get_scancode (guint keycode)
{
  guint key = keycode - EVDEV_OFFSET;

  if (keycode <= EVDEV_OFFSET)
    return 0;

  if (key == KEY_ZENKAKU)
    return 0x76;

  if (key <= LAST_EQUAL)
    return key;

  return key < G_N_ELEMENTS (scancodes) ? scancodes[key] : 0;
}

/**
 * inn_keymap_find_scancode:
 * @keyval: a key without a letter, as “Send Keys” offers it
 *
 * Returns: its scancode; 0: not known
 */
guint
inn_keymap_find_scancode (guint keyval)
{
  for (guint i = 0; i < G_N_ELEMENTS (named_keys); i++)
    if (named_keys[i].keyval == keyval)
      return named_keys[i].scancode;

  return 0;
}

/**
 * inn_held_keys_new:
 * @sender: takes what the guest is to be told
 *
 * Sees to it that every key that went down comes up again, as the key that it was when it
 * went down.
 */
InnHeldKeys *
inn_held_keys_new (InnKeySender sender,
                   gpointer     user_data)
{
  InnHeldKeys *self = g_new0 (InnHeldKeys, 1);

  self->keyvals = g_hash_table_new (NULL, NULL);
  self->sender = sender;
  self->user_data = user_data;

  return self;
}

/* Tells the guest nothing: there may be none any more. */
void
inn_held_keys_free (InnHeldKeys *self)
{
  g_hash_table_unref (self->keyvals);
  g_free (self);
}

static void
send_release (InnHeldKeys *self,
              guint        keyval,
              guint        keycode)
{
  self->sender (FALSE, keyval, inn_keymap_get_scancode (keycode), self->user_data);
}

/**
 * inn_held_keys_press:
 *
 * A key that repeats is pressed without having come up: the guest sees it come up.
 */
void
inn_held_keys_press (InnHeldKeys *self,
                     guint        keyval,
                     guint        keycode)
{
  inn_held_keys_release (self, keycode);

  g_hash_table_insert (self->keyvals, GUINT_TO_POINTER (keycode), GUINT_TO_POINTER (keyval));
  self->sender (TRUE, keyval, inn_keymap_get_scancode (keycode), self->user_data);
}

void
inn_held_keys_release (InnHeldKeys *self,
                       guint        keycode)
{
  gpointer keyval;

  if (!g_hash_table_steal_extended (self->keyvals, GUINT_TO_POINTER (keycode), NULL, &keyval))
    return;

  send_release (self, GPOINTER_TO_UINT (keyval), keycode);
}

/**
 * inn_held_keys_release_all:
 *
 * For when nobody tells any more what becomes of the keys: the focus went elsewhere.
 */
void
inn_held_keys_release_all (InnHeldKeys *self)
{
  GHashTableIter iter;
  gpointer keycode;
  gpointer keyval;

  g_hash_table_iter_init (&iter, self->keyvals);
  while (g_hash_table_iter_next (&iter, &keycode, &keyval))
    {
      g_hash_table_iter_remove (&iter);
      send_release (self, GPOINTER_TO_UINT (keyval), GPOINTER_TO_UINT (keycode));
    }
}
