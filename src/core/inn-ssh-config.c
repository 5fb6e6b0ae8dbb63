/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <glib/gstdio.h>
#include <glob.h>
#include <string.h>

#include "inn-ssh-config.h"

/* As ssh itself; the others keep a strange configuration from taking long. */
#define MAX_DEPTH 16
#define MAX_FILES 256
#define MAX_FILE_SIZE (1024 * 1024)

/* A part of the configuration that holds for hosts of some names. */
typedef struct _Block Block;
struct _Block
{
  Block  *outer;          /* that includes the file of this one */
  char  **patterns;       /* none: for no host at all */
  char   *host_name;
  char   *user;
  guint   port;
  char   *identity_file;
  char   *proxy_jump;
};

typedef struct
{
  GPtrArray    *blocks;
  char         *folder;   /* for relative includes; NULL: nothing is included */
  GCancellable *cancellable;
  guint         n_files;
  guint         depth;
} Parser;

static void parse_text (Parser     *parser,
                        Block      *outer,
                        const char *text);

static void
free_block (gpointer data)
{
  Block *block = data;

  g_strfreev (block->patterns);
  g_free (block->host_name);
  g_free (block->user);
  g_free (block->identity_file);
  g_free (block->proxy_jump);
  g_free (block);
}

/* Takes @patterns. */
static Block *
add_block (Parser  *parser,
           Block   *outer,
           char   **patterns)
{
  Block *block = g_new0 (Block, 1);

  block->outer = outer;
  block->patterns = patterns;
  g_ptr_array_add (parser->blocks, block);

  return block;
}

/* Words with "=" or spaces after the first, and quotes around what has spaces. */
static char **
split_line (const char *line)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  guint n_words = 0;

  while (*line != '\0')
    {
      const char *end;
      g_autofree char *word = NULL;

      if (g_ascii_isspace (*line) || (n_words == 1 && *line == '='))
        {
          line++;
          continue;
        }
      if (*line == '#')
        break;

      if (*line == '"' && (end = strchr (line + 1, '"')) != NULL)
        {
          word = g_strndup (line + 1, end - line - 1);
          line = end + 1;
        }
      else
        {
          end = line + strcspn (line, n_words == 0 ? " \t\r\n\f\v=" : " \t\r\n\f\v");
          word = g_strndup (line, end - line);
          line = end;
        }
      g_strv_builder_add (words, word);
      n_words++;
    }

  return g_strv_builder_end (words);
}

static char *
expand_home (const char *path)
{
  if (g_str_has_prefix (path, "~/"))
    return g_build_filename (g_get_home_dir (), path + 2, NULL);

  return g_strdup (path);
}

static void
include_file (Parser     *parser,
              Block      *outer,
              const char *path)
{
  g_autofree char *text = NULL;
  GStatBuf status;

  if (parser->n_files >= MAX_FILES
      || g_cancellable_is_cancelled (parser->cancellable)
      || g_stat (path, &status) != 0
      || !S_ISREG (status.st_mode)
      || status.st_size > MAX_FILE_SIZE
      || !g_file_get_contents (path, &text, NULL, NULL))
    return;

  parser->n_files++;
  parser->depth++;
  parse_text (parser, outer, text);
  parser->depth--;
}

static void
include_pattern (Parser     *parser,
                 Block      *outer,
                 const char *pattern)
{
  g_autofree char *expanded = expand_home (pattern);
  g_autofree char *path = NULL;
  glob_t found = { 0 };

  if (parser->folder == NULL || parser->depth >= MAX_DEPTH)
    return;

  path = g_path_is_absolute (expanded) ? g_strdup (expanded)
                                       : g_build_filename (parser->folder, expanded, NULL);

  if (glob (path, 0, NULL, &found) == 0)
    {
      for (gsize i = 0; i < found.gl_pathc; i++)
        include_file (parser, outer, found.gl_pathv[i]);
    }
  globfree (&found);
}

/* The first value holds, as in ssh. */
static void
set_once (char       **field,
          const char  *value)
{
  if (*field == NULL)
    *field = g_utf8_make_valid (value, -1);
}

static void
read_setting (Block      *block,
              const char *keyword,
              const char *value)
{
  guint64 port;

  if (g_ascii_strcasecmp (keyword, "HostName") == 0)
    {
      set_once (&block->host_name, value);
    }
  else if (g_ascii_strcasecmp (keyword, "User") == 0)
    {
      set_once (&block->user, value);
    }
  else if (g_ascii_strcasecmp (keyword, "Port") == 0)
    {
      if (block->port == 0 && g_ascii_string_to_unsigned (value, 10, 1, 65535, &port, NULL))
        block->port = port;
    }
  else if (g_ascii_strcasecmp (keyword, "IdentityFile") == 0)
    {
      g_autofree char *path = expand_home (value);

      set_once (&block->identity_file, path);
    }
  else if (g_ascii_strcasecmp (keyword, "ProxyJump") == 0)
    {
      set_once (&block->proxy_jump, value);
    }
}

/* Returns the block that the next lines belong to. */
static Block *
parse_line (Parser     *parser,
            Block      *outer,
            Block      *block,
            const char *line)
{
  static const char *const all[] = { "*", NULL };
  g_auto (GStrv) words = split_line (line);

  if (words[0] == NULL || words[1] == NULL)
    return block;

  if (g_ascii_strcasecmp (words[0], "Host") == 0)
    return add_block (parser, outer, g_strdupv (words + 1));

  /* What "Match" asks is known only to a running ssh, but for "all". */
  if (g_ascii_strcasecmp (words[0], "Match") == 0)
    return add_block (parser, outer,
                      g_ascii_strcasecmp (words[1], "all") == 0 ? g_strdupv ((char **) all)
                                                                : g_new0 (char *, 1));

  if (g_ascii_strcasecmp (words[0], "Include") == 0)
    {
      for (guint i = 1; words[i] != NULL; i++)
        include_pattern (parser, block, words[i]);

      /* What follows comes after the included blocks, so it needs its own. */
      return add_block (parser, block->outer, g_strdupv (block->patterns));
    }

  read_setting (block, words[0], words[1]);

  return block;
}

