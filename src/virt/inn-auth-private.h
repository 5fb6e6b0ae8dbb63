/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-auth.h"
#include "inn-ssh-question.h"
#include "inn-virt.h"

G_BEGIN_DECLS

InnAuthRequest *inn_auth_request_new    (const char              *uri,
                                         virConnectCredentialPtr  credentials,
                                         guint                    n_credentials);
InnAuthRequest *inn_auth_request_new_ssh (const InnSshQuestion   *question,
                                         const char              *known_hosts,
                                         const char              *secret_id,
                                         guint                    n_before);
void            inn_auth_request_set_again (InnAuthRequest       *self);
gboolean        inn_auth_request_wait   (InnAuthRequest          *self);
void            inn_auth_request_withdraw (InnAuthRequest        *self);
gboolean        inn_auth_request_is_withdrawn (InnAuthRequest    *self);
char          **inn_auth_request_dup_answers (InnAuthRequest     *self);
char           *inn_auth_answers_join   (char                   **answers);
char          **inn_auth_answers_split  (const char              *text);
gboolean        inn_auth_answers_fill   (char                   **answers,
                                         virConnectCredentialPtr  credentials,
                                         guint                    n_credentials);

G_END_DECLS
