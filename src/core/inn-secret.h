/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Plain strings, named so that g_autoptr() overwrites them: g_autoptr (InnSecret) is a char *,
 * g_autoptr (InnSecrets) a char **. */
typedef char  InnSecret;
typedef char *InnSecrets;

void inn_secret_free  (InnSecret   *secret);
void inn_secrets_free (InnSecrets  *secrets);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnSecret, inn_secret_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnSecrets, inn_secrets_free)

G_END_DECLS
