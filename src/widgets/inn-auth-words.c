/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-auth-words"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "inn-auth-words.h"
#include "inn-text.h"
#include "inn-uri.h"

/* A prompt that is longer than this does not fit over an entry. */
#define MAX_TITLE 36

/**
 * inn_auth_words_count_prompts:
 *
 * Returns: how many prompts of @request are of @type
 */
guint
inn_auth_words_count_prompts (InnAuthRequest    *request,
                              InnAuthPromptType  type)
{
  guint count = 0;

  for (guint i = 0; i < inn_auth_request_get_n_prompts (request); i++)
    count += inn_auth_request_get_type_of (request, i) == type;

  return count;
}

/**
 * inn_auth_words_is_passphrase:
 *
 * Returns: whether a prompt asks for the passphrase of a key
 */
gboolean
inn_auth_words_is_passphrase (InnAuthRequest *request,
                              guint           index)
{
  const char *prompt = inn_auth_request_get_prompt (request, index);
  g_autofree char *lower = g_ascii_strdown (prompt != NULL ? prompt : "", -1);

  return inn_auth_request_get_kind (request) == INN_AUTH_PASSPHRASE ||
         (inn_auth_request_get_kind (request) == INN_AUTH_CREDENTIALS &&
          strstr (lower, "passphrase") != NULL);
}

static gboolean
is_long (const char *prompt)
{
  return prompt != NULL && g_utf8_strlen (prompt, -1) > MAX_TITLE;
}

/**
 * inn_auth_words_dup_row_title:
 *
 * Returns: (transfer full): what stands over the entry for a prompt
 */
char *
inn_auth_words_dup_row_title (InnAuthRequest *request,
                              guint           index)
{
  InnAuthPromptType type = inn_auth_request_get_type_of (request, index);
  const char *prompt = inn_auth_request_get_prompt (request, index);
  gboolean alone = inn_auth_words_count_prompts (request, type) == 1;
  g_autofree char *title = NULL;

  if (type == INN_AUTH_PROMPT_USER && alone)
    return g_strdup (_("User Name"));

  if (type == INN_AUTH_PROMPT_SECRET && alone &&
      inn_auth_request_get_kind (request) != INN_AUTH_CODE)
    return g_strdup (inn_auth_words_is_passphrase (request, index) ? _("Passphrase")
                                                                   : _("Password"));

  if (prompt == NULL || *prompt == '\0' || is_long (prompt))
    return g_strdup (_("Answer"));

  title = g_strchomp (g_strdup (prompt));
  if (g_str_has_suffix (title, ":"))
    title[strlen (title) - 1] = '\0';

  return g_steal_pointer (&title);
}

/* The address that asks; NULL: none is known. */
static char *
dup_address (InnHost        *host,
             InnAuthRequest *request)
{
  const char *address = inn_auth_request_get_address (request);
  g_autoptr (InnUri) uri = inn_uri_new_parse (inn_host_get_uri (host), NULL);

  if (address != NULL)
    return g_strdup (address);

  return uri != NULL ? g_strdup (uri->host) : NULL;
}

/* Whether somebody else asks: a host on the way, or the same by another name. */
static gboolean
is_other (InnHost    *host,
          const char *address)
{
  g_autoptr (InnUri) uri = inn_uri_new_parse (inn_host_get_uri (host), NULL);

  return uri == NULL || uri->host == NULL || g_ascii_strcasecmp (uri->host, address) != 0;
}

/* Who asks, at the beginning of a sentence. */
static char *
dup_asker (InnHost        *host,
           InnAuthRequest *request)
{
  const char *name = inn_host_get_name (host);
  g_autofree char *address = dup_address (host, request);

  if (address == NULL)
    return g_strdup (_("libvirt on this computer"));

  if (is_other (host, address))
    /* Translators: who asks something: the address of a host on the way, and the name of the
     * host that it leads to. “%s asks for a password over SSH.” and the like follow. */
    return g_strdup_printf (_("%s, for the connection to %s,"), address, name);

  if (g_str_has_prefix (address, name))
    return g_steal_pointer (&address);

  /* Translators: who asks something: the name of a host and its address. “%s asks for a
   * password over SSH.” and the like follow. */
  return g_strdup_printf (_("%s (%s)"), name, address);
}

