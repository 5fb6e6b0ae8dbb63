/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-key-list-row"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-a11y.h"
#include "inn-key-combo.h"
#include "inn-key-list-row.h"
#include "inn-keys-dialog.h"

/* Data of a row. */
#define TEXT "inn-keys"

struct _InnKeyListRow
{
  AdwExpanderRow  parent_instance;

  GSettings      *settings;
  char           *key;
  char           *question;
  GPtrArray      *rows;
};

G_DEFINE_FINAL_TYPE (InnKeyListRow, inn_key_list_row, ADW_TYPE_EXPANDER_ROW)

/* Stores what is there without @text, and @text at the end if it is to be there. */
static void
store (InnKeyListRow *self,
       const char    *text,
       gboolean       there)
{
  g_auto (GStrv) old = g_settings_get_strv (self->settings, self->key);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; old[i] != NULL; i++)
    if (!g_str_equal (old[i], text))
      g_ptr_array_add (texts, old[i]);
  if (there)
    g_ptr_array_add (texts, (gpointer) text);
  g_ptr_array_add (texts, NULL);

  g_settings_set_strv (self->settings, self->key, (const char * const *) texts->pdata);
}

static void
on_remove_clicked_cb (GtkWidget *row)
{
  GtkWidget *self = gtk_widget_get_ancestor (row, INN_TYPE_KEY_LIST_ROW);

  store (INN_KEY_LIST_ROW (self), g_object_get_data (G_OBJECT (row), TEXT), FALSE);
}

static GtkWidget *
new_row (const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autoptr (InnKeyCombo) combo = inn_key_combo_parse (text, NULL);
  g_autofree char *label = combo != NULL ? inn_key_combo_dup_label (combo) : g_strdup (text);
  /* Translators: %s are keys, such as Ctrl+Alt+T */
  g_autofree char *name = g_strdup_printf (_("Remove %s"), label);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_object_set_data_full (G_OBJECT (row), TEXT, g_strdup (text), g_free);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Remove"));
  inn_a11y_set_label (button, name);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove_clicked_cb), row,
                           G_CONNECT_SWAPPED);

  return row;
}

static void
add (const char *text,
     gpointer    user_data)
{
  store (user_data, text, TRUE);
}

static void
on_add_activated_cb (InnKeyListRow *self)
{
  const InnKeysQuestion question = {
    self->question,
    _("Press it, or write the names of the keys with “+” between them."),
    _("_Add"), ""
  };

  inn_keys_dialog_ask (GTK_WIDGET (self), &question, add, g_object_ref (self), g_object_unref);
}

static GtkWidget *
new_add_row (InnKeyListRow *self)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Add…"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_add_activated_cb), self,
                           G_CONNECT_SWAPPED);

  return row;
}

static void
append (InnKeyListRow *self,
        GtkWidget     *row)
{
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
sync_rows (InnKeyListRow *self)
{
  g_auto (GStrv) texts = g_settings_get_strv (self->settings, self->key);

  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; texts[i] != NULL; i++)
    append (self, new_row (texts[i]));
  append (self, new_add_row (self));
}

static void
inn_key_list_row_finalize (GObject *object)
{
  InnKeyListRow *self = INN_KEY_LIST_ROW (object);

  g_clear_object (&self->settings);
  g_ptr_array_unref (self->rows);
  g_free (self->key);
  g_free (self->question);

  G_OBJECT_CLASS (inn_key_list_row_parent_class)->finalize (object);
}

static void
inn_key_list_row_class_init (InnKeyListRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = inn_key_list_row_finalize;
}

static void
inn_key_list_row_init (InnKeyListRow *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * inn_key_list_row_bind:
 * @key: a key of @settings with texts that inn_key_combo_parse() reads
 * @question: what asks for one more
 *
 * To be called once.
 */
void
inn_key_list_row_bind (InnKeyListRow *self,
                       GSettings     *settings,
                       const char    *key,
                       const char    *question)
{
  g_autofree char *signal = g_strconcat ("changed::", key, NULL);

  g_return_if_fail (INN_IS_KEY_LIST_ROW (self));

  self->settings = g_object_ref (settings);
  self->key = g_strdup (key);
  self->question = g_strdup (question);
  g_signal_connect_object (settings, signal, G_CALLBACK (sync_rows), self, G_CONNECT_SWAPPED);
  sync_rows (self);
}
