/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-display"

#include "config.h"

#include <math.h>

#include "inn-display-private.h"

/* Bits of inn_remote_send_pointer(). */
#define WHEEL_UP    3
#define WHEEL_DOWN  4
#define WHEEL_LEFT  5
#define WHEEL_RIGHT 6
#define BACK        7

/* Where the pointer is to the guest, or that it did not move. */
static void
send_buttons (InnDisplay *self,
              guint       buttons)
{
  gboolean absolute = inn_remote_is_absolute (self->remote);

  inn_remote_send_pointer (self->remote, buttons, absolute ? self->x : 0,
                           absolute ? self->y : 0);
}

static void
on_motion_cb (InnDisplay *self,
              double      x,
              double      y)
{
  int old_x = self->x;
  int old_y = self->y;

  if (!inn_display_takes_input (self) || !inn_display_find_pixel (self, x, y, &self->x, &self->y))
    return;

  if (inn_remote_is_absolute (self->remote))
    inn_remote_send_pointer (self->remote, self->buttons, self->x, self->y);
  else
    inn_remote_send_pointer (self->remote, self->buttons, self->x - old_x, self->y - old_y);
}

/* GDK counts the buttons 1, 2, 3, 8, 9; those between are the wheel. */
static guint
get_bit (guint button)
{
  if (button >= 1 && button <= 3)
    return 1u << (button - 1);

  return button == 8 ? 1u << BACK : 0;
}

static gboolean
on_button_cb (InnDisplay *self,
              GdkEvent   *event)
{
  GdkEventType type = gdk_event_get_event_type (event);
  guint bit;

  if (type != GDK_BUTTON_PRESS && type != GDK_BUTTON_RELEASE)
    return GDK_EVENT_PROPAGATE;

  bit = get_bit (gdk_button_event_get_button (event));
  if (type == GDK_BUTTON_PRESS)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self));
      self->buttons |= bit;
    }
  else
    {
      self->buttons &= ~bit;
    }

  if (inn_display_takes_input (self))
    send_buttons (self, self->buttons);

  return GDK_EVENT_STOP;
}

static void
turn_wheel (InnDisplay *self,
            double     *rest,
            double      step,
            guint       less,
            guint       more)
{
  *rest += step;
  for (; fabs (*rest) >= 1; *rest -= *rest > 0 ? 1 : -1)
    {
      send_buttons (self, self->buttons | 1u << (*rest > 0 ? more : less));
      send_buttons (self, self->buttons);
    }
}

static gboolean
on_scroll_cb (InnDisplay *self,
              double      dx,
              double      dy)
{
  if (!inn_display_takes_input (self))
    return GDK_EVENT_PROPAGATE;

  turn_wheel (self, &self->wheel_x, dx, WHEEL_LEFT, WHEEL_RIGHT);
  turn_wheel (self, &self->wheel_y, dy, WHEEL_UP, WHEEL_DOWN);

  return GDK_EVENT_STOP;
}

/* They came up where we do not see it. */
void
inn_display_release_buttons (InnDisplay *self)
{
  if (self->buttons != 0 && self->remote != NULL)
    send_buttons (self, 0);

  self->buttons = 0;
  self->wheel_x = 0;
  self->wheel_y = 0;
}

void
inn_display_init_pointer (InnDisplay *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *button = gtk_event_controller_legacy_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion_cb), self);
  g_signal_connect_swapped (button, "event", G_CALLBACK (on_button_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (on_scroll_cb), self);

  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), button);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}
