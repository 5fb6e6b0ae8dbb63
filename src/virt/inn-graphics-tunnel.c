/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-graphics-link"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n.h>
#include <glib-unix.h>
#include <glib/gstdio.h>

#include "inn-graphics-link-private.h"
#include "inn-host-private.h"
#include "inn-host-ssh.h"

/*
 * Through the login over SSH that the host has. First the SSH service is asked to lead to the
 * display itself; where it may not, nc on the host does, or at least the shell there tells what
 * is wrong: of a refusal ssh says hardly more than that it was one. A display that can be
 * reached speaks first, which is how we know.
 */

/* What inn-advice-table.c knows. $1 is the address or path, $2 the port; the file lists the
 * ports at which somebody listens on Linux. */
#define PORT_SCRIPT \
  "LC_ALL=C; export LC_ALL; f=/proc/net/tcp; " \
  "[ ! -r $f ] || cat $f ${f}6 2>/dev/null | " \
  "grep -q \":$(printf %04X \"$2\") [0-9A-F]*:0000 0A\" || " \
  "{ echo \"nobody listens at port $2\" >&2; exit 1; }; " \
  "command -v nc >/dev/null || { echo \"no nc that leads to port $2\" >&2; exit 1; }; " \
  "exec nc \"$1\" \"$2\""
#define SOCKET_SCRIPT \
  "LC_ALL=C; export LC_ALL; ls -d -- \"$1\" >/dev/null || exit 1; " \
  "[ -w \"$1\" ] || { echo \"cannot write to '$1': Permission denied\" >&2; exit 1; }; " \
  "command -v nc >/dev/null || { echo \"no nc that leads to socket $1\" >&2; exit 1; }; " \
  "exec nc -U \"$1\""

typedef struct
{
  InnHost         *host;
  char            *address;    /* where it listens, for the host itself */
  guint            port;
  char            *socket;     /* instead of a port */

  gboolean         by_nc;      /* the second way, and the last */
  char            *forward;    /* "here:there" while the master listens for us at a socket */
  char            *here;
  GSubprocess     *forwarder;  /* that asks the master for it */
  InnGraphicsLink *link;       /* that was not seen to lead anywhere yet */
  GPtrArray       *sources;    /* of GSource: what is waited for */
  GString         *words;      /* of ssh, of each way */
} Tunnel;

static void begin_nc (GTask *task);

static void
destroy_source (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static void
stop_waiting (Tunnel *self)
{
  g_ptr_array_set_size (self->sources, 0);
}

static void
tunnel_free (gpointer data)
{
  Tunnel *self = data;

  g_ptr_array_unref (self->sources);
  g_clear_pointer (&self->link, inn_graphics_link_free);
  g_clear_object (&self->forwarder);
  g_clear_object (&self->host);
  g_free (self->address);
  g_free (self->socket);
  g_free (self->forward);
  g_free (self->here);
  g_string_free (self->words, TRUE);
  g_free (self);
}

static GSubprocess *
spawn (Tunnel               *self,
       GSubprocessLauncher  *launcher,
       const char * const   *options,
       const char           *command,
       GError              **error)
{
  g_autoptr (GPtrArray) arguments = inn_host_new_ssh_arguments (self->host, options, command);

  if (arguments != NULL)
    return g_subprocess_launcher_spawnv (launcher, (const char * const *) arguments->pdata, error);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, _("The host is not connected"));

  return NULL;
}

/* Who came through a socket of the master stays; nobody else can come. */
static void
cancel_forward (Tunnel *self)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                               G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *option = NULL;
  g_autoptr (GSubprocess) ssh = NULL;

  if (self->forward == NULL)
    return;

  option = g_strconcat ("-L", self->forward, NULL);
  ssh = spawn (self, launcher, (const char *[]) { "-Ocancel", option, NULL }, NULL, NULL);
  g_unlink (self->here);
  g_clear_pointer (&self->forward, g_free);
}

static void
add_words (Tunnel     *self,
           const char *words)
{
  if (words == NULL || *words == '\0')
    return;

  if (self->words->len > 0)
    g_string_append_c (self->words, '\n');
  g_string_append (self->words, words);
  while (self->words->len > 0 && g_ascii_isspace (self->words->str[self->words->len - 1]))
    g_string_truncate (self->words, self->words->len - 1);
}

