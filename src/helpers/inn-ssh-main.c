/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 *
 * libvirt starts this in place of ssh. It stands in the folder of a session, by whose
 * path it is called; libvirt scrubs the environment, so that path is all it knows. It
 * becomes the real ssh, which asks through the askpass beside it and shares one login
 * with all that come after it.
 *
 * A host on the way (ProxyJump) is reached by an ssh that ssh starts under the name it
 * was started by itself: that comes through here too.
 */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>

#include "inn-ask.h"

/* Seconds without anybody using it after which a shared login ends by itself. */
#define PERSIST "30"

/* A dead way is noticed after three times as many seconds. */
#define ALIVE_INTERVAL "5"

typedef struct
{
  char  *user;
  char  *host;
  char  *port;
  char **known_hosts;
} Config;

static void
config_clear (Config *config)
{
  g_free (config->user);
  g_free (config->host);
  g_free (config->port);
  g_strfreev (config->known_hosts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Config, config_clear)

/* The first ssh in PATH that is not us. */
static char *
find_ssh (const char *folder)
{
  g_auto (GStrv) folders = g_strsplit (g_getenv ("PATH") != NULL ? g_getenv ("PATH") : "", ":", 0);

  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folders[i], "ssh", NULL);

      if (*folders[i] == '/' && strcmp (folders[i], folder) != 0 &&
          g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }

  return NULL;
}

static void
add_arguments (GPtrArray *arguments,
               char      *argv[])
{
  for (guint i = 1; argv[i] != NULL; i++)
    g_ptr_array_add (arguments, argv[i]);
  g_ptr_array_add (arguments, NULL);
}

static char *
take_value (const char *line,
            const char *key)
{
  gsize length = strlen (key);

  return g_str_has_prefix (line, key) && line[length] == ' ' ? g_strdup (line + length + 1) : NULL;
}

static void
read_line (Config     *config,
           const char *line)
{
  g_autofree char *files = take_value (line, "userknownhostsfile");

  if (config->user == NULL)
    config->user = take_value (line, "user");
  if (config->host == NULL)
    config->host = take_value (line, "hostname");
  if (config->port == NULL)
    config->port = take_value (line, "port");
  if (config->known_hosts == NULL && files != NULL)
    config->known_hosts = g_strsplit (files, " ", 0);
}

/* What the user's configuration says of the host; ssh itself reads it. */
static gboolean
read_config (const char *ssh,
             char       *argv[],
             Config     *config)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  int status;

  g_ptr_array_add (arguments, (gpointer) ssh);
  g_ptr_array_add (arguments, (gpointer) "-G");
  add_arguments (arguments, argv);

  if (!g_spawn_sync (NULL, (char **) arguments->pdata, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                     &output, NULL, &status, NULL) ||
      !g_spawn_check_wait_status (status, NULL))
    return FALSE;

  lines = g_strsplit (output, "\n", 0);
  for (guint i = 0; lines[i] != NULL; i++)
    read_line (config, lines[i]);

  return config->user != NULL && config->host != NULL && config->port != NULL &&
         config->known_hosts != NULL && config->known_hosts[0] != NULL;
}

static void
add_option (GPtrArray  *arguments,
            const char *option)
{
  g_ptr_array_add (arguments, (gpointer) "-o");
  g_ptr_array_add (arguments, (gpointer) option);
}

/* Keys that are accepted go to a file of the session; the program keeps those that the
 * user trusts, in the file that the user's configuration names. */
static char *
make_known_hosts_option (const char   *folder,
                         const Config *config)
{
  g_autoptr (GString) option = g_string_new ("UserKnownHostsFile=");

  g_string_append_printf (option, "\"%s/known_hosts\"", folder);
  for (guint i = 0; config->known_hosts[i] != NULL; i++)
    if (strcmp (config->known_hosts[i], "none") != 0)
      g_string_append_printf (option, " \"%s\"", config->known_hosts[i]);

  return g_string_free (g_steal_pointer (&option), FALSE);
}

/* Not the link in the folder: that may be gone when ssh asks, and without an askpass it goes
 * on with an empty password. */
static char *
find_askpass (const char *folder)
{
  g_autofree char *link = g_build_filename (folder, "askpass", NULL);
  char *path = g_file_read_link (link, NULL);

  return path != NULL ? path : g_steal_pointer (&link);
}

/* One login for each host, also for one on the way. A socket's path is short: hence no %C. */
static char *
make_path_option (const char *folder,
                  const char *target)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, target, -1);

  sum[12] = '\0';

  return g_strdup_printf ("ControlPath=%s/cm-%s", folder, sum);
}

static void
add_session (GPtrArray    *arguments,
             const char   *folder,
             const Config *config)
{
  g_autofree char *target = g_strdup_printf ("%s@%s:%s", config->user, config->host, config->port);
  gboolean kept = strcmp (config->known_hosts[0], "none") != 0;

  g_setenv (INN_ASK_ENV_TARGET, target, TRUE);
  g_setenv (INN_ASK_ENV_KNOWN_HOSTS, kept ? config->known_hosts[0] : "", TRUE);

  add_option (arguments, "ControlMaster=auto");
  add_option (arguments, "ControlPersist=" PERSIST);
  add_option (arguments, make_path_option (folder, target));
  add_option (arguments, make_known_hosts_option (folder, config));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_path_get_dirname (argv[0]);
  g_autofree char *askpass = find_askpass (folder);
  g_autofree char *ssh = find_ssh (folder);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_auto (Config) config = { NULL };

  if (ssh == NULL)
    {
      g_printerr ("innkeeper-ssh: ssh is not installed\n");
      return EXIT_FAILURE;
    }

  g_setenv (INN_ASK_ENV_FOLDER, folder, TRUE);
  g_setenv ("SSH_ASKPASS", askpass, TRUE);
  g_setenv ("SSH_ASKPASS_REQUIRE", "force", TRUE);

  g_ptr_array_add (arguments, argv[0]);
  add_option (arguments, "ServerAliveInterval=" ALIVE_INTERVAL);
  /* With a configuration that ssh cannot read, it says so itself. */
  if (read_config (ssh, argv, &config))
    add_session (arguments, folder, &config);
  add_arguments (arguments, argv);

  /* Away from a terminal, on which ssh would ask. */
  setsid ();
  execv (ssh, (char **) arguments->pdata);
  g_printerr ("innkeeper-ssh: %s: %s\n", ssh, g_strerror (errno));

  return EXIT_FAILURE;
}
