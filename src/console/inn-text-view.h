/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-console-view.h"

G_BEGIN_DECLS

/* A serial port or another text console of a machine, in a terminal. */
#define INN_TYPE_TEXT_VIEW (inn_text_view_get_type ())
G_DECLARE_FINAL_TYPE (InnTextView, inn_text_view, INN, TEXT_VIEW, InnConsoleView)

InnConsoleView *inn_text_view_new      (void);
gboolean        inn_text_view_was_open (InnTextView *self);

G_END_DECLS
