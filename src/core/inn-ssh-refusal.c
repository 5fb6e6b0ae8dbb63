/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-ssh-refusal"

#include "config.h"

#include <string.h>

#include "inn-ssh-refusal.h"

/* What OpenSSH 8.4 to 10.0, and libvirt with libssh, say; neither is translated. The first
 * that is found counts: a changed key is one that could not be verified, too. */
static const struct { const char *words; InnSshRefusal refusal; } table[] = {
  { "REMOTE HOST IDENTIFICATION HAS CHANGED", INN_SSH_REFUSAL_KEY_CHANGED },
  { "differs from stored identity", INN_SSH_REFUSAL_KEY_CHANGED },
  { "Host key verification failed", INN_SSH_REFUSAL_KEY_UNKNOWN },
  { "SSH host key for '", INN_SSH_REFUSAL_KEY_UNKNOWN },
  { "decision to accept host key", INN_SSH_REFUSAL_KEY_UNKNOWN },
  { "failed to retrieve user response", INN_SSH_REFUSAL_UNANSWERED },
  { "Too many authentication failures", INN_SSH_REFUSAL_TOO_MANY },
  { "Permission denied (", INN_SSH_REFUSAL_DENIED },
  { "Permission denied, please try again", INN_SSH_REFUSAL_DENIED },
  { "No more authentication methods", INN_SSH_REFUSAL_DENIED },
  { "Access denied for '", INN_SSH_REFUSAL_DENIED },
  { "failed to authenticate: ", INN_SSH_REFUSAL_DENIED },
};

/* What stands before the ways to sign in that the host offers. */
static const char * const offers[] = {
  "Permission denied (",
  "Authentication that can continue: ",
};

static gboolean
takes_answers (const char *error_text)
{
  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    {
      const char *start = strstr (error_text, offers[i]);
      g_autofree char *ways = NULL;

      if (start == NULL)
        continue;

      start += strlen (offers[i]);
      ways = g_strndup (start, strcspn (start, ")\n"));

      return strstr (ways, "password") != NULL || strstr (ways, "keyboard-interactive") != NULL;
    }

  return TRUE;
}

/**
 * inn_ssh_refusal_parse:
 * @error_text: what libvirt says, which holds what ssh said
 *
 * Returns: how ssh was refused, if it was: then trying again without a person changes nothing,
 *   and may get this address locked out there
 */
InnSshRefusal
inn_ssh_refusal_parse (const char *error_text)
{
  g_return_val_if_fail (error_text != NULL, INN_SSH_REFUSAL_NONE);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      if (strstr (error_text, table[i].words) == NULL)
        continue;

      if (table[i].refusal == INN_SSH_REFUSAL_DENIED && !takes_answers (error_text))
        return INN_SSH_REFUSAL_SHUT_OUT;

      return table[i].refusal;
    }

  return INN_SSH_REFUSAL_NONE;
}
