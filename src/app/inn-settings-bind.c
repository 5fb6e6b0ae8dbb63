/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-preferences"

#include "config.h"

#include "inn-settings-bind.h"

/* One of the words of a setting. */
typedef struct
{
  GSettings  *settings;
  const char *key;
  const char *nick;
} Word;

static gboolean
nick_to_choice (GValue   *value,
                GVariant *variant,
                gpointer  user_data)
{
  const char * const *nicks = user_data;
  const char *nick = g_variant_get_string (variant, NULL);

  for (guint i = 0; nicks[i] != NULL; i++)
    {
      if (!g_str_equal (nicks[i], nick))
        continue;

      g_value_set_uint (value, i);
      return TRUE;
    }

  return FALSE;
}

static GVariant *
choice_to_nick (const GValue       *value,
                const GVariantType *type,
                gpointer            user_data)
{
  const char * const *nicks = user_data;
  guint choice = g_value_get_uint (value);

  return choice < g_strv_length ((char **) nicks) ? g_variant_new_string (nicks[choice]) : NULL;
}

static gboolean
words_to_active (GValue   *value,
                 GVariant *variant,
                 gpointer  user_data)
{
  const Word *word = user_data;
  g_autofree const char **words = g_variant_get_strv (variant, NULL);

  g_value_set_boolean (value, g_strv_contains (words, word->nick));

  return TRUE;
}

static GVariant *
active_to_words (const GValue       *value,
                 const GVariantType *type,
                 gpointer            user_data)
{
  const Word *word = user_data;
  g_auto (GStrv) before = g_settings_get_strv (word->settings, word->key);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  for (guint i = 0; before[i] != NULL; i++)
    if (!g_str_equal (before[i], word->nick))
      g_strv_builder_add (builder, before[i]);

  if (g_value_get_boolean (value))
    g_strv_builder_add (builder, word->nick);

  words = g_strv_builder_end (builder);

  return g_variant_new_strv ((const char * const *) words, -1);
}

/**
 * inn_settings_bind_choice:
 * @settings: the settings
 * @key: one that is an enum
 * @row: a row with choices
 * @nicks: (array zero-terminated=1): the value of the setting for each choice; static
 */
void
inn_settings_bind_choice (GSettings          *settings,
                          const char         *key,
                          AdwComboRow        *row,
                          const char * const *nicks)
{
  g_settings_bind_with_mapping (settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT,
                                nick_to_choice, choice_to_nick, (gpointer) nicks, NULL);
}

/**
 * inn_settings_bind_word:
 * @settings: the settings, which outlive @toggle
 * @key: one that is a set of words; static
 * @toggle: a switch
 * @word: the word that is in the set while @toggle is on; static
 */
void
inn_settings_bind_word (GSettings  *settings,
                        const char *key,
                        GtkSwitch  *toggle,
                        const char *word)
{
  Word *data = g_new (Word, 1);

  *data = (Word) { settings, key, word };
  g_settings_bind_with_mapping (settings, key, toggle, "active", G_SETTINGS_BIND_DEFAULT,
                                words_to_active, active_to_words, data, g_free);
}
