/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-domain.h"

G_BEGIN_DECLS

/* A program of others that shows screens of machines, also those of SPICE. */
void      inn_remote_viewer_find_async  (GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
char     *inn_remote_viewer_find_finish (GAsyncResult         *result);

void      inn_remote_viewer_run         (const char           *path,
                                         InnDomain            *domain,
                                         GtkWidget            *widget);

G_END_DECLS
