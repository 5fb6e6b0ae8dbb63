/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-secrets-group"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-a11y.h"
#include "inn-error-report.h"
#include "inn-keyring.h"
#include "inn-secrets-group.h"

/* Data of a row. */
#define ID "inn-secret-id"

struct _InnSecretsGroup
{
  AdwPreferencesGroup  parent_instance;

  GCancellable        *cancellable;
  guint                n_rows;
};

G_DEFINE_FINAL_TYPE (InnSecretsGroup, inn_secrets_group, ADW_TYPE_PREFERENCES_GROUP)

/* While a secret is being forgotten. */
typedef struct
{
  InnSecretsGroup *self;
  GtkWidget       *row;
} Forgetting;

static void
forgotten_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Forgetting *forgetting = user_data;
  g_autoptr (InnSecretsGroup) self = forgetting->self;
  g_autoptr (GtkWidget) row = forgetting->row;
  g_autoptr (GError) error = NULL;

  g_free (forgetting);
  inn_keyring_clear_finish (result, &error);

  if (self->cancellable == NULL)
    return;

  if (error != NULL)
    {
      gtk_widget_set_sensitive (row, TRUE);
      inn_error_report_toast (GTK_WIDGET (self), _("The password was not forgotten"), error);
      return;
    }

  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
  self->n_rows--;
  gtk_widget_set_visible (GTK_WIDGET (self), self->n_rows > 0);
}

static void
on_forget_clicked_cb (GtkWidget *row)
{
  GtkWidget *group = gtk_widget_get_ancestor (row, INN_TYPE_SECRETS_GROUP);
  Forgetting *forgetting = g_new0 (Forgetting, 1);

  forgetting->self = g_object_ref (INN_SECRETS_GROUP (group));
  forgetting->row = g_object_ref (row);
  gtk_widget_set_sensitive (row, FALSE);
  inn_keyring_clear_async (g_object_get_data (G_OBJECT (row), ID), forgetting->self->cancellable,
                           forgotten_cb, forgetting);
}

static GtkWidget *
new_row (const InnKeyringEntry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* Translators: %s names a password that is remembered */
  g_autofree char *name = g_strdup_printf (_("Forget: %s"), entry->label);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), entry->label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_object_set_data_full (G_OBJECT (row), ID, g_strdup (entry->id), g_free);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Forget"));
  inn_a11y_set_label (button, name);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_forget_clicked_cb), row,
                           G_CONNECT_SWAPPED);

  return row;
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (InnSecretsGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = inn_keyring_list_finish (result, &error);

  if (entries == NULL)
    {
      g_debug ("Nothing is remembered: %s", error->message);
      return;
    }

  for (guint i = 0; i < entries->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self),
                               new_row (g_ptr_array_index (entries, i)));

  self->n_rows = entries->len;
  gtk_widget_set_visible (GTK_WIDGET (self), self->n_rows > 0);
}

static void
inn_secrets_group_dispose (GObject *object)
{
  InnSecretsGroup *self = INN_SECRETS_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (inn_secrets_group_parent_class)->dispose (object);
}

static void
inn_secrets_group_class_init (InnSecretsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = inn_secrets_group_dispose;
}

static void
inn_secrets_group_init (InnSecretsGroup *self)
{
  self->cancellable = g_cancellable_new ();

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  inn_keyring_list_async (self->cancellable, listed_cb, g_object_ref (self));
}
