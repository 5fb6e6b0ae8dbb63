/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-vnc-picture"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-vnc-remote-private.h"

/* After GTK has drawn: one request for all rectangles that came meanwhile. */
#define REQUEST_PRIORITY (G_PRIORITY_DEFAULT_IDLE + 10)

/* A picture that is still not whole after these ms is shown as it is. */
#define FILL_DEADLINE 500

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
  g_clear_handle_id (&self->deadline_id, g_source_remove);
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

  if (width <= 0 || height <= 0 || width > INN_VNC_MAX_SIZE || height > INN_VNC_MAX_SIZE ||
      width * height > INN_VNC_MAX_PIXELS)
    {
      inn_vnc_remote_give_up (self, _("The display has a size that cannot be shown."));
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

/* No more than inn-rfb-check.c knows. Near by, raw pixels are the cheapest; over a network those
 * that were packed. */
static void
set_encodings (InnVncRemote *self)
{
  gint32 encodings[] = {
    self->near ? VNC_CONNECTION_ENCODING_RAW : VNC_CONNECTION_ENCODING_TIGHT,
    VNC_CONNECTION_ENCODING_COPY_RECT,
    VNC_CONNECTION_ENCODING_TIGHT,
    VNC_CONNECTION_ENCODING_ZRLE,
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

/* The display has let us in: asks for its picture. */
gboolean
inn_vnc_remote_begin_picture (InnVncRemote *self)
{
  vnc_connection_set_pixel_format (self->connection, &own_format);
  set_encodings (self);
  if (!make_framebuffer (self, vnc_connection_get_width (self->connection),
                         vnc_connection_get_height (self->connection)))
    return FALSE;

  request (self, FALSE);

  return TRUE;
}

/* No more is shown, and nothing asked for. */
void
inn_vnc_remote_stop_picture (InnVncRemote *self)
{
  g_clear_handle_id (&self->request_id, g_source_remove);
  drop_next (self);
}

void
inn_vnc_remote_init_picture (InnVncRemote *self)
{
  inn_vnc_remote_connect (self, "vnc-desktop-resize", G_CALLBACK (on_desktop_resize_cb));
  inn_vnc_remote_connect (self, "vnc-framebuffer-update", G_CALLBACK (on_framebuffer_update_cb));
  inn_vnc_remote_connect (self, "vnc-cursor-changed", G_CALLBACK (on_cursor_changed_cb));
}
