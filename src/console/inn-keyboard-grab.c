/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-keyboard-grab"

#include "config.h"

#include "inn-keyboard-grab.h"

struct _InnKeyboardGrab
{
  GdkSurface *surface;
  GPtrArray  *controllers;   /* GtkEventController that were silenced */
};

/* Shortcuts of a window look at a key before the widget that has the focus does. */
static void
silence (InnKeyboardGrab *self,
         GtkWidget       *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_SHORTCUT_CONTROLLER (controller) &&
          gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        {
          gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
          g_ptr_array_add (self->controllers, g_steal_pointer (&controller));
        }
    }
}

/**
 * inn_keyboard_grab_new:
 * @widget: what gets all keys, as long as it has the focus
 * @system: also those that are shortcuts of the desktop
 *
 * Returns: (transfer full): in force until it is freed
 */
InnKeyboardGrab *
inn_keyboard_grab_new (GtkWidget *widget,
                       gboolean   system)
{
  InnKeyboardGrab *self = g_new0 (InnKeyboardGrab, 1);
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = gtk_native_get_surface (native);

  self->controllers = g_ptr_array_new_with_free_func (g_object_unref);
  for (GtkWidget *parent = widget; parent != NULL; parent = gtk_widget_get_parent (parent))
    silence (self, parent);

  if (system && GDK_IS_TOPLEVEL (surface))
    {
      self->surface = g_object_ref (surface);
      gdk_toplevel_inhibit_system_shortcuts (GDK_TOPLEVEL (surface), NULL);
    }

  return self;
}

void
inn_keyboard_grab_free (InnKeyboardGrab *self)
{
  for (guint i = 0; i < self->controllers->len; i++)
    gtk_event_controller_set_propagation_phase (g_ptr_array_index (self->controllers, i),
                                                GTK_PHASE_CAPTURE);

  if (self->surface != NULL && !gdk_surface_is_destroyed (self->surface))
    gdk_toplevel_restore_system_shortcuts (GDK_TOPLEVEL (self->surface));

  g_clear_object (&self->surface);
  g_ptr_array_unref (self->controllers);
  g_free (self);
}

static gboolean
activate_shortcut (GtkShortcut *shortcut,
                   GtkWidget   *widget,
                   GdkEvent    *event)
{
  GtkShortcutAction *action = gtk_shortcut_get_action (shortcut);

  /* Others belong to a widget that is not known here. */
  return GTK_IS_NAMED_ACTION (action) &&
         gtk_shortcut_trigger_trigger (gtk_shortcut_get_trigger (shortcut), event, FALSE) ==
           GDK_KEY_MATCH_EXACT &&
         gtk_shortcut_action_activate (action, 0, widget, gtk_shortcut_get_arguments (shortcut));
}

/**
 * inn_keyboard_grab_activate:
 * @event: a key that is pressed
 *
 * Does what a shortcut of the window would have done with it.
 *
 * Returns: whether there was one
 */
gboolean
inn_keyboard_grab_activate (InnKeyboardGrab *self,
                            GdkEvent        *event)
{
  for (guint i = 0; i < self->controllers->len; i++)
    {
      GListModel *shortcuts = g_ptr_array_index (self->controllers, i);
      GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (shortcuts));

      for (guint j = 0; j < g_list_model_get_n_items (shortcuts); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, j);

          if (activate_shortcut (shortcut, widget, event))
            return TRUE;
        }
    }

  return FALSE;
}
