/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-display"

#include "config.h"

#include "inn-display-private.h"

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

/* The guest has the keyboard while it is seen and has the focus. */
void
inn_display_sync_grab (InnDisplay *self)
{
  gboolean grabs = inn_display_takes_input (self) && self->has_focus;

  if (grabs == (self->grab != NULL))
    return;

  if (grabs)
    self->grab = inn_keyboard_grab_new (GTK_WIDGET (self));
  else
    g_clear_pointer (&self->grab, inn_keyboard_grab_free);

  inn_display_notify (self, INN_DISPLAY_GRABBED);
}

void
inn_display_release_keys (InnDisplay *self)
{
  self->may_leave = FALSE;
  inn_held_keys_release_all (self->held);
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

  if (!inn_display_takes_input (self))
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
      inn_display_let_go (self);
      gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                              GTK_DIR_TAB_FORWARD);
    }
}

static void
on_focus_enter_cb (InnDisplay *self)
{
  self->has_focus = TRUE;
  inn_display_sync_grab (self);
}

static void
on_focus_leave_cb (InnDisplay *self)
{
  self->has_focus = FALSE;
  inn_display_let_go (self);
  inn_display_sync_grab (self);
}

void
inn_display_init_keyboard (InnDisplay *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->held = inn_held_keys_new (send_key, self);

  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  g_signal_connect_swapped (key, "key-released", G_CALLBACK (on_key_released_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_focus_enter_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_leave_cb), self);

  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/* When it is disposed of: what may happen more than once. */
void
inn_display_free_keyboard (InnDisplay *self)
{
  g_clear_pointer (&self->grab, inn_keyboard_grab_free);
}

void
inn_display_finalize_keyboard (InnDisplay *self)
{
  inn_held_keys_free (self->held);
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
