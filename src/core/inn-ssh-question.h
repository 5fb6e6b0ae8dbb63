/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  INN_SSH_QUESTION_HOST_KEY,
  INN_SSH_QUESTION_PASSWORD,
  INN_SSH_QUESTION_PASSPHRASE,
  INN_SSH_QUESTION_CODE,       /* of the host or of a token, in its own words */
  INN_SSH_QUESTION_TOUCH,      /* of a security key: nothing to type */
} InnSshQuestionKind;

/* What ssh hands to its askpass program. Strings are NULL where they do not apply. */
typedef struct
{
  InnSshQuestionKind  kind;
  char               *text;         /* to show: without "(user@host) " and the colon */
  char               *user;
  char               *address;      /* who asks, which may be a host on the way */
  char               *key_file;     /* PASSPHRASE */
  char               *key_type;     /* HOST_KEY, TOUCH: "ED25519" */
  char               *fingerprint;  /* HOST_KEY, TOUCH: "SHA256:…" */
  char               *ip;           /* HOST_KEY: the number address, if that is another */
  guint               port;         /* HOST_KEY: 0: the usual one */
} InnSshQuestion;

InnSshQuestion *inn_ssh_question_new_parse (const char      *prompt,
                                            const char      *hint);
void            inn_ssh_question_free      (InnSshQuestion  *question);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnSshQuestion, inn_ssh_question_free)

/* The refusal of ssh when a host shows another key than the known one. */
typedef struct
{
  char  *key_type;     /* "ED25519" */
  char  *fingerprint;  /* of the new key, "SHA256:…" */
  char  *file;         /* where the old one stands */
  guint  line;         /* in which line, from 1 */
  char  *host;         /* as ssh-keygen -R wants it: "name" or "[name]:port"; or NULL */
} InnSshKeyChange;

InnSshKeyChange *inn_ssh_key_change_new_parse (const char       *error_text);
void             inn_ssh_key_change_free      (InnSshKeyChange  *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnSshKeyChange, inn_ssh_key_change_free)

G_END_DECLS
