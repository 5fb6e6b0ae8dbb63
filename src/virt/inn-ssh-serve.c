/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-ssh-session"

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "inn-ask.h"
#include "inn-auth-private.h"
#include "inn-secret.h"
#include "inn-ssh-folder.h"
#include "inn-ssh-session-private.h"

/* Seconds in which a helper of ours has said what it wants. */
#define PATIENCE 5

/* Somebody else's processes have no business here, even if they can reach the socket. */
static gboolean
is_ours (GSocket *connection)
{
  g_autoptr (GCredentials) credentials = g_socket_get_credentials (connection, NULL);

  return credentials != NULL && g_credentials_get_unix_user (credentials, NULL) == geteuid ();
}

/* As long for a wrong one as for the right one. */
static gboolean
is_equal (const char *a,
          const char *b)
{
  gsize length = strlen (a);
  guint difference = length ^ strlen (b);

  for (gsize i = 0; difference == 0 && i < length; i++)
    difference |= (guchar) a[i] ^ (guchar) b[i];

  return difference == 0;
}

/* Each token is good once. */
static gboolean
take_token (InnSshSession *self,
            const char    *token)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  char *next;

  if (self->token == NULL || !is_equal (self->token, token))
    return FALSE;

  next = inn_ssh_folder_renew_token (self->folder, NULL);
  g_free (self->token);
  self->token = next;

  return TRUE;
}

static char **
receive (InnSshSession *self,
         GSocket       *connection)
{
  g_autoptr (InnSecrets) fields = NULL;

  if (!is_ours (connection))
    return NULL;

  g_socket_set_timeout (connection, PATIENCE);
  if ((fields = inn_ask_receive (connection, NULL)) == NULL)
    return NULL;

  if (g_strv_length (fields) == INN_ASK_N_FIELDS && take_token (self, fields[INN_ASK_TOKEN]))
    return g_steal_pointer (&fields);

  return NULL;
}

/* How often the same ssh has asked the same before, that is, how many answers it refused. */
static guint
count_before (InnSshSession  *self,
              char          **fields)
{
  char *key = g_strconcat (fields[INN_ASK_PARENT], " ", fields[INN_ASK_PROMPT], NULL);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->attempt.counts, key));

  g_hash_table_replace (self->attempt.counts, key, GUINT_TO_POINTER (n + 1));

  return n;
}

/* Codes are good once, keys of hosts are no secrets: only these two can be remembered. */
static char *
dup_secret_id (const InnSshQuestion *question,
               const char           *target)
{
  const char *port = strrchr (target, ':');

  if (question->kind == INN_SSH_QUESTION_PASSPHRASE && question->key_file != NULL)
    return g_strconcat ("key:", question->key_file, NULL);

  if (question->kind == INN_SSH_QUESTION_PASSWORD && question->user != NULL &&
      question->address != NULL)
    return g_strconcat ("ssh:", question->user, "@", question->address, port, NULL);

  return NULL;
}

static gboolean
on_hangup_cb (GSocket      *connection,
              GIOCondition  condition,
              gpointer      request)
{
  inn_auth_request_withdraw (request);

  return G_SOURCE_REMOVE;
}

/* Ends the question when ssh does: a key was touched, the host has hung up. */
static GSource *
watch_hangup (GSocket        *connection,
              InnAuthRequest *request)
{
  GSource *source = g_socket_create_source (connection, G_IO_HUP, NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (on_hangup_cb), g_object_ref (request),
                         g_object_unref);
  g_source_attach (source, NULL);

  return source;
}

static char *
ask (InnHostAsker   *asker,
     InnAuthRequest *request,
     GSocket        *connection)
{
  GSource *hangup = watch_hangup (connection, request);
  g_autoptr (InnSecrets) answers = inn_host_asker_ask (asker, request);
  char *answer = NULL;

  g_source_destroy (hangup);
  g_source_unref (hangup);

  if (answers != NULL)
    answer = g_strdup (answers[0] != NULL ? answers[0] : "yes");

  return answer;
}

/* What was accepted once is good again for a new login, until it is refused. */
static char *
recall (InnSshSession *self,
        const char    *id,
        guint          n_before)
{
  if (id == NULL)
    return NULL;

  if (n_before == 0)
    return g_strdup (g_hash_table_lookup (self->secrets, id));

  g_hash_table_remove (self->secrets, id);

  return NULL;
}

static void
note_answer (InnSshSession  *self,
             InnHostAsker   *asker,
             InnAuthRequest *request,
             const char     *answer)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  const char *id = inn_auth_request_get_secret_id (request);
  const char *known_hosts = inn_auth_request_get_known_hosts (request);

  if (self->attempt.asker != asker)
    return;

  if (id != NULL)
    g_hash_table_replace (self->attempt.secrets, g_strdup (id), g_strdup (answer));

  if (inn_auth_request_get_kind (request) == INN_AUTH_HOST_KEY && known_hosts != NULL &&
      inn_auth_request_get_remember (request))
    {
      InnTrustedKey *key = g_new0 (InnTrustedKey, 1);

      key->fingerprint = g_strdup (inn_auth_request_get_fingerprint (request));
      key->known_hosts = g_strdup (known_hosts);
      g_ptr_array_add (self->attempt.keys, key);
    }
}

/* Returns: (nullable): what ssh is told; %NULL: it is to give up. */
static char *
find_answer (InnSshSession  *self,
             char          **fields,
             GSocket        *connection)
{
  g_autoptr (InnSshQuestion) question = inn_ssh_question_new_parse (fields[INN_ASK_PROMPT],
                                                                    fields[INN_ASK_HINT]);
  g_autofree char *id = dup_secret_id (question, fields[INN_ASK_TARGET]);
  const char *known_hosts = *fields[INN_ASK_KNOWN_HOSTS] != '\0' ? fields[INN_ASK_KNOWN_HOSTS]
                                                                 : NULL;
  g_autoptr (InnHostAsker) asker = NULL;
  g_autoptr (InnAuthRequest) request = NULL;
  char *answer;
  guint n_before;

  g_mutex_lock (&self->mutex);
  asker = self->attempt.asker != NULL ? inn_host_asker_ref (self->attempt.asker) : NULL;
  n_before = count_before (self, fields);
  answer = asker != NULL ? recall (self, id, n_before) : NULL;
  g_mutex_unlock (&self->mutex);

  if (answer != NULL || asker == NULL)
    return answer;

  request = inn_auth_request_new_ssh (question, known_hosts, id, n_before);
  if ((answer = ask (asker, request, connection)) != NULL)
    note_answer (self, asker, request, answer);

  return answer;
}

static void
reply (GSocket    *connection,
       char        what,
       const char *text)
{
  g_autoptr (InnSecret) answer = g_strdup_printf ("%c%s", what, text);
  const char *strings[] = { answer, NULL };

  inn_ask_send (connection, strings, NULL);
}

/**
 * inn_ssh_session_serve:
 * @self: a session
 * @connection: from somebody who says to be our askpass
 *
 * Answers one question. In a thread of its own: it takes as long as the user thinks.
 */
void
inn_ssh_session_serve (InnSshSession *self,
                       GSocket       *connection)
{
  g_autoptr (InnSecrets) fields = receive (self, connection);
  g_autoptr (InnSecret) answer = NULL;

  if (fields == NULL)
    {
      reply (connection, INN_ASK_REFUSED, "");
      return;
    }

  if ((answer = find_answer (self, fields, connection)) != NULL)
    reply (connection, INN_ASK_ANSWER, answer);
  else
    reply (connection, INN_ASK_STOP, "");
}
