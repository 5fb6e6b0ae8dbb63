/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "inn-auth-private.h"
#include "inn-host-ask.h"
#include "inn-keyring.h"
#include "inn-secret.h"

struct _InnHostAsker
{
  GWeakRef    host;
  InnLane    *lane;
  gboolean    interactive;
  gboolean    probe;       /* beside the connection of the host, which it does not touch */
  GHashTable *answered;    /* id of a secret → its last InnAuthRequest; of the main thread */
  GHashTable *recalled;    /* the id of each secret that the keyring had; the same */
  int         result;      /* InnHostAskResult, atomic */
};

typedef struct
{
  InnHostAsker   *asker;
  InnAuthRequest *request;
} Post;

static void
post_free (gpointer data)
{
  Post *post = data;

  inn_host_asker_unref (post->asker);
  g_object_unref (post->request);
  g_free (post);
}

static Post *
post_new (InnHostAsker   *asker,
          InnAuthRequest *request)
{
  Post *post = g_new0 (Post, 1);

  post->asker = inn_host_asker_ref (asker);
  post->request = g_object_ref (request);

  return post;
}

/**
 * inn_host_asker_new:
 * @host: whose lane it is
 * @lane: the lane; its deadline does not run while somebody thinks about an answer
 * @mode: whether anybody may be asked
 */
