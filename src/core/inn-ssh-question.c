/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-ssh-question"

#include "config.h"

#include <string.h>

#include "inn-ssh-question.h"

/* The words of OpenSSH 8.4 to 10. Its messages are not translated. */
#define HOST_KEY \
  "^The authenticity of host '(?<name>[^']+) \\((?<ip>[^)]*)\\)' can't be established.*" \
  "^(?<type>\\S+) key fingerprint is:? (?<print>\\S+?)\\.?$"
#define NAME_AND_PORT "^\\[(?<name>[^\\]]+)\\]:(?<port>\\d+)$"
#define PASSWORD \
  "^(?:\\((?<u>[^@)]+)@(?<h>[^)]+)\\) )?(?:(?<user>[^@ ]+)@(?<host>\\S+)'s )?password: ?$"
#define PASSPHRASE "^Enter passphrase for (?:\\w+ )*key '?(?<file>.+?)'?: ?$"
#define TOUCH "^Confirm user presence for key (?<type>\\S+) (?<print>\\S+)"
#define ASKED_BY "^\\((?<user>[^@)]+)@(?<host>[^)]+)\\) (?<text>.*)$"
#define CHANGED_FROM "^Offending (?<type>\\S+) key in (?<file>.+):(?<line>\\d+)\\s*$"
#define CHANGED_TO \
  "^The fingerprint for the \\S+ key sent by the remote host is\\s+(?<print>\\S+?)\\.?$"
#define CHANGED_HOST "^Host key for (?<host>\\S+) has changed"

/* Returns: (nullable): the match of @pattern in @text. */
static GMatchInfo *
match (const char *pattern,
       const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern,
                                          G_REGEX_MULTILINE | G_REGEX_DOTALL | G_REGEX_CASELESS,
                                          0, NULL);
  g_autoptr (GMatchInfo) info = NULL;

  return g_regex_match (regex, text, 0, &info) ? g_steal_pointer (&info) : NULL;
}

