/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-ssh-session.h"

G_BEGIN_DECLS

/* From the first question to the answer of the host. */
typedef struct
{
  InnHostAsker *asker;     /* NULL: nobody connects */
  GHashTable   *counts;    /* char *, of who asked what → how often */
  GHashTable   *secrets;   /* char *id → char *, what was answered */
  GPtrArray    *keys;      /* InnTrustedKey */
} InnSshAttempt;

/* The key of a host that the user trusts from now on. */
typedef struct
{
  char *fingerprint;
  char *known_hosts;       /* where it is kept */
} InnTrustedKey;

/* InnSshSession is one thing in two files:
 *   inn-ssh-session.c  the folder, its life, attempts to connect
 *   inn-ssh-serve.c    what ssh asks, a thread for each question            */
struct _InnSshSession
{
  GMutex         mutex;    /* guards all below but the last two */
  char          *folder;   /* NULL: not made yet */
  char          *command;
  char          *token;
  GSocket       *socket;
  InnSshAttempt  attempt;
  GHashTable    *secrets;  /* char *id → char *, that were accepted; in memory alone */
  GPtrArray     *ended;    /* sockets of logins that nobody may use any more */
  GCancellable  *closed;
  int            doubted;  /* atomic: the login is to be ended before another use */
};

void inn_ssh_session_unref (InnSshSession *self);
void inn_ssh_session_serve (InnSshSession *self,
                            GSocket       *connection);
void inn_trusted_key_free  (gpointer       key);

G_END_DECLS
