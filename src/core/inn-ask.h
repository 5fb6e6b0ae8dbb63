/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What innkeeper-askpass and the program say to each other over a socket: strings, as
 * many as INN_ASK_N_FIELDS one way and one the other. */
enum
{
  INN_ASK_TOKEN,        /* the file of that name, as it was when the question came */
  INN_ASK_PARENT,       /* process id of the ssh that asks */
  INN_ASK_TARGET,       /* "user@host:port" that it connects to, as its configuration says */
  INN_ASK_KNOWN_HOSTS,  /* where it would keep the key of a host; "": nowhere */
  INN_ASK_HINT,         /* SSH_ASKPASS_PROMPT */
  INN_ASK_PROMPT,
  INN_ASK_N_FIELDS
};

/* The first character of the answer; the rest is what ssh gets. */
#define INN_ASK_ANSWER  'A'
#define INN_ASK_STOP    'S'   /* the user gives up: ssh is to end */
#define INN_ASK_REFUSED 'R'   /* token or message are wrong */

/* How the wrapper tells askpass, through the environment of ssh. */
#define INN_ASK_ENV_FOLDER      "INNKEEPER_ASK_FOLDER"
#define INN_ASK_ENV_TARGET      "INNKEEPER_SSH_TARGET"
#define INN_ASK_ENV_KNOWN_HOSTS "INNKEEPER_SSH_KNOWN_HOSTS"

gboolean   inn_ask_send     (GSocket             *socket,
                             const char * const  *strings,
                             GError             **error);
char     **inn_ask_receive  (GSocket             *socket,
                             GError             **error);

G_END_DECLS