/* This way leads nowhere: the next one, if there is another. */
static void
fail (GTask *task)
{
  Tunnel *self = g_task_get_task_data (task);

  stop_waiting (self);
  cancel_forward (self);
  g_clear_pointer (&self->link, inn_graphics_link_free);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (!self->by_nc)
    begin_nc (task);
  else
    inn_graphics_link_return_error (
      task, inn_host_get_uri (self->host),
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED,
                           self->words->len > 0 ? self->words->str
                                                : _("The display closed the connection.")));
}

static void
said_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *text = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (object), result, NULL, &text, NULL);
  add_words (g_task_get_task_data (task), text);
  fail (task);
}

/* ssh has closed the socket, and is about to say why. */
static void
listen_to_ssh (GTask *task)
{
  Tunnel *self = g_task_get_task_data (task);

  if (self->link->ssh == NULL)
    {
      fail (task);
      return;
    }

  inn_graphics_link_hurry (self->link);
  g_subprocess_communicate_utf8_async (self->link->ssh, NULL, NULL, said_cb,
                                       g_object_ref (task));
}

/* A display that can do TLS does it here, too, with a certificate for its host. */
static void
succeed (GTask *task)
{
  Tunnel *self = g_task_get_task_data (task);
  g_autoptr (InnUri) uri = inn_uri_new_parse (inn_host_get_uri (self->host), NULL);

  cancel_forward (self);
  self->link->uri = g_strdup (inn_host_get_uri (self->host));
  self->link->host = g_strdup (uri->host);
  inn_graphics_link_return (task, g_steal_pointer (&self->link));
}

static gboolean
on_readable_cb (int          fd,
                GIOCondition condition,
                gpointer     user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Tunnel *self = g_task_get_task_data (task);
  char byte;
  gboolean speaks = recv (fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 1;

  stop_waiting (self);
  if (speaks)
    succeed (task);
  else
    listen_to_ssh (task);

  return G_SOURCE_REMOVE;
}

/* What is frozen is not asked in another way. */
static void
give_up (GTask *task)
{
  Tunnel *self = g_task_get_task_data (task);

  self->by_nc = TRUE;
  g_string_printf (self->words, _("SSH led to no display within %u seconds. The host may be "
                                  "busy, or the machine stuck."),
                   INN_GRAPHICS_LINK_DEADLINE / 1000);
  if (self->forwarder != NULL)
    g_subprocess_send_signal (self->forwarder, SIGTERM);
  else
    fail (task);
}

static gboolean
on_deadline_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  stop_waiting (g_task_get_task_data (task));
  give_up (task);

  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled_cb (GCancellable *cancellable,
                 gpointer      user_data)
{
  return on_deadline_cb (user_data);
}

/* Takes @source. */
static void
await (GTask       *task,
       GSource     *source,
       GSourceFunc  callback)
{
  Tunnel *self = g_task_get_task_data (task);

  g_source_set_callback (source, callback, g_object_ref (task), g_object_unref);
  g_source_attach (source, NULL);
  g_ptr_array_add (self->sources, source);
}

static void
await_end (GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  await (task, g_timeout_source_new (INN_GRAPHICS_LINK_DEADLINE), on_deadline_cb);
  if (cancellable != NULL)
    await (task, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled_cb));
}

/* Its first word. */
static void
await_display (GTask           *task,
               InnGraphicsLink *link)
{
  Tunnel *self = g_task_get_task_data (task);

  self->link = link;
  await (task, g_unix_fd_source_new (link->fd, G_IO_IN | G_IO_HUP | G_IO_ERR),
         G_SOURCE_FUNC (on_readable_cb));
  await_end (task);
}

/* An ssh whose standard input and output are the other end of the link. */
static void
begin_ssh (GTask              *task,
           const char * const *options,
           const char         *command)
{
  Tunnel *self = g_task_get_task_data (task);
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  GError *error = NULL;
  InnGraphicsLink *link;
  GSubprocess *ssh;
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (errno), "%s",
                               g_strerror (errno));
      return;
    }

  g_subprocess_launcher_take_stdin_fd (launcher, ends[1]);
  g_subprocess_launcher_take_stdout_fd (launcher, fcntl (ends[1], F_DUPFD_CLOEXEC, 3));
  if ((ssh = spawn (self, launcher, options, command, &error)) == NULL)
    {
      close (ends[0]);
      g_task_return_error (task, error);
      return;
    }

  link = inn_graphics_link_new (ends[0]);
  link->ssh = ssh;
  await_display (task, link);
}

