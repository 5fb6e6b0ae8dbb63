/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-auth.h"
#include "inn-virt.h"

G_BEGIN_DECLS

InnAuthRequest *inn_auth_request_new    (virConnectCredentialPtr  credentials,
                                         guint                    n_credentials);
gboolean        inn_auth_request_wait   (InnAuthRequest          *self,
                                         virConnectCredentialPtr  credentials,
                                         guint                    n_credentials);
char          **inn_auth_request_dup_answers (InnAuthRequest     *self);

G_END_DECLS
