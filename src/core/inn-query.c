/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "inn-query-words.h"
#include "inn-query.h"

/* A free word is compared with UUIDs and MAC addresses only from this length
 * on: shorter ones would be found in many by chance. */
#define MIN_ID_LENGTH 8

typedef enum
{
  KEY_FREE,
  KEY_STATE,
  KEY_HOST,
  KEY_TAG,
  KEY_OS,
  KEY_NAME,
  KEY_TITLE,
  KEY_UUID,
  KEY_MAC,
  KEY_MEMORY,
  KEY_VCPUS,
  KEY_CPU,
  KEY_AUTOSTART,
  KEY_PERSISTENT,
  KEY_JOB,
} Key;

typedef enum
{
  VALUE_TEXT,
  VALUE_STATE,
  VALUE_SIZE,
  VALUE_NUMBER,
  VALUE_PERCENT,
  VALUE_BOOLEAN,
} ValueType;

/* Adding a key starts here; then term_matches(). */
static const struct
{
  const char *word;
  Key         key;
  ValueType   type;
} keys[] = {
  { "state", KEY_STATE, VALUE_STATE },
  { "host", KEY_HOST, VALUE_TEXT },
  { "tag", KEY_TAG, VALUE_TEXT },
  { "os", KEY_OS, VALUE_TEXT },
  { "name", KEY_NAME, VALUE_TEXT },
  { "title", KEY_TITLE, VALUE_TEXT },
  { "uuid", KEY_UUID, VALUE_TEXT },
  { "mac", KEY_MAC, VALUE_TEXT },
  { "mem", KEY_MEMORY, VALUE_SIZE },
  { "memory", KEY_MEMORY, VALUE_SIZE },
  { "vcpu", KEY_VCPUS, VALUE_NUMBER },
  { "vcpus", KEY_VCPUS, VALUE_NUMBER },
  { "cpu", KEY_CPU, VALUE_PERCENT },
  { "autostart", KEY_AUTOSTART, VALUE_BOOLEAN },
  { "persistent", KEY_PERSISTENT, VALUE_BOOLEAN },
  { "job", KEY_JOB, VALUE_BOOLEAN },
};

/* What people write for a state: its id, its label, or another word. */
static const struct
{
  const char *id;
  const char *words[4];
} states[] = {
  { "unknown", { "unknown", N_("Unknown") } },
  { "running", { "running", N_("Running") } },
  { "paused", { "paused", N_("Paused") } },
  { "io-error", { "io-error", N_("I/O error") } },
  { "suspended", { "suspended", N_("Suspended") } },
  { "starting", { "starting", N_("Starting") } },
  { "shutting-down", { "shutting-down", N_("Shutting down") } },
  { "crashed", { "crashed", N_("Crashed") } },
  { "saved", { "saved", N_("Saved") } },
  { "off", { "off", N_("Shut off"), "shut-off", "shutoff" } },
};

typedef struct
{
  Key               key;
  InnQueryOperator  op;
  gboolean          excluded;
  gboolean          any;      /* of the words with this key one has to match */
  gboolean          is_glob;
  gboolean          is_id;    /* a free word, long enough for a UUID */
  gboolean          flag;
  char             *text;     /* of inn_query_lower() */
  guint             states;   /* bits: index into the table */
  double            number;
} Term;

struct _InnQuery
{
  GArray *terms;
  GArray *errors;
};

static void
clear_term (gpointer data)
{
  Term *term = data;

  g_free (term->text);
}

static void
clear_error (gpointer data)
{
  InnQueryError *error = data;

  g_free (error->message);
}

static char *
read_state (const InnQueryWord *word,
            Term               *term)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (states[i].words); j++)
        {
          const char *each = states[i].words[j];

          if (each != NULL
              && (inn_query_starts_with (each, term->text)
                  || inn_query_starts_with (_(each), term->text)))
            term->states |= 1u << i;
        }
    }

  if (term->states != 0)
    return NULL;

  return g_strdup (_("No such state. Try running, paused, off, saved or crashed."));
}

