/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-host-list.h"

G_BEGIN_DECLS

/* The window “Add Host”, or “Edit Host” when it is given one. */
#define INN_TYPE_CONNECT_DIALOG (inn_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (InnConnectDialog, inn_connect_dialog, INN, CONNECT_DIALOG, AdwWindow)

InnConnectDialog *inn_connect_dialog_new     (InnHostList      *hosts,
                                              InnHost          *edit);

void              inn_connect_dialog_set_uri (InnConnectDialog *self,
                                              const char       *uri);

G_END_DECLS