/* Who signs in; NULL: not known. */
static char *
dup_user (InnHost        *host,
          InnAuthRequest *request)
{
  const char *user = inn_auth_request_get_user (request);
  g_autoptr (InnUri) uri = inn_uri_new_parse (inn_host_get_uri (host), NULL);

  if (user != NULL)
    return g_strdup (user);

  return uri != NULL ? g_strdup (uri->user) : NULL;
}

/* What is signed in to with a name or with codes; else whose password it is. */
static char *
dup_password_heading (InnHost        *host,
                      InnAuthRequest *request)
{
  const char *name = inn_host_get_name (host);
  g_autofree char *user = dup_user (host, request);

  if (inn_auth_request_get_kind (request) == INN_AUTH_CODE ||
      inn_auth_words_count_prompts (request, INN_AUTH_PROMPT_SECRET) == 0 ||
      inn_auth_words_count_prompts (request, INN_AUTH_PROMPT_USER) > 0)
    /* Translators: %s is the name of a host */
    return g_strdup_printf (_("Sign In to %s"), name);

  /* Translators: %s is the name of a user or a host */
  return g_strdup_printf (_("Password for %s"), user != NULL ? user : name);
}

/**
 * inn_auth_words_dup_heading:
 *
 * Returns: (transfer full): the title of the question
 */
char *
inn_auth_words_dup_heading (InnHost        *host,
                            InnAuthRequest *request)
{
  const char *file = inn_auth_request_get_key_file (request);
  g_autofree char *address = dup_address (host, request);
  g_autofree char *key = file != NULL ? g_path_get_basename (file) : NULL;

  switch (inn_auth_request_get_kind (request))
    {
    case INN_AUTH_HOST_KEY:
      /* Translators: %s is the name of a host */
      return g_strdup_printf (_("Is This Really %s?"),
                              address != NULL && is_other (host, address)
                                ? address
                                : inn_host_get_name (host));

    case INN_AUTH_PASSPHRASE:
      /* Translators: %s is the name of a key or a host */
      return g_strdup_printf (_("Passphrase for %s"),
                              key != NULL ? key : inn_host_get_name (host));

    case INN_AUTH_TOUCH:
      return g_strdup (_("Touch Your Security Key"));

    case INN_AUTH_CREDENTIALS:
    case INN_AUTH_PASSWORD:
    case INN_AUTH_CODE:
    default:
      return dup_password_heading (host, request);
    }
}

/* What is asked, by what is asked for and over what. */
static const char * const sentences[][3] = {
  {
    /* Translators: %s is who asks: the address of a host, or more; here and below */
    N_("%s asks for a password over SSH."),
    N_("%s asks for a password over TLS."),
    N_("%s asks for a password."),
  }, {
    N_("%s asks for a user name and a password over SSH."),
    N_("%s asks for a user name and a password over TLS."),
    N_("%s asks for a user name and a password."),
  }, {
    N_("%s asks over SSH."),
    N_("%s asks over TLS."),
    N_("%s asks."),
  },
};

static const char *
get_sentence (InnHost        *host,
              InnAuthRequest *request)
{
  const char *uri = inn_host_get_uri (host);
  guint what = 2;
  guint way = 2;

  if (inn_auth_words_count_prompts (request, INN_AUTH_PROMPT_SECRET) > 0 &&
      inn_auth_request_get_kind (request) != INN_AUTH_CODE)
    what = inn_auth_words_count_prompts (request, INN_AUTH_PROMPT_USER) > 0 ? 1 : 0;

  if (strstr (uri, "ssh:") != NULL || strstr (uri, "ssh2:") != NULL)
    way = 0;
  else if (strstr (uri, "+tls:") != NULL)
    way = 1;

  return _(sentences[what][way]);
}