/* "4G", "1.5 GiB", "512mb" */
static char *
read_size (const InnQueryWord *word,
           Term               *term)
{
  static const char letters[] = "kmgt";
  char *end = NULL;
  const char *letter;
  double value = g_ascii_strtod (word->value, &end);

  if (end == word->value || !g_ascii_isdigit (*word->value) || !isfinite (value))
    return g_strdup (_("Write a size, as in 4G or 512M."));

  while (*end == ' ')
    end++;

  letter = *end != '\0' ? strchr (letters, g_ascii_tolower (*end)) : NULL;
  if (letter == NULL
      || (end[1] != '\0'
          && g_ascii_strcasecmp (end + 1, "b") != 0
          && g_ascii_strcasecmp (end + 1, "ib") != 0))
    return g_strdup (_("Write a size with its unit, as in 4G or 512M."));

  term->number = value * pow (1024.0, letter - letters);

  return NULL;
}

static char *
read_number (const InnQueryWord *word,
             Term               *term)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (word->value, 10, 0, G_MAXUINT, &value, NULL))
    return g_strdup (_("Write a number."));

  term->number = value;

  return NULL;
}

static char *
read_percent (const InnQueryWord *word,
              Term               *term)
{
  char *end;
  double value = g_ascii_strtod (word->value, &end);

  if (*end == '%')
    end++;
  if (end == word->value || *end != '\0' || !(value >= 0 && value <= 100))
    return g_strdup (_("Write a number from 0 to 100."));

  term->number = value;

  return NULL;
}

static char *
read_boolean (const InnQueryWord *word,
              Term               *term)
{
  static const char *const yes[] = { "yes", "y", "true", "on", "1", NULL };
  static const char *const no[] = { "no", "n", "false", "off", "0", NULL };

  term->flag = g_strv_contains (yes, term->text);
  if (term->flag || g_strv_contains (no, term->text))
    return NULL;

  return g_strdup (_("Write “yes” or “no”."));
}

/* Colons and hyphens are the same in a MAC address. */
static void
read_text (Term *term)
{
  if (term->key == KEY_MAC)
    g_strdelimit (term->text, "-", ':');

  term->is_glob = strchr (term->text, '*') != NULL;
}

static char *
read_value (const InnQueryWord *word,
            ValueType           type,
            Term               *term)
{
  gboolean is_number = type == VALUE_SIZE || type == VALUE_NUMBER || type == VALUE_PERCENT;

  if (!is_number && word->op != INN_QUERY_IS && word->op != INN_QUERY_EQUAL)
    /* Translators: %s is a key of the filter, such as “host” */
    return g_strdup_printf (_("Write “%s:”, not more or less than."), word->key);

  term->any = word->op == INN_QUERY_IS || word->op == INN_QUERY_EQUAL;

  switch (type)
    {
    case VALUE_STATE:
      return read_state (word, term);
    case VALUE_SIZE:
      return read_size (word, term);
    case VALUE_NUMBER:
      return read_number (word, term);
    case VALUE_PERCENT:
      return read_percent (word, term);
    case VALUE_BOOLEAN:
      return read_boolean (word, term);
    case VALUE_TEXT:
    default:
      read_text (term);
      return NULL;
    }
}

static char *
read_term (const InnQueryWord *word,
           Term               *term)
{
  term->excluded = word->excluded;
  term->op = word->op;
  term->text = inn_query_lower (word->value);

  if (word->key == NULL)
    {
      term->is_id = strlen (term->text) >= MIN_ID_LENGTH;
      return NULL;
    }

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (g_str_equal (keys[i].word, word->key))
        {
          term->key = keys[i].key;
          return *word->value != '\0' ? read_value (word, keys[i].type, term) : NULL;
        }
    }

  return g_strdup (_("No such key. Try state, host, tag, os, name, mem, cpu or vcpu."));
}

