/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-keymap"

#include "config.h"

#include "inn-keymap.h"

/* GDK counts the keys of evdev from 8, as X11 does. */
#define EVDEV_OFFSET 8

#define LAST_EQUAL 88     /* KEY_F12: up to here evdev and scancodes of an AT keyboard agree … */
#define KEY_NONE    84    /* … but for this one, which is none, */
#define KEY_ZENKAKU 85    /* and for this */

/* Scancodes (set 1, 0x80 added for those with e0 before them: the “QNUM” of QEMU and of the
 * extended key events of RFB) by key of evdev: what libvirt’s manual says in virkeycode-qnum. */
static const guint8 scancodes[] = {
  /* Japanese and Brazilian keys */
  [89] = 0x73, [90] = 0x78, [91] = 0x77, [92] = 0x79, [93] = 0x70, [94] = 0x7b, [95] = 0x5c,
  /* navigation, volume, Korean keys, Super */
  [96] = 0x9c, [97] = 0x9d, [98] = 0xb5, [99] = 0x54, [100] = 0xb8, [101] = 0x5b, [102] = 0xc7,
  [103] = 0xc8, [104] = 0xc9, [105] = 0xcb, [106] = 0xcd, [107] = 0xcf, [108] = 0xd0,
  [109] = 0xd1, [110] = 0xd2, [111] = 0xd3, [112] = 0xef, [113] = 0xa0, [114] = 0xae,
  [115] = 0xb0, [116] = 0xde, [117] = 0x59, [118] = 0xce, [119] = 0xc6, [120] = 0x8b,
  [121] = 0x7e, [122] = 0x72, [123] = 0x71, [124] = 0x7d, [125] = 0xdb, [126] = 0xdc,
  [127] = 0xdd,
  /* keys of Sun keyboards, power */
  [128] = 0xe8, [129] = 0x85, [130] = 0x86, [131] = 0x87, [132] = 0x8c, [133] = 0xf8,
  [134] = 0x64, [135] = 0x65, [136] = 0xc1, [137] = 0xbc, [138] = 0xf5, [139] = 0x9e,
  [140] = 0xa1, [141] = 0x66, [142] = 0xdf, [143] = 0xe3,
  /* programs, browser, player */
  [144] = 0x67, [145] = 0x68, [146] = 0x69, [147] = 0x93, [148] = 0x9f, [149] = 0x97,
  [150] = 0x82, [151] = 0x6a, [152] = 0x92, [153] = 0x6b, [154] = 0xa6, [155] = 0xec,
  [156] = 0xe6, [157] = 0xeb, [158] = 0xea, [159] = 0xe9, [160] = 0xa3, [161] = 0x6c,
  [162] = 0xfd, [163] = 0x99, [164] = 0xa2, [165] = 0x90, [166] = 0xa4, [167] = 0xb1,
  [168] = 0x98, [169] = 0x63, [171] = 0x81, [172] = 0xb2, [173] = 0xe7, [176] = 0x88,
  [177] = 0x75, [178] = 0x8f, [179] = 0xf6, [180] = 0xfb, [181] = 0x89, [182] = 0x8a,
  /* F13 to F24 */
  [183] = 0x5d, [184] = 0x5e, [185] = 0x5f, [186] = 0x55, [187] = 0x83, [188] = 0xf7,
  [189] = 0x84, [190] = 0x5a, [191] = 0x74, [192] = 0xf9, [193] = 0x6d, [194] = 0x6f,
  /* player, office and radio keys */
  [200] = 0xa8, [201] = 0xa9, [202] = 0xab, [203] = 0xac, [204] = 0xad, [205] = 0xa5,
  [206] = 0xaf, [207] = 0xb3, [208] = 0xb4, [209] = 0xb6, [210] = 0xb9, [211] = 0xba,
  [212] = 0xbb, [213] = 0xbd, [214] = 0xbe, [215] = 0xbf, [216] = 0xc0, [217] = 0xe5,
  [218] = 0xc2, [219] = 0xc3, [220] = 0xc4, [221] = 0xc5, [222] = 0x94, [223] = 0xca,
  [224] = 0xcc, [225] = 0xd4, [226] = 0xed, [227] = 0xd6, [228] = 0xd7, [229] = 0xd8,
  [230] = 0xd9, [231] = 0xda, [232] = 0xe4, [233] = 0x8e, [234] = 0xd5, [235] = 0xf0,
  [236] = 0xf1, [237] = 0xf2, [238] = 0xf3, [239] = 0xf4,
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

  if (keycode <= EVDEV_OFFSET || key == KEY_NONE)
    return 0;

  if (key == KEY_ZENKAKU)
    return 0x76;

  if (key <= LAST_EQUAL)
    return key;

  return key < G_N_ELEMENTS (scancodes) ? scancodes[key] : 0;
}

/**
 * inn_keymap_get_base_keyval:
 * @event: of a key
 *
 * Returns: what the key is without Shift and other modifiers; if the layout has another
 *   script, its Latin letter in another layout of the user
 */
guint
inn_keymap_get_base_keyval (GdkEvent *event)
{
  guint keyval = gdk_key_event_get_keyval (event);
  g_autofree GdkKeymapKey *keys = NULL;
  g_autofree guint *keyvals = NULL;
  int layout = (int) gdk_key_event_get_layout (event);
  int n = 0;

  gdk_display_map_keycode (gdk_event_get_display (event), gdk_key_event_get_keycode (event),
                           &keys, &keyvals, &n);
  for (int i = 0; i < n; i++)
    if (keys[i].level == 0 && keys[i].group == layout)
      keyval = keyvals[i];

  for (int i = 0; i < n && gdk_keyval_to_unicode (keyval) > 0x7f; i++)
    if (keys[i].level == 0 && gdk_keyval_to_unicode (keyvals[i]) <= 0x7f)
      keyval = keyvals[i];

  return gdk_keyval_to_lower (keyval);
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
