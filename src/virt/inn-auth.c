/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-auth"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n.h>

#include "inn-auth-private.h"
#include "inn-secret.h"

/* NumberOfPasswordPrompts of OpenSSH, as it comes. */
#define SSH_TRIES 3

typedef struct
{
  InnAuthPromptType  type;
  char              *prompt;
  char              *challenge;
  char              *fallback;
} Prompt;

struct _InnAuthRequest
{
  GObject      parent_instance;

  InnAuthKind  kind;
  GPtrArray   *prompts;
  char        *user;
  char        *address;
  char        *key_file;
  char        *key_type;
  char        *fingerprint;
  char        *where;
  char        *known_hosts;
  char        *secret_id;
  guint        n_before;   /* answers that were refused */

  GMutex       mutex;
  GCond        cond;
  gboolean     done;       /* guarded */
  gboolean     remember;   /* guarded */
  gboolean     withdrawn;  /* guarded */
  char       **answers;    /* guarded; NULL when cancelled */
};

enum {
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnAuthRequest, inn_auth_request, G_TYPE_OBJECT)

static void
prompt_free (gpointer data)
{
  Prompt *prompt = data;

  g_free (prompt->prompt);
  g_free (prompt->challenge);
  g_free (prompt->fallback);
  g_free (prompt);
}

static void
inn_auth_request_finalize (GObject *object)
{
  InnAuthRequest *self = INN_AUTH_REQUEST (object);

  g_clear_pointer (&self->prompts, g_ptr_array_unref);
  g_clear_pointer (&self->answers, inn_secrets_free);
  g_free (self->user);
  g_free (self->address);
  g_free (self->key_file);
  g_free (self->key_type);
  g_free (self->fingerprint);
  g_free (self->where);
  g_free (self->known_hosts);
  g_free (self->secret_id);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);

  G_OBJECT_CLASS (inn_auth_request_parent_class)->finalize (object);
}

