/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Keeps the shortcuts of a window, and of the desktop if it lets us, away from the keyboard. */
typedef struct _InnKeyboardGrab InnKeyboardGrab;

InnKeyboardGrab *inn_keyboard_grab_new      (GtkWidget       *widget,
                                             gboolean         system);
void             inn_keyboard_grab_free     (InnKeyboardGrab *self);
gboolean         inn_keyboard_grab_activate (InnKeyboardGrab *self,
                                             GdkEvent        *event);

G_END_DECLS
