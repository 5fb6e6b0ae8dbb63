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

/* GDK counts the buttons 1, 2, 3, 8, 9; those between are the wheel. */
#define BUTTON_BACK    8
#define BUTTON_FORWARD 9

/* Keys of evdev, and 8. */
#define KEYCODE_BACK    166
#define KEYCODE_FORWARD 167

/* A finger on a touchpad moves so far for one step of a wheel. */
#define SURFACE_STEP 10

/* Whether the pointer is the guest's: always if it takes places, after a click if it takes
 * movements. */
gboolean
inn_display_takes_pointer (InnDisplay *self)
{
  return inn_display_takes_input (self) &&
         (self->lock != NULL || inn_remote_is_absolute (self->remote));
}

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
set_lock (InnDisplay *self,
          gboolean    locked)
{
  if (locked == (self->lock != NULL))
    return;

  if (locked)
    self->lock = inn_pointer_lock_new (GTK_WIDGET (self), self->pointer_x, self->pointer_y);
  else
    g_clear_pointer (&self->lock, inn_pointer_lock_free);

  inn_display_sync_cursor (self);
  inn_display_notify (self, INN_DISPLAY_POINTER_GRABBED);
}

/**
 * inn_display_get_pointer_grabbed:
 *
 * Returns: whether the pointer moves in the guest only, which takes movements
 */
gboolean
inn_display_get_pointer_grabbed (InnDisplay *self)
{
  g_return_val_if_fail (INN_IS_DISPLAY (self), FALSE);

  return self->lock != NULL;
}

/* The pointer is the user's again. */
void
inn_display_release_pointer (InnDisplay *self)
{
  set_lock (self, FALSE);
}

static void
on_motion_cb (InnDisplay *self,
              double      x,
              double      y)
{
  int dx;
  int dy;

  self->pointer_x = x;
  self->pointer_y = y;
  if (!inn_display_takes_pointer (self))
    return;

  if (self->lock == NULL)
    {
      inn_display_find_pixel (self, x, y, &self->x, &self->y);
      inn_remote_send_pointer (self->remote, self->buttons, self->x, self->y);
      return;
    }

  inn_pointer_lock_move (self->lock, x, y, &dx, &dy);
  if (dx != 0 || dy != 0)
    inn_remote_send_pointer (self->remote, self->buttons, dx, dy);
}

static void
on_enter_cb (InnDisplay *self,
             double      x,
             double      y)
{
  if (self->lock != NULL)
    inn_pointer_lock_enter (self->lock, x, y);

  on_motion_cb (self, x, y);
}

static void
on_leave_cb (InnDisplay *self)
{
  if (self->lock != NULL)
    inn_pointer_lock_leave (self->lock);
}

/* RFB has no word for the buttons that go back and forward, but for the keys that do. */
static void
press_side_button (InnDisplay *self,
                   guint       button,
                   gboolean    pressed)
{
  guint keycode = button == BUTTON_BACK ? KEYCODE_BACK : KEYCODE_FORWARD;

  if (pressed)
    inn_held_keys_press (self->held, button == BUTTON_BACK ? GDK_KEY_Back : GDK_KEY_Forward,
                         keycode);
  else
    inn_held_keys_release (self->held, keycode);
}

static void
press_button (InnDisplay *self,
              guint       button,
              gboolean    pressed)
{
  guint bit = 1u << (button - 1);

  if (button == BUTTON_BACK || button == BUTTON_FORWARD)
    {
      press_side_button (self, button, pressed);
      return;
    }

  /* Of the click that took the pointer the guest is told nothing. */
  if (button > 3 || pressed == ((self->buttons & bit) != 0))
    return;

  self->buttons ^= bit;
  send_buttons (self, self->buttons);
}

static gboolean
on_button_cb (InnDisplay *self,
              GdkEvent   *event)
{
  gboolean pressed = gdk_event_get_event_type (event) == GDK_BUTTON_PRESS;

  if (!pressed && gdk_event_get_event_type (event) != GDK_BUTTON_RELEASE)
    return GDK_EVENT_PROPAGATE;

  if (pressed)
    gtk_widget_grab_focus (GTK_WIDGET (self));

  if (inn_display_takes_pointer (self))
    press_button (self, gdk_button_event_get_button (event), pressed);
  else if (pressed && inn_display_takes_input (self))
    set_lock (self, TRUE);

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
on_scroll_cb (InnDisplay         *self,
              double              dx,
              double              dy,
              GtkEventController *controller)
{
  GdkScrollUnit unit =
    gtk_event_controller_scroll_get_unit (GTK_EVENT_CONTROLLER_SCROLL (controller));
  double step = unit == GDK_SCROLL_UNIT_SURFACE ? SURFACE_STEP : 1;

  if (!inn_display_takes_pointer (self))
    return GDK_EVENT_PROPAGATE;

  turn_wheel (self, &self->wheel_x, dx / step, WHEEL_LEFT, WHEEL_RIGHT);
  turn_wheel (self, &self->wheel_y, dy / step, WHEEL_UP, WHEEL_DOWN);

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

static void
on_mode_changed_cb (InnDisplay *self)
{
  if (inn_remote_is_absolute (self->remote))
    set_lock (self, FALSE);

  inn_display_sync_cursor (self);
}

void
inn_display_init_pointer (InnDisplay *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *button = gtk_event_controller_legacy_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (on_enter_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave_cb), self);
  g_signal_connect_swapped (button, "event", G_CALLBACK (on_button_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (on_scroll_cb), self);
  g_signal_group_connect_swapped (self->signals, "pointer-mode-changed",
                                  G_CALLBACK (on_mode_changed_cb), self);

  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), button);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}

/* When it is disposed of. */
void
inn_display_free_pointer (InnDisplay *self)
{
  g_clear_pointer (&self->lock, inn_pointer_lock_free);
}
