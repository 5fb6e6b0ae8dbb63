/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-key-entry"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-a11y.h"
#include "inn-key-combo.h"
#include "inn-key-entry.h"
#include "inn-keyboard-grab.h"
#include "inn-keymap.h"

struct _InnKeyEntry
{
  AdwBin           parent_instance;

  GtkWidget       *entry;
  GtkWidget       *button;    /* down while keys are taken */
  GtkLabel        *problem;
  InnKeyCombo     *combo;     /* NULL: what stands there is none */
  InnKeyCombo     *held;
  InnKeyboardGrab *grab;      /* while keys are taken */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnKeyEntry, inn_key_entry, ADW_TYPE_BIN)

static void
on_text_changed_cb (InnKeyEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->combo, inn_key_combo_free);
  self->combo = inn_key_combo_parse (text, &error);

  /* Nobody is told of a mistake before having begun. */
  gtk_label_set_text (self->problem, error != NULL && *text != '\0' ? error->message : "");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL && *text != '\0' ? GTK_ACCESSIBLE_INVALID_TRUE
                                                              : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  g_signal_emit (self, signals[CHANGED], 0);
}

/*
 * Keys that are pressed
 */

static void
set_recording (InnKeyEntry *self,
               gboolean     recording)
{
  if (recording == (self->grab != NULL))
    return;

  inn_key_combo_clear (self->held);
  if (recording)
    self->grab = inn_keyboard_grab_new (self->button, TRUE);
  else
    g_clear_pointer (&self->grab, inn_keyboard_grab_free);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->button), recording);
  gtk_button_set_label (GTK_BUTTON (self->button),
                        recording ? _("Press the Keys Now") : _("_Press Keys"));
}

static void
on_toggled_cb (InnKeyEntry *self)
{
  set_recording (self, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->button)));
}

static void
show_combo (InnKeyEntry *self,
            InnKeyCombo *combo)
{
  g_autofree char *text = inn_key_combo_dup_text (combo);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

static gboolean
on_key_pressed_cb (InnKeyEntry        *self,
                   guint               keyval,
                   guint               keycode,
                   GdkModifierType     state,
                   GtkEventController *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  guint scancode = inn_keymap_get_scancode (keycode);

  if (self->grab == NULL)
    return GDK_EVENT_PROPAGATE;

  if (scancode != 0)
    {
      inn_key_combo_add (self->held, inn_keymap_get_base_keyval (event), scancode);
      show_combo (self, self->held);
    }

  return GDK_EVENT_STOP;
}

/* With the first key that comes up all have been pressed. What went down before does not count:
 * that is the key that pressed the button. */
static void
on_key_released_cb (InnKeyEntry *self)
{
  if (self->grab != NULL && inn_key_combo_get_n_keys (self->held) > 0)
    set_recording (self, FALSE);
}

static void
on_focus_leave_cb (InnKeyEntry *self)
{
  set_recording (self, FALSE);
}

static void
add_controllers (InnKeyEntry *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  g_signal_connect_swapped (key, "key-released", G_CALLBACK (on_key_released_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_leave_cb), self);
  gtk_widget_add_controller (self->button, key);
  gtk_widget_add_controller (self->button, focus);
}

/*
 * GObject
 */

static void
inn_key_entry_unmap (GtkWidget *widget)
{
  set_recording (INN_KEY_ENTRY (widget), FALSE);

  GTK_WIDGET_CLASS (inn_key_entry_parent_class)->unmap (widget);
}

static gboolean
inn_key_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (INN_KEY_ENTRY (widget)->entry);
}

static void
inn_key_entry_finalize (GObject *object)
{
  InnKeyEntry *self = INN_KEY_ENTRY (object);

  g_clear_pointer (&self->combo, inn_key_combo_free);
  inn_key_combo_free (self->held);

  G_OBJECT_CLASS (inn_key_entry_parent_class)->finalize (object);
}

static void
inn_key_entry_class_init (InnKeyEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = inn_key_entry_finalize;
  widget_class->unmap = inn_key_entry_unmap;
  widget_class->grab_focus = inn_key_entry_grab_focus;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static GtkWidget *
new_row (InnKeyEntry *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->entry = gtk_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_entry_set_activates_default (GTK_ENTRY (self->entry), TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), "Ctrl+Alt+Delete");
  inn_a11y_set_label (self->entry, _("Keys"));

  self->button = gtk_toggle_button_new_with_mnemonic (_("_Press Keys"));

  gtk_widget_add_css_class (row, "linked");
  gtk_box_append (GTK_BOX (row), self->entry);
  gtk_box_append (GTK_BOX (row), self->button);

  return row;
}

static void
inn_key_entry_init (InnKeyEntry *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *problem = gtk_label_new (NULL);

  self->held = inn_key_combo_new ();
  self->problem = GTK_LABEL (problem);
  gtk_label_set_xalign (self->problem, 0);
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_widget_add_css_class (problem, "small");
  gtk_widget_add_css_class (problem, "error");

  gtk_box_append (GTK_BOX (box), new_row (self));
  gtk_box_append (GTK_BOX (box), problem);
  adw_bin_set_child (ADW_BIN (self), box);

  add_controllers (self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_text_changed_cb), self);
  g_signal_connect_swapped (self->button, "toggled", G_CALLBACK (on_toggled_cb), self);
}

/**
 * inn_key_entry_new:
 * @text: what stands there at first; "" for nothing
 */
GtkWidget *
inn_key_entry_new (const char *text)
{
  InnKeyEntry *self = g_object_new (INN_TYPE_KEY_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);

  return GTK_WIDGET (self);
}

/**
 * inn_key_entry_dup_text:
 *
 * Returns: (transfer full) (nullable): the combination; %NULL: what stands there is none
 */
char *
inn_key_entry_dup_text (InnKeyEntry *self)
{
  g_return_val_if_fail (INN_IS_KEY_ENTRY (self), NULL);

  return self->combo != NULL ? inn_key_combo_dup_text (self->combo) : NULL;
}
