/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-advice"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <netdb.h>
#include <string.h>

#include "inn-advice.h"
#include "inn-advice-table.h"

/* What the C library says in the language of the user, and what the table knows. */
static const struct { int code; const char *english; } errnos[] = {
  { EACCES, "Permission denied" },
  { EADDRINUSE, "Address already in use" },
  { ECONNREFUSED, "Connection refused" },
  { ECONNRESET, "Connection reset by peer" },
  { EHOSTUNREACH, "No route to host" },
  { EIO, "Input/output error" },
  { ENETUNREACH, "Network is unreachable" },
  { ENODEV, "No such device" },
  { ENOENT, "No such file or directory" },
  { ENOMEM, "Cannot allocate memory" },
  { ENOSPC, "No space left on device" },
  { EPERM, "Operation not permitted" },
  { ETIMEDOUT, "Connection timed out" },
};

static void
put_in_english (GString    *text,
                const char *localized,
                const char *english)
{
  if (localized != NULL && *localized != '\0' && !g_str_equal (localized, english))
    g_string_replace (text, localized, english, 0);
}

static char *
dup_in_english (const char *text)
{
  GString *english = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (errnos); i++)
    put_in_english (english, g_strerror (errnos[i].code), errnos[i].english);
  put_in_english (english, gai_strerror (EAI_NONAME), "Name or service not known");

  return g_string_free (english, FALSE);
}

/* Compiled with the first error, then kept. */
static GRegex **
get_patterns (void)
{
  static GRegex **patterns = NULL;

  if (g_once_init_enter (&patterns))
    {
      GRegex **compiled = g_new0 (GRegex *, inn_advice_table_n);

      for (guint i = 0; i < inn_advice_table_n; i++)
        if (inn_advice_table[i].pattern != NULL)
          compiled[i] = g_regex_new (inn_advice_table[i].pattern,
                                     G_REGEX_DOTALL | G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&patterns, compiled);
    }

  return patterns;
}

/* “+ssh” stands for “+libssh” and “+libssh2” too. */
static gboolean
is_over (const char *uri,
         const char *transport)
{
  const char *plus;
  const char *colon;

  if (transport == NULL)
    return TRUE;

  if (uri == NULL || (colon = strchr (uri, ':')) == NULL ||
      (plus = memchr (uri, '+', colon - uri)) == NULL)
    return FALSE;

  return g_strstr_len (plus, colon - plus, transport) != NULL;
}

static char *
fill_in (const char *format,
         const char *object)
{
  GString *text = g_string_new (format);

  g_string_replace (text, "%s", object != NULL ? object : "", 1);

  return g_string_free (text, FALSE);
}

static gboolean
fits (guint           entry,
      const char     *english,
      InnSshRefusal   refusal,
      GMatchInfo    **match)
{
  GRegex *pattern = get_patterns ()[entry];

  return pattern != NULL ? g_regex_match (pattern, english, 0, match)
                         : refusal == inn_advice_table[entry].refusal;
}

/* Alternatives of a pattern have a group each. */
static char *
dup_object (GMatchInfo *match)
{
  for (int group = 1; match != NULL && group < g_match_info_get_match_count (match); group++)
    {
      g_autofree char *text = g_match_info_fetch (match, group);

      if (*text != '\0')
        return g_steal_pointer (&text);
    }

  return NULL;
}

static InnAdvice *
give (const InnAdviceEntry *entry,
      GMatchInfo           *match)
{
  InnAdvice *self = g_new0 (InnAdvice, 1);
  g_autofree char *cause = NULL;
  g_autofree char *help = NULL;

  self->object = dup_object (match);
  self->words = entry->words != NULL ? _(entry->words) : NULL;
  self->remedy = entry->remedy;

  cause = fill_in (_(entry->cause), self->object);
  help = entry->help != NULL ? fill_in (_(entry->help), self->object) : NULL;
  self->sentences = g_strjoin (" ", cause, help, NULL);

  return self;
}

/**
 * inn_advice_new:
 * @uri: (nullable): the host it is about
 * @text: the error, as libvirt says it
 *
 * Finds out what @text means and what helps.
 *
 * Returns: (transfer full) (nullable): translated; %NULL when the error has to speak for itself
 */
InnAdvice *
inn_advice_new (const char *uri,
                const char *text)
{
  g_autofree char *english = NULL;
  InnSshRefusal refusal;

  g_return_val_if_fail (text != NULL, NULL);

  english = dup_in_english (text);
  refusal = inn_ssh_refusal_parse (english);

  for (guint i = 0; i < inn_advice_table_n; i++)
    {
      g_autoptr (GMatchInfo) match = NULL;

      if (is_over (uri, inn_advice_table[i].transport) && fits (i, english, refusal, &match))
        return give (&inn_advice_table[i], match);
    }

  return NULL;
}

void
inn_advice_free (InnAdvice *self)
{
  g_free (self->sentences);
  g_free (self->object);
  g_free (self);
}
