/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include "inn-query-words.h"
#include "inn-query.h"

/* The text of a query, changed by menus. */

static gboolean
needs_quotes (const char *value)
{
  for (; *value != '\0'; value = g_utf8_next_char (value))
    {
      if (*value == '"' || g_unichar_isspace (g_utf8_get_char (value)))
        return TRUE;
    }

  return FALSE;
}

/**
 * inn_query_format_word:
 * @key: a key, such as "tag"
 * @value: its value, valid UTF-8
 *
 * Returns: (transfer full): the word for a query, quoted if it has to be, such
 *   as tag:"my lab"
 */
char *
inn_query_format_word (const char *key,
                       const char *value)
{
  GString *word = g_string_new (key);

  g_string_append_c (word, ':');
  if (!needs_quotes (value))
    {
      g_string_append (word, value);
      return g_string_free (word, FALSE);
    }

  g_string_append_c (word, '"');
  for (; *value != '\0'; value++)
    {
      if (*value == '"' || *value == '\\')
        g_string_append_c (word, '\\');
      g_string_append_c (word, *value);
    }
  g_string_append_c (word, '"');

  return g_string_free (word, FALSE);
}

/* Returns whether there was such a word; appends the text without it to @rest. */
static gboolean
remove_word (const char *text,
             const char *word,
             GString    *rest)
{
  g_autoptr (GPtrArray) words = inn_query_words_new (text);
  g_autoptr (GPtrArray) wanted = inn_query_words_new (word);
  gboolean found = FALSE;

  for (guint i = 0; i < words->len; i++)
    {
      const InnQueryWord *each = g_ptr_array_index (words, i);

      if (wanted->len == 1 && inn_query_words_equal (each, g_ptr_array_index (wanted, 0)))
        {
          found = TRUE;
          continue;
        }

      if (rest->len > 0)
        g_string_append_c (rest, ' ');
      g_string_append_len (rest, text + each->start, each->end - each->start);
    }

  return found;
}

/* A quote that is still open would swallow what is added. */
static void
close_quote (GString *text)
{
  gboolean quoted = FALSE;
  gboolean dangling = FALSE;

  for (const char *each = text->str; *each != '\0'; each++)
    {
      dangling = quoted && *each == '\\' && each[1] == '\0';

      if (quoted && *each == '\\' && (each[1] == '"' || each[1] == '\\'))
        each++;
      else if (*each == '"')
        quoted = !quoted;
    }

  if (dangling)
    g_string_append_c (text, '\\');
  if (quoted)
    g_string_append_c (text, '"');
}

/**
 * inn_query_has_word:
 * @text: the text of a query, valid UTF-8
 * @word: one word, such as "state:running"
 *
 * Returns: whether the word is in the query, however it is written
 */
gboolean
inn_query_has_word (const char *text,
                    const char *word)
{
  g_autoptr (GString) rest = g_string_new (NULL);

  return remove_word (text, word, rest);
}

/**
 * inn_query_toggle_word:
 * @text: the text of a query, valid UTF-8
 * @word: one word, such as "state:running"
 *
 * Takes the word out of the query if it is in there, else adds it at the end.
 *
 * Returns: (transfer full): the new text
 */
char *
inn_query_toggle_word (const char *text,
                       const char *word)
{
  GString *rest = g_string_new (NULL);

  if (!remove_word (text, word, rest))
    {
      close_quote (rest);
      if (rest->len > 0)
        g_string_append_c (rest, ' ');
      g_string_append (rest, word);
    }

  return g_string_free (rest, FALSE);
}
