/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-console-frame.h"

G_BEGIN_DECLS

/* A console that was taken out of the window of its machine. */
#define INN_TYPE_CONSOLE_WINDOW (inn_console_window_get_type ())
G_DECLARE_FINAL_TYPE (InnConsoleWindow, inn_console_window, INN, CONSOLE_WINDOW, AdwWindow)

InnConsoleWindow *inn_console_window_new       (GtkApplication   *application);
InnConsoleFrame  *inn_console_window_get_frame (InnConsoleWindow *self);
void              inn_console_window_set_names (InnConsoleWindow *self,
                                                const char       *machine,
                                                const char       *console);

G_END_DECLS
