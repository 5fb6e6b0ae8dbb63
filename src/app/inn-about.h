/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-host-list.h"

G_BEGIN_DECLS

char *inn_about_dup_debug_info (InnHostList *hosts);
void  inn_about_present        (GtkWindow   *parent,
                                InnHostList *hosts);

G_END_DECLS