static void
inn_auth_request_class_init (InnAuthRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = inn_auth_request_finalize;

  /**
   * InnAuthRequest::done:
   *
   * The request was answered or cancelled, by whomever. On the main thread.
   */
  signals[DONE] = g_signal_new ("done", INN_TYPE_AUTH_REQUEST, G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
inn_auth_request_init (InnAuthRequest *self)
{
  self->prompts = g_ptr_array_new_with_free_func (prompt_free);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
}

static InnAuthPromptType
type_from_credential (int type)
{
  switch (type)
    {
    case VIR_CRED_USERNAME:
    case VIR_CRED_AUTHNAME:
      return INN_AUTH_PROMPT_USER;

    case VIR_CRED_PASSPHRASE:
    case VIR_CRED_NOECHOPROMPT:
      return INN_AUTH_PROMPT_SECRET;

    default:
      return INN_AUTH_PROMPT_VISIBLE;
    }
}

static void
add_prompt (InnAuthRequest    *self,
            InnAuthPromptType  type,
            const char        *text,
            const char        *challenge,
            const char        *fallback)
{
  Prompt *prompt = g_new0 (Prompt, 1);

  prompt->type = type;
  prompt->prompt = g_strdup (text);
  prompt->challenge = g_strdup (challenge);
  prompt->fallback = g_strdup (fallback);
  g_ptr_array_add (self->prompts, prompt);
}

/* Names and passwords stay what they are; what has to be read first, such as a challenge, does
 * not. Several passwords of one host are told apart by what is asked. */
static char *
dup_secret_id (InnAuthRequest *self,
               const char     *uri)
{
  const char *text = NULL;
  gboolean secret = FALSE;

  for (guint i = 0; i < self->prompts->len; i++)
    {
      Prompt *prompt = g_ptr_array_index (self->prompts, i);

      if (prompt->type == INN_AUTH_PROMPT_VISIBLE)
        return NULL;

      secret = secret || prompt->type == INN_AUTH_PROMPT_SECRET;
      text = prompt->prompt;
    }

  if (!secret)
    return NULL;

  return self->prompts->len == 1 ? g_strdup_printf ("libvirt:%s:%s", uri, text != NULL ? text : "")
                                 : g_strdup_printf ("libvirt:%s", uri);
}

/**
 * inn_auth_request_new:
 * @uri: of what is being opened
 * @credentials: what libvirt asks
 * @n_credentials: how many
 *
 * May be called in a worker.
 */
InnAuthRequest *
inn_auth_request_new (const char              *uri,
                      virConnectCredentialPtr  credentials,
                      guint                    n_credentials)
{
  InnAuthRequest *self = g_object_new (INN_TYPE_AUTH_REQUEST, NULL);

  for (guint i = 0; i < n_credentials; i++)
    add_prompt (self, type_from_credential (credentials[i].type), credentials[i].prompt,
                credentials[i].challenge, credentials[i].defresult);
  self->secret_id = dup_secret_id (self, uri);

  return self;
}

static InnAuthKind
kind_from_question (InnSshQuestionKind kind)
{
  static const InnAuthKind kinds[] = {
    [INN_SSH_QUESTION_HOST_KEY] = INN_AUTH_HOST_KEY,
    [INN_SSH_QUESTION_PASSWORD] = INN_AUTH_PASSWORD,
    [INN_SSH_QUESTION_PASSPHRASE] = INN_AUTH_PASSPHRASE,
    [INN_SSH_QUESTION_CODE] = INN_AUTH_CODE,
    [INN_SSH_QUESTION_TOUCH] = INN_AUTH_TOUCH,
  };

  return kinds[kind];
}

static char *
dup_where (const InnSshQuestion *question)
{
  guint port = question->port != 0 ? question->port : 22;

  if (question->ip == NULL)
    /* Translators: the address of a host and the number of a port */
    return g_strdup_printf (_("%s, port %u"), question->address, port);

  /* Translators: the name of a host, the number of a port, and its address in numbers */
  return g_strdup_printf (_("%s, port %u (%s)"), question->address, port, question->ip);
}

/**
 * inn_auth_request_new_ssh:
 * @question: what ssh asks
 * @known_hosts: (nullable): the file in which a trusted key is kept
 * @secret_id: (nullable): under what an answer may be remembered
 * @n_before: how many answers to it were refused before
 *
 * May be called in a worker.
 */
InnAuthRequest *
inn_auth_request_new_ssh (const InnSshQuestion *question,
                          const char           *known_hosts,
                          const char           *secret_id,
                          guint                 n_before)
{
  InnAuthRequest *self = g_object_new (INN_TYPE_AUTH_REQUEST, NULL);

  self->kind = kind_from_question (question->kind);
  self->user = g_strdup (question->user);
  self->address = g_strdup (question->address);
  self->key_file = g_strdup (question->key_file);
  self->key_type = g_strdup (question->key_type);
  self->fingerprint = g_strdup (question->fingerprint);
  self->known_hosts = g_strdup (known_hosts);
  self->secret_id = g_strdup (secret_id);
  self->n_before = n_before;

  if (self->kind == INN_AUTH_HOST_KEY)
    self->where = dup_where (question);
  else if (self->kind != INN_AUTH_TOUCH)
    add_prompt (self, INN_AUTH_PROMPT_SECRET, question->text, NULL, NULL);

  return self;
}

/**
 * inn_auth_answers_join:
 * @answers: answers
 *
 * Returns: (transfer full): one text for all of them, for inn_auth_answers_split(),
 *   to be freed with inn_secret_free()
 */
char *
inn_auth_answers_join (char **answers)
{
  return g_strjoinv ("\n", answers);
}

/**
 * inn_auth_answers_split:
 * @text: from inn_auth_answers_join()
 *
 * Returns: (transfer full): the answers, to be freed with inn_secrets_free()
 */
char **
inn_auth_answers_split (const char *text)
{
  return g_strsplit (text, "\n", 0);
}

/**
 * inn_auth_answers_fill:
 * @answers: (nullable): what was answered
 * @credentials: where it goes, as libvirt wants it
 *
 * Returns: whether @answers fits
 */
gboolean
inn_auth_answers_fill (char                    **answers,
                       virConnectCredentialPtr   credentials,
                       guint                     n_credentials)
{
  if (answers == NULL || g_strv_length (answers) != n_credentials)
    return FALSE;

  /* libvirt frees the results with free(), hence strdup(). */
  for (guint i = 0; i < n_credentials; i++)
    {
      credentials[i].result = strdup (answers[i]);
      credentials[i].resultlen = strlen (answers[i]);
    }

  return TRUE;
}

/**
 * inn_auth_request_wait:
 * @self: a request that was handed to the main thread
 *
 * Blocks the worker until somebody answers or cancels.
 *
 * Returns: whether there are answers
 */
gboolean
inn_auth_request_wait (InnAuthRequest *self)
{
  gboolean answered;

  g_mutex_lock (&self->mutex);

  while (!self->done)
    g_cond_wait (&self->cond, &self->mutex);

  answered = self->answers != NULL;

  g_mutex_unlock (&self->mutex);

  return answered;
}

/**
 * inn_auth_request_dup_answers:
 * @self: a request
 *
 * Returns: (transfer full) (nullable): the answers, to be freed with
 *   inn_secrets_free(); %NULL: it was cancelled
 */
char **
inn_auth_request_dup_answers (InnAuthRequest *self)
{
  char **answers;

  g_mutex_lock (&self->mutex);
  answers = g_strdupv (self->answers);
  g_mutex_unlock (&self->mutex);

  return answers;
}

InnAuthKind
inn_auth_request_get_kind (InnAuthRequest *self)
{
  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), INN_AUTH_CREDENTIALS);

  return self->kind;
}

