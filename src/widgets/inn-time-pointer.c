/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-time-pointer"

#include "config.h"

#include <math.h>

#include "inn-time-pointer.h"

#define MIN_DRAG 6           /* pixels: less is a click */
#define ZOOM_STEP 1.25       /* of a wheel */

typedef struct
{
  GtkWidget   *widget;
  InnTimeView *view;
  int          left;         /* pixels of the widget beside the time that it shows */
  int          right;
  double       x;            /* of the pointer */
  double       y;
  gboolean     leads;        /* the cursor is where the pointer is */
  double       drag_x;
} Pointer;

static void
pointer_free (Pointer *self)
{
  g_signal_handlers_disconnect_by_data (self->view, self);
  g_object_unref (self->view);
  g_free (self);
}

static gint64
get_time (Pointer *self,
          double   x)
{
  double width = MAX (gtk_widget_get_width (self->widget) - self->left - self->right, 1);
  gint64 from;
  gint64 to;

  inn_time_view_get_visible (self->view, &from, &to);

  return from + CLAMP ((x - self->left) / width, 0, 1) * (to - from);
}

static void
on_entered_cb (Pointer *self,
               double   x,
               double   y)
{
  self->x = x;
  self->y = y;
  self->leads = TRUE;
  inn_time_view_set_cursor (self->view, get_time (self, x));
}

static void
on_moved_cb (Pointer *self,
             double   x,
             double   y)
{
  /* GTK tells it again whenever something has moved under the pointer; then it may be the keys
   * that have moved the cursor. */
  if (x != self->x || y != self->y)
    on_entered_cb (self, x, y);
}

static void
on_left_cb (Pointer *self)
{
  if (self->leads)
    inn_time_view_clear_cursor (self->view);
  self->leads = FALSE;
}

/* Time moves on under the pointer. */
static void
on_view_changed_cb (Pointer *self)
{
  if (self->leads)
    inn_time_view_set_cursor (self->view, get_time (self, self->x));
}

static void
on_drag_begun_cb (Pointer *self,
                  double   x,
                  double   y)
{
  self->drag_x = x;
}

static void
on_dragged_cb (Pointer *self,
               double   dx,
               double   dy)
{
  if (fabs (dx) >= MIN_DRAG)
    inn_time_view_select (self->view, get_time (self, self->drag_x),
                          get_time (self, self->drag_x + dx));
}

static void
on_drag_ended_cb (Pointer *self,
                  double   dx,
                  double   dy)
{
  inn_time_view_end_selection (self->view, fabs (dx) >= MIN_DRAG);
}

static void
on_drag_cancelled_cb (Pointer *self)
{
  inn_time_view_end_selection (self->view, FALSE);
}

static void
on_pressed_cb (Pointer *self,
               int      n_press)
{
  gtk_widget_grab_focus (self->widget);
  if (n_press == 2)
    inn_time_view_reset_zoom (self->view);
}

static gboolean
on_scrolled_cb (GtkEventController *controller,
                double              dx,
                double              dy,
                Pointer            *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);

  /* Without Ctrl it is the page that scrolls. */
  if (!(state & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;

  inn_time_view_zoom_by (self->view, pow (ZOOM_STEP, dy), get_time (self, self->x));

  return GDK_EVENT_STOP;
}

static void
move_cursor (Pointer *self,
             int      steps)
{
  self->leads = FALSE;
  inn_time_view_move_cursor (self->view, steps);
}

static void
zoom_at_cursor (Pointer *self,
                double   factor)
{
  gint64 from;
  gint64 to;
  gint64 at;

  inn_time_view_get_visible (self->view, &from, &to);
  if (!inn_time_view_get_cursor (self->view, &at))
    at = (from + to) / 2;

  inn_time_view_zoom_by (self->view, factor, at);
}

static void
on_focus_left_cb (Pointer *self)
{
  if (!self->leads)
    inn_time_view_clear_cursor (self->view);
}

static gboolean
leave_zoom (Pointer *self)
{
  if (!inn_time_view_is_zoomed (self->view))
    return GDK_EVENT_PROPAGATE;

  inn_time_view_reset_zoom (self->view);

  return GDK_EVENT_STOP;
}

static gboolean
on_key_pressed_cb (Pointer         *self,
                   guint            keyval,
                   guint            keycode,
                   GdkModifierType  state)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      move_cursor (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      move_cursor (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      move_cursor (self, G_MININT);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      move_cursor (self, G_MAXINT);
      return GDK_EVENT_STOP;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      zoom_at_cursor (self, 1 / (ZOOM_STEP * ZOOM_STEP));
      return GDK_EVENT_STOP;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      zoom_at_cursor (self, ZOOM_STEP * ZOOM_STEP);
      return GDK_EVENT_STOP;
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      inn_time_view_set_paused (self->view, !inn_time_view_get_paused (self->view));
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      return leave_zoom (self);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
add_pointer (Pointer *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new
    (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (on_entered_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_left_cb), self);
  gtk_widget_add_controller (self->widget, motion);

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begun_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_dragged_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_ended_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (on_drag_cancelled_cb), self);
  gtk_widget_add_controller (self->widget, GTK_EVENT_CONTROLLER (drag));

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  gtk_widget_add_controller (self->widget, GTK_EVENT_CONTROLLER (click));

  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scrolled_cb), self);
  gtk_widget_add_controller (self->widget, scroll);
}

/**
 * inn_time_pointer_attach:
 * @left: pixels at the left end of @widget that show no time
 * @right: the same at the right
 *
 * Lets pointer and keyboard work @view over a widget that shows it: the cursor follows the
 * pointer and the arrow keys, Home and End; a drag chooses what is seen, as do Ctrl and the
 * wheel, plus and minus; a double click and Escape show all of the range again. Space pauses.
 */
void
inn_time_pointer_attach (GtkWidget   *widget,
                         InnTimeView *view,
                         int          left,
                         int          right)
{
  GtkEventController *key;
  GtkEventController *focus;
  Pointer *self;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (INN_IS_TIME_VIEW (view));

  self = g_new0 (Pointer, 1);
  self->widget = widget;
  self->view = g_object_ref (view);
  self->left = left;
  self->right = right;
  g_object_set_data_full (G_OBJECT (widget), "inn-time-pointer", self,
                          (GDestroyNotify) pointer_free);

  add_pointer (self);
  key = gtk_event_controller_key_new ();
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (widget, key);
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left_cb), self);
  gtk_widget_add_controller (widget, focus);
  g_signal_connect_swapped (view, "changed", G_CALLBACK (on_view_changed_cb), self);
  gtk_widget_set_focusable (widget, TRUE);
}
