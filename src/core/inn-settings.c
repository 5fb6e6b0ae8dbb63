/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <glib/gi18n.h>

#include "inn-settings.h"

#define HOST_SCHEMA APP_ID ".Host"
#define HOSTS_PATH "/org/innkeeper/Innkeeper/hosts/"

/**
 * inn_settings_new:
 * @error: return location for an error of %G_IO_ERROR_NOT_FOUND
 *
 * Opens the settings of the program. g_settings_new() would end the program
 * without a word to the user when they are not installed.
 *
 * Returns: (transfer full): the settings, or %NULL if their schema is missing
 */
GSettings *
inn_settings_new (GError **error)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APP_ID, TRUE);

  if (schema == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   /* Translators: %s is a name such as org.innkeeper.Innkeeper */
                   _("The settings schema “%s” is not installed."), APP_ID);
      return NULL;
    }

  return g_settings_new_full (schema, NULL, NULL);
}

/**
 * inn_settings_new_for_host:
 * @uri: the address of a host, as in the key "hosts"
 *
 * Opens what is kept for one host: its name, and tags that the host itself
 * cannot keep. inn_settings_new() has to have worked before.
 *
 * Returns: (transfer full): the settings
 */
GSettings *
inn_settings_new_for_host (const char *uri)
{
  g_autofree char *hash = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (uri != NULL, NULL);

  /* The address has characters that a path must not have. */
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, uri, -1);
  path = g_strconcat (HOSTS_PATH, hash, "/", NULL);

  return g_settings_new_with_path (HOST_SCHEMA, path);
}

static char **
list_keys (GSettings *settings)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);

  return g_settings_schema_list_keys (schema);
}

/**
 * inn_settings_forget_host:
 * @uri: the address of a host
 *
 * Removes all that is kept for a host.
 */
void
inn_settings_forget_host (const char *uri)
{
  g_autoptr (GSettings) settings = inn_settings_new_for_host (uri);
  g_auto (GStrv) keys = list_keys (settings);

  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

/**
 * inn_settings_move_host:
 * @old_uri: the address of a host until now
 * @new_uri: its new address
 *
 * Keeps what is kept for a host when its address is edited.
 */
void
inn_settings_move_host (const char *old_uri,
                        const char *new_uri)
{
  g_autoptr (GSettings) from = inn_settings_new_for_host (old_uri);
  g_autoptr (GSettings) to = inn_settings_new_for_host (new_uri);
  g_auto (GStrv) keys = list_keys (from);

  if (g_strcmp0 (old_uri, new_uri) == 0)
    return;

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = g_settings_get_user_value (from, keys[i]);

      if (value != NULL)
        g_settings_set_value (to, keys[i], value);
      g_settings_reset (from, keys[i]);
    }
}

/**
 * inn_settings_dup_tags:
 * @host_settings: the settings of a host
 * @uuid: the UUID of a machine
 *
 * Returns: (transfer full): the tags that are kept here because the host does
 *   not keep them, never %NULL
 */
char **
inn_settings_dup_tags (GSettings  *host_settings,
                       const char *uuid)
{
  g_autoptr (GVariant) all = g_settings_get_value (host_settings, "tags");
  char **tags = NULL;

  if (g_variant_lookup (all, uuid, "^as", &tags))
    return tags;

  return g_new0 (char *, 1);
}

/**
 * inn_settings_set_entry:
 * @settings: settings
 * @key: of a dictionary with strings for names
 * @name: of an entry
 * @value: (nullable) (transfer floating): what it is from now on; %NULL: it goes
 */
void
inn_settings_set_entry (GSettings  *settings,
                        const char *key,
                        const char *name,
                        GVariant   *value)
{
  g_autoptr (GVariant) all = g_settings_get_value (settings, key);
  GVariantBuilder builder;
  GVariantIter iter;
  GVariant *entry;

  g_variant_builder_init (&builder, g_variant_get_type (all));
  g_variant_iter_init (&iter, all);
  while ((entry = g_variant_iter_next_value (&iter)) != NULL)
    {
      g_autoptr (GVariant) each = g_variant_get_child_value (entry, 0);

      if (!g_str_equal (g_variant_get_string (each, NULL), name))
        g_variant_builder_add_value (&builder, entry);
      g_variant_unref (entry);
    }

  if (value != NULL)
    g_variant_builder_add_value (&builder,
                                 g_variant_new_dict_entry (g_variant_new_string (name), value));

  g_settings_set_value (settings, key, g_variant_builder_end (&builder));
}

/**
 * inn_settings_set_tags:
 * @host_settings: the settings of a host
 * @uuid: the UUID of a machine
 * @tags: (nullable): its tags; none: forget the machine
 *
 * Keeps tags here because the host does not keep them.
 */
void
inn_settings_set_tags (GSettings          *host_settings,
                       const char         *uuid,
                       const char * const *tags)
{
  inn_settings_set_entry (host_settings, "tags", uuid, tags != NULL && tags[0] != NULL
                                                       ? g_variant_new_strv (tags, -1) : NULL);
}