guint
inn_auth_request_get_n_prompts (InnAuthRequest *self)
{
  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), 0);

  return self->prompts->len;
}

static Prompt *
get_prompt (InnAuthRequest *self,
            guint           index)
{
  return g_ptr_array_index (self->prompts, index);
}

InnAuthPromptType
inn_auth_request_get_type_of (InnAuthRequest *self,
                              guint           index)
{
  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), INN_AUTH_PROMPT_SECRET);
  g_return_val_if_fail (index < self->prompts->len, INN_AUTH_PROMPT_SECRET);

  return get_prompt (self, index)->type;
}

const char *
inn_auth_request_get_prompt (InnAuthRequest *self,
                             guint           index)
{
  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), NULL);
  g_return_val_if_fail (index < self->prompts->len, NULL);

  return get_prompt (self, index)->prompt;
}

const char *
inn_auth_request_get_challenge (InnAuthRequest *self,
                                guint           index)
{
  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), NULL);
  g_return_val_if_fail (index < self->prompts->len, NULL);

  return get_prompt (self, index)->challenge;
}

const char *
inn_auth_request_get_default (InnAuthRequest *self,
                              guint           index)
{
  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), NULL);
  g_return_val_if_fail (index < self->prompts->len, NULL);

  return get_prompt (self, index)->fallback;
}

/**
 * inn_auth_request_get_user:
 *
 * Returns: (nullable): who signs in, where ssh says it
 */
const char *
inn_auth_request_get_user (InnAuthRequest *self)
{
  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), NULL);

  return self->user;
}

/**
 * inn_auth_request_get_address:
 *
 * Returns: (nullable): which host asks, where ssh says it; it may be one on the way
 */
const char *
inn_auth_request_get_address (InnAuthRequest *self)
{
  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), NULL);

  return self->address;
}

const char *
inn_auth_request_get_key_file (InnAuthRequest *self)
{
  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), NULL);

  return self->key_file;
}

/**
 * inn_auth_request_get_key_type:
 *
 * Returns: (nullable): “ED25519” and the like
 */
const char *
inn_auth_request_get_key_type (InnAuthRequest *self)
{
  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), NULL);

  return self->key_type;
}

/**
 * inn_auth_request_get_fingerprint:
 *
 * Returns: (nullable): “SHA256:” and 43 characters
 */
const char *
inn_auth_request_get_fingerprint (InnAuthRequest *self)
{
  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), NULL);

  return self->fingerprint;
}

/**
 * inn_auth_request_get_where:
 *
 * Returns: (nullable): where the host with the unknown key is, for a person
 */
const char *
inn_auth_request_get_where (InnAuthRequest *self)
{
  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), NULL);

  return self->where;
}

/**
 * inn_auth_request_get_known_hosts:
 *
 * Returns: (nullable): the file in which a trusted key is kept; %NULL: ssh keeps none
 */
const char *
inn_auth_request_get_known_hosts (InnAuthRequest *self)
{
  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), NULL);

  return self->known_hosts;
}

/**
 * inn_auth_request_get_again:
 *
 * Returns: whether an answer to the same question was refused just now
 */
gboolean
inn_auth_request_get_again (InnAuthRequest *self)
{
  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), FALSE);

  return self->n_before > 0;
}

/**
 * inn_auth_request_set_again:
 * @self: a request that nobody has seen yet
 *
 * The answer that was remembered was refused.
 */
