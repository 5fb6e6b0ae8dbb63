/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-ssh-session"

#include "config.h"

#include <string.h>

#include <gio/gunixsocketaddress.h>

#include "inn-auth-private.h"
#include "inn-known-hosts.h"
#include "inn-secret.h"
#include "inn-ssh-folder.h"
#include "inn-ssh-session-private.h"
#include "inn-uri.h"

/* Threads that have a folder to remove when they end. */
static struct
{
  GMutex mutex;
  GCond  cond;
  guint  n;
} alive;

void
inn_trusted_key_free (gpointer key)
{
  InnTrustedKey *self = key;

  g_free (self->fingerprint);
  g_free (self->known_hosts);
  g_free (self);
}

static GHashTable *
new_secrets (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) inn_secret_free);
}

/**
 * inn_ssh_session_new:
 *
 * Nothing is made before the first attempt to connect.
 *
 * Returns: to be given up with inn_ssh_session_close()
 */
InnSshSession *
inn_ssh_session_new (void)
{
  InnSshSession *self = g_atomic_rc_box_new0 (InnSshSession);

  g_mutex_init (&self->mutex);
  self->closed = g_cancellable_new ();
  self->secrets = new_secrets ();
  self->ended = g_ptr_array_new_with_free_func (g_free);
  self->attempt.counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->attempt.secrets = new_secrets ();
  self->attempt.keys = g_ptr_array_new_with_free_func (inn_trusted_key_free);

  return self;
}

InnSshSession *
inn_ssh_session_ref (InnSshSession *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
session_clear (gpointer data)
{
  InnSshSession *self = data;

  g_clear_pointer (&self->attempt.asker, inn_host_asker_unref);
  g_hash_table_unref (self->attempt.counts);
  g_hash_table_unref (self->attempt.secrets);
  g_ptr_array_unref (self->attempt.keys);
  g_hash_table_unref (self->secrets);
  g_ptr_array_unref (self->ended);
  g_clear_object (&self->socket);
  g_clear_object (&self->closed);
  g_free (self->token);
  g_free (self->command);
  g_free (self->folder);
  g_mutex_clear (&self->mutex);
}

void
inn_ssh_session_unref (InnSshSession *self)
{
  g_atomic_rc_box_release_full (self, session_clear);
}

/**
 * inn_ssh_session_close:
 * @self: (transfer full): a session
 *
 * The login ends and the folder goes away, in a thread of its own.
 */
void
inn_ssh_session_close (InnSshSession *self)
{
  g_cancellable_cancel (self->closed);
  inn_ssh_session_unref (self);
}

/* With the mutex held. */
static void
set_logins_aside (InnSshSession *self)
{
  if (g_atomic_int_compare_and_exchange (&self->doubted, TRUE, FALSE) && self->folder != NULL)
    inn_ssh_folder_set_masters_aside (self->folder, self->ended);
}

static void
end_logins (InnSshSession *self)
{
  g_autoptr (GPtrArray) ended = NULL;

  g_mutex_lock (&self->mutex);
  set_logins_aside (self);
  ended = g_steal_pointer (&self->ended);
  self->ended = g_ptr_array_new_with_free_func (g_free);
  g_mutex_unlock (&self->mutex);

  inn_ssh_folder_end_masters (ended);
}

typedef struct
{
  InnSshSession *session;
  GSocket       *connection;
} Question;

static gpointer
serve_thread (gpointer data)
{
  Question *question = data;

  inn_ssh_session_serve (question->session, question->connection);
  g_object_unref (question->connection);
  inn_ssh_session_unref (question->session);
  g_free (question);

  return NULL;
}

/* From the first attempt until the session is closed. */
static gpointer
listen_thread (gpointer data)
{
  InnSshSession *self = data;
  GSocket *connection;

  while ((connection = g_socket_accept (self->socket, self->closed, NULL)) != NULL)
    {
      Question *question = g_new0 (Question, 1);

      question->session = inn_ssh_session_ref (self);
      question->connection = connection;
      g_thread_unref (g_thread_new ("inn-ssh-question", serve_thread, question));
    }

  g_socket_close (self->socket, NULL);
  g_atomic_int_set (&self->doubted, TRUE);
  end_logins (self);
  inn_ssh_folder_remove (self->folder);
  inn_ssh_session_unref (self);

  g_mutex_lock (&alive.mutex);
  alive.n--;
  g_cond_broadcast (&alive.cond);
  g_mutex_unlock (&alive.mutex);

  return NULL;
}

static gboolean
listen_to_questions (InnSshSession  *self,
                     GError        **error)
{
  g_autofree char *path = g_build_filename (self->folder, "ask", NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_DEFAULT, error);

  if (socket == NULL || !g_socket_bind (socket, address, FALSE, error) ||
      !g_socket_listen (socket, error))
    return FALSE;

  self->socket = g_steal_pointer (&socket);

  g_mutex_lock (&alive.mutex);
  alive.n++;
  g_mutex_unlock (&alive.mutex);
  g_thread_unref (g_thread_new ("inn-ssh-session", listen_thread, inn_ssh_session_ref (self)));

  return TRUE;
}

static gboolean
set_up (InnSshSession  *self,
        GError        **error)
{
  if (self->folder != NULL)
    return TRUE;

  if ((self->folder = inn_ssh_folder_new (error)) == NULL)
    return FALSE;

  self->command = g_build_filename (self->folder, "ssh", NULL);
  if ((self->token = inn_ssh_folder_renew_token (self->folder, error)) != NULL &&
      listen_to_questions (self, error))
    return TRUE;

  inn_ssh_folder_remove (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->command, g_free);

  return FALSE;
}

/* What the user trusts stays trusted, whatever became of the attempt. */
static void
keep_trusted_keys (InnSshSession *self)
{
  g_autofree char *accepted = g_build_filename (self->folder, "known_hosts", NULL);

  for (guint i = 0; i < self->attempt.keys->len; i++)
    {
      InnTrustedKey *key = g_ptr_array_index (self->attempt.keys, i);
      g_autoptr (GError) error = NULL;

      if (!inn_known_hosts_copy (accepted, key->known_hosts, key->fingerprint, &error))
        g_message ("The key of a host could not be kept: %s", error->message);
    }
}

static void
clear_attempt (InnSshSession *self)
{
  if (self->attempt.keys->len > 0)
    keep_trusted_keys (self);

  g_clear_pointer (&self->attempt.asker, inn_host_asker_unref);
  g_hash_table_remove_all (self->attempt.counts);
  g_hash_table_remove_all (self->attempt.secrets);
  g_ptr_array_set_size (self->attempt.keys, 0);
}

/**
 * inn_ssh_session_begin:
 * @self: a session
 * @asker: whom the questions of this attempt go to
 *
 * To be called in a worker before something connects over @self.
 */
gboolean
inn_ssh_session_begin (InnSshSession  *self,
                       InnHostAsker   *asker,
                       GError        **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!set_up (self, error))
    return FALSE;

  set_logins_aside (self);
  clear_attempt (self);
  self->attempt.asker = inn_host_asker_ref (asker);

  return TRUE;
}

