/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-visibility"

#include "config.h"

#include "inn-visibility.h"

/* Of GTK 4.12: covered, or on another desktop. Earlier it is never set. */
#define TOPLEVEL_STATE_SUSPENDED (1 << 16)

struct _InnVisibility
{
  GObject     parent_instance;

  GtkWidget  *widget;      /* owns us; NULL when it is gone */
  GdkSurface *surface;     /* of its window while that is realized */
  gboolean    visible;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnVisibility, inn_visibility, G_TYPE_OBJECT)

static gboolean
is_out_of_sight (GdkSurface *surface)
{
  GdkToplevelState state;

  if (!GDK_IS_TOPLEVEL (surface))
    return FALSE;

  state = gdk_toplevel_get_state (GDK_TOPLEVEL (surface));

  return (state & (GDK_TOPLEVEL_STATE_MINIMIZED | TOPLEVEL_STATE_SUSPENDED)) != 0;
}

static void
update_visible (InnVisibility *self)
{
  gboolean visible = self->widget != NULL && gtk_widget_get_mapped (self->widget)
                     && !is_out_of_sight (self->surface);

  if (self->visible == visible)
    return;

  self->visible = visible;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_surface (InnVisibility *self,
             GdkSurface    *surface)
{
  if (self->surface == surface)
    return;

  if (self->surface != NULL)
    g_signal_handlers_disconnect_by_data (self->surface, self);
  g_set_object (&self->surface, surface);
  if (GDK_IS_TOPLEVEL (surface))
    g_signal_connect_object (surface, "notify::state", G_CALLBACK (update_visible), self,
                             G_CONNECT_SWAPPED);
}

static void
on_mapped_cb (InnVisibility *self)
{
  GtkNative *native = gtk_widget_get_native (self->widget);

  set_surface (self, native != NULL ? gtk_native_get_surface (native) : NULL);
  update_visible (self);
}

/* It is not unmapped yet when the signal is emitted to us. */
static void
on_unmapped_cb (InnVisibility *self)
{
  set_surface (self, NULL);

  if (!self->visible)
    return;

  self->visible = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
inn_visibility_dispose (GObject *object)
{
  InnVisibility *self = INN_VISIBILITY (object);

  set_surface (self, NULL);
  g_clear_weak_pointer (&self->widget);

  G_OBJECT_CLASS (inn_visibility_parent_class)->dispose (object);
}

static void
inn_visibility_class_init (InnVisibilityClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = inn_visibility_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
inn_visibility_init (InnVisibility *self)
{
}

/**
 * inn_visibility_new:
 *
 * Returns: (transfer full): follows @widget, which it does not keep
 */
InnVisibility *
inn_visibility_new (GtkWidget *widget)
{
  InnVisibility *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  self = g_object_new (INN_TYPE_VISIBILITY, NULL);
  g_set_weak_pointer (&self->widget, widget);
  g_signal_connect_object (widget, "map", G_CALLBACK (on_mapped_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (widget, "unmap", G_CALLBACK (on_unmapped_cb), self,
                           G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (widget))
    on_mapped_cb (self);

  return self;
}

gboolean
inn_visibility_get (InnVisibility *self)
{
  g_return_val_if_fail (INN_IS_VISIBILITY (self), FALSE);

  return self->visible;
}
