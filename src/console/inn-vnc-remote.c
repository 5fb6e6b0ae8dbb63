/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-vnc-remote"

#include "config.h"

#include <glib/gi18n.h>
#include <fcntl.h>
#include <gvnc.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "inn-cut-text.h"
#include "inn-vnc-remote.h"

/* After GTK has drawn: one request for all rectangles that came meanwhile. */
#define REQUEST_PRIORITY (G_PRIORITY_DEFAULT_IDLE + 10)

/* A guest whose screen is larger lies; the protocol could say 65535. */
#define MAX_SIZE 16384

/* Asked for; the kernel gives what the administrator permits. In bytes. */
#define SEND_BUFFER (4 * 1024 * 1024)

/* A picture that is still not whole after these ms is shown as it is. */
#define FILL_DEADLINE 500

/* Movements of a pointer without places are told around this (console.md 2.3). */
#define RELATIVE_ZERO 0x7fff

struct _InnVncRemote
{
  GObject             parent_instance;

  gboolean            near;          /* on this computer: bytes cost nothing */
  VncConnection      *connection;
  int                 socket;        /* a copy of what the connection owns, or -1 */
  VncBaseFramebuffer *base;          /* writes into ours */
  InnFramebuffer     *framebuffer;   /* that is shown */
  InnFramebuffer     *next;          /* of another size; shown when the guest has filled it */
  cairo_region_t     *missing;       /* of next */
  guint               fill_id;
  GdkTexture         *cursor;
  int                 hot_x;
  int                 hot_y;
  char               *name;
  guint               leds;          /* InnRemoteLeds */
  gboolean            can_resize;
  guint               request_id;
  InnRemoteCredentials wanted;
  char               *problem;       /* what gvnc said last */
  gboolean            closing;
  gboolean            closed;
};

static void inn_vnc_remote_iface_init (InnRemoteInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (InnVncRemote, inn_vnc_remote, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (INN_TYPE_REMOTE, inn_vnc_remote_iface_init))

/* Pixels as we keep them: what arrives in that format is not touched. */
static const VncPixelFormat own_format = {
  .bits_per_pixel = 32, .depth = 24, .byte_order = G_BYTE_ORDER, .true_color_flag = 1,
  .red_max = 255, .green_max = 255, .blue_max = 255, .red_shift = 16, .green_shift = 8,
};

static void
drop_next (InnVncRemote *self)
{
  g_clear_handle_id (&self->fill_id, g_source_remove);
  g_clear_pointer (&self->next, inn_framebuffer_unref);
  g_clear_pointer (&self->missing, cairo_region_destroy);
}

/* No more is shown, and nothing asked for. */
static void
stop_picture (InnVncRemote *self)
{
  g_clear_handle_id (&self->request_id, g_source_remove);
  drop_next (self);
}

static void
close_socket (InnVncRemote *self)
{
  if (self->socket != -1)
    close (self->socket);
  self->socket = -1;
}

/* The coroutine of gvnc still runs: it says when it has ended. */
static void
hang_up (InnVncRemote *self)
{
  if (self->socket != -1)
    shutdown (self->socket, SHUT_RDWR);
  close_socket (self);
  vnc_connection_shutdown (self->connection);
}

static void
emit_closed (InnVncRemote *self)
{
  g_autoptr (GError) error = NULL;

  if (self->closed)
    return;

  self->closed = TRUE;
  stop_picture (self);
  close_socket (self);
  if (!self->closing)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
                                 self->problem != NULL ? self->problem
                                                       : _("The display closed the connection."));
  g_signal_emit_by_name (self, "closed", error);
}

static void
give_up (InnVncRemote *self,
         const char   *problem)
{
  if (self->problem == NULL)
    self->problem = g_strdup (problem);

  hang_up (self);
}

/*
 * Picture
 */

/* What the guest draws into. */
static InnFramebuffer *
get_newest (InnVncRemote *self)
{
  return self->next != NULL ? self->next : self->framebuffer;
}

static void
request (InnVncRemote *self,
         gboolean      incremental)
{
  InnFramebuffer *framebuffer = get_newest (self);

  vnc_connection_framebuffer_update_request (self->connection, incremental, 0, 0,
                                             inn_framebuffer_get_width (framebuffer),
                                             inn_framebuffer_get_height (framebuffer));
}

static gboolean
request_cb (gpointer user_data)
{
  InnVncRemote *self = user_data;

  self->request_id = 0;
  request (self, TRUE);

  return G_SOURCE_REMOVE;
}

