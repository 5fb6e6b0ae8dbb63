/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-pointer-lock"

#include "config.h"

#include <math.h>

#include "inn-pointer-lock.h"

#if defined (GDK_WINDOWING_X11) && defined (HAVE_X11)
#include <gdk/x11/gdkx.h>
#endif

struct _InnPointerLock
{
  GtkWidget *widget;
  double     x;         /* where the pointer was last */
  double     y;
  double     rest_x;    /* of movements that are not whole yet */
  double     rest_y;
  gboolean   warping;   /* it is on its way to the middle */
  double     middle_x;
  double     middle_y;
};

/* On Wayland there is no warping, and GDK has no lock: movements end at the edge of the
 * screen. */
static gboolean
warp (GtkWidget *widget,
      double     x,
      double     y)
{
#if defined (GDK_WINDOWING_X11) && defined (HAVE_X11)
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = gtk_native_get_surface (native);
  graphene_point_t place = GRAPHENE_POINT_INIT ((float) x, (float) y);
  Display *display;
  int scale;
  double left;
  double top;

  if (!GDK_IS_X11_SURFACE (surface) ||
      !gtk_widget_compute_point (widget, GTK_WIDGET (native), &place, &place))
    return FALSE;

  gtk_native_get_surface_transform (native, &left, &top);
  display = gdk_x11_display_get_xdisplay (gdk_surface_get_display (surface));
  scale = gdk_surface_get_scale_factor (surface);
  XWarpPointer (display, None, gdk_x11_surface_get_xid (surface), 0, 0, 0, 0,
                (int) round ((place.x + left) * scale), (int) round ((place.y + top) * scale));
  XFlush (display);

  return TRUE;
#else
  return FALSE;
#endif
}

/* Of @self what is seen: it may be larger than what it scrolls in. */
static void
get_area (InnPointerLock  *self,
          graphene_rect_t *area)
{
  GtkWidget *parent = gtk_widget_get_parent (self->widget);
  graphene_rect_t all;

  graphene_rect_init (area, 0, 0, (float) gtk_widget_get_width (self->widget),
                      (float) gtk_widget_get_height (self->widget));
  if (parent != NULL && gtk_widget_compute_bounds (parent, self->widget, &all))
    graphene_rect_intersection (area, &all, area);
}

static void
go_to_middle (InnPointerLock *self)
{
  graphene_rect_t area;
  graphene_point_t middle;

  get_area (self, &area);
  graphene_rect_get_center (&area, &middle);
  self->middle_x = floor (middle.x);
  self->middle_y = floor (middle.y);
  self->warping = warp (self->widget, self->middle_x, self->middle_y);
}

/**
 * inn_pointer_lock_new:
 * @widget: what the pointer is over; has to live longer
 * @x: where it is there
 * @y: as well
 */
InnPointerLock *
inn_pointer_lock_new (GtkWidget *widget,
                      double     x,
                      double     y)
{
  InnPointerLock *self = g_new0 (InnPointerLock, 1);

  self->widget = widget;
  self->x = x;
  self->y = y;

  return self;
}

void
inn_pointer_lock_free (InnPointerLock *self)
{
  g_free (self);
}

/* Whether the pointer has come to the middle: then the way there was not the user's. Some
 * movements may have been made since. */
static gboolean
has_arrived (InnPointerLock *self,
             double          x,
             double          y)
{
  return self->warping &&
         hypot (x - self->middle_x, y - self->middle_y) < hypot (x - self->x, y - self->y);
}

static void
go_back_at_edge (InnPointerLock *self)
{
  graphene_rect_t area;
  graphene_point_t middle;

  get_area (self, &area);
  graphene_rect_get_center (&area, &middle);
  if (fabs (self->x - middle.x) > area.size.width / 4 ||
      fabs (self->y - middle.y) > area.size.height / 4)
    go_to_middle (self);
}

/* The whole part of what has been moved; the rest counts with the next movement. */
static int
take_whole (double *rest)
{
  int whole = (int) *rest;

  *rest -= whole;

  return whole;
}

/**
 * inn_pointer_lock_move:
 * @x: where the pointer is over the widget
 * @y: as well
 * @dx: (out): how far the user has moved it since the last time
 * @dy: (out): as well
 */
void
inn_pointer_lock_move (InnPointerLock *self,
                       double          x,
                       double          y,
                       int            *dx,
                       int            *dy)
{
  if (has_arrived (self, x, y))
    {
      self->x = self->middle_x;
      self->y = self->middle_y;
      self->warping = FALSE;
    }

  self->rest_x += x - self->x;
  self->rest_y += y - self->y;
  self->x = x;
  self->y = y;
  *dx = take_whole (&self->rest_x);
  *dy = take_whole (&self->rest_y);

  if (!self->warping)
    go_back_at_edge (self);
}

/**
 * inn_pointer_lock_enter:
 * @x: where the pointer comes back to the widget
 * @y: as well
 *
 * The way that it took outside was no movement in the guest.
 */
void
inn_pointer_lock_enter (InnPointerLock *self,
                        double          x,
                        double          y)
{
  if (self->warping)
    return;

  self->x = x;
  self->y = y;
}

/**
 * inn_pointer_lock_leave:
 *
 * The pointer was faster and is outside: it comes back.
 */
void
inn_pointer_lock_leave (InnPointerLock *self)
{
  go_to_middle (self);
}
