/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-host-list.h"

G_BEGIN_DECLS

/* Hosts to and from a file. What comes of it is told in a toast of the window. */

void inn_host_transfer_import (GtkWidget    *widget,
                               InnHostList  *hosts,
                               GFile        *file,
                               GCancellable *cancellable);
void inn_host_transfer_export (GtkWidget    *widget,
                               InnHostList  *hosts,
                               GFile        *file,
                               GCancellable *cancellable);

G_END_DECLS
