/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-vnc-remote"

#include "config.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "inn-cut-text.h"
#include "inn-vnc-remote-private.h"

/* Asked for; the kernel gives what the administrator permits. In bytes. */
#define SEND_BUFFER (4 * 1024 * 1024)

/* Bytes that movements of the pointer leave to keys and buttons. */
#define MOTION_RESERVE (32 * 1024)

/* From the connection to the first picture, in ms. */
#define DEADLINE 20000

/* Movements of a pointer without places are told around this (console.md 2.3). */
#define RELATIVE_ZERO 0x7fff

static void inn_vnc_remote_iface_init (InnRemoteInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (InnVncRemote, inn_vnc_remote, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (INN_TYPE_REMOTE, inn_vnc_remote_iface_init))

static void
close_socket (InnVncRemote *self)
{
  if (self->socket != -1)
    close (self->socket);
  self->socket = -1;
}

static gboolean
shut_down_cb (gpointer user_data)
{
  VncConnection *connection = user_data;

  if (vnc_connection_is_open (connection))
    vnc_connection_shutdown (connection);

  return G_SOURCE_REMOVE;
}

/* The coroutine of gvnc still runs: it says when it has ended. What it reads ends now; only what
 * waits for an answer of ours is still there later. To shut it down at once would close a
 * descriptor that it waits for, whose number somebody else gets. */
static void
hang_up (InnVncRemote *self)
{
  if (self->socket != -1)
    shutdown (self->socket, SHUT_RDWR);
  close_socket (self);
  g_clear_pointer (&self->guard, inn_vnc_guard_free);
  g_idle_add_full (G_PRIORITY_LOW, shut_down_cb, g_object_ref (self->connection),
                   g_object_unref);
}

/* No more is shown, and nothing waited for. */
static void
stop (InnVncRemote *self)
{
  g_clear_handle_id (&self->deadline_id, g_source_remove);
  inn_vnc_remote_stop_picture (self);
}

static void
emit_closed (InnVncRemote *self)
{
  g_autoptr (GError) error = NULL;

  if (self->closed)
    return;

  self->closed = TRUE;
  stop (self);
  close_socket (self);
  g_clear_pointer (&self->guard, inn_vnc_guard_free);
  if (!self->closing)
    {
      g_autofree char *problem = inn_vnc_remote_dup_problem (self);

      error = g_error_new_literal (G_IO_ERROR, self->refused ? G_IO_ERROR_PERMISSION_DENIED
                                                             : G_IO_ERROR_CONNECTION_CLOSED,
                                   problem);
    }
  g_signal_emit_by_name (self, "closed", error);
}

/**
 * inn_vnc_remote_give_up:
 * @problem: why; what gvnc has said before counts more
 */
void
inn_vnc_remote_give_up (InnVncRemote *self,
                        const char   *problem)
{
  if (self->problem == NULL)
    self->problem = g_strdup (problem);

  hang_up (self);
}

static gboolean
late_cb (gpointer user_data)
{
  InnVncRemote *self = user_data;

  self->deadline_id = 0;
  inn_vnc_remote_give_up (self, _("The display does not answer."));

  return G_SOURCE_REMOVE;
}

/**
 * inn_vnc_remote_await_picture:
 *
 * A display that stalls before it has shown anything is given up.
 */
void
inn_vnc_remote_await_picture (InnVncRemote *self)
{
  g_clear_handle_id (&self->deadline_id, g_source_remove);
  self->deadline_id = g_timeout_add (self->deadline, late_cb, self);
}


static void
on_name_cb (InnVncRemote *self)
{
  const char *name = vnc_connection_get_name (self->connection);

  g_free (self->name);
  self->name = name != NULL ? g_utf8_make_valid (name, -1) : NULL;
  g_signal_emit_by_name (self, "name-changed");
}

static void
on_initialized_cb (InnVncRemote *self)
{
  /* gvnc goes on, too, when the display refuses us in a way it does not understand. */
  self->initialized = vnc_connection_get_width (self->connection) > 0;
  on_name_cb (self);
  inn_vnc_remote_begin_picture (self);
}

static void
on_bell_cb (InnVncRemote *self)
{
  g_signal_emit_by_name (self, "bell");
}

static void
on_cut_text_cb (InnVncRemote *self,
                const char   *text)
{
  g_autofree char *utf8 = inn_cut_text_decode (text);

  if (utf8 != NULL)
    g_signal_emit_by_name (self, "clipboard", utf8);
}

static void
on_led_state_cb (InnVncRemote *self)
{
  G_STATIC_ASSERT ((int) INN_REMOTE_LED_SCROLL == VNC_LEDSTATE_SCROLL_LOCK);
  G_STATIC_ASSERT ((int) INN_REMOTE_LED_NUM == VNC_LEDSTATE_NUM_LOCK);
  G_STATIC_ASSERT ((int) INN_REMOTE_LED_CAPS == VNC_LEDSTATE_CAPS_LOCK);
  const guint known = INN_REMOTE_LED_SCROLL | INN_REMOTE_LED_NUM | INN_REMOTE_LED_CAPS;

  self->leds = (guint) vnc_connection_get_ledstate (self->connection) & known;
  g_signal_emit_by_name (self, "leds-changed");
}

static void
on_pointer_mode_changed_cb (InnVncRemote *self)
{
  g_signal_emit_by_name (self, "pointer-mode-changed");
}

static void
on_error_cb (InnVncRemote *self,
             const char   *message)
{
  if (self->problem == NULL)
    self->problem = g_strdup (message);
}

/*
 * InnRemote
 */

/* gvnc loses bytes of what the kernel does not take at once, and the server then understands
 * nothing any more: what might not fit is not given to it. The kernel counts what it needs
 * for itself, too. */
static gboolean
fits (InnVncRemote *self,
      gsize         length)
{
  int room = 0;
  int queued = 0;
  socklen_t size = sizeof room;

  if (getsockopt (self->socket, SOL_SOCKET, SO_SNDBUF, &room, &size) != 0 ||
      ioctl (self->socket, SIOCOUTQ, &queued) != 0)
    return FALSE;

  return (gint64) queued + (gint64) length * 2 < room;
}

static void
keep_socket (InnVncRemote *self,
             int           fd)
{
  const int room = SEND_BUFFER;

  self->socket = fcntl (fd, F_DUPFD_CLOEXEC, 0);
  setsockopt (fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
}

static void
on_refused_cb (const char *problem,
               gpointer    user_data)
{
  InnVncRemote *self = user_data;
  g_autofree char *text = NULL;

  /* Translators: %s is a technical reason, in English */
  text = g_strdup_printf (_("What the display sends cannot be right: %s"), problem);
  inn_vnc_remote_give_up (self, text);
}

/* What is near is a program of this computer's own. */
static int
put_guard (InnVncRemote *self,
           int           fd)
{
  self->guard = inn_vnc_guard_new (fd, on_refused_cb, self);

  return self->guard != NULL ? inn_vnc_guard_steal_fd (self->guard) : -1;
}

static void
inn_vnc_remote_open_fd (InnRemote  *remote,
                        int         fd,
                        const char *host)
{
  InnVncRemote *self = INN_VNC_REMOTE (remote);
  gboolean opened;

  if (!self->near && (fd = put_guard (self, fd)) == -1)
    {
      emit_closed (self);
      return;
    }

  self->host = g_strdup (host != NULL ? host : "localhost");
  keep_socket (self, fd);

  /* Else whoever looks at the same screen is thrown out. */
  vnc_connection_set_shared (self->connection, TRUE);
  opened = host != NULL
           ? vnc_connection_open_fd_with_hostname (self->connection, fd, host)
           : vnc_connection_open_fd (self->connection, fd);

  if (opened)
    {
      inn_vnc_remote_await_picture (self);
      return;
    }

  close (fd);
  emit_closed (self);
}

static void
inn_vnc_remote_close (InnRemote *remote)
{
  InnVncRemote *self = INN_VNC_REMOTE (remote);

  self->closing = TRUE;
  stop (self);
  hang_up (self);
}

static InnFramebuffer *
inn_vnc_remote_get_framebuffer (InnRemote *remote)
{
  return INN_VNC_REMOTE (remote)->framebuffer;
}

static GdkTexture *
inn_vnc_remote_get_cursor (InnRemote *remote,
                           int       *hot_x,
                           int       *hot_y)
{
  InnVncRemote *self = INN_VNC_REMOTE (remote);

  *hot_x = self->hot_x;
  *hot_y = self->hot_y;

  return self->cursor;
}

static gboolean
inn_vnc_remote_is_absolute (InnRemote *remote)
{
  return vnc_connection_get_abs_pointer (INN_VNC_REMOTE (remote)->connection);
}

static gboolean
inn_vnc_remote_is_encrypted (InnRemote *remote)
{
  return INN_VNC_REMOTE (remote)->encrypted;
}

static void
inn_vnc_remote_send_key (InnRemote *remote,
                         gboolean   down,
                         guint      keyval,
                         guint      scancode)
{
  InnVncRemote *self = INN_VNC_REMOTE (remote);

  /* Who takes scancodes looks at nothing else. */
  if (scancode == 0 && vnc_connection_get_ext_key_event (self->connection))
    return;

  if (self->framebuffer != NULL)
    vnc_connection_key_event (self->connection, down, keyval, scancode);
}

static void
inn_vnc_remote_send_pointer (InnRemote *remote,
                             guint      buttons,
                             int        x,
                             int        y)
{
  InnVncRemote *self = INN_VNC_REMOTE (remote);
  gboolean absolute = inn_vnc_remote_is_absolute (remote);
  gboolean moves = buttons == self->buttons;

  /* A display that stands still gets clicks when it goes on, and not each way between. */
  if (self->framebuffer == NULL || (moves && !fits (self, MOTION_RESERVE)))
    return;

  self->buttons = buttons;
  vnc_connection_pointer_event (self->connection, buttons,
                                absolute ? x : RELATIVE_ZERO + x,
                                absolute ? y : RELATIVE_ZERO + y);
}

static gboolean
inn_vnc_remote_set_clipboard (InnRemote  *remote,
                              const char *utf8)
{
  InnVncRemote *self = INN_VNC_REMOTE (remote);
  gboolean is_qemu = vnc_connection_get_ext_key_event (self->connection);
  g_autoptr (GBytes) text = inn_cut_text_encode (utf8, !is_qemu);

  if (self->framebuffer == NULL || text == NULL || !fits (self, g_bytes_get_size (text)))
    return FALSE;

  return vnc_connection_client_cut_text (self->connection, g_bytes_get_data (text, NULL),
                                         g_bytes_get_size (text));
}

static gboolean
inn_vnc_remote_can_resize (InnRemote *remote)
{
  return INN_VNC_REMOTE (remote)->can_resize;
}

/* What gvnc returns says nothing of use: the server's answer comes as a resize. */
static void
inn_vnc_remote_resize (InnRemote *remote,
                       guint      width,
                       guint      height)
{
  InnVncRemote *self = INN_VNC_REMOTE (remote);

  vnc_connection_set_size (self->connection, CLAMP (width, 1, INN_VNC_MAX_SIZE),
                           CLAMP (height, 1, INN_VNC_MAX_SIZE));
}

static guint
inn_vnc_remote_get_leds (InnRemote *remote)
{
  return INN_VNC_REMOTE (remote)->leds;
}

static const char *
inn_vnc_remote_get_name (InnRemote *remote)
{
  return INN_VNC_REMOTE (remote)->name;
}

static void
inn_vnc_remote_iface_init (InnRemoteInterface *iface)
{
  iface->open_fd = inn_vnc_remote_open_fd;
  iface->close = inn_vnc_remote_close;
  iface->get_framebuffer = inn_vnc_remote_get_framebuffer;
  iface->get_cursor = inn_vnc_remote_get_cursor;
  iface->is_absolute = inn_vnc_remote_is_absolute;
  iface->is_encrypted = inn_vnc_remote_is_encrypted;
  iface->send_key = inn_vnc_remote_send_key;
  iface->send_pointer = inn_vnc_remote_send_pointer;
  iface->set_credentials = inn_vnc_remote_set_credentials;
  iface->set_clipboard = inn_vnc_remote_set_clipboard;
  iface->can_resize = inn_vnc_remote_can_resize;
  iface->resize = inn_vnc_remote_resize;
  iface->get_leds = inn_vnc_remote_get_leds;
  iface->get_name = inn_vnc_remote_get_name;
}

/*
 * GObject
 */

static void
inn_vnc_remote_dispose (GObject *object)
{
  InnVncRemote *self = INN_VNC_REMOTE (object);

  stop (self);
  if (self->connection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->connection, self);
      hang_up (self);
    }

  g_clear_object (&self->base);
  g_clear_object (&self->connection);
  g_clear_object (&self->cursor);
  g_clear_pointer (&self->framebuffer, inn_framebuffer_unref);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (inn_vnc_remote_parent_class)->dispose (object);
}

static void
inn_vnc_remote_class_init (InnVncRemoteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = inn_vnc_remote_dispose;
}

/* gvnc calls handlers of this one as if it had an argument, which it has not. */
static void
connect_led_state (InnVncRemote *self)
{
  GClosure *closure = g_cclosure_new_swap (G_CALLBACK (on_led_state_cb), self, NULL);

  g_closure_set_marshal (closure, g_cclosure_marshal_VOID__VOID);
  g_signal_connect_closure (self->connection, "vnc-led-state", closure, FALSE);
}

/**
 * inn_vnc_remote_connect:
 * @name: a signal of the connection
 * @callback: called with @self first
 */
void
inn_vnc_remote_connect (InnVncRemote *self,
                        const char   *name,
                        GCallback     callback)
{
  g_signal_connect_swapped (self->connection, name, callback, self);
}

static void
inn_vnc_remote_init (InnVncRemote *self)
{
  self->socket = -1;
  self->deadline = DEADLINE;
  self->connection = vnc_connection_new ();

  inn_vnc_remote_connect (self, "vnc-initialized", G_CALLBACK (on_initialized_cb));
  inn_vnc_remote_connect (self, "vnc-bell", G_CALLBACK (on_bell_cb));
  inn_vnc_remote_connect (self, "vnc-server-cut-text", G_CALLBACK (on_cut_text_cb));
  inn_vnc_remote_connect (self, "vnc-desktop-rename", G_CALLBACK (on_name_cb));
  inn_vnc_remote_connect (self, "vnc-pointer-mode-changed",
                          G_CALLBACK (on_pointer_mode_changed_cb));
  inn_vnc_remote_connect (self, "vnc-error", G_CALLBACK (on_error_cb));
  inn_vnc_remote_connect (self, "vnc-disconnected", G_CALLBACK (emit_closed));
  connect_led_state (self);
  inn_vnc_remote_init_picture (self);
  inn_vnc_remote_init_sign_in (self);
}

/**
 * inn_vnc_remote_new:
 * @near: whether no network lies between: then what is sent is not packed
 */
InnRemote *
inn_vnc_remote_new (gboolean near)
{
  InnVncRemote *self = g_object_new (INN_TYPE_VNC_REMOTE, NULL);

  self->near = near;

  return INN_REMOTE (self);
}

/**
 * inn_vnc_remote_set_deadline:
 * @ms: how long the display may take for its first picture, without the time that the user needs
 *   to sign in; to be called before it is opened
 */
void
inn_vnc_remote_set_deadline (InnVncRemote *self,
                             guint         ms)
{
  g_return_if_fail (INN_IS_VNC_REMOTE (self));

  self->deadline = ms;
}
