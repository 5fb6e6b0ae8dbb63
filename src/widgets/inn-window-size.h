/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A window is as large as the last one of its kind: a setting of type (ii). */
void inn_window_size_load (GtkWindow   *window,
                           GSettings   *settings,
                           const char  *key);
void inn_window_size_save (GtkWindow   *window,
                           GSettings   *settings,
                           const char  *key);

G_END_DECLS
