/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-display"

#include "config.h"

#include <math.h>

#include "inn-display.h"
#include "inn-keyboard-grab.h"
#include "inn-keymap.h"
#include "inn-painter.h"

/* Bits of inn_remote_send_pointer(). */
#define WHEEL_UP    3
#define WHEEL_DOWN  4
#define WHEEL_LEFT  5
#define WHEEL_RIGHT 6
#define BACK        7

struct _InnDisplay
{
  GtkWidget        parent_instance;

  InnRemote       *remote;
  GSignalGroup    *signals;
  InnPainter      *painter;
  InnHeldKeys     *held;
  InnKeyboardGrab *grab;
  InnScaling       scaling;
  guint            buttons;    /* that are down */
  int              x;          /* where the guest believes the pointer to be */
  int              y;
  double           wheel_x;    /* of steps that are not whole yet */
  double           wheel_y;
  gboolean         may_leave;  /* Ctrl+Alt is down and nothing else was pressed */
};

enum
{
  PROP_0,
  PROP_SCALING,
  PROP_GRABBED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnDisplay, inn_display, GTK_TYPE_WIDGET)

static InnFramebuffer *
get_framebuffer (InnDisplay *self)
{
  return self->remote != NULL ? inn_remote_get_framebuffer (self->remote) : NULL;
}

/* In the units of the widget, which are not pixels on a screen of high density. */
static double
get_scale (InnDisplay     *self,
           InnFramebuffer *framebuffer)
{
  double width = inn_framebuffer_get_width (framebuffer);
  double height = inn_framebuffer_get_height (framebuffer);

  if (self->scaling == INN_SCALING_NATIVE)
    return 1.0 / gtk_widget_get_scale_factor (GTK_WIDGET (self));

  return MIN (gtk_widget_get_width (GTK_WIDGET (self)) / width,
              gtk_widget_get_height (GTK_WIDGET (self)) / height);
}

/* Where the picture is: in the middle. */
static graphene_rect_t
get_bounds (InnDisplay     *self,
            InnFramebuffer *framebuffer)
{
  double scale = get_scale (self, framebuffer);
  double width = inn_framebuffer_get_width (framebuffer) * scale;
  double height = inn_framebuffer_get_height (framebuffer) * scale;
  double x = MAX (0, floor ((gtk_widget_get_width (GTK_WIDGET (self)) - width) / 2));
  double y = MAX (0, floor ((gtk_widget_get_height (GTK_WIDGET (self)) - height) / 2));

  return GRAPHENE_RECT_INIT (x, y, width, height);
}

static void
inn_display_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  InnDisplay *self = INN_DISPLAY (widget);
  InnFramebuffer *framebuffer = get_framebuffer (self);
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  graphene_rect_t bounds;

  if (framebuffer == NULL)
    return;

  bounds = get_bounds (self, framebuffer);
  if (bounds.size.width >= 1 && bounds.size.height >= 1)
    inn_painter_snapshot (self->painter, snapshot, framebuffer, &bounds,
                          GSK_IS_CAIRO_RENDERER (renderer));
}

static void
inn_display_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  InnDisplay *self = INN_DISPLAY (widget);
  InnFramebuffer *framebuffer = get_framebuffer (self);
  guint size = 0;

  if (framebuffer != NULL)
    size = orientation == GTK_ORIENTATION_HORIZONTAL ? inn_framebuffer_get_width (framebuffer)
                                                     : inn_framebuffer_get_height (framebuffer);
  size /= gtk_widget_get_scale_factor (widget);
  *natural = size;
  *minimum = self->scaling == INN_SCALING_NATIVE ? size : 0;
}

/*
 * What the guest tells
 */