/* The last way, which says why if it fails, too. */
static void
begin_nc (GTask *task)
{
  Tunnel *self = g_task_get_task_data (task);
  g_autofree char *script = g_shell_quote (self->socket != NULL ? SOCKET_SCRIPT : PORT_SCRIPT);
  g_autofree char *place = g_shell_quote (self->socket != NULL ? self->socket : self->address);
  g_autofree char *command = g_strdup_printf ("sh -c %s sh %s %u", script, place, self->port);

  self->by_nc = TRUE;
  begin_ssh (task, NULL, command);
}

/*
 * To a UNIX socket: the master listens at one of ours, for as long as it takes to come through
 */

static int
connect_socket (const char *path)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_DEFAULT, NULL);

  /* It listens already, and so near that nothing has to be waited for. */
  if (socket == NULL || !g_socket_connect (socket, address, NULL, NULL))
    return -1;

  return fcntl (g_socket_get_fd (socket), F_DUPFD_CLOEXEC, 3);
}

static void
forwarded_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Tunnel *self = g_task_get_task_data (task);
  g_autofree char *text = NULL;
  int fd = -1;

  stop_waiting (self);
  g_clear_object (&self->forwarder);
  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (object), result, NULL, &text, NULL);
  if (!self->by_nc)
    add_words (self, text);

  if (g_subprocess_get_successful (G_SUBPROCESS (object)) && !self->by_nc)
    fd = connect_socket (self->here);

  if (fd < 0)
    {
      fail (task);
      return;
    }

  await_display (task, inn_graphics_link_new (fd));
}

/* In what ssh takes for “here:there”, and expands. */
static char *
dup_escaped (const char *path)
{
  g_autoptr (GString) text = g_string_new (path);

  g_string_replace (text, "\\", "\\\\", 0);
  g_string_replace (text, ":", "\\:", 0);
  g_string_replace (text, "%", "%%", 0);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
begin_socket (GTask *task)
{
  Tunnel *self = g_task_get_task_data (task);
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *there = dup_escaped (self->socket);
  g_autofree char *here = NULL;
  g_autofree char *option = NULL;
  GError *error = NULL;

  self->here = inn_host_dup_ssh_socket (self->host);
  here = dup_escaped (self->here);
  self->forward = g_strdup_printf ("%s:%s", here, there);
  option = g_strconcat ("-L", self->forward, NULL);

  self->forwarder = spawn (self, launcher, (const char *[]) { "-Oforward", option, NULL }, NULL,
                           &error);
  if (self->forwarder == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_subprocess_communicate_utf8_async (self->forwarder, NULL, NULL, forwarded_cb,
                                       g_object_ref (task));
  await_end (task);
}

static void
begin_port (GTask *task)
{
  Tunnel *self = g_task_get_task_data (task);
  gboolean bracketed = strchr (self->address, ':') != NULL;
  g_autofree char *option = g_strdup_printf (bracketed ? "-W[%s]:%u" : "-W%s:%u", self->address,
                                             self->port);

  begin_ssh (task, (const char *[]) { option, NULL }, NULL);
}

/**
 * inn_graphics_tunnel_open:
 * @host: a host with a login over SSH
 * @screen: a display with a port or a socket
 * @task: returns the link
 */
void
inn_graphics_tunnel_open (InnHost                *host,
                          const InnConsoleDevice *screen,
                          GTask                  *task)
{
  Tunnel *self = g_new0 (Tunnel, 1);
  const char *address = screen->address;

  /* Where it listens everywhere, it listens there too. */
  if (address == NULL || g_str_equal (address, "0.0.0.0") || g_str_equal (address, "::"))
    address = "127.0.0.1";

  self->host = g_object_ref (host);
  self->address = g_strdup (address);
  self->port = screen->port;
  self->socket = g_strdup (screen->socket);
  self->words = g_string_new (NULL);
  self->sources = g_ptr_array_new_with_free_func (destroy_source);
  g_task_set_task_data (task, self, tunnel_free);

  if (self->socket != NULL)
    begin_socket (task);
  else
    begin_port (task);
}
