/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-host.h"

G_BEGIN_DECLS

/* Asks what a host wants to know while it is being opened. Ends by itself when
 * the question is answered, cancelled or no longer of interest. */
#define INN_TYPE_AUTH_DIALOG (inn_auth_dialog_get_type ())
G_DECLARE_FINAL_TYPE (InnAuthDialog, inn_auth_dialog, INN, AUTH_DIALOG, AdwWindow)

InnAuthDialog *inn_auth_dialog_new          (InnHost        *host,
                                             InnAuthRequest *request,
                                             gboolean        again);

gboolean       inn_auth_dialog_get_accepted (InnAuthDialog  *self);

G_END_DECLS