static char *
dup_filled (const char *sentence,
            const char *value)
{
  g_autoptr (GString) text = g_string_new (sentence);

  g_string_replace (text, "%s", value, 1);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What a host says in its own words, where no entry has room for it. */
static void
append_own_words (GString        *text,
                  InnAuthRequest *request)
{
  InnAuthKind kind = inn_auth_request_get_kind (request);

  for (guint i = 0; i < inn_auth_request_get_n_prompts (request); i++)
    {
      const char *challenge = inn_auth_request_get_challenge (request, i);
      const char *prompt = inn_auth_request_get_prompt (request, i);

      if (challenge != NULL && *challenge != '\0' &&
          inn_auth_request_get_type_of (request, i) == INN_AUTH_PROMPT_VISIBLE)
        g_string_append_printf (text, "\n\n%s", challenge);

      if (kind == INN_AUTH_CODE && is_long (prompt))
        g_string_append_printf (text, "\n\n%s", prompt);
    }
}

static char *
dup_asking_body (InnHost        *host,
                 InnAuthRequest *request)
{
  g_autofree char *asker = dup_asker (host, request);
  g_autofree char *sentence = dup_filled (get_sentence (host, request), asker);
  g_autoptr (GString) text = g_string_new (sentence);

  append_own_words (text, request);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * inn_auth_words_dup_body:
 *
 * Returns: (transfer full): the sentence below the title, which names the host
 */
char *
inn_auth_words_dup_body (InnHost        *host,
                         InnAuthRequest *request)
{
  switch (inn_auth_request_get_kind (request))
    {
    case INN_AUTH_HOST_KEY:
      return g_strdup (_("Nobody on this computer has connected to this host before. Compare the "
                         "fingerprint with one from a source that you trust."));

    case INN_AUTH_PASSPHRASE:
      /* Translators: %s is the name of a host */
      return g_strdup_printf (_("It unlocks the key that signs you in to %s."),
                              inn_host_get_name (host));

    case INN_AUTH_TOUCH:
      /* Translators: %s is the name of a host */
      return g_strdup_printf (_("It blinks until you touch it, then you are signed in to %s."),
                              inn_host_get_name (host));

    case INN_AUTH_CREDENTIALS:
    case INN_AUTH_PASSWORD:
    case INN_AUTH_CODE:
    default:
      return dup_asking_body (host, request);
    }
}

/**
 * inn_auth_words_dup_detail:
 *
 * Returns: (transfer full) (nullable): where it is exactly that is asked about, in small print
 */
char *
inn_auth_words_dup_detail (InnHost        *host,
                           InnAuthRequest *request)
{
  const char *where = inn_auth_request_get_where (request);
  g_autofree char *address = dup_address (host, request);

  if (inn_auth_request_get_key_file (request) != NULL)
    return inn_text_short_path (inn_auth_request_get_key_file (request));

  if (inn_auth_request_get_kind (request) == INN_AUTH_TOUCH)
    return g_strdup (inn_auth_request_get_fingerprint (request));

  if (where != NULL && address != NULL && is_other (host, address))
    /* Translators: where a host on the way is, and the name of the host that it leads to */
    return g_strdup_printf (_("%s · for the connection to %s"), where, inn_host_get_name (host));

  return g_strdup (where);
}

/**
 * inn_auth_words_dup_note:
 *
 * Returns: (transfer full) (nullable): what comes of a yes, in small print
 */
char *
inn_auth_words_dup_note (InnAuthRequest *request)
{
  const char *file = inn_auth_request_get_known_hosts (request);
  g_autofree char *path = file != NULL ? inn_text_short_path (file) : NULL;

  if (path == NULL || inn_auth_request_get_kind (request) != INN_AUTH_HOST_KEY)
    return NULL;

  /* Translators: the name of the button “Trust Host”, and %s is a file */
  return g_strdup_printf (_("“Trust Host” keeps the key in %s."), path);
}

/**
 * inn_auth_words_dup_refusal:
 *
 * Returns: (transfer full): that the last answer was refused
 */
char *
inn_auth_words_dup_refusal (InnAuthRequest *request)
{
  guint left = inn_auth_request_get_tries_left (request);

  switch (inn_auth_request_get_kind (request))
    {
    case INN_AUTH_PASSWORD:
      if (left == 0)
        return g_strdup (_("Wrong password."));
      return g_strdup_printf (ngettext ("Wrong password, %u try left.",
                                        "Wrong password, %u tries left.", left), left);

    case INN_AUTH_PASSPHRASE:
      if (left == 0)
        return g_strdup (_("Wrong passphrase."));
      return g_strdup_printf (ngettext ("Wrong passphrase, %u try left.",
                                        "Wrong passphrase, %u tries left.", left), left);

    case INN_AUTH_CREDENTIALS:
      if (inn_auth_words_count_prompts (request, INN_AUTH_PROMPT_USER) > 0)
        return g_strdup (_("Wrong user name or password."));
      return g_strdup (_("That was not accepted."));

    case INN_AUTH_CODE:
    case INN_AUTH_HOST_KEY:
    case INN_AUTH_TOUCH:
    default:
      return g_strdup (_("That was not accepted."));
    }
}
