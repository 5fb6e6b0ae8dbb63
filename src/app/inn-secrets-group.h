/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Preferences: what is remembered in the keyring, to be forgotten. Without anything it is not
 * there. */
#define INN_TYPE_SECRETS_GROUP (inn_secrets_group_get_type ())
G_DECLARE_FINAL_TYPE (InnSecretsGroup, inn_secrets_group, INN, SECRETS_GROUP, AdwPreferencesGroup)

G_END_DECLS
