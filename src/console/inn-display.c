/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-display"

#include "config.h"

#include "inn-display-private.h"
#include "inn-guest-cursor.h"

/* After those by which gvnc tells of parts, before the next update is asked for. */
#define DRAW_PRIORITY (G_PRIORITY_DEFAULT_IDLE + 5)

/* In µs: a frame. */
#define LONGEST_UPDATE 16000

static GParamSpec *properties[INN_DISPLAY_N_PROPERTIES];

G_DEFINE_FINAL_TYPE (InnDisplay, inn_display, GTK_TYPE_WIDGET)

/* Returns: (nullable): the guest's picture */
InnFramebuffer *
inn_display_get_framebuffer (InnDisplay *self)
{
  return self->remote != NULL ? inn_remote_get_framebuffer (self->remote) : NULL;
}

static graphene_rect_t
get_bounds (InnDisplay     *self,
            InnFramebuffer *framebuffer)
{
  GtkWidget *widget = GTK_WIDGET (self);
  graphene_rect_t bounds;

  inn_scaling_get_bounds (self->scaling, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget), gtk_widget_get_scale_factor (widget),
                          inn_framebuffer_get_width (framebuffer),
                          inn_framebuffer_get_height (framebuffer), &bounds);

  return bounds;
}

/* How many pixels of this screen one of the guest's takes. */
static double
get_scale (InnDisplay     *self,
           InnFramebuffer *framebuffer)
{
  return get_bounds (self, framebuffer).size.width *
         gtk_widget_get_scale_factor (GTK_WIDGET (self)) /
         inn_framebuffer_get_width (framebuffer);
}

/*
 * inn_display_find_pixel:
 * @x: a place in the widget
 * @y: as well
 * @pixel_x: (out): what is seen there, or the nearest that is seen
 * @pixel_y: (out): as well
 *
 * Returns: %FALSE: there is no picture
 */
gboolean
inn_display_find_pixel (InnDisplay *self,
                        double      x,
                        double      y,
                        int        *pixel_x,
                        int        *pixel_y)
{
  InnFramebuffer *framebuffer = inn_display_get_framebuffer (self);
  graphene_rect_t bounds;

  if (framebuffer == NULL)
    return FALSE;

  bounds = get_bounds (self, framebuffer);
  inn_scaling_find_pixel (&bounds, inn_framebuffer_get_width (framebuffer),
                          inn_framebuffer_get_height (framebuffer), x, y, pixel_x, pixel_y);

  return TRUE;
}

static void
inn_display_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  InnDisplay *self = INN_DISPLAY (widget);
  InnFramebuffer *framebuffer = inn_display_get_framebuffer (self);
  graphene_rect_t bounds;

  if (framebuffer == NULL)
    return;

  if (self->painter == NULL)
    self->painter =
      inn_painter_new (gtk_native_get_renderer (gtk_widget_get_native (widget)));

  bounds = get_bounds (self, framebuffer);
  inn_painter_snapshot (self->painter, snapshot, framebuffer, &bounds,
                        gtk_widget_get_scale_factor (widget));
}

/* What a painter has made is of use for one renderer only. */
static void
inn_display_unrealize (GtkWidget *widget)
{
  g_clear_pointer (&INN_DISPLAY (widget)->painter, inn_painter_free);

  GTK_WIDGET_CLASS (inn_display_parent_class)->unrealize (widget);
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
  InnFramebuffer *framebuffer = inn_display_get_framebuffer (self);
  int scale_factor = gtk_widget_get_scale_factor (widget);
  int size = 0;

  if (framebuffer != NULL)
    size = (int) (orientation == GTK_ORIENTATION_HORIZONTAL
                  ? inn_framebuffer_get_width (framebuffer)
                  : inn_framebuffer_get_height (framebuffer));
  size = (size + scale_factor - 1) / scale_factor;
  *natural = size;
  /* A guest that follows the window must not keep it from becoming smaller. */
  *minimum = self->scaling == INN_SCALING_NATIVE && !inn_display_leads_guest (self) ? size : 0;
}

/*
 * What the guest tells
 */

