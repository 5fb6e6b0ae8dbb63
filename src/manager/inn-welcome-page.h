/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-host-list.h"

G_BEGIN_DECLS

/* What is shown while there is no host: ways to get the first one. */
#define INN_TYPE_WELCOME_PAGE (inn_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (InnWelcomePage, inn_welcome_page, INN, WELCOME_PAGE, AdwBin)

GtkWidget   *inn_welcome_page_new       (InnHostList    *hosts);

void         inn_welcome_page_set_hosts (InnWelcomePage *self,
                                         InnHostList    *hosts);

G_END_DECLS
