/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-secret"

#include "config.h"

#include <string.h>

#include "inn-secret.h"

/**
 * inn_secret_free:
 * @secret: (nullable) (transfer full): a string that nobody is to find in memory
 *
 * Overwrites it before it is freed.
 */
void
inn_secret_free (InnSecret *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));

  g_free (secret);
}

/**
 * inn_secrets_free:
 * @secrets: (nullable) (transfer full): strings, the last one followed by %NULL
 *
 * Overwrites each before it is freed.
 */
void
inn_secrets_free (InnSecrets *secrets)
{
  for (guint i = 0; secrets != NULL && secrets[i] != NULL; i++)
    inn_secret_free (secrets[i]);

  g_free (secrets);
}
