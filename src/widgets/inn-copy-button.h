/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A flat round button that copies its text and shows a tick for a moment.
 * Properties: text, action (the tooltip and accessible name: “Copy UUID”). */
#define INN_TYPE_COPY_BUTTON (inn_copy_button_get_type ())
G_DECLARE_FINAL_TYPE (InnCopyButton, inn_copy_button, INN, COPY_BUTTON, GtkButton)

GtkWidget *inn_copy_button_new        (void);

void       inn_copy_button_set_text   (InnCopyButton *self,
                                       const char    *text);
void       inn_copy_button_set_action (InnCopyButton *self,
                                       const char    *action);
void       inn_copy_button_copy       (InnCopyButton *self);

G_END_DECLS