static void
parse_text (Parser     *parser,
            Block      *outer,
            const char *text)
{
  static const char *const all[] = { "*", NULL };
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Block *block = add_block (parser, outer, g_strdupv ((char **) all));

  for (guint i = 0; lines[i] != NULL; i++)
    block = parse_line (parser, outer, block, lines[i]);
}

static gboolean
pattern_matches (const char *pattern,
                 const char *alias)
{
  g_autofree char *valid = g_utf8_make_valid (pattern, -1);

  return g_pattern_match_simple (valid, alias);
}

static gboolean
block_matches (const Block *block,
               const char  *alias)
{
  gboolean matches = FALSE;

  for (guint i = 0; block->patterns[i] != NULL; i++)
    {
      const char *pattern = block->patterns[i];

      if (*pattern == '!' && pattern_matches (pattern + 1, alias))
        return FALSE;

      matches = matches || pattern_matches (pattern, alias);
    }

  return matches && (block->outer == NULL || block_matches (block->outer, alias));
}

static char *
expand_host_name (const char *host_name,
                  const char *alias)
{
  GString *expanded = g_string_new (host_name);

  g_string_replace (expanded, "%h", alias, 0);

  return g_string_free (expanded, FALSE);
}

static InnSshHost *
resolve (Parser     *parser,
         const char *alias)
{
  InnSshHost *host = g_new0 (InnSshHost, 1);
  const char *host_name = NULL;

  host->alias = g_strdup (alias);

  for (guint i = 0; i < parser->blocks->len; i++)
    {
      const Block *block = g_ptr_array_index (parser->blocks, i);

      if (!block_matches (block, alias))
        continue;

      if (host_name == NULL)
        host_name = block->host_name;
      if (host->user == NULL)
        host->user = g_strdup (block->user);
      if (host->port == 0)
        host->port = block->port;
      if (host->identity_file == NULL)
        host->identity_file = g_strdup (block->identity_file);
      if (host->proxy_jump == NULL)
        host->proxy_jump = g_strdup (block->proxy_jump);
    }

  if (host_name != NULL)
    host->host_name = expand_host_name (host_name, alias);
  if (g_strcmp0 (host->proxy_jump, "none") == 0)
    g_clear_pointer (&host->proxy_jump, g_free);
  if (g_strcmp0 (host->identity_file, "none") == 0)
    g_clear_pointer (&host->identity_file, g_free);

  return host;
}

static GPtrArray *
collect_hosts (Parser *parser)
{
  GPtrArray *hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) inn_ssh_host_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < parser->blocks->len; i++)
    {
      const Block *block = g_ptr_array_index (parser->blocks, i);

      for (guint j = 0; block->patterns[j] != NULL; j++)
        {
          char *alias = block->patterns[j];
          g_autoptr (InnSshHost) host = NULL;

          if (*alias == '\0' || strpbrk (alias, "*?!") != NULL
              || !g_utf8_validate (alias, -1, NULL)
              || !g_hash_table_add (seen, alias))
            continue;

          /* Such hosts keep repositories, not machines. */
          host = resolve (parser, alias);
          if (g_strcmp0 (host->user, "git") != 0)
            g_ptr_array_add (hosts, g_steal_pointer (&host));
        }
    }

  return hosts;
}

/**
 * inn_ssh_host_free:
 * @host: (transfer full) (nullable): a host
 */
void
inn_ssh_host_free (InnSshHost *host)
{
  if (host == NULL)
    return;

  g_free (host->alias);
  g_free (host->host_name);
  g_free (host->user);
  g_free (host->identity_file);
  g_free (host->proxy_jump);
  g_free (host);
}

/**
 * inn_ssh_config_parse:
 * @text: a configuration of the SSH client, see ssh_config(5)
 *
 * Finds the hosts that are named in full (without wildcards), with what the
 * blocks that fit them say. "Include" is passed over, and hosts for
 * the user "git" are left out.
 *
 * Returns: (transfer full) (element-type InnSshHost): the hosts, in the order
 *   of the configuration
 */
GPtrArray *
inn_ssh_config_parse (const char *text)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (free_block);
  Parser parser = { .blocks = blocks };

  g_return_val_if_fail (text != NULL, NULL);

  parse_text (&parser, NULL, text);

  return collect_hosts (&parser);
}

static void
load_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const char *path = task_data;
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (free_block);
  g_autofree char *folder = g_path_get_dirname (path);
  Parser parser = { .blocks = blocks, .folder = folder, .cancellable = cancellable };

  include_file (&parser, NULL, path);
  g_task_return_pointer (task, collect_hosts (&parser), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * inn_ssh_config_load_async:
 * @path: (nullable): the file, or %NULL for ~/.ssh/config
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reads the configuration and what it includes (relative to its own folder) in
 * a thread, as inn_ssh_config_parse() does.
 */
void
inn_ssh_config_load_async (const char          *path,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, inn_ssh_config_load_async);
  g_task_set_task_data (task,
                        path != NULL ? g_strdup (path)
                                     : g_build_filename (g_get_home_dir (), ".ssh", "config", NULL),
                        g_free);
  g_task_run_in_thread (task, load_worker);
}

/**
 * inn_ssh_config_load_finish:
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type InnSshHost): the hosts, none if there
 *   is no configuration; %NULL if it was cancelled
 */
GPtrArray *
inn_ssh_config_load_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, inn_ssh_config_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
