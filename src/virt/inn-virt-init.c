/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-virt"

#include "config.h"

#include <libintl.h>
#include <libvirt-glib/libvirt-glib.h>
#include <signal.h>

#include "inn-ssh-session.h"
#include "inn-virt-init.h"
#include "inn-virt.h"

/* libvirt prints errors to stderr unless told otherwise; ours travel as GError. */
static void
ignore_error_cb (gpointer    data,
                 virErrorPtr error)
{
}

/**
 * inn_virt_init:
 *
 * Makes libvirt ready and hooks its events into the default main context. Has to
 * run on the main thread before the first connection is opened; more calls do
 * nothing.
 */
void
inn_virt_init (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;

  /* libvirt writes to a daemon that may have died just now: an error, not the end of us.
   * Sockets of GLib see to it, too, but a program may not have used one yet. */
  signal (SIGPIPE, SIG_IGN);

  gvir_init (NULL, NULL);
  gvir_event_register ();
  virInitialize ();

  /* Its texts stay as they are known in logs, manuals and on the web, and as inn-advice-table.c
   * knows them; what they mean is said in the language of the user. */
  bindtextdomain ("libvirt", "/nonexistent");
  virSetErrorFunc (NULL, ignore_error_cb);

  g_once_init_leave (&done, 1);
}

/**
 * inn_virt_dup_library_version:
 *
 * Returns: (transfer full): the version of the libvirt library in use, "9.0.0"
 */
char *
inn_virt_dup_library_version (void)
{
  unsigned long version = 0;

  if (virGetVersion (&version, NULL, NULL) < 0)
    return NULL;

  return g_strdup_printf ("%lu.%lu.%lu",
                          version / 1000000, version / 1000 % 1000, version % 1000);
}

typedef struct
{
  gpointer       data;
  GDestroyNotify free_data;
} Disposal;

static gpointer
dispose_thread (gpointer data)
{
  Disposal *disposal = data;

  disposal->free_data (disposal->data);
  g_free (disposal);

  return NULL;
}

/**
 * inn_virt_dispose:
 * @data: (transfer full): something that holds handles of a connection
 * @free_data: frees it
 *
 * Frees @data in a thread of its own. For the main thread, which must not drop what
 * may be the last handle of a connection: closing one may talk to the host.
 */
void
inn_virt_dispose (gpointer       data,
                  GDestroyNotify free_data)
{
  Disposal *disposal = g_new (Disposal, 1);

  disposal->data = data;
  disposal->free_data = free_data;
  g_thread_unref (g_thread_new ("inn-dispose", dispose_thread, disposal));
}

/**
 * inn_virt_finish:
 * @milliseconds: for how long
 *
 * Before the program ends, after all hosts were disconnected: waits for what has to be
 * cleared up outside of it.
 */
void
inn_virt_finish (guint milliseconds)
{
  inn_ssh_session_finish_all (milliseconds);
}
