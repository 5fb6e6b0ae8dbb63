/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 *
 * inn-vnc-viewer HOST PORT [PROPERTY…]: the display of the console alone, in a bare window, to be
 * measured next to other viewers. The properties are set to true: view-only, resizes-guest.
 */
#include <gtk/gtk.h>
#include <stdlib.h>
#include <unistd.h>

#include "inn-display.h"
#include "inn-renderer.h"
#include "inn-vnc-remote.h"

#define WIDTH  1920
#define HEIGHT 1080

static int
connect_to (const char  *host,
            guint        port,
            GError     **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  GSocket *socket;

  connection = g_socket_client_connect_to_host (client, host, port, NULL, error);
  if (connection == NULL)
    return -1;

  socket = g_socket_connection_get_socket (connection);

  return dup (g_socket_get_fd (socket));
}

static void
show (GtkWidget *display)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (window), display);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (display);
}

static void
on_closed_cb (GMainLoop    *loop,
              const GError *error)
{
  if (error != NULL)
    g_printerr ("%s\n", error->message);
  g_main_loop_quit (loop);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (InnRemote) remote = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *display;
  int fd;

  if (argc < 3)
    {
      g_printerr ("inn-vnc-viewer HOST PORT [PROPERTY…]\n");
      return EXIT_FAILURE;
    }

  inn_renderer_choose ();
  gtk_init ();
  if ((fd = connect_to (argv[1], (guint) g_ascii_strtoull (argv[2], NULL, 10), &error)) < 0)
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }

  remote = inn_vnc_remote_new (TRUE);
  g_signal_connect_swapped (remote, "closed", G_CALLBACK (on_closed_cb), loop);
  display = g_object_new (INN_TYPE_DISPLAY, NULL);
  for (int i = 3; i < argc; i++)
    g_object_set (display, argv[i], TRUE, NULL);
  inn_display_set_remote (INN_DISPLAY (display), remote);
  show (display);

  inn_remote_open_fd (remote, fd, NULL);
  g_main_loop_run (loop);

  return EXIT_SUCCESS;
}
