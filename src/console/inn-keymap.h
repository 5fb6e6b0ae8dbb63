/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

guint inn_keymap_get_scancode    (guint     keycode);
guint inn_keymap_get_base_keyval (GdkEvent *event);

/* The keys that the guest believes to be down. */
typedef struct _InnHeldKeys InnHeldKeys;

/* @scancode is 0 where the key has none. */
typedef void (*InnKeySender) (gboolean down,
                              guint    keyval,
                              guint    scancode,
                              gpointer user_data);

InnHeldKeys *inn_held_keys_new         (InnKeySender  sender,
                                        gpointer      user_data);
void         inn_held_keys_free        (InnHeldKeys  *self);
void         inn_held_keys_press       (InnHeldKeys  *self,
                                        guint         keyval,
                                        guint         keycode);
void         inn_held_keys_release     (InnHeldKeys  *self,
                                        guint         keycode);
void         inn_held_keys_release_all (InnHeldKeys  *self);

G_END_DECLS