static void
request_soon (InnVncRemote *self)
{
  if (self->request_id == 0)
    self->request_id = g_idle_add_full (REQUEST_PRIORITY, request_cb, self, NULL);
}

static void
show_next (InnVncRemote *self)
{
  g_clear_pointer (&self->framebuffer, inn_framebuffer_unref);
  self->framebuffer = g_steal_pointer (&self->next);
  drop_next (self);
  g_signal_emit_by_name (self, "framebuffer-changed");
}

static gboolean
fill_late_cb (gpointer user_data)
{
  InnVncRemote *self = user_data;

  self->fill_id = 0;
  show_next (self);

  return G_SOURCE_REMOVE;
}

static void
await_filled (InnVncRemote *self)
{
  if (self->fill_id == 0)
    self->fill_id = g_timeout_add (FILL_DEADLINE, fill_late_cb, self);
}

static gboolean
make_framebuffer (InnVncRemote *self,
                  int           width,
                  int           height)
{
  const cairo_rectangle_int_t all = { 0, 0, width, height };

  if (width <= 0 || height <= 0 || width > MAX_SIZE || height > MAX_SIZE)
    {
      give_up (self, _("The display has a size that cannot be shown."));
      return FALSE;
    }

  drop_next (self);
  self->next = inn_framebuffer_new (width, height);
  self->missing = cairo_region_create_rectangle (&all);

  g_clear_object (&self->base);
  self->base = vnc_base_framebuffer_new (inn_framebuffer_get_pixels (self->next), width, height,
                                         (int) inn_framebuffer_get_stride (self->next),
                                         &own_format,
                                         vnc_connection_get_pixel_format (self->connection));
  /* The connection outlives us until its coroutine has ended, and writes until then. */
  g_object_set_data_full (G_OBJECT (self->base), "inn-framebuffer",
                          inn_framebuffer_ref (self->next),
                          (GDestroyNotify) inn_framebuffer_unref);
  vnc_connection_set_framebuffer (self->connection, VNC_FRAMEBUFFER (self->base));

  /* The first one is not shown before anything is in it. */
  if (self->framebuffer != NULL)
    await_filled (self);

  return TRUE;
}

/* Near by, raw pixels are the cheapest; over a network those that were packed. */
static void
set_encodings (InnVncRemote *self)
{
  gint32 encodings[] = {
    self->near ? VNC_CONNECTION_ENCODING_RAW : VNC_CONNECTION_ENCODING_TIGHT,
    VNC_CONNECTION_ENCODING_COPY_RECT,
    VNC_CONNECTION_ENCODING_TIGHT,
    VNC_CONNECTION_ENCODING_ZRLE,
    VNC_CONNECTION_ENCODING_HEXTILE,
    VNC_CONNECTION_ENCODING_RAW,
    VNC_CONNECTION_ENCODING_EXT_KEY_EVENT,
    VNC_CONNECTION_ENCODING_LED_STATE,
    VNC_CONNECTION_ENCODING_EXTENDED_DESKTOP_RESIZE,
    VNC_CONNECTION_ENCODING_DESKTOP_RESIZE,
    VNC_CONNECTION_ENCODING_DESKTOP_NAME,
    VNC_CONNECTION_ENCODING_LAST_RECT,
    VNC_CONNECTION_ENCODING_ALPHA_CURSOR,
    VNC_CONNECTION_ENCODING_RICH_CURSOR,
    VNC_CONNECTION_ENCODING_XCURSOR,
    VNC_CONNECTION_ENCODING_POINTER_CHANGE,
  };

  vnc_connection_set_encodings (self->connection, G_N_ELEMENTS (encodings), encodings);
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
  on_name_cb (self);
  vnc_connection_set_pixel_format (self->connection, &own_format);
  set_encodings (self);
  if (make_framebuffer (self, vnc_connection_get_width (self->connection),
                        vnc_connection_get_height (self->connection)))
    request (self, FALSE);
}

/* The size that it has: only a server that takes sizes, too, says that. */
static void
on_same_size (InnVncRemote *self)
{
  if (!self->can_resize)
    {
      self->can_resize = TRUE;
      g_signal_emit_by_name (self, "can-resize-changed");
    }

  request_soon (self);
}

static void
on_desktop_resize_cb (InnVncRemote *self,
                      guint         width,
                      guint         height)
{
  InnFramebuffer *newest = get_newest (self);

  if (self->closing)
    return;

  if (newest != NULL && inn_framebuffer_get_width (newest) == width &&
      inn_framebuffer_get_height (newest) == height)
    on_same_size (self);
  else if (make_framebuffer (self, width, height))
    request (self, FALSE);
}

