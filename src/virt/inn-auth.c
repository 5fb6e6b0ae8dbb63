/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-auth"

#include "config.h"

#include "inn-auth-private.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  InnAuthPromptType  type;
  char              *prompt;
  char              *challenge;
  char              *fallback;
} Prompt;

struct _InnAuthRequest
{
  GObject    parent_instance;

  GPtrArray *prompts;

  GMutex     mutex;
  GCond      cond;
  gboolean   done;      /* guarded */
  char     **answers;   /* guarded; NULL when cancelled */
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

/* Overwrites before freeing: answers are secrets. */
static void
answers_free (char **answers)
{
  for (guint i = 0; answers != NULL && answers[i] != NULL; i++)
    explicit_bzero (answers[i], strlen (answers[i]));

  g_strfreev (answers);
}

static void
inn_auth_request_finalize (GObject *object)
{
  InnAuthRequest *self = INN_AUTH_REQUEST (object);

  g_clear_pointer (&self->prompts, g_ptr_array_unref);
  g_clear_pointer (&self->answers, answers_free);
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

/**
 * inn_auth_request_new:
 * @credentials: what libvirt asks
 * @n_credentials: how many
 *
 * May be called in a worker.
 */
InnAuthRequest *
inn_auth_request_new (virConnectCredentialPtr credentials,
                      guint                   n_credentials)
{
  InnAuthRequest *self = g_object_new (INN_TYPE_AUTH_REQUEST, NULL);

  for (guint i = 0; i < n_credentials; i++)
    {
      Prompt *prompt = g_new0 (Prompt, 1);

      prompt->type = type_from_credential (credentials[i].type);
      prompt->prompt = g_strdup (credentials[i].prompt);
      prompt->challenge = g_strdup (credentials[i].challenge);
      prompt->fallback = g_strdup (credentials[i].defresult);
      g_ptr_array_add (self->prompts, prompt);
    }

  return self;
}

/**
 * inn_auth_request_wait:
 * @self: a request that was handed to the main thread
 * @credentials: where the answers go, as libvirt wants them
 *
 * Blocks the worker until somebody answers or cancels.
 *
 * Returns: whether there are answers
 */
gboolean
inn_auth_request_wait (InnAuthRequest          *self,
                       virConnectCredentialPtr  credentials,
                       guint                    n_credentials)
{
  gboolean answered;

  g_mutex_lock (&self->mutex);

  while (!self->done)
    g_cond_wait (&self->cond, &self->mutex);

  answered = self->answers != NULL && g_strv_length (self->answers) == n_credentials;

  /* libvirt frees the results with free(), hence strdup(). */
  for (guint i = 0; answered && i < n_credentials; i++)
    {
      credentials[i].result = strdup (self->answers[i]);
      credentials[i].resultlen = strlen (self->answers[i]);
    }

  g_mutex_unlock (&self->mutex);

  return answered;
}

/**
 * inn_auth_request_dup_answers:
 * @self: a request
 *
 * Returns: (transfer full) (nullable): the answers, for a second connection to the
 *   same host
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

void
inn_auth_request_cancel (InnAuthRequest *self)
{
  g_return_if_fail (INN_IS_AUTH_REQUEST (self));

  finish (self, NULL);
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
