/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-host.h"

G_BEGIN_DECLS

/* A host that shows another key than the known one. */
gboolean inn_key_change_suits      (const GError         *error);
void     inn_key_change_ask_async  (GtkWidget            *parent,
                                    InnHost              *host,
                                    const GError         *error,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean inn_key_change_ask_finish (GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
