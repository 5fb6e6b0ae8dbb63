/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include "inn-saved-searches.h"

#define KEY "saved-searches"

/* Writes all searches again: @name gets @new_name and @new_query, in its place or at
 * the end; without @new_name it goes. One that was called @new_name before goes too. */
static void
rewrite (GSettings  *settings,
         const char *name,
         const char *new_name,
         const char *new_query)
{
  g_autoptr (GVariant) old = g_settings_get_value (settings, KEY);
  gboolean placed = new_name == NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *each;
  const char *query;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ss)"));
  g_variant_iter_init (&iter, old);
  while (g_variant_iter_next (&iter, "(&s&s)", &each, &query))
    if (g_str_equal (each, name) && !placed)
      {
        g_variant_builder_add (&builder, "(ss)", new_name,
                               new_query != NULL ? new_query : query);
        placed = TRUE;
      }
    else if (!g_str_equal (each, name) && g_strcmp0 (each, new_name) != 0)
      {
        g_variant_builder_add (&builder, "(ss)", each, query);
      }

  if (!placed && new_query != NULL)
    g_variant_builder_add (&builder, "(ss)", new_name, new_query);

  g_settings_set_value (settings, KEY, g_variant_builder_end (&builder));
}

/**
 * inn_saved_searches_put:
 * @settings: the settings
 * @name: what the user calls it
 * @query: text of a filter
 *
 * Keeps a search at the end, or in the place of the one with that name.
 */
void
inn_saved_searches_put (GSettings  *settings,
                        const char *name,
                        const char *query)
{
  g_return_if_fail (name != NULL);
  g_return_if_fail (query != NULL);

  rewrite (settings, name, name, query);
}

/**
 * inn_saved_searches_rename:
 * @settings: the settings
 * @name: a search
 * @new_name: its name from now on; one that has it already is replaced
 */
void
inn_saved_searches_rename (GSettings  *settings,
                           const char *name,
                           const char *new_name)
{
  g_return_if_fail (name != NULL);
  g_return_if_fail (new_name != NULL);

  rewrite (settings, name, new_name, NULL);
}

/**
 * inn_saved_searches_remove:
 * @settings: the settings
 * @name: a search
 */
void
inn_saved_searches_remove (GSettings  *settings,
                           const char *name)
{
  g_return_if_fail (name != NULL);

  rewrite (settings, name, NULL, NULL);
}
