/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-host-list.h"

G_BEGIN_DECLS

void inn_auth_dialogs_watch (GtkApplication *app,
                             InnHostList    *hosts);

G_END_DECLS
