/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "inn-client-config.h"

#define MAX_FILE_SIZE (1024 * 1024)

static void
skip_space (const char **text)
{
  while (**text != '\0')
    {
      if (**text == '#')
        *text += strcspn (*text, "\n");
      else if (g_ascii_isspace (**text))
        (*text)++;
      else
        break;
    }
}

/* Reads "…", '…' or """…""" and moves on behind it; NULL if there is none. */
static char *
read_string (const char **text)
{
  const char *quote;
  const char *end;
  char *string;

  if (g_str_has_prefix (*text, "\"\"\""))
    quote = "\"\"\"";
  else if (**text == '"')
    quote = "\"";
  else if (**text == '\'')
    quote = "'";
  else
    return NULL;

  end = strstr (*text + strlen (quote), quote);
  if (end == NULL)
    return NULL;

  string = g_strndup (*text + strlen (quote), end - *text - strlen (quote));
  *text = end + strlen (quote);

  return string;
}

/* "name=URI" */
static void
add_alias (InnClientConfig *config,
           const char      *text)
{
  const char *equals = strchr (text, '=');

  if (equals != NULL && equals > text && equals[1] != '\0')
    g_hash_table_insert (config->aliases, g_strndup (text, equals - text),
                         g_strdup (equals + 1));
}

/* Reads [ "a", "b" ]. */
static void
read_aliases (InnClientConfig  *config,
              const char      **text)
{
  (*text)++;
  skip_space (text);

  while (**text != '\0' && **text != ']')
    {
      g_autofree char *alias = read_string (text);

      if (alias == NULL)
        return;

      add_alias (config, alias);
      skip_space (text);
      if (**text == ',')
        (*text)++;
      skip_space (text);
    }
}

static void
read_value (InnClientConfig  *config,
            const char       *key,
            const char      **text)
{
  if (g_str_equal (key, "uri_default"))
    {
      char *uri = read_string (text);

      g_free (config->default_uri);
      config->default_uri = uri;
    }
  else if (g_str_equal (key, "uri_aliases") && **text == '[')
    {
      read_aliases (config, text);
    }

  *text += strcspn (*text, "\n");
}

/**
 * inn_client_config_parse:
 * @text: what is in a libvirt.conf
 *
 * Reads the default connection and the aliases; what is not understood is
 * passed over, for libvirt will complain itself.
 *
 * Returns: (transfer full): the configuration
 */
InnClientConfig *
inn_client_config_parse (const char *text)
{
  InnClientConfig *config = g_new0 (InnClientConfig, 1);

  g_return_val_if_fail (text != NULL, NULL);

  config->aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (skip_space (&text); *text != '\0'; skip_space (&text))
    {
      const char *begin = text;
      g_autofree char *key = NULL;

      while (g_ascii_isalnum (*text) || *text == '_')
        text++;
      key = g_strndup (begin, text - begin);
      text += strspn (text, " \t");

      if (*key == '\0' || *text != '=')
        {
          text += strcspn (text, "\n");
          continue;
        }

      text++;
      text += strspn (text, " \t");
      read_value (config, key, &text);
    }

  if (config->default_uri != NULL
      && (*config->default_uri == '\0' || !g_utf8_validate (config->default_uri, -1, NULL)))
    g_clear_pointer (&config->default_uri, g_free);

  return config;
}

/**
 * inn_client_config_free:
 * @config: (transfer full) (nullable): a configuration
 */
void
inn_client_config_free (InnClientConfig *config)
{
  if (config == NULL)
    return;

  g_free (config->default_uri);
  g_hash_table_unref (config->aliases);
  g_free (config);
}

/**
 * inn_client_config_resolve:
 * @config: a configuration
 * @uri: the address of a connection, or an alias
 *
 * Returns: (transfer none): what @uri stands for, @uri itself if it is no alias
 */
const char *
inn_client_config_resolve (const InnClientConfig *config,
                           const char            *uri)
{
  const char *target = g_hash_table_lookup (config->aliases, uri);

  return target != NULL ? target : uri;
}

/* As libvirt: root has the file of the computer, others have only their own. */
static char *
dup_default_path (void)
{
  if (geteuid () == 0)
    return g_strdup ("/etc/libvirt/libvirt.conf");

  return g_build_filename (g_get_user_config_dir (), "libvirt", "libvirt.conf", NULL);
}

typedef struct
{
  char *path;
  char *environment_uri;
} LoadData;

static void
free_load_data (gpointer data)
{
  LoadData *load = data;

  g_free (load->path);
  g_free (load->environment_uri);
  g_free (load);
}

static char *
read_file (const char *path)
{
  GStatBuf status;
  char *text = NULL;

  if (g_stat (path, &status) == 0
      && S_ISREG (status.st_mode)
      && status.st_size <= MAX_FILE_SIZE
      && g_file_get_contents (path, &text, NULL, NULL))
    return text;

  return g_strdup ("");
}

static void
load_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  LoadData *load = task_data;
  g_autofree char *text = read_file (load->path);
  InnClientConfig *config = inn_client_config_parse (text);

  if (load->environment_uri != NULL && *load->environment_uri != '\0')
    {
      g_free (config->default_uri);
      config->default_uri = g_utf8_make_valid (load->environment_uri, -1);
    }

  if (config->default_uri != NULL)
    {
      char *resolved = g_strdup (inn_client_config_resolve (config, config->default_uri));

      g_free (config->default_uri);
      config->default_uri = resolved;
    }

  g_task_return_pointer (task, config, (GDestroyNotify) inn_client_config_free);
}

/**
 * inn_client_config_load_async:
 * @path: (nullable): the file, or %NULL for the one that libvirt reads
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reads libvirt's client configuration in a thread. LIBVIRT_DEFAULT_URI in the
 * environment goes before the default connection of the file, and
 * aliases are resolved, both as libvirt does.
 */
void
inn_client_config_load_async (const char          *path,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  LoadData *load = g_new0 (LoadData, 1);

  load->path = path != NULL ? g_strdup (path) : dup_default_path ();
  load->environment_uri = g_strdup (g_getenv ("LIBVIRT_DEFAULT_URI"));

  g_task_set_source_tag (task, inn_client_config_load_async);
  g_task_set_task_data (task, load, free_load_data);
  g_task_run_in_thread (task, load_worker);
}

/**
 * inn_client_config_load_finish:
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full): the configuration, an empty one if there is no
 *   file; %NULL if it was cancelled
 */
InnClientConfig *
inn_client_config_load_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, inn_client_config_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * inn_client_config_load_default_uri_async:
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with the result
 * @user_data: for @callback
 *
 * As inn_client_config_load_async() with the file that libvirt reads, for who
 * wants nothing but the default connection.
 */
void
inn_client_config_load_default_uri_async (GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data)
{
  inn_client_config_load_async (NULL, cancellable, callback, user_data);
}

/**
 * inn_client_config_load_default_uri_finish:
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the address of the default connection;
 *   %NULL without @error if there is none
 */
char *
inn_client_config_load_default_uri_finish (GAsyncResult  *result,
                                           GError       **error)
{
  g_autoptr (InnClientConfig) config = inn_client_config_load_finish (result, error);

  return config != NULL ? g_steal_pointer (&config->default_uri) : NULL;
}
