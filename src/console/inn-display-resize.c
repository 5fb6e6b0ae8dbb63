/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-display"

#include "config.h"

#include "inn-display-private.h"

/* Milliseconds for which the widget has to keep its size. */
#define DELAY 300

/* Nobody can use a screen that is smaller. */
#define LEAST 64

/* Whether the size of the guest's screen follows that of the widget. */
gboolean
inn_display_leads_guest (InnDisplay *self)
{
  return self->resizes_guest && self->remote != NULL && inn_remote_can_resize (self->remote);
}

static gboolean
on_time_cb (gpointer user_data)
{
  InnDisplay *self = user_data;
  InnFramebuffer *framebuffer = inn_display_get_framebuffer (self);
  int scale_factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  guint width = (guint) (gtk_widget_get_width (GTK_WIDGET (self)) * scale_factor);
  guint height = (guint) (gtk_widget_get_height (GTK_WIDGET (self)) * scale_factor);

  self->resize_id = 0;
  if (inn_display_leads_guest (self) && framebuffer != NULL && width >= LEAST && height >= LEAST &&
      (width != inn_framebuffer_get_width (framebuffer) ||
       height != inn_framebuffer_get_height (framebuffer)))
    inn_remote_resize (self->remote, width, height);

  return G_SOURCE_REMOVE;
}

/* The widget may have another size than the guest believes. */
void
inn_display_queue_resize (InnDisplay *self)
{
  g_clear_handle_id (&self->resize_id, g_source_remove);
  if (inn_display_leads_guest (self))
    self->resize_id = g_timeout_add (DELAY, on_time_cb, self);
}

/* Another guest, or one that can do it now. */
void
inn_display_sync_resize (InnDisplay *self)
{
  gtk_widget_queue_resize (GTK_WIDGET (self));
  inn_display_queue_resize (self);
  inn_display_notify (self, INN_DISPLAY_CAN_RESIZE_GUEST);
}

void
inn_display_set_resizes_guest (InnDisplay *self,
                               gboolean    resizes)
{
  if (self->resizes_guest == resizes)
    return;

  self->resizes_guest = resizes;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  inn_display_queue_resize (self);
  inn_display_notify (self, INN_DISPLAY_RESIZES_GUEST);
}

void
inn_display_init_resize (InnDisplay *self)
{
  g_signal_group_connect_swapped (self->signals, "can-resize-changed",
                                  G_CALLBACK (inn_display_sync_resize), self);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (inn_display_queue_resize), NULL);
}

/* When it is disposed of. */
void
inn_display_free_resize (InnDisplay *self)
{
  g_clear_handle_id (&self->resize_id, g_source_remove);
}