/* Returns: (nullable): what a named group matched, if anything. */
static char *
fetch (GMatchInfo *info,
       const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (info, name);

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static guint
fetch_number (GMatchInfo *info,
              const char *name)
{
  g_autofree char *text = fetch (info, name);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 0;
}

/* "[name]:port" or "name". */
static char *
split_port (const char *text,
            guint      *port)
{
  g_autoptr (GMatchInfo) info = match (NAME_AND_PORT, text);

  if (info == NULL)
    return g_strdup (text);

  *port = fetch_number (info, "port");

  return fetch (info, "name");
}

static gboolean
parse_host_key (InnSshQuestion *self,
                const char     *prompt)
{
  g_autoptr (GMatchInfo) info = match (HOST_KEY, prompt);
  g_autofree char *name = NULL;
  g_autofree char *ip = NULL;

  if (info == NULL)
    return FALSE;

  self->kind = INN_SSH_QUESTION_HOST_KEY;
  self->key_type = fetch (info, "type");
  self->fingerprint = fetch (info, "print");
  name = fetch (info, "name");
  ip = fetch (info, "ip");
  self->address = split_port (name, &self->port);

  /* Behind a proxy ssh does not know the number and says so in angle brackets. */
  if (ip != NULL && *ip != '<' && strcmp (ip, name) != 0)
    self->ip = split_port (ip, &self->port);

  return TRUE;
}

static gboolean
parse_password (InnSshQuestion *self,
                const char     *prompt)
{
  g_autoptr (GMatchInfo) info = match (PASSWORD, prompt);

  if (info == NULL)
    return FALSE;

  self->kind = INN_SSH_QUESTION_PASSWORD;
  self->user = fetch (info, "user");
  self->address = fetch (info, "host");
  if (self->user == NULL)
    self->user = fetch (info, "u");
  if (self->address == NULL)
    self->address = fetch (info, "h");

  return TRUE;
}

static gboolean
parse_passphrase (InnSshQuestion *self,
                  const char     *prompt)
{
  g_autoptr (GMatchInfo) info = match (PASSPHRASE, prompt);

  if (info == NULL)
    return FALSE;

  self->kind = INN_SSH_QUESTION_PASSPHRASE;
  self->key_file = fetch (info, "file");

  return TRUE;
}

static void
parse_touch (InnSshQuestion *self,
             const char     *prompt)
{
  g_autoptr (GMatchInfo) info = match (TOUCH, prompt);

  self->kind = INN_SSH_QUESTION_TOUCH;
  if (info == NULL)
    return;

  self->key_type = fetch (info, "type");
  self->fingerprint = fetch (info, "print");
}

/* Whatever else is asked is passed on in the words of whoever asks. */
static void
parse_code (InnSshQuestion *self,
            const char     *prompt)
{
  g_autoptr (GMatchInfo) info = match (ASKED_BY, prompt);

  self->kind = INN_SSH_QUESTION_CODE;
  self->text = info != NULL ? fetch (info, "text") : g_strdup (prompt);
  if (info == NULL)
    return;

  self->user = fetch (info, "user");
  self->address = fetch (info, "host");
}

static void
tidy_text (InnSshQuestion *self,
           const char     *prompt)
{
  if (self->text == NULL)
    self->text = g_strdup (prompt);

  g_strstrip (self->text);
  if (g_str_has_suffix (self->text, ":"))
    self->text[strlen (self->text) - 1] = '\0';
}

/**
 * inn_ssh_question_new_parse:
 * @prompt: what ssh asks, the argument of an askpass program
 * @hint: (nullable): SSH_ASKPASS_PROMPT: “none” for a message that needs no answer
 *
 * Understands what OpenSSH asks (read in its source, tested with 9.2). What is not known
 * is a code: it is shown as it is.
 *
 * Returns: never %NULL
 */
InnSshQuestion *
inn_ssh_question_new_parse (const char *prompt,
                            const char *hint)
{
  InnSshQuestion *self = g_new0 (InnSshQuestion, 1);

  g_return_val_if_fail (prompt != NULL, self);

  if (g_strcmp0 (hint, "none") == 0)
    parse_touch (self, prompt);
  else if (!parse_host_key (self, prompt) && !parse_password (self, prompt) &&
           !parse_passphrase (self, prompt))
    parse_code (self, prompt);

  tidy_text (self, prompt);

  return self;
}

void
inn_ssh_question_free (InnSshQuestion *self)
{
  g_free (self->text);
  g_free (self->user);
  g_free (self->address);
  g_free (self->key_file);
  g_free (self->key_type);
  g_free (self->fingerprint);
  g_free (self->ip);
  g_free (self);
}

/**
 * inn_ssh_key_change_new_parse:
 * @error_text: what libvirt says, which holds what ssh said
 *
 * Returns: (nullable): the change, or %NULL if @error_text is about something else
 */
InnSshKeyChange *
inn_ssh_key_change_new_parse (const char *error_text)
{
  g_autoptr (GMatchInfo) from = NULL;
  g_autoptr (GMatchInfo) to = NULL;
  g_autoptr (GMatchInfo) host = NULL;
  InnSshKeyChange *self;

  g_return_val_if_fail (error_text != NULL, NULL);

  if (strstr (error_text, "REMOTE HOST IDENTIFICATION HAS CHANGED") == NULL ||
      (from = match (CHANGED_FROM, error_text)) == NULL ||
      (to = match (CHANGED_TO, error_text)) == NULL)
    return NULL;

  host = match (CHANGED_HOST, error_text);
  self = g_new0 (InnSshKeyChange, 1);
  self->key_type = fetch (from, "type");
  self->file = fetch (from, "file");
  self->line = fetch_number (from, "line");
  self->fingerprint = fetch (to, "print");
  self->host = host != NULL ? fetch (host, "host") : NULL;

  return self;
}

void
inn_ssh_key_change_free (InnSshKeyChange *self)
{
  g_free (self->key_type);
  g_free (self->fingerprint);
  g_free (self->file);
  g_free (self->host);
  g_free (self);
}