InnHostAsker *
inn_host_asker_new (InnHost         *host,
                    InnLane         *lane,
                    InnHostOpenMode  mode)
{
  InnHostAsker *self = g_atomic_rc_box_new0 (InnHostAsker);

  g_weak_ref_init (&self->host, host);
  self->lane = g_object_ref (lane);
  self->probe = mode == INN_HOST_OPEN_PROBE;
  self->interactive = self->probe || (mode == INN_HOST_OPEN_CONTROL &&
                                      host->mode == INN_HOST_CONNECT_INTERACTIVE);
  self->answered = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->recalled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

InnHostAsker *
inn_host_asker_ref (InnHostAsker *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
asker_clear (gpointer data)
{
  InnHostAsker *self = data;

  g_weak_ref_clear (&self->host);
  g_clear_object (&self->lane);
  g_hash_table_unref (self->answered);
  g_hash_table_unref (self->recalled);
}

void
inn_host_asker_unref (InnHostAsker *self)
{
  g_atomic_rc_box_release_full (self, asker_clear);
}

static void
give_up (Post             *post,
         InnHostAskResult  result)
{
  g_atomic_int_set (&post->asker->result, result);
  inn_auth_request_cancel (post->request);
}

/* NULL: nobody is interested any more. */
static InnHost *
get_host (InnHostAsker *self)
{
  g_autoptr (InnHost) host = g_weak_ref_get (&self->host);

  if (host == NULL || (host->control == NULL && !self->probe))
    return NULL;

  return g_steal_pointer (&host);
}

static gboolean
is_credentials (InnAuthRequest *request)
{
  return inn_auth_request_get_kind (request) == INN_AUTH_CREDENTIALS;
}

/* What was remembered in vain is replaced by what is answered now. */
static void
note_refusal (Post    *post,
              InnHost *host)
{
  const char *id = inn_auth_request_get_secret_id (post->request);

  if (host->secret == INN_HOST_SECRET_REFUSED && is_credentials (post->request))
    inn_auth_request_set_again (post->request);
  else if (id == NULL || !g_hash_table_contains (post->asker->recalled, id))
    return;

  inn_auth_request_set_remember (post->request, TRUE);
}

static void
ask_user (Post *post)
{
  InnHostAsker *self = post->asker;
  g_autoptr (InnHost) host = get_host (self);

  if (!self->interactive)
    {
      give_up (post, INN_HOST_ASK_REFUSED);
      return;
    }

  if (host == NULL)
    {
      give_up (post, INN_HOST_ASK_CANCELLED);
      return;
    }

  if (!self->probe)
    g_set_object (&host->auth_request, post->request);

  note_refusal (post, host);
  inn_host_emit_auth (host, post->request);
}

/* Returns: whether @secret answers the question */
static gboolean
answer_from_keyring (Post       *post,
                     const char *secret)
{
  g_autoptr (InnHost) host = get_host (post->asker);
  g_autoptr (InnSecrets) answers = inn_auth_answers_split (secret);
  gboolean fits = host != NULL && g_strv_length (answers) ==
                                    inn_auth_request_get_n_prompts (post->request);

  if (fits && is_credentials (post->request))
    {
      host->secret = INN_HOST_SECRET_TRIED;
      if (!post->asker->probe)
        g_set_object (&host->auth_request, post->request);
    }

  if (fits)
    {
      inn_host_note_password (host, inn_auth_request_get_secret_id (post->request), TRUE);
      g_hash_table_add (post->asker->recalled,
                        g_strdup (inn_auth_request_get_secret_id (post->request)));
      inn_auth_request_answer (post->request, (const char * const *) answers);
    }

  return fits;
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Post *post = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (InnSecret) secret = inn_keyring_lookup_finish (result, &error);

  if (error != NULL)
    g_debug ("Nothing is remembered: %s", error->message);

  if (secret == NULL || !answer_from_keyring (post, secret))
    ask_user (post);

  post_free (post);
}

/* What is remembered is tried once, before anybody is asked. */
static gboolean
may_be_remembered (Post *post)
{
  const char *id = inn_auth_request_get_secret_id (post->request);
  g_autoptr (InnHost) host = get_host (post->asker);

  return id != NULL && host != NULL && !inn_auth_request_get_again (post->request) &&
         !g_hash_table_contains (post->asker->answered, id) &&
         !(host->secret == INN_HOST_SECRET_REFUSED && is_credentials (post->request));
}

static gboolean
post_cb (gpointer data)
{
  Post *post = data;

  if (may_be_remembered (post))
    {
      inn_keyring_lookup_async (inn_auth_request_get_secret_id (post->request),
                                post->asker->interactive, NULL, looked_up_cb, post);
      return G_SOURCE_REMOVE;
    }

  ask_user (post);
  post_free (post);

  return G_SOURCE_REMOVE;
}

static gboolean
keep_cb (gpointer data)
{
  Post *post = data;

  g_hash_table_replace (post->asker->answered,
                        (gpointer) inn_auth_request_get_secret_id (post->request),
                        g_object_ref (post->request));
  post_free (post);

  return G_SOURCE_REMOVE;
}

/**
 * inn_host_asker_ask:
 * @self: an asker
 * @request: a question
 *
 * Looks for a remembered answer, else asks the user, if that is allowed. In a worker,
 * which sleeps until there is an answer.
 *
 * Returns: (transfer full) (nullable): the answers, to be freed with
 *   inn_secrets_free(); %NULL: there are none
 */
char **
inn_host_asker_ask (InnHostAsker   *self,
                    InnAuthRequest *request)
{
  gboolean answered;

  inn_lane_hold_clock (self->lane, TRUE);
  g_idle_add (post_cb, post_new (self, request));
  answered = inn_auth_request_wait (request);
  inn_lane_hold_clock (self->lane, FALSE);

  if (!answered)
    {
      if (!inn_auth_request_is_withdrawn (request))
        g_atomic_int_compare_and_exchange (&self->result, INN_HOST_ASKED, INN_HOST_ASK_CANCELLED);
      return NULL;
    }

  if (inn_auth_request_get_secret_id (request) != NULL)
    g_idle_add (keep_cb, post_new (self, request));

  return inn_auth_request_dup_answers (request);
}

/**
 * inn_host_asker_get_result:
 * @self: an asker
 *
 * Returns: what became of the questions so far. Any thread.
 */
InnHostAskResult
inn_host_asker_get_result (InnHostAsker *self)
{
  return g_atomic_int_get (&self->result);
}

/* What a list of the keyring shows. */
static char *
dup_label (InnHost        *host,
           InnAuthRequest *request)
{
  const char *file = inn_auth_request_get_key_file (request);
  const char *user = inn_auth_request_get_user (request);
  const char *address = inn_auth_request_get_address (request);

  if (file != NULL)
    /* Translators: an entry of the keyring; %s is a file */
    return g_strdup_printf (_("Passphrase for %s"), file);

  if (user != NULL && address != NULL)
    /* Translators: an entry of the keyring; a user and the address of a host */
    return g_strdup_printf (_("Password for %s at %s"), user, address);

  /* Translators: an entry of the keyring; %s is the address of a connection */
  return g_strdup_printf (_("Password for %s"), inn_host_get_uri (host));
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!inn_keyring_store_finish (result, &error))
    g_message ("A password could not be remembered: %s", error->message);
}

static void
remember (InnHost        *host,
          InnAuthRequest *request)
{
  g_autoptr (InnSecrets) answers = inn_auth_request_dup_answers (request);
  g_autoptr (InnSecret) joined = inn_auth_answers_join (answers);
  g_autofree char *label = dup_label (host, request);

  inn_host_note_password (host, inn_auth_request_get_secret_id (request), TRUE);
  inn_keyring_store_async (inn_auth_request_get_secret_id (request), label, joined, NULL,
                           stored_cb, NULL);
}

static void
forget (InnHost    *host,
        const char *id)
{
  inn_host_note_password (host, id, FALSE);
  inn_keyring_clear_async (id, NULL, NULL, NULL);
}

static gboolean
accept_cb (gpointer data)
{
  g_autoptr (InnHostAsker) self = data;
  g_autoptr (InnHost) host = g_weak_ref_get (&self->host);
  GHashTableIter iter;
  gpointer id;
  gpointer request;

  if (host == NULL)
    return G_SOURCE_REMOVE;

  g_hash_table_iter_init (&iter, self->answered);
  while (g_hash_table_iter_next (&iter, &id, &request))
    {
      if (inn_auth_request_get_remember (request))
        remember (host, request);
      else if (inn_auth_request_get_again (request))
        forget (host, id);
    }

  host->secret = INN_HOST_SECRET_UNTRIED;

  return G_SOURCE_REMOVE;
}

/**
 * inn_host_asker_accept:
 * @self: an asker
 *
 * The host has let us in: answers that are to be remembered go to the keyring; what it had
 * in their place, and was refused, does not stay. Any thread.
 */
void
inn_host_asker_accept (InnHostAsker *self)
{
  g_idle_add (accept_cb, inn_host_asker_ref (self));
}