static gboolean
draw_cb (gpointer user_data)
{
  InnDisplay *self = user_data;

  self->draw_id = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

/* The parts of one update come one after the other, and GTK would begin a frame after the first
 * of them, and another one for the rest. But a guest that never stops is seen, too. */
static void
on_damaged_cb (InnDisplay *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->draw_id == 0)
    {
      self->damaged_at = now;
      self->draw_id = g_idle_add_full (DRAW_PRIORITY, draw_cb, self, NULL);
    }
  else if (now - self->damaged_at > LONGEST_UPDATE)
    {
      self->damaged_at = now;
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
}

/* A guest that does not draw its own pointer tells what it looks like. */
static GdkCursor *
new_cursor (InnDisplay *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  InnFramebuffer *framebuffer = inn_display_get_framebuffer (self);
  GdkTexture *texture;
  int hot_x;
  int hot_y;

  /* Before a click has given it to the guest the pointer is ours. */
  if (!inn_display_takes_pointer (self))
    return NULL;

  texture = inn_remote_get_cursor (self->remote, &hot_x, &hot_y);
  if (texture == NULL || self->lock != NULL)
    return gdk_cursor_new_from_name ("none", NULL);

  return inn_guest_cursor_new (gtk_widget_get_display (widget), texture, hot_x, hot_y,
                               get_scale (self, framebuffer),
                               gtk_widget_get_scale_factor (widget));
}

void
inn_display_sync_cursor (InnDisplay *self)
{
  g_autoptr (GdkCursor) cursor = new_cursor (self);

  gtk_widget_set_cursor (GTK_WIDGET (self), cursor);
}

static void
inn_display_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  inn_display_sync_cursor (INN_DISPLAY (widget));
  inn_display_queue_resize (INN_DISPLAY (widget));
}

static void
on_framebuffer_changed_cb (InnDisplay *self)
{
  if (self->painter != NULL)
    inn_painter_clear (self->painter);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  inn_display_sync_grab (self);
}

/*
 * Input
 */

/* Whether what the user does is the guest's to see. */
gboolean
inn_display_takes_input (InnDisplay *self)
{
  return !self->view_only && inn_display_get_framebuffer (self) != NULL;
}

/* Keys and buttons that are down come up: nobody would say any more when they do. */
void
inn_display_let_go (InnDisplay *self)
{
  inn_display_release_keys (self);
  inn_display_release_buttons (self);
  inn_display_release_pointer (self);
}

