/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-terminal-keys"

#include "config.h"

#include "inn-key-rules.h"
#include "inn-keyboard-grab.h"
#include "inn-keymap.h"
#include "inn-settings.h"
#include "inn-terminal-keys.h"

struct _InnTerminalKeys
{
  GtkWidget           *view;
  GtkWidget           *terminal;
  InnTerminalKeysFunc  changed;
  gpointer             user_data;
  GtkEventController  *key;
  GtkEventController  *focus;
  InnKeyRules         *rules;
  GSettings           *settings;
  InnKeyboardGrab     *grab;
  gboolean             active;
  gboolean             has_focus;
};

static void
sync_grab (InnTerminalKeys *self)
{
  gboolean grabs = self->active && self->has_focus;

  if (grabs == (self->grab != NULL))
    return;

  inn_key_rules_forget (self->rules);
  if (grabs)
    self->grab = inn_keyboard_grab_new (self->view, FALSE);
  else
    g_clear_pointer (&self->grab, inn_keyboard_grab_free);

  self->changed (self->user_data);
}

static void
leave (InnTerminalKeys *self)
{
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (self->terminal)),
                          GTK_DIR_TAB_FORWARD);
}

static gboolean
on_key_pressed_cb (InnTerminalKeys    *self,
                   guint               keyval,
                   guint               keycode,
                   GdkModifierType     state,
                   GtkEventController *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (controller);

  if (self->grab == NULL)
    return GDK_EVENT_PROPAGATE;

  switch (inn_key_rules_press (self->rules, inn_keymap_get_base_keyval (event),
                               inn_keymap_get_scancode (keycode)))
    {
    case INN_KEY_LEAVES:
      leave (self);
      return GDK_EVENT_STOP;

    case INN_KEY_FOR_HOST:
      inn_keyboard_grab_activate (self->grab, event);
      return GDK_EVENT_STOP;

    case INN_KEY_FOR_GUEST:
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
on_key_released_cb (InnTerminalKeys *self,
                    guint            keyval,
                    guint            keycode,
                    GdkModifierType  state)
{
  InnKeyVerdict verdict = inn_key_rules_release (self->rules, inn_keymap_get_scancode (keycode));

  if (verdict == INN_KEY_LEAVES && self->grab != NULL)
    leave (self);
}

static void
on_focus_enter_cb (InnTerminalKeys *self)
{
  self->has_focus = TRUE;
  sync_grab (self);
}

static void
on_focus_leave_cb (InnTerminalKeys *self)
{
  self->has_focus = FALSE;
  sync_grab (self);
}

static void
sync_settings (InnTerminalKeys *self)
{
  inn_key_rules_load (self->rules, self->settings);
  self->changed (self->user_data);
}

/**
 * inn_terminal_keys_new:
 * @view: what is around the terminal; its shortcuts and those of everything around it rest
 * @terminal: what takes the keys
 * @changed: called when the terminal got the keys, or lost them
 *
 * Returns: (transfer full): to be freed before the widgets go
 */
InnTerminalKeys *
inn_terminal_keys_new (GtkWidget           *view,
                       GtkWidget           *terminal,
                       InnTerminalKeysFunc  changed,
                       gpointer             user_data)
{
  InnTerminalKeys *self = g_new0 (InnTerminalKeys, 1);

  self->view = view;
  self->terminal = terminal;
  self->changed = changed;
  self->user_data = user_data;
  self->rules = inn_key_rules_new ();
  if ((self->settings = inn_settings_new (NULL)) != NULL)
    {
      g_signal_connect_swapped (self->settings, "changed", G_CALLBACK (sync_settings), self);
      inn_key_rules_load (self->rules, self->settings);
    }

  self->key = gtk_event_controller_key_new ();
  self->focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (self->key, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (self->key, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  g_signal_connect_swapped (self->key, "key-released", G_CALLBACK (on_key_released_cb), self);
  g_signal_connect_swapped (self->focus, "enter", G_CALLBACK (on_focus_enter_cb), self);
  g_signal_connect_swapped (self->focus, "leave", G_CALLBACK (on_focus_leave_cb), self);
  gtk_widget_add_controller (terminal, self->key);
  gtk_widget_add_controller (terminal, self->focus);

  return self;
}

void
inn_terminal_keys_free (InnTerminalKeys *self)
{
  gtk_widget_remove_controller (self->terminal, self->key);
  gtk_widget_remove_controller (self->terminal, self->focus);
  g_clear_pointer (&self->grab, inn_keyboard_grab_free);
  g_clear_object (&self->settings);
  inn_key_rules_free (self->rules);
  g_free (self);
}

/**
 * inn_terminal_keys_set_active:
 * @active: whether keys go anywhere
 */
void
inn_terminal_keys_set_active (InnTerminalKeys *self,
                              gboolean         active)
{
  self->active = active;
  sync_grab (self);
}

/**
 * inn_terminal_keys_are_grabbed:
 *
 * Returns: whether the terminal has all keys
 */
gboolean
inn_terminal_keys_are_grabbed (InnTerminalKeys *self)
{
  return self->grab != NULL;
}

/**
 * inn_terminal_keys_dup_release_words:
 *
 * Returns: (transfer full): what gives the keys back: “Ctrl+Alt”
 */
char *
inn_terminal_keys_dup_release_words (InnTerminalKeys *self)
{
  return inn_key_rules_dup_release_label (self->rules);
}
