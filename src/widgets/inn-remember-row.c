/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-remember-row"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-keyring.h"
#include "inn-remember-row.h"

struct _InnRememberRow
{
  AdwActionRow  parent_instance;

  GCancellable *cancellable;

  /* Template */
  GtkSwitch    *remember_switch;
};

G_DEFINE_FINAL_TYPE (InnRememberRow, inn_remember_row, ADW_TYPE_ACTION_ROW)

static void
probed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (InnRememberRow) self = user_data;
  gboolean found = inn_keyring_probe_finish (result);

  if (self->cancellable == NULL)
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self), found);
  if (!found)
    gtk_switch_set_active (self->remember_switch, FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self),
                               found ? _("In the login keyring") : _("No keyring is available"));
}

static void
inn_remember_row_dispose (GObject *object)
{
  InnRememberRow *self = INN_REMEMBER_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (inn_remember_row_parent_class)->dispose (object);
}

static void
inn_remember_row_class_init (InnRememberRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inn_remember_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/innkeeper/Innkeeper/ui/widgets/"
                                               "inn-remember-row.ui");
  gtk_widget_class_bind_template_child (widget_class, InnRememberRow, remember_switch);
}

static void
inn_remember_row_init (InnRememberRow *self)
{
  self->cancellable = g_cancellable_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  inn_keyring_probe_async (self->cancellable, probed_cb, g_object_ref (self));
}

/**
 * inn_remember_row_new:
 * @title: “Remember Password”
 * @active: whether it is on at first
 */
GtkWidget *
inn_remember_row_new (const char *title,
                      gboolean    active)
{
  InnRememberRow *self = g_object_new (INN_TYPE_REMEMBER_ROW, "title", title, NULL);

  gtk_switch_set_active (self->remember_switch, active);

  return GTK_WIDGET (self);
}

/**
 * inn_remember_row_get_active:
 *
 * Returns: whether there is a keyring, and the secret is to be kept in it
 */
gboolean
inn_remember_row_get_active (InnRememberRow *self)
{
  g_return_val_if_fail (INN_IS_REMEMBER_ROW (self), FALSE);

  return gtk_widget_get_sensitive (GTK_WIDGET (self)) &&
         gtk_switch_get_active (self->remember_switch);
}