void
inn_display_notify (InnDisplay         *self,
                    InnDisplayProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_view_only (InnDisplay *self,
               gboolean    view_only)
{
  if (self->view_only == view_only)
    return;

  if (view_only)
    {
      inn_display_stop_typing (self);
      inn_display_let_go (self);
    }
  self->view_only = view_only;
  inn_display_sync_cursor (self);
  inn_display_sync_grab (self);
  inn_display_notify (self, INN_DISPLAY_VIEW_ONLY);
}

/*
 * GObject
 */

/* The window closes, or another page is shown. */
static void
inn_display_unmap (GtkWidget *widget)
{
  inn_display_stop_typing (INN_DISPLAY (widget));
  inn_display_let_go (INN_DISPLAY (widget));

  GTK_WIDGET_CLASS (inn_display_parent_class)->unmap (widget);
}

static void
inn_display_dispose (GObject *object)
{
  InnDisplay *self = INN_DISPLAY (object);

  g_clear_handle_id (&self->draw_id, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->remote);
  inn_display_free_keyboard (self);
  inn_display_free_pointer (self);
  inn_display_free_resize (self);

  G_OBJECT_CLASS (inn_display_parent_class)->dispose (object);
}

static void
inn_display_finalize (GObject *object)
{
  InnDisplay *self = INN_DISPLAY (object);

  g_clear_pointer (&self->painter, inn_painter_free);
  inn_display_finalize_keyboard (self);
  inn_display_free_typing (self);

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
    case INN_DISPLAY_SCALING:
      g_value_set_uint (value, self->scaling);
      break;

    case INN_DISPLAY_GRABBED:
      g_value_set_boolean (value, inn_display_get_grabbed (self));
      break;

    case INN_DISPLAY_VIEW_ONLY:
      g_value_set_boolean (value, self->view_only);
      break;

    case INN_DISPLAY_POINTER_GRABBED:
      g_value_set_boolean (value, inn_display_get_pointer_grabbed (self));
      break;

    case INN_DISPLAY_TYPING:
      g_value_set_boolean (value, inn_display_get_typing (self));
      break;

    case INN_DISPLAY_RESIZES_GUEST:
      g_value_set_boolean (value, self->resizes_guest);
      break;

    case INN_DISPLAY_CAN_RESIZE_GUEST:
      g_value_set_boolean (value, self->remote != NULL && inn_remote_can_resize (self->remote));
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
    case INN_DISPLAY_SCALING:
      inn_display_set_scaling (INN_DISPLAY (object), g_value_get_uint (value));
      break;

    case INN_DISPLAY_VIEW_ONLY:
      set_view_only (INN_DISPLAY (object), g_value_get_boolean (value));
      break;

    case INN_DISPLAY_RESIZES_GUEST:
      inn_display_set_resizes_guest (INN_DISPLAY (object), g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_flag (InnDisplayProperty  property,
              const char         *name,
              gboolean            writable)
{
  properties[property] =
    g_param_spec_boolean (name, NULL, NULL, FALSE,
                          (writable ? G_PARAM_READWRITE : G_PARAM_READABLE) |
                          G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
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

  widget_class->unmap = inn_display_unmap;
  widget_class->unrealize = inn_display_unrealize;
  widget_class->snapshot = inn_display_snapshot;
  widget_class->measure = inn_display_measure;
  widget_class->size_allocate = inn_display_size_allocate;

  properties[INN_DISPLAY_SCALING] =
    g_param_spec_uint ("scaling", NULL, NULL, INN_SCALING_FIT, INN_SCALING_INTEGER,
                       INN_SCALING_FIT,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  install_flag (INN_DISPLAY_GRABBED, "grabbed", FALSE);
  install_flag (INN_DISPLAY_VIEW_ONLY, "view-only", TRUE);
  install_flag (INN_DISPLAY_POINTER_GRABBED, "pointer-grabbed", FALSE);
  install_flag (INN_DISPLAY_TYPING, "typing", FALSE);
  install_flag (INN_DISPLAY_RESIZES_GUEST, "resizes-guest", TRUE);
  install_flag (INN_DISPLAY_CAN_RESIZE_GUEST, "can-resize-guest", FALSE);

  g_object_class_install_properties (object_class, INN_DISPLAY_N_PROPERTIES, properties);

  gtk_widget_class_set_css_name (widget_class, "display");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
inn_display_init (InnDisplay *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  self->signals = g_signal_group_new (INN_TYPE_REMOTE);
  g_signal_group_connect_swapped (self->signals, "framebuffer-changed",
                                  G_CALLBACK (on_framebuffer_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "framebuffer-changed",
                                  G_CALLBACK (inn_display_sync_cursor), self);
  g_signal_group_connect_swapped (self->signals, "damaged",
                                  G_CALLBACK (on_damaged_cb), self);
  g_signal_group_connect_swapped (self->signals, "cursor-changed",
                                  G_CALLBACK (inn_display_sync_cursor), self);

  inn_display_init_keyboard (self);
  inn_display_init_pointer (self);
  inn_display_init_typing (self);
  inn_display_init_resize (self);
  inn_display_init_leds (self);
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

  inn_display_stop_typing (self);
  inn_display_let_go (self);
  g_signal_group_set_target (self->signals, remote);
  g_set_object (&self->remote, remote);
  inn_display_forget_leds (self);
  inn_display_sync_resize (self);

  on_framebuffer_changed_cb (self);
  inn_display_sync_cursor (self);
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
  inn_display_notify (self, INN_DISPLAY_SCALING);
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
  InnFramebuffer *framebuffer = inn_display_get_framebuffer (self);

  if (framebuffer == NULL)
    return FALSE;

  *width = inn_framebuffer_get_width (framebuffer);
  *height = inn_framebuffer_get_height (framebuffer);
  *scale = get_scale (self, framebuffer);

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
  InnFramebuffer *framebuffer = inn_display_get_framebuffer (self);

  return framebuffer != NULL ? inn_framebuffer_copy (framebuffer) : NULL;
}
