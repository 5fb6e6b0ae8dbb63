/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-console-view.h"

G_BEGIN_DECLS

/* Shows a console and the bar that belongs to it: below it, and in full screen over it when
 * the pointer touches the upper edge. */
#define INN_TYPE_CONSOLE_FRAME (inn_console_frame_get_type ())
G_DECLARE_FINAL_TYPE (InnConsoleFrame, inn_console_frame, INN, CONSOLE_FRAME, AdwBin)

void       inn_console_frame_set_view         (InnConsoleFrame *self,
                                               InnConsoleView  *view);
void       inn_console_frame_set_placeholder  (InnConsoleFrame *self,
                                               GtkWidget       *widget);
GtkWidget *inn_console_frame_get_placeholder  (InnConsoleFrame *self);
void       inn_console_frame_show_placeholder (InnConsoleFrame *self,
                                               gboolean         show,
                                               gboolean         show_bar);
void       inn_console_frame_set_start        (InnConsoleFrame *self,
                                               GtkWidget       *widget);
void       inn_console_frame_set_centre       (InnConsoleFrame *self,
                                               GtkWidget       *widget);
void       inn_console_frame_set_end          (InnConsoleFrame *self,
                                               GtkWidget       *widget);

G_END_DECLS
