/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-remote.h"

G_BEGIN_DECLS

/* Text that was copied here can be pasted in a guest, and the other way round.
 *
 * What is copied here is handed over when the guest gets the keyboard, and only then: a guest
 * whose screen is merely looked at learns nothing. What a guest copies is taken as long as it
 * has the keyboard, so that no guest in the background can replace what the user copied. */
#define INN_TYPE_CONSOLE_CLIPBOARD (inn_console_clipboard_get_type ())
G_DECLARE_FINAL_TYPE (InnConsoleClipboard, inn_console_clipboard, INN, CONSOLE_CLIPBOARD, GObject)

InnConsoleClipboard *inn_console_clipboard_new         (GtkWidget           *display);

void                 inn_console_clipboard_set_remote  (InnConsoleClipboard *self,
                                                        InnRemote           *remote);
gboolean             inn_console_clipboard_get_enabled (InnConsoleClipboard *self);
void                 inn_console_clipboard_set_enabled (InnConsoleClipboard *self,
                                                        gboolean             enabled);

G_END_DECLS