static void
add_word (InnQuery           *query,
          const InnQueryWord *word)
{
  Term term = { 0 };
  char *message = read_term (word, &term);

  if (message != NULL)
    {
      InnQueryError error = { word->start, word->end, message };

      g_array_append_val (query->errors, error);
    }

  /* Without a value it is not yet written to the end. */
  if (message != NULL || *term.text == '\0')
    clear_term (&term);
  else
    g_array_append_val (query->terms, term);
}

/**
 * inn_query_new:
 * @text: what the user wrote
 *
 * Reads a query. Words are joined with "and":
 *
 * - a free word is searched in name, title, description, host, system and tags
 *   (and, if long enough, in UUID and MAC addresses);
 * - key:value, key=value, and for mem, cpu and vcpu also < <= > >=; with the same key
 *   several times one of them is enough, but of < and > all have to fit;
 * - a word with "-" in front excludes; double quotes keep spaces.
 *
 * Texts contain the value, tags are the value, both are the value after "=";
 * "*" in a value stands for anything. States are known by the beginning of
 * their id or label.
 *
 * A word that cannot be read is ignored and noted as an error. A key with no
 * value after it is ignored without one, as it is just being written.
 *
 * Returns: (transfer full): the query
 */
InnQuery *
inn_query_new (const char *text)
{
  InnQuery *query = g_new0 (InnQuery, 1);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autoptr (GPtrArray) words = inn_query_words_new (valid);

  query->terms = g_array_new (FALSE, FALSE, sizeof (Term));
  g_array_set_clear_func (query->terms, clear_term);
  query->errors = g_array_new (FALSE, FALSE, sizeof (InnQueryError));
  g_array_set_clear_func (query->errors, clear_error);

  for (guint i = 0; i < words->len; i++)
    add_word (query, g_ptr_array_index (words, i));

  return query;
}

/**
 * inn_query_free:
 * @query: (transfer full) (nullable): a query
 */
void
inn_query_free (InnQuery *query)
{
  if (query == NULL)
    return;

  g_array_unref (query->terms);
  g_array_unref (query->errors);
  g_free (query);
}

/**
 * inn_query_is_empty:
 * @query: a query
 *
 * Returns: whether everything matches, because no word could be read
 */
gboolean
inn_query_is_empty (const InnQuery *query)
{
  return query->terms->len == 0;
}

/**
 * inn_query_get_errors:
 * @query: a query
 * @n_errors: (out): how many there are
 *
 * Returns: (array length=n_errors): the words that are ignored because they
 *   cannot be read, in their order
 */
const InnQueryError *
inn_query_get_errors (const InnQuery *query,
                      guint          *n_errors)
{
  *n_errors = query->errors->len;

  return (const InnQueryError *) query->errors->data;
}

static gboolean
text_matches (const Term *term,
              const char *text)
{
  if (term->is_glob || term->op == INN_QUERY_EQUAL)
    return inn_query_glob (text, term->text);

  return inn_query_contains (text, term->text);
}

static gboolean
tags_match (const Term         *term,
            const char * const *tags)
{
  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      if (inn_query_glob (tags[i], term->text))
        return TRUE;
    }

  return FALSE;
}

static gboolean
macs_match (const Term         *term,
            const char * const *macs)
{
  for (guint i = 0; macs != NULL && macs[i] != NULL; i++)
    {
      if (text_matches (term, macs[i]))
        return TRUE;
    }

  return FALSE;
}

static gboolean
uuid_matches (const Term *term,
              const char *uuid)
{
  return term->is_glob ? inn_query_glob (uuid, term->text)
                       : inn_query_starts_with (uuid, term->text);
}

static gboolean
state_matches (const Term            *term,
               const InnQuerySubject *subject)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if ((term->states & (1u << i)) != 0 && g_strcmp0 (states[i].id, subject->state_id) == 0)
        return TRUE;
    }

  return inn_query_starts_with (subject->state_label, term->text);
}

