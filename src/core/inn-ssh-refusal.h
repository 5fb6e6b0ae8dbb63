/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How ssh says that it reached the host, but was not let in or did not trust it. */
typedef enum
{
  INN_SSH_REFUSAL_NONE,         /* nothing of the kind is said */
  INN_SSH_REFUSAL_KEY_CHANGED,  /* the host shows another key than the known one */
  INN_SSH_REFUSAL_KEY_UNKNOWN,
  INN_SSH_REFUSAL_UNANSWERED,   /* it would have had to ask something */
  INN_SSH_REFUSAL_TOO_MANY,     /* attempts: most often keys of an agent */
  INN_SSH_REFUSAL_DENIED,       /* another answer may be right */
  INN_SSH_REFUSAL_SHUT_OUT,     /* nor would a password help */
} InnSshRefusal;

InnSshRefusal inn_ssh_refusal_parse (const char *error_text);

G_END_DECLS