/* A guest that does not draw its own pointer tells what it looks like. */
static void
sync_cursor (InnDisplay *self)
{
  int hot_x = 0;
  int hot_y = 0;
  GdkTexture *texture = NULL;
  g_autoptr (GdkCursor) cursor = NULL;

  if (self->remote != NULL)
    texture = inn_remote_get_cursor (self->remote, &hot_x, &hot_y);
  if (texture != NULL)
    cursor = gdk_cursor_new_from_texture (texture, hot_x, hot_y, NULL);
  else if (get_framebuffer (self) != NULL)
    cursor = gdk_cursor_new_from_name ("none", NULL);

  gtk_widget_set_cursor (GTK_WIDGET (self), cursor);
}

/*
 * Keyboard
 */

static void
send_key (gboolean down,
          guint    keyval,
          guint    scancode,
          gpointer user_data)
{
  InnDisplay *self = user_data;

  if (self->remote != NULL)
    inn_remote_send_key (self->remote, down, keyval, scancode);
}

static void
set_grabbed (InnDisplay *self,
             gboolean    grabbed)
{
  if (grabbed == (self->grab != NULL))
    return;

  if (grabbed)
    self->grab = inn_keyboard_grab_new (GTK_WIDGET (self));
  else
    g_clear_pointer (&self->grab, inn_keyboard_grab_free);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GRABBED]);
}

static void
on_framebuffer_changed_cb (InnDisplay *self)
{
  inn_painter_clear (self->painter);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  set_grabbed (self, get_framebuffer (self) != NULL && gtk_widget_has_focus (GTK_WIDGET (self)));
}

static gboolean
is_modifier (guint keyval)
{
  return keyval == GDK_KEY_Control_L || keyval == GDK_KEY_Control_R ||
         keyval == GDK_KEY_Alt_L || keyval == GDK_KEY_Alt_R ||
         keyval == GDK_KEY_Meta_L || keyval == GDK_KEY_Meta_R;
}

static gboolean
on_key_pressed_cb (InnDisplay      *self,
                   guint            keyval,
                   guint            keycode,
                   GdkModifierType  state)
{
  GdkModifierType other = keyval == GDK_KEY_Control_L || keyval == GDK_KEY_Control_R
                          ? GDK_ALT_MASK : GDK_CONTROL_MASK;

  if (get_framebuffer (self) == NULL)
    return GDK_EVENT_PROPAGATE;

  self->may_leave = is_modifier (keyval) && (state & other) != 0;
  /* No keyboard of a PC has a key of that name. */
  inn_held_keys_press (self->held, keyval == GDK_KEY_ISO_Left_Tab ? GDK_KEY_Tab : keyval, keycode);

  return GDK_EVENT_STOP;
}

/* Ctrl and Alt went down and come up, and nothing else happened: the user wants to leave. */
static void
on_key_released_cb (InnDisplay      *self,
                    guint            keyval,
                    guint            keycode,
                    GdkModifierType  state)
{
  gboolean leaves = self->may_leave && is_modifier (keyval);

  self->may_leave = FALSE;
  inn_held_keys_release (self->held, keycode);

  if (leaves && self->grab != NULL)
    {
      inn_held_keys_release_all (self->held);
      set_grabbed (self, FALSE);
      gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                              GTK_DIR_TAB_FORWARD);
    }
}

static void
on_focus_enter_cb (InnDisplay *self)
{
  set_grabbed (self, get_framebuffer (self) != NULL);
}

static void
on_focus_leave_cb (InnDisplay *self)
{
  self->may_leave = FALSE;
  inn_held_keys_release_all (self->held);
  set_grabbed (self, FALSE);
}

/*
 * Pointer
 */

static void
send_pointer (InnDisplay *self,
              guint       buttons,
              double      x,
              double      y)
{
  InnFramebuffer *framebuffer = get_framebuffer (self);
  graphene_rect_t bounds;
  double scale;
  int old_x = self->x;
  int old_y = self->y;

  if (framebuffer == NULL)
    return;

  bounds = get_bounds (self, framebuffer);
  scale = get_scale (self, framebuffer);
  self->x = CLAMP ((x - bounds.origin.x) / scale, 0,
                   (int) inn_framebuffer_get_width (framebuffer) - 1);
  self->y = CLAMP ((y - bounds.origin.y) / scale, 0,
                   (int) inn_framebuffer_get_height (framebuffer) - 1);

  if (inn_remote_is_absolute (self->remote))
    inn_remote_send_pointer (self->remote, buttons, self->x, self->y);
  else
    inn_remote_send_pointer (self->remote, buttons, self->x - old_x, self->y - old_y);
}

