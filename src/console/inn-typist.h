/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-keymap.h"

G_BEGIN_DECLS

/* Types a text, as a person does, on a keyboard of the USA. */
typedef struct _InnTypist InnTypist;

InnTypist *inn_typist_new      (InnKeySender  sender,
                                GCallback     done,
                                gpointer      user_data);
void       inn_typist_free     (InnTypist    *self);
void       inn_typist_type     (InnTypist    *self,
                                const char   *text,
                                gboolean      caps_lock);
void       inn_typist_stop     (InnTypist    *self);
gboolean   inn_typist_is_busy  (InnTypist    *self);

char      *inn_typist_prepare  (const char   *text,
                                guint        *n_left_out,
                                char        **left_out);
guint      inn_typist_estimate (const char   *text);

G_END_DECLS
