/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-import"

#include "config.h"

#include "inn-import.h"

/* Schemas of ours over the paths of virt-manager: what it has stored can be
 * read after it was removed, and its own schemas need not be installed. */
#define LIST_SCHEMA "org.innkeeper.Innkeeper.VirtManager"
#define HOST_SCHEMA "org.innkeeper.Innkeeper.VirtManager.Host"
#define HOST_PATH   "/org/virt-manager/virt-manager/conns/"

void
inn_import_host_free (InnImportHost *host)
{
  if (host == NULL)
    return;

  g_free (host->uri);
  g_free (host->name);
  g_free (host);
}

static GSettingsSchema *
lookup_schema (const char *id)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();

  return source != NULL ? g_settings_schema_source_lookup (source, id, TRUE) : NULL;
}

static char *
dup_name (GSettingsSchema *schema,
          const char      *uri)
{
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GString) folder = g_string_new (uri);
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;

  /* It names the folder of a host by the URI without its slashes. */
  g_string_replace (folder, "/", "", 0);

  if (folder->len == 0)
    return NULL;

  path = g_strconcat (HOST_PATH, folder->str, "/", NULL);
  settings = g_settings_new_full (schema, NULL, path);
  name = g_settings_get_string (settings, "pretty-name");

  return *name != '\0' ? g_steal_pointer (&name) : NULL;
}

/**
 * inn_import_from_virt_manager:
 *
 * Reads which hosts virt-manager has in its list, in its order.
 *
 * Returns: (transfer full) (element-type InnImportHost): empty when there are none
 */
GPtrArray *
inn_import_from_virt_manager (void)
{
  GPtrArray *hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) inn_import_host_free);
  g_autoptr (GSettingsSchema) list_schema = lookup_schema (LIST_SCHEMA);
  g_autoptr (GSettingsSchema) host_schema = lookup_schema (HOST_SCHEMA);
  g_autoptr (GSettings) settings = NULL;
  g_auto (GStrv) uris = NULL;
  g_auto (GStrv) autoconnect = NULL;

  if (list_schema == NULL || host_schema == NULL)
    return hosts;

  settings = g_settings_new_full (list_schema, NULL, NULL);
  uris = g_settings_get_strv (settings, "uris");
  autoconnect = g_settings_get_strv (settings, "autoconnect");

  for (guint i = 0; uris[i] != NULL; i++)
    {
      InnImportHost *host;

      if (*uris[i] == '\0')
        continue;

      host = g_new0 (InnImportHost, 1);
      host->uri = g_strdup (uris[i]);
      host->name = dup_name (host_schema, uris[i]);
      host->autoconnect = g_strv_contains ((const char * const *) autoconnect, uris[i]);
      g_ptr_array_add (hosts, host);
    }

  return hosts;
}
