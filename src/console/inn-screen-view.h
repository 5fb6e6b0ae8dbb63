/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-console-prefs.h"
#include "inn-console-view.h"

G_BEGIN_DECLS

/* The screen of a machine, by VNC. */
#define INN_TYPE_SCREEN_VIEW (inn_screen_view_get_type ())
G_DECLARE_FINAL_TYPE (InnScreenView, inn_screen_view, INN, SCREEN_VIEW, InnConsoleView)

InnConsoleView *inn_screen_view_new         (GSettings       *settings,
                                             const char      *uuid);
gboolean        inn_screen_view_has_picture (InnScreenView   *self);

G_END_DECLS