static void
on_motion_cb (InnDisplay *self,
              double      x,
              double      y)
{
  send_pointer (self, self->buttons, x, y);
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

  if (self->remote != NULL && inn_remote_is_absolute (self->remote))
    inn_remote_send_pointer (self->remote, self->buttons, self->x, self->y);
  else if (self->remote != NULL)
    inn_remote_send_pointer (self->remote, self->buttons, 0, 0);

  return GDK_EVENT_STOP;
}

static void
turn_wheel (InnDisplay *self,
            double     *rest,
            double      step,
            guint       less,
            guint       more)
{
  gboolean absolute = inn_remote_is_absolute (self->remote);
  int x = absolute ? self->x : 0;
  int y = absolute ? self->y : 0;

  *rest += step;
  for (; fabs (*rest) >= 1; *rest -= *rest > 0 ? 1 : -1)
    {
      guint bit = 1u << (*rest > 0 ? more : less);

      inn_remote_send_pointer (self->remote, self->buttons | bit, x, y);
      inn_remote_send_pointer (self->remote, self->buttons, x, y);
    }
}

static gboolean
on_scroll_cb (InnDisplay *self,
              double      dx,
              double      dy)
{
  if (get_framebuffer (self) == NULL)
    return GDK_EVENT_PROPAGATE;

  turn_wheel (self, &self->wheel_x, dx, WHEEL_LEFT, WHEEL_RIGHT);
  turn_wheel (self, &self->wheel_y, dy, WHEEL_UP, WHEEL_DOWN);

  return GDK_EVENT_STOP;
}

/*
 * GObject
 */

static void
inn_display_dispose (GObject *object)
{
  InnDisplay *self = INN_DISPLAY (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->remote);
  g_clear_pointer (&self->grab, inn_keyboard_grab_free);

  G_OBJECT_CLASS (inn_display_parent_class)->dispose (object);
}

static void
inn_display_finalize (GObject *object)
{
  InnDisplay *self = INN_DISPLAY (object);

  inn_painter_free (self->painter);
  inn_held_keys_free (self->held);

  G_OBJECT_CLASS (inn_display_parent_class)->finalize (object);
}

