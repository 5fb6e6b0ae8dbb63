/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-display"

#include "config.h"

#include "inn-display-private.h"
#include "inn-key-names.h"
#include "inn-settings.h"

void
inn_display_send_key (gboolean down,
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
  gboolean system = self->settings == NULL ||
                    g_settings_get_boolean (self->settings, "console-take-shortcuts");

  if (grabs == (self->grab != NULL))
    return;

  if (grabs)
    self->grab = inn_keyboard_grab_new (GTK_WIDGET (self), system);
  else
    g_clear_pointer (&self->grab, inn_keyboard_grab_free);

  inn_display_notify (self, INN_DISPLAY_GRABBED);
}

void
inn_display_release_keys (InnDisplay *self)
{
  inn_key_rules_forget (self->rules);
  inn_held_keys_release_all (self->held);
}

static void
leave (InnDisplay *self)
{
  inn_display_let_go (self);
  /* Nobody has it now, and Tab goes to the first one: in full screen there may be none. */
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
}

/* The modifiers of the shortcut went to the guest already: it sees them come up. */
static gboolean
act_here (InnDisplay *self,
          GdkEvent   *event)
{
  inn_held_keys_release_all (self->held);

  return self->grab != NULL && inn_keyboard_grab_activate (self->grab, event)
         ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static gboolean
on_key_pressed_cb (InnDisplay         *self,
                   guint               keyval,
                   guint               keycode,
                   GdkModifierType     state,
                   GtkEventController *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (controller);

  if (!inn_display_takes_input (self))
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_Escape && inn_display_get_typing (self))
    {
      inn_display_stop_typing (self);
      return GDK_EVENT_STOP;
    }

  switch (inn_key_rules_press (self->rules, inn_keymap_get_base_keyval (event),
                               inn_keymap_get_scancode (keycode)))
    {
    case INN_KEY_LEAVES:
      leave (self);
      return GDK_EVENT_STOP;

    case INN_KEY_FOR_HOST:
      return act_here (self, event);

    case INN_KEY_FOR_GUEST:
    default:
      /* No keyboard of a PC has a key of that name. */
      inn_held_keys_press (self->held, keyval == GDK_KEY_ISO_Left_Tab ? GDK_KEY_Tab : keyval,
                           keycode);
      return GDK_EVENT_STOP;
    }
}

static void
on_key_released_cb (InnDisplay      *self,
                    guint            keyval,
                    guint            keycode,
                    GdkModifierType  state)
{
  InnKeyVerdict verdict = inn_key_rules_release (self->rules, inn_keymap_get_scancode (keycode));

  inn_held_keys_release (self->held, keycode);
  if (verdict == INN_KEY_LEAVES && self->grab != NULL)
    leave (self);
}

static void
on_focus_enter_cb (InnDisplay *self)
{
  self->has_focus = TRUE;
  inn_display_sync_caps_lock (self);
  inn_display_sync_grab (self);
}

static void
on_focus_leave_cb (InnDisplay *self)
{
  self->has_focus = FALSE;
  inn_display_let_go (self);
  inn_display_sync_grab (self);
}

static void
sync_settings (InnDisplay *self)
{
  inn_key_rules_load (self->rules, self->settings);
  inn_display_notify (self, INN_DISPLAY_GRABBED);
}

void
inn_display_init_keyboard (InnDisplay *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->held = inn_held_keys_new (inn_display_send_key, self);
  self->rules = inn_key_rules_new ();
  self->settings = inn_settings_new (NULL);
  if (self->settings != NULL)
    {
      g_signal_connect_object (self->settings, "changed", G_CALLBACK (sync_settings), self,
                               G_CONNECT_SWAPPED);
      sync_settings (self);
    }

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
  g_clear_object (&self->settings);
}

void
inn_display_finalize_keyboard (InnDisplay *self)
{
  inn_key_rules_free (self->rules);
  inn_held_keys_free (self->held);
}

/**
 * inn_display_get_grabbed:
 *
 * Returns: whether every key goes to the guest
 */
gboolean
inn_display_get_grabbed (InnDisplay *self)
{
  g_return_val_if_fail (INN_IS_DISPLAY (self), FALSE);

  return self->grab != NULL;
}

/**
 * inn_display_dup_release_words:
 *
 * Returns: (transfer full): the keys that give keyboard and pointer back: “Ctrl+Alt”;
 *   “grabbed” is notified when they become others
 */
char *
inn_display_dup_release_words (InnDisplay *self)
{
  g_return_val_if_fail (INN_IS_DISPLAY (self), NULL);

  return inn_key_rules_dup_release_label (self->rules);
}

/**
 * inn_display_send_combo:
 * @text: keys that go down in this order and come up in the other: “Ctrl+Alt+Delete”
 */
void
inn_display_send_combo (InnDisplay *self,
                        const char *text)
{
  g_autoptr (InnKeyCombo) combo = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  g_return_if_fail (INN_IS_DISPLAY (self));

  combo = inn_key_combo_parse (text, &error);
  if (combo == NULL)
    g_warning ("%s", error->message);
  if (combo == NULL || !inn_display_takes_input (self))
    return;

  n = inn_key_combo_get_n_keys (combo);
  for (guint i = 0; i < 2 * n; i++)
    {
      const InnKey *key = inn_key_combo_get_key (combo, i < n ? i : 2 * n - 1 - i);

      inn_remote_send_key (self->remote, i < n, key->keyval, key->scancode);
    }
}