static gboolean
number_matches (const Term *term,
                double      number)
{
  switch (term->op)
    {
    case INN_QUERY_LESS:
      return number < term->number;
    case INN_QUERY_LESS_EQUAL:
      return number <= term->number;
    case INN_QUERY_MORE:
      return number > term->number;
    case INN_QUERY_MORE_EQUAL:
      return number >= term->number;
    case INN_QUERY_IS:
    case INN_QUERY_EQUAL:
    default:
      return fabs (number - term->number) < 1.0;
    }
}

static gboolean
free_word_matches (const Term            *term,
                   const InnQuerySubject *subject)
{
  if (inn_query_contains (subject->name, term->text)
      || inn_query_contains (subject->title, term->text)
      || inn_query_contains (subject->host, term->text)
      || inn_query_contains (subject->os_name, term->text)
      || inn_query_contains (subject->description, term->text))
    return TRUE;

  for (guint i = 0; subject->tags != NULL && subject->tags[i] != NULL; i++)
    {
      if (inn_query_contains (subject->tags[i], term->text))
        return TRUE;
    }

  return term->is_id
         && (inn_query_starts_with (subject->uuid, term->text)
             || macs_match (term, subject->macs));
}

static gboolean
term_matches (const Term            *term,
              const InnQuerySubject *subject)
{
  switch (term->key)
    {
    case KEY_STATE:
      return state_matches (term, subject);
    case KEY_HOST:
      return text_matches (term, subject->host);
    case KEY_TAG:
      return tags_match (term, subject->tags);
    case KEY_OS:
      return text_matches (term, subject->os_name) || text_matches (term, subject->os_id);
    case KEY_NAME:
      return text_matches (term, subject->name);
    case KEY_TITLE:
      return text_matches (term, subject->title);
    case KEY_UUID:
      return uuid_matches (term, subject->uuid);
    case KEY_MAC:
      return macs_match (term, subject->macs);
    case KEY_MEMORY:
      return subject->memory_kib != 0 && number_matches (term, subject->memory_kib);
    case KEY_VCPUS:
      return subject->vcpus != 0 && number_matches (term, subject->vcpus);
    case KEY_CPU:
      return subject->cpu_known && number_matches (term, subject->cpu);
    case KEY_AUTOSTART:
      return subject->autostart == term->flag;
    case KEY_PERSISTENT:
      return subject->persistent == term->flag;
    case KEY_JOB:
      return subject->has_job == term->flag;
    case KEY_FREE:
    default:
      return free_word_matches (term, subject);
    }
}

/**
 * inn_query_is_live:
 *
 * Returns: whether @query asks for what machines do at the moment, which changes
 *   without anything being told
 */
gboolean
inn_query_is_live (const InnQuery *query)
{
  for (guint i = 0; i < query->terms->len; i++)
    if (g_array_index (query->terms, Term, i).key == KEY_CPU)
      return TRUE;

  return FALSE;
}

/**
 * inn_query_matches:
 * @query: a query
 * @subject: a machine
 *
 * Made for ten thousand machines at every key press: allocates nothing.
 *
 * Returns: whether the machine fits all words that could be read
 */
gboolean
inn_query_matches (const InnQuery        *query,
                   const InnQuerySubject *subject)
{
  guint asked = 0;
  guint found = 0;

  for (guint i = 0; i < query->terms->len; i++)
    {
      const Term *term = &g_array_index (query->terms, Term, i);
      gboolean in_group = term->any && !term->excluded;
      guint bit = 1u << term->key;
      gboolean matches;

      if (in_group && (found & bit) != 0)
        continue;

      matches = term_matches (term, subject);
      if (in_group)
        {
          asked |= bit;
          found |= matches ? bit : 0;
        }
      else if (matches == term->excluded)
        {
          return FALSE;
        }
    }

  return found == asked;
}
