/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-display"

#include "config.h"

#include "inn-display-private.h"

/* What another guest has shown says nothing of this one. */
void
inn_display_forget_leds (InnDisplay *self)
{
  self->leds = self->remote != NULL ? inn_remote_get_leds (self->remote) : 0;
  self->shows_caps = FALSE;
}

static void
on_leds_changed_cb (InnDisplay *self)
{
  guint leds = inn_remote_get_leds (self->remote);

  if ((leds ^ self->leds) & INN_REMOTE_LED_CAPS)
    self->shows_caps = TRUE;
  self->leds = leds;
}

/* Caps Lock was pressed elsewhere, meanwhile. A guest that never lit that lamp may not know it:
 * then a key too many would make things worse. */
void
inn_display_sync_caps_lock (InnDisplay *self)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (self)));
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;

  if (keyboard == NULL || !self->shows_caps || !inn_display_takes_input (self) ||
      gdk_device_get_caps_lock_state (keyboard) == ((self->leds & INN_REMOTE_LED_CAPS) != 0))
    return;

  inn_display_send_combo (self, "CapsLock");
}

void
inn_display_init_leds (InnDisplay *self)
{
  g_signal_group_connect_swapped (self->signals, "leds-changed",
                                  G_CALLBACK (on_leds_changed_cb), self);
}
