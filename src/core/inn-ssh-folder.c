/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-ssh-folder"

#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "inn-ssh-folder.h"

/* The path of a UNIX socket has 108 bytes; that of a master has 16 in our name, and ssh adds
 * 17 while it makes it (libvirt.md 3). */
#define MAX_PATH (107 - 16 - 17)

#define TOKEN_BYTES 32
#define EXIT_PATIENCE_MS 1000

/* Folders are called PID-NUMBER: whose process is gone is of no use to anybody. */
static void
remove_stale (const char *base)
{
  g_autoptr (GDir) dir = g_dir_open (base, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (base, name, NULL);
      gint64 pid = g_ascii_strtoll (name, NULL, 10);

      if (pid > 0 && kill ((pid_t) pid, 0) != 0 && errno == ESRCH)
        inn_ssh_folder_remove (path);
    }
}

static gboolean
set_error_from_errno (GError     **error,
                      const char  *path)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", path,
               g_strerror (code));

  return FALSE;
}

static char *
make_folder (GError **error)
{
  static int count = 0;
  g_autofree char *base = g_build_filename (g_get_user_runtime_dir (), "innkeeper", NULL);
  g_autofree char *name = g_strdup_printf ("%d-%d", getpid (), g_atomic_int_add (&count, 1));
  g_autofree char *path = g_build_filename (base, name, NULL);

  if (strlen (path) > MAX_PATH)
    return g_dir_make_tmp ("inn-XXXXXX", error);

  g_mkdir_with_parents (base, 0700);
  remove_stale (base);
  if (g_mkdir (path, 0700) == 0)
    return g_steal_pointer (&path);

  set_error_from_errno (error, path);

  return NULL;
}

/* Tests say where the helpers are; a program that is not installed has them beside it. */
static char *
find_helper (const char *name)
{
  const char *told = g_getenv ("INNKEEPER_LIBEXECDIR");
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *here = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *file = g_strconcat ("innkeeper-", name, NULL);
  g_autofree char *beside = NULL;

  if (told != NULL)
    return g_build_filename (told, file, NULL);

  beside = g_build_filename (here != NULL ? here : "/", "helpers", file, NULL);
  if (access (beside, X_OK) == 0)
    return g_steal_pointer (&beside);

  return g_build_filename (LIBEXECDIR, file, NULL);
}

static gboolean
link_helper (const char  *folder,
             const char  *name,
             GError     **error)
{
  g_autofree char *helper = find_helper (name);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (access (helper, X_OK) != 0)
    return set_error_from_errno (error, helper);

  return symlink (helper, path) == 0 || set_error_from_errno (error, path);
}

/**
 * inn_ssh_folder_new:
 *
 * Makes a folder that only this user can enter, with the links in it.
 *
 * Returns: (transfer full): its path, short enough for the sockets
 */
char *
inn_ssh_folder_new (GError **error)
{
  g_autofree char *folder = make_folder (error);

  if (folder == NULL)
    return NULL;

  if (!link_helper (folder, "ssh", error) || !link_helper (folder, "askpass", error))
    {
      inn_ssh_folder_remove (folder);
      return NULL;
    }

  return g_steal_pointer (&folder);
}

/**
 * inn_ssh_folder_renew_token:
 * @folder: the folder
 *
 * Returns: (transfer full): the token that is good for the next question
 */
char *
inn_ssh_folder_renew_token (const char  *folder,
                            GError     **error)
{
  g_autofree char *path = g_build_filename (folder, "token", NULL);
  g_autoptr (GString) token = g_string_new (NULL);
  guint8 bytes[TOKEN_BYTES];

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    {
      set_error_from_errno (error, "getrandom");
      return NULL;
    }

  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf (token, "%02x", bytes[i]);

  /* Replaced in one step: who reads it sees the old one or the new one. */
  if (!g_file_set_contents_full (path, token->str, token->len, G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600, error))
    return NULL;

  return g_string_free (g_steal_pointer (&token), FALSE);
}

/* Waits for a child, which is killed if it takes too long. */
static void
reap (GPid pid)
{
  GPollFD end = { .fd = pidfd_open (pid, 0), .events = G_IO_IN };

  if (end.fd < 0 || g_poll (&end, 1, EXIT_PATIENCE_MS) != 1)
    kill (pid, SIGKILL);

  if (end.fd >= 0)
    close (end.fd);
  waitpid (pid, NULL, 0);
}

/* A master that hangs does not answer: ControlPersist and ServerAlive end it later. */
static void
end_master (const char *socket)
{
  g_autofree char *option = g_strconcat ("ControlPath=", socket, NULL);
  const char *argv[] = { "ssh", "-F", "none", "-o", option, "-O", "exit", "innkeeper", NULL };
  GPid pid;

  if (g_spawn_async (NULL, (char **) argv, NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD |
                     G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                     NULL, NULL, &pid, NULL))
    reap (pid);

  g_unlink (socket);
}

/**
 * inn_ssh_folder_set_masters_aside:
 * @folder: the folder
 * @sockets: (element-type filename): where those are added that nobody finds any more
 *
 * From now on whoever connects makes a login of its own.
 */
void
inn_ssh_folder_set_masters_aside (const char *folder,
                                  GPtrArray  *sockets)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "cm-"))
      g_ptr_array_add (names, g_strdup (name));

  for (guint i = 0; i < names->len; i++)
    {
      const char *from = names->pdata[i];
      g_autofree char *path = g_build_filename (folder, from, NULL);
      g_autofree char *away = g_strconcat (folder, "/x", from + 1, "x", NULL);

      if (g_rename (path, away) == 0)
        g_ptr_array_add (sockets, g_steal_pointer (&away));
    }
}

/**
 * inn_ssh_folder_end_masters:
 * @sockets: (element-type filename): from inn_ssh_folder_set_masters_aside()
 *
 * Ends these logins. Blocks.
 */
void
inn_ssh_folder_end_masters (GPtrArray *sockets)
{
  for (guint i = 0; i < sockets->len; i++)
    end_master (sockets->pdata[i]);
}

/**
 * inn_ssh_folder_remove:
 * @folder: the folder
 *
 * Removes it with all that stands in it.
 */
void
inn_ssh_folder_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }

  g_rmdir (folder);
}
