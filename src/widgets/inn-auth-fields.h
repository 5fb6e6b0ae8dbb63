/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-auth.h"

G_BEGIN_DECLS

/* An entry for each prompt of a question, and whether the answer shall be remembered. */
#define INN_TYPE_AUTH_FIELDS (inn_auth_fields_get_type ())
G_DECLARE_FINAL_TYPE (InnAuthFields, inn_auth_fields, INN, AUTH_FIELDS, AdwPreferencesGroup)

GtkWidget  *inn_auth_fields_new          (InnAuthRequest *request,
                                          const char     *user,
                                          gboolean        remember);
gboolean    inn_auth_fields_is_complete  (InnAuthFields  *self);
void        inn_auth_fields_focus        (InnAuthFields  *self,
                                          GtkWindow      *window);
const char *inn_auth_fields_get_user     (InnAuthFields  *self);
gboolean    inn_auth_fields_get_remember (InnAuthFields  *self);
void        inn_auth_fields_answer       (InnAuthFields  *self);

G_END_DECLS