void
inn_auth_request_set_again (InnAuthRequest *self)
{
  self->n_before++;
}

/**
 * inn_auth_request_get_tries_left:
 *
 * Returns: how many answers ssh takes, this one included, after one was refused;
 *   0: not known
 */
guint
inn_auth_request_get_tries_left (InnAuthRequest *self)
{
  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), 0);

  if (self->kind == INN_AUTH_CREDENTIALS || self->n_before == 0 || self->n_before >= SSH_TRIES)
    return 0;

  return SSH_TRIES - self->n_before;
}

/**
 * inn_auth_request_get_secret_id:
 *
 * Returns: (nullable): under what the answer may be remembered; %NULL: it may not
 */
const char *
inn_auth_request_get_secret_id (InnAuthRequest *self)
{
  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), NULL);

  return self->secret_id;
}

/**
 * inn_auth_request_set_remember:
 * @self: a request
 * @remember: whether the answer, once it is accepted, goes to the keyring
 *
 * To be called before inn_auth_request_answer().
 */
void
inn_auth_request_set_remember (InnAuthRequest *self,
                               gboolean        remember)
{
  g_return_if_fail (INN_IS_AUTH_REQUEST (self));

  g_mutex_lock (&self->mutex);
  self->remember = remember;
  g_mutex_unlock (&self->mutex);
}

gboolean
inn_auth_request_get_remember (InnAuthRequest *self)
{
  gboolean remember;

  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), FALSE);

  g_mutex_lock (&self->mutex);
  remember = self->remember;
  g_mutex_unlock (&self->mutex);

  return remember;
}

static void
finish (InnAuthRequest     *self,
        const char * const *answers)
{
  gboolean was_done;

  g_mutex_lock (&self->mutex);
  was_done = self->done;
  if (!was_done)
    {
      self->done = TRUE;
      self->answers = g_strdupv ((char **) answers);
      g_cond_broadcast (&self->cond);
    }
  g_mutex_unlock (&self->mutex);

  if (!was_done)
    g_signal_emit (self, signals[DONE], 0);
}

/**
 * inn_auth_request_answer:
 * @self: a request
 * @answers: as many as there are prompts
 *
 * The first answer or cancel counts, later ones do nothing.
 */
void
inn_auth_request_answer (InnAuthRequest     *self,
                         const char * const *answers)
{
  g_return_if_fail (INN_IS_AUTH_REQUEST (self));
  g_return_if_fail (answers != NULL && g_strv_length ((char **) answers) == self->prompts->len);

  finish (self, answers);
}

/**
 * inn_auth_request_accept_key:
 * @self: a request of the kind INN_AUTH_HOST_KEY
 * @store: whether the key is trusted from now on, or for this connection alone
 *
 * Answers that the host is the right one.
 */
void
inn_auth_request_accept_key (InnAuthRequest *self,
                             gboolean        store)
{
  static const char * const nothing[] = { NULL };

  g_return_if_fail (INN_IS_AUTH_REQUEST (self));
  g_return_if_fail (self->kind == INN_AUTH_HOST_KEY);

  inn_auth_request_set_remember (self, store);
  finish (self, nothing);
}

void
inn_auth_request_cancel (InnAuthRequest *self)
{
  g_return_if_fail (INN_IS_AUTH_REQUEST (self));

  finish (self, NULL);
}

/**
 * inn_auth_request_withdraw:
 * @self: a request
 *
 * Nobody wants the answer any more: unlike a cancel, that is not what the user decided.
 */
void
inn_auth_request_withdraw (InnAuthRequest *self)
{
  g_mutex_lock (&self->mutex);
  self->withdrawn = !self->done;
  g_mutex_unlock (&self->mutex);

  finish (self, NULL);
}

gboolean
inn_auth_request_is_withdrawn (InnAuthRequest *self)
{
  gboolean withdrawn;

  g_mutex_lock (&self->mutex);
  withdrawn = self->withdrawn;
  g_mutex_unlock (&self->mutex);

  return withdrawn;
}

gboolean
inn_auth_request_is_done (InnAuthRequest *self)
{
  gboolean done;

  g_return_val_if_fail (INN_IS_AUTH_REQUEST (self), TRUE);

  g_mutex_lock (&self->mutex);
  done = self->done;
  g_mutex_unlock (&self->mutex);

  return done;
}
