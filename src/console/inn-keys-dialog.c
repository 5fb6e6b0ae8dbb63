/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-keys-dialog"

#include "config.h"

#include "inn-dialogs.h"
#include "inn-key-entry.h"
#include "inn-keys-dialog.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/console/inn-keys-dialog.ui"

struct _InnKeysDialog
{
  AdwWindow       parent_instance;

  InnKeyEntry    *keys;
  InnKeysFunc     func;
  gpointer        user_data;
  GDestroyNotify  destroy;

  /* Template */
  GtkLabel       *heading;
  GtkLabel       *body;
  AdwBin         *content;
  GtkButton      *accept_button;
};

G_DEFINE_FINAL_TYPE (InnKeysDialog, inn_keys_dialog, ADW_TYPE_WINDOW)

static void
sync_accept (InnKeysDialog *self)
{
  g_autofree char *text = inn_key_entry_dup_text (self->keys);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "keys.accept", text != NULL);
}

static void
accept_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  InnKeysDialog *self = INN_KEYS_DIALOG (widget);
  g_autofree char *text = inn_key_entry_dup_text (self->keys);

  if (text == NULL)
    return;

  self->func (text, self->user_data);
  gtk_window_close (GTK_WINDOW (self));
}

static void
inn_keys_dialog_dispose (GObject *object)
{
  InnKeysDialog *self = INN_KEYS_DIALOG (object);

  if (self->destroy != NULL)
    g_clear_pointer (&self->user_data, self->destroy);

  G_OBJECT_CLASS (inn_keys_dialog_parent_class)->dispose (object);
}

static void
inn_keys_dialog_class_init (InnKeysDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inn_keys_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnKeysDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, InnKeysDialog, body);
  gtk_widget_class_bind_template_child (widget_class, InnKeysDialog, content);
  gtk_widget_class_bind_template_child (widget_class, InnKeysDialog, accept_button);

  gtk_widget_class_install_action (widget_class, "keys.accept", NULL, accept_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
inn_keys_dialog_init (InnKeysDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_keys_dialog_ask:
 * @func: called with the combination, as inn_key_combo_parse() reads it; not if there is none
 * @destroy: (nullable): frees @user_data
 *
 * Asks over the window of @parent.
 */
void
inn_keys_dialog_ask (GtkWidget             *parent,
                     const InnKeysQuestion *question,
                     InnKeysFunc            func,
                     gpointer               user_data,
                     GDestroyNotify         destroy)
{
  InnKeysDialog *self = g_object_new (INN_TYPE_KEYS_DIALOG, NULL);

  self->func = func;
  self->user_data = user_data;
  self->destroy = destroy;

  gtk_window_set_title (GTK_WINDOW (self), question->heading);
  gtk_label_set_text (self->heading, question->heading);
  gtk_label_set_text (self->body, question->body);
  gtk_button_set_label (self->accept_button, question->confirm_label);

  self->keys = INN_KEY_ENTRY (inn_key_entry_new (question->text));
  g_signal_connect_object (self->keys, "changed", G_CALLBACK (sync_accept), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->content, GTK_WIDGET (self->keys));
  sync_accept (self);

  inn_dialogs_present (GTK_WINDOW (self), parent);
  gtk_widget_grab_focus (GTK_WIDGET (self->keys));
}