static void
fill (InnVncRemote                *self,
      const cairo_rectangle_int_t *rectangle)
{
  cairo_region_subtract_rectangle (self->missing, rectangle);
  if (cairo_region_is_empty (self->missing))
    show_next (self);
  else
    await_filled (self);
}

static void
on_framebuffer_update_cb (InnVncRemote *self,
                          guint         x,
                          guint         y,
                          guint         width,
                          guint         height)
{
  cairo_rectangle_int_t rectangle = { (int) x, (int) y, (int) width, (int) height };

  if (self->closing || get_newest (self) == NULL)
    return;

  if (self->next != NULL)
    fill (self, &rectangle);
  if (self->next == NULL)
    {
      inn_framebuffer_damage (self->framebuffer, &rectangle);
      g_signal_emit_by_name (self, "damaged");
    }

  request_soon (self);
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
on_cursor_changed_cb (InnVncRemote *self,
                      VncCursor    *cursor)
{
  g_clear_object (&self->cursor);

  if (cursor != NULL && vnc_cursor_get_width (cursor) > 0 && vnc_cursor_get_height (cursor) > 0)
    {
      guint width = vnc_cursor_get_width (cursor);
      guint height = vnc_cursor_get_height (cursor);
      gsize stride = width * 4;
      g_autoptr (GBytes) bytes = g_bytes_new (vnc_cursor_get_data (cursor), stride * height);

      self->cursor = gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8A8, bytes, stride);
      self->hot_x = vnc_cursor_get_hotx (cursor);
      self->hot_y = vnc_cursor_get_hoty (cursor);
    }

  g_signal_emit_by_name (self, "cursor-changed");
}

static void
on_pointer_mode_changed_cb (InnVncRemote *self)
{
  g_signal_emit_by_name (self, "pointer-mode-changed");
}

/*
 * Signing in
 */

G_GNUC_BEGIN_IGNORE_DEPRECATIONS   /* GValueArray, in which gvnc says what it is offered */

static gboolean
has_value (GValueArray *values,
           guint        value)
{
  for (guint i = 0; i < values->n_values; i++)
    if ((guint) g_value_get_enum (g_value_array_get_nth (values, i)) == value)
      return TRUE;

  return FALSE;
}

