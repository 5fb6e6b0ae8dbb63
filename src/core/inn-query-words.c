/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <string.h>

#include "inn-query-words.h"

/* What an input method for Chinese or Japanese writes for a colon. */
#define WIDE_COLON "："

static void
free_word (gpointer data)
{
  InnQueryWord *word = data;

  g_free (word->key);
  g_free (word->value);
  g_free (word);
}

static gboolean
is_space (const char *text)
{
  return g_unichar_isspace (g_utf8_get_char (text));
}

/* Reads ":", ">=" … and moves on behind it. */
static gboolean
read_operator (const char       **text,
               InnQueryOperator  *op)
{
  static const struct
  {
    const char       *sign;
    InnQueryOperator  op;
  } operators[] = {
    { ">=", INN_QUERY_MORE_EQUAL },
    { "<=", INN_QUERY_LESS_EQUAL },
    { "=>", INN_QUERY_MORE_EQUAL },
    { "=<", INN_QUERY_LESS_EQUAL },
    { ">", INN_QUERY_MORE },
    { "<", INN_QUERY_LESS },
    { "=", INN_QUERY_EQUAL },
    { ":", INN_QUERY_IS },
    { WIDE_COLON, INN_QUERY_IS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    {
      if (g_str_has_prefix (*text, operators[i].sign))
        {
          *text += strlen (operators[i].sign);
          *op = operators[i].op;
          return TRUE;
        }
    }

  return FALSE;
}

/* "52:54:00" is a free word, though "ab" could be a key. */
static gboolean
looks_like_mac (const char *text)
{
  guint n_digits = 0;
  guint n_colons = 0;

  for (; *text != '\0' && !is_space (text); text++)
    {
      if (*text == ':' && n_digits == 2)
        {
          n_digits = 0;
          n_colons++;
        }
      else if (g_ascii_isxdigit (*text) && n_digits < 2)
        {
          n_digits++;
        }
      else
        {
          return FALSE;
        }
    }

  return n_colons > 0;
}

/* Reads "key:" and moves on behind it; leaves @text alone if there is none. */
static char *
read_key (const char       **text,
          InnQueryOperator  *op)
{
  const char *end = *text;
  const char *rest;
  char *key;

  while (g_ascii_isalpha (*end))
    end++;

  rest = end;
  if (end == *text || looks_like_mac (*text) || !read_operator (&rest, op))
    return NULL;

  key = g_ascii_strdown (*text, end - *text);
  *text = rest;

  return key;
}

/* Quotes keep spaces; in them a backslash keeps a quote. */
static char *
read_value (const char **text)
{
  GString *value = g_string_new (NULL);
  const char *each = *text;
  gboolean quoted = FALSE;

  while (*each != '\0' && (quoted || !is_space (each)))
    {
      const char *next;

      if (*each == '"')
        {
          quoted = !quoted;
          each++;
          continue;
        }

      if (quoted && *each == '\\' && (each[1] == '"' || each[1] == '\\'))
        each++;

      next = g_utf8_next_char (each);
      g_string_append_len (value, each, next - each);
      each = next;
    }

  *text = each;

  return g_string_free (value, FALSE);
}

/**
 * inn_query_words_new:
 * @text: valid UTF-8
 *
 * Cuts the text of a query into its words. Every text can be cut: a quote that
 * is not closed reaches up to the end.
 *
 * Returns: (transfer full) (element-type InnQueryWord): the words
 */
GPtrArray *
inn_query_words_new (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (free_word);
  const char *each = text;

  while (*each != '\0')
    {
      InnQueryWord *word;

      if (is_space (each))
        {
          each = g_utf8_next_char (each);
          continue;
        }

      word = g_new0 (InnQueryWord, 1);
      word->start = each - text;
      if (*each == '-' && each[1] != '\0' && !is_space (each + 1))
        {
          word->excluded = TRUE;
          each++;
        }
      word->key = read_key (&each, &word->op);
      word->value = read_value (&each);
      word->end = each - text;
      g_ptr_array_add (words, word);
    }

  return words;
}

/**
 * inn_query_words_equal:
 * @a: a word
 * @b: another
 *
 * Returns: whether both mean the same, however they are written
 */
gboolean
inn_query_words_equal (const InnQueryWord *a,
                       const InnQueryWord *b)
{
  g_autofree char *one = inn_query_lower (a->value);
  g_autofree char *other = inn_query_lower (b->value);

  return a->excluded == b->excluded
         && g_strcmp0 (a->key, b->key) == 0
         && (a->key == NULL || a->op == b->op)
         && g_str_equal (one, other);
}

/**
 * inn_query_lower:
 * @text: valid UTF-8
 *
 * Makes the form that the functions below want to find. Character by
 * character, so that a text can be compared with it without being copied.
 *
 * Returns: (transfer full): @text in lower case
 */
char *
inn_query_lower (const char *text)
{
  GString *lower = g_string_sized_new (strlen (text));

  for (; *text != '\0'; text = g_utf8_next_char (text))
    g_string_append_unichar (lower, g_unichar_tolower (g_utf8_get_char (text)));

  return g_string_free (lower, FALSE);
}

/* Steps over one character on both sides if they are the same. */
static inline gboolean
step (const char **text,
      const char **lower)
{
  guchar a = **text;
  guchar b = **lower;

  if (a < 0x80 && b < 0x80)
    {
      if (g_ascii_tolower (a) != b || a == '\0')
        return FALSE;
      (*text)++;
      (*lower)++;
      return TRUE;
    }

  if (a < 0x80 || b < 0x80
      || g_unichar_tolower (g_utf8_get_char (*text)) != g_utf8_get_char (*lower))
    return FALSE;

  *text = g_utf8_next_char (*text);
  *lower = g_utf8_next_char (*lower);

  return TRUE;
}

/**
 * inn_query_starts_with:
 * @text: (nullable): valid UTF-8
 * @lower: what to find, of inn_query_lower()
 *
 * Returns: whether @text begins with @lower, without regard to case
 */
gboolean
inn_query_starts_with (const char *text,
                       const char *lower)
{
  if (text == NULL)
    return FALSE;

  while (*lower != '\0')
    {
      if (!step (&text, &lower))
        return FALSE;
    }

  return TRUE;
}

/**
 * inn_query_contains:
 * @text: (nullable): valid UTF-8
 * @lower: what to find, of inn_query_lower()
 *
 * Returns: whether @lower is somewhere in @text, without regard to case
 */
gboolean
inn_query_contains (const char *text,
                    const char *lower)
{
  char first = *lower;
  char upper = g_ascii_toupper (first);

  if (text == NULL)
    return FALSE;

  if (first == '\0')
    return TRUE;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      if ((*text == first || *text == upper || (first & 0x80) != 0)
          && inn_query_starts_with (text, lower))
        return TRUE;
    }

  return FALSE;
}

/**
 * inn_query_glob:
 * @text: (nullable): valid UTF-8
 * @lower: what to find, of inn_query_lower(), in which "*" stands for anything
 *
 * Returns: whether the whole of @text is @lower, without regard to case
 */
gboolean
inn_query_glob (const char *text,
                const char *lower)
{
  const char *star = NULL;
  const char *retry = NULL;

  if (text == NULL)
    return FALSE;

  while (*text != '\0')
    {
      if (*lower == '*')
        {
          star = ++lower;
          retry = text;
        }
      else if (*lower == '\0' || !step (&text, &lower))
        {
          if (star == NULL)
            return FALSE;
          retry = g_utf8_next_char (retry);
          text = retry;
          lower = star;
        }
    }

  while (*lower == '*')
    lower++;

  return *lower == '\0';
}
