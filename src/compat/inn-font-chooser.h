/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void  inn_font_chooser_async  (GtkWindow            *parent,
                               const char           *title,
                               const char           *font,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
char *inn_font_chooser_finish (GAsyncResult         *result,
                               GError              **error);

G_END_DECLS