static void
accept_secrets (InnSshSession *self)
{
  GHashTableIter iter;
  gpointer id;
  gpointer secret;

  g_hash_table_iter_init (&iter, self->attempt.secrets);
  while (g_hash_table_iter_next (&iter, &id, &secret))
    {
      g_hash_table_iter_steal (&iter);
      g_hash_table_replace (self->secrets, id, secret);
    }
}

/**
 * inn_ssh_session_end:
 * @self: a session
 * @asker: as in inn_ssh_session_begin()
 * @opened: whether the host has let us in: then the answers are good for the next time
 */
void
inn_ssh_session_end (InnSshSession *self,
                     InnHostAsker  *asker,
                     gboolean       opened)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->attempt.asker != asker)
    return;

  if (opened)
    accept_secrets (self);
  clear_attempt (self);
}

static gpointer
reset_thread (gpointer data)
{
  InnSshSession *self = data;

  end_logins (self);
  inn_ssh_session_unref (self);

  return NULL;
}

/**
 * inn_ssh_session_reset:
 * @self: a session
 *
 * The way to the host is dead, or may be: whoever begins next makes a login of its own.
 */
void
inn_ssh_session_reset (InnSshSession *self)
{
  g_atomic_int_set (&self->doubted, TRUE);
  g_thread_unref (g_thread_new ("inn-ssh-reset", reset_thread, inn_ssh_session_ref (self)));
}

/**
 * inn_ssh_session_get_command:
 * @self: a session that has begun
 *
 * Returns: what is to be started in place of ssh
 */
const char *
inn_ssh_session_get_command (InnSshSession *self)
{
  return self->command;
}

/**
 * inn_ssh_session_suits:
 * @uri: the address of a host
 *
 * Returns: whether libvirt starts ssh for it, and nobody has said which
 */
gboolean
inn_ssh_session_suits (const char *uri)
{
  g_autoptr (InnUri) parsed = inn_uri_new_parse (uri, NULL);

  return parsed != NULL && g_strcmp0 (parsed->transport, "ssh") == 0 &&
         inn_uri_get_parameter (parsed, "command") == NULL;
}

/**
 * inn_ssh_session_finish_all:
 * @milliseconds: for how long
 *
 * Before the program ends: waits for sessions that were closed to clear up after them.
 */
void
inn_ssh_session_finish_all (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

  g_mutex_lock (&alive.mutex);
  while (alive.n > 0 && g_cond_wait_until (&alive.cond, &alive.mutex, end))
    ;
  g_mutex_unlock (&alive.mutex);
}
