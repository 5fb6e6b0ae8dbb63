/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-host.h"

G_BEGIN_DECLS

/* The window of one host. Properties: host, settings (both construct). */
#define INN_TYPE_HOST_WINDOW (inn_host_window_get_type ())
G_DECLARE_FINAL_TYPE (InnHostWindow, inn_host_window, INN, HOST_WINDOW, AdwApplicationWindow)

GtkWidget *inn_host_window_new      (GtkApplication *application,
                                     InnHost        *host,
                                     GSettings      *settings);

InnHost   *inn_host_window_get_host (InnHostWindow  *self);

G_END_DECLS