static void
inn_display_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  InnDisplay *self = INN_DISPLAY (object);

  switch (prop_id)
    {
    case PROP_SCALING:
      g_value_set_uint (value, self->scaling);
      break;

    case PROP_GRABBED:
      g_value_set_boolean (value, inn_display_get_grabbed (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_display_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_SCALING:
      inn_display_set_scaling (INN_DISPLAY (object), g_value_get_uint (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_display_class_init (InnDisplayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_display_dispose;
  object_class->finalize = inn_display_finalize;
  object_class->get_property = inn_display_get_property;
  object_class->set_property = inn_display_set_property;

  widget_class->snapshot = inn_display_snapshot;
  widget_class->measure = inn_display_measure;

  properties[PROP_SCALING] =
    g_param_spec_uint ("scaling", NULL, NULL, INN_SCALING_FIT, INN_SCALING_NATIVE,
                       INN_SCALING_FIT,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  properties[PROP_GRABBED] =
    g_param_spec_boolean ("grabbed", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "display");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (InnDisplay *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *button = gtk_event_controller_legacy_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  g_signal_connect_swapped (key, "key-released", G_CALLBACK (on_key_released_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_focus_enter_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_leave_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion_cb), self);
  g_signal_connect_swapped (button, "event", G_CALLBACK (on_button_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (on_scroll_cb), self);

  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), button);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}

static void
inn_display_init (InnDisplay *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  self->painter = inn_painter_new ();
  self->held = inn_held_keys_new (send_key, self);

  self->signals = g_signal_group_new (INN_TYPE_REMOTE);
  g_signal_group_connect_swapped (self->signals, "framebuffer-changed",
                                  G_CALLBACK (on_framebuffer_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "framebuffer-changed",
                                  G_CALLBACK (sync_cursor), self);
  g_signal_group_connect_swapped (self->signals, "damaged",
                                  G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_group_connect_swapped (self->signals, "cursor-changed",
                                  G_CALLBACK (sync_cursor), self);

  add_controllers (self);
}

/**
 * inn_display_set_remote:
 * @remote: (nullable): whose screen is shown; %NULL: the last picture goes
 */
void
inn_display_set_remote (InnDisplay *self,
                        InnRemote  *remote)
{
  g_return_if_fail (INN_IS_DISPLAY (self));
  g_return_if_fail (remote == NULL || INN_IS_REMOTE (remote));

  if (self->remote == remote)
    return;

  inn_held_keys_release_all (self->held);
  g_signal_group_set_target (self->signals, remote);
  g_set_object (&self->remote, remote);
  self->buttons = 0;

  on_framebuffer_changed_cb (self);
  sync_cursor (self);
}

InnScaling
inn_display_get_scaling (InnDisplay *self)
{
  g_return_val_if_fail (INN_IS_DISPLAY (self), INN_SCALING_FIT);

  return self->scaling;
}

void
inn_display_set_scaling (InnDisplay *self,
                         InnScaling  scaling)
{
  g_return_if_fail (INN_IS_DISPLAY (self));

  if (self->scaling == scaling)
    return;

  self->scaling = scaling;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCALING]);
}

/**
 * inn_display_get_grabbed:
 *
 * Returns: whether every key goes to the guest; Ctrl+Alt gives the keyboard back
 */
gboolean
inn_display_get_grabbed (InnDisplay *self)
{
  g_return_val_if_fail (INN_IS_DISPLAY (self), FALSE);

  return self->grab != NULL;
}

/**
 * inn_display_send_keys:
 * @keyvals: keys that go down in this order and come up in the other
 */
void
inn_display_send_keys (InnDisplay  *self,
                       const guint *keyvals,
                       guint        n_keyvals)
{
  g_return_if_fail (INN_IS_DISPLAY (self));

  if (self->remote == NULL)
    return;

  for (guint i = 0; i < n_keyvals; i++)
    inn_remote_send_key (self->remote, TRUE, keyvals[i], inn_keymap_find_scancode (keyvals[i]));
  for (guint i = n_keyvals; i > 0; i--)
    inn_remote_send_key (self->remote, FALSE, keyvals[i - 1],
                         inn_keymap_find_scancode (keyvals[i - 1]));
}

/**
 * inn_display_get_size:
 * @width: (out): of the guest's screen, in its pixels
 * @height: (out): as well
 * @scale: (out): how many pixels of this screen one of them takes
 *
 * Returns: %FALSE: there is no picture
 */
gboolean
inn_display_get_size (InnDisplay *self,
                      guint      *width,
                      guint      *height,
                      double     *scale)
{
  InnFramebuffer *framebuffer = get_framebuffer (self);

  if (framebuffer == NULL)
    return FALSE;

  *width = inn_framebuffer_get_width (framebuffer);
  *height = inn_framebuffer_get_height (framebuffer);
  *scale = get_scale (self, framebuffer) * gtk_widget_get_scale_factor (GTK_WIDGET (self));

  return TRUE;
}

/**
 * inn_display_copy:
 *
 * Returns: (transfer full) (nullable): the picture as it is now
 */
GdkTexture *
inn_display_copy (InnDisplay *self)
{
  InnFramebuffer *framebuffer = get_framebuffer (self);

  return framebuffer != NULL ? inn_framebuffer_copy (framebuffer) : NULL;
}