/* Without an answer the connection waits for ever, also if nothing is to be asked. */
static void
on_choose_type_cb (InnVncRemote *self,
                   GValueArray  *types)
{
  static const guint known[] = {
    VNC_CONNECTION_AUTH_VENCRYPT, VNC_CONNECTION_AUTH_TLS, VNC_CONNECTION_AUTH_SASL,
    VNC_CONNECTION_AUTH_VNC, VNC_CONNECTION_AUTH_NONE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (has_value (types, known[i]))
      {
        vnc_connection_set_auth_type (self->connection, known[i]);
        return;
      }

  give_up (self, _("The display wants to be signed in to in a way that is not known here."));
}

static void
on_choose_subtype_cb (InnVncRemote *self,
                      guint         type,
                      GValueArray  *types)
{
  static const guint known[] = {
    VNC_CONNECTION_AUTH_VENCRYPT_X509SASL, VNC_CONNECTION_AUTH_VENCRYPT_X509PLAIN,
    VNC_CONNECTION_AUTH_VENCRYPT_X509VNC, VNC_CONNECTION_AUTH_VENCRYPT_X509NONE,
    VNC_CONNECTION_AUTH_VENCRYPT_TLSSASL, VNC_CONNECTION_AUTH_VENCRYPT_TLSPLAIN,
    VNC_CONNECTION_AUTH_VENCRYPT_TLSVNC, VNC_CONNECTION_AUTH_VENCRYPT_TLSNONE,
    /* Under TLS as an own type the kinds are those of above. */
    VNC_CONNECTION_AUTH_VNC, VNC_CONNECTION_AUTH_NONE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (has_value (types, known[i]))
      {
        vnc_connection_set_auth_subtype (self->connection, known[i]);
        return;
      }

  give_up (self, _("The display wants to be signed in to in a way that is not known here."));
}

static void
on_credential_cb (InnVncRemote *self,
                  GValueArray  *wanted)
{
  self->wanted = 0;
  if (has_value (wanted, VNC_CONNECTION_CREDENTIAL_USERNAME))
    self->wanted |= INN_REMOTE_USER;
  if (has_value (wanted, VNC_CONNECTION_CREDENTIAL_PASSWORD))
    self->wanted |= INN_REMOTE_PASSWORD;

  /* Where gvnc looks for certificates of ours. */
  if (has_value (wanted, VNC_CONNECTION_CREDENTIAL_CLIENTNAME))
    vnc_connection_set_credential (self->connection, VNC_CONNECTION_CREDENTIAL_CLIENTNAME,
                                   "innkeeper");

  if (self->wanted != 0)
    g_signal_emit_by_name (self, "credentials-wanted", (guint) self->wanted);
}

G_GNUC_END_IGNORE_DEPRECATIONS

static void
on_auth_failure_cb (InnVncRemote *self,
                    const char   *reason)
{
  give_up (self, reason != NULL && *reason != '\0' ? reason : _("The password is wrong."));
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
inn_vnc_remote_open_fd (InnRemote  *remote,
                        int         fd,
                        const char *host)
{
  InnVncRemote *self = INN_VNC_REMOTE (remote);
  gboolean opened;

  keep_socket (self, fd);

  /* Else whoever looks at the same screen is thrown out. */
  vnc_connection_set_shared (self->connection, TRUE);
  opened = host != NULL
           ? vnc_connection_open_fd_with_hostname (self->connection, fd, host)
           : vnc_connection_open_fd (self->connection, fd);

  if (opened)
    return;

  close (fd);
  emit_closed (self);
}

static void
inn_vnc_remote_close (InnRemote *remote)
{
  InnVncRemote *self = INN_VNC_REMOTE (remote);

  self->closing = TRUE;
  stop_picture (self);
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

  if (self->framebuffer != NULL)
    vnc_connection_pointer_event (self->connection, buttons,
                                  absolute ? x : RELATIVE_ZERO + x,
                                  absolute ? y : RELATIVE_ZERO + y);
}

static void
inn_vnc_remote_set_credentials (InnRemote  *remote,
                                const char *user,
                                const char *password)
{
  InnVncRemote *self = INN_VNC_REMOTE (remote);

  if (self->wanted & INN_REMOTE_USER)
    vnc_connection_set_credential (self->connection, VNC_CONNECTION_CREDENTIAL_USERNAME, user);
  if (self->wanted & INN_REMOTE_PASSWORD)
    vnc_connection_set_credential (self->connection, VNC_CONNECTION_CREDENTIAL_PASSWORD,
                                   password);
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

  vnc_connection_set_size (self->connection, CLAMP (width, 1, MAX_SIZE),
                           CLAMP (height, 1, MAX_SIZE));
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

  stop_picture (self);
  if (self->connection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->connection, self);
      hang_up (self);
    }

  g_clear_object (&self->base);
  g_clear_object (&self->connection);
  g_clear_object (&self->cursor);
  g_clear_pointer (&self->framebuffer, inn_framebuffer_unref);
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

static void
inn_vnc_remote_init (InnVncRemote *self)
{
  static const struct
  {
    const char *name;
    GCallback   callback;
  } signals[] = {
    { "vnc-initialized", G_CALLBACK (on_initialized_cb) },
    { "vnc-desktop-resize", G_CALLBACK (on_desktop_resize_cb) },
    { "vnc-framebuffer-update", G_CALLBACK (on_framebuffer_update_cb) },
    { "vnc-bell", G_CALLBACK (on_bell_cb) },
    { "vnc-server-cut-text", G_CALLBACK (on_cut_text_cb) },
    { "vnc-desktop-rename", G_CALLBACK (on_name_cb) },
    { "vnc-cursor-changed", G_CALLBACK (on_cursor_changed_cb) },
    { "vnc-pointer-mode-changed", G_CALLBACK (on_pointer_mode_changed_cb) },
    { "vnc-auth-choose-type", G_CALLBACK (on_choose_type_cb) },
    { "vnc-auth-choose-subtype", G_CALLBACK (on_choose_subtype_cb) },
    { "vnc-auth-credential", G_CALLBACK (on_credential_cb) },
    { "vnc-auth-failure", G_CALLBACK (on_auth_failure_cb) },
    { "vnc-error", G_CALLBACK (on_error_cb) },
    { "vnc-disconnected", G_CALLBACK (emit_closed) },
  };

  self->socket = -1;
  self->connection = vnc_connection_new ();
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_swapped (self->connection, signals[i].name, signals[i].callback, self);
  connect_led_state (self);
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
