/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-tags"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "inn-dialogs.h"
#include "inn-error-report.h"
#include "inn-list.h"
#include "inn-machine-tags.h"
#include "inn-tag-color.h"
#include "inn-tag-palette.h"
#include "inn-toast.h"

/* A tag in the dialog: its check button and the machines it is about. */
typedef struct
{
  GListModel *machines;
  GtkWidget  *widget;
  GPtrArray  *checks;        /* GtkCheckButton, one per known tag */
  GtkWidget  *entry;         /* further tags, separated by commas */
} Editor;

static void
editor_free (Editor *editor)
{
  g_object_unref (editor->machines);
  g_object_unref (editor->widget);
  g_object_unref (editor->entry);
  g_ptr_array_unref (editor->checks);
  g_free (editor);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Editor, editor_free)

static gboolean
has_tag (InnDomain  *domain,
         const char *tag)
{
  const char * const *tags = inn_domain_get_tags (domain);

  return tags != NULL && g_strv_contains (tags, tag);
}

static void
tags_set_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *heading = NULL;

  if (inn_domain_set_tags_finish (INN_DOMAIN (object), result, &error))
    return;

  heading = g_strdup_printf (_("Could not store the tags of %s"),
                             inn_domain_get_name (INN_DOMAIN (object)));
  inn_error_report_toast (widget, heading, error);
}

/* Adds and takes away in one step, so that each machine is written once. */
static void
change_tags (GtkWidget  *widget,
             InnDomain  *domain,
             GHashTable *add,
             GHashTable *take)
{
  const char * const *old = inn_domain_get_tags (domain);
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();
  gboolean changed = FALSE;
  GHashTableIter iter;
  gpointer tag;

  for (guint i = 0; old != NULL && old[i] != NULL; i++)
    if (g_hash_table_contains (take, old[i]))
      changed = TRUE;
    else
      g_ptr_array_add (tags, (gpointer) old[i]);

  g_hash_table_iter_init (&iter, add);
  while (g_hash_table_iter_next (&iter, &tag, NULL))
    if (!has_tag (domain, tag))
      {
        changed = TRUE;
        g_ptr_array_add (tags, tag);
      }

  if (!changed)
    return;

  g_ptr_array_add (tags, NULL);
  inn_domain_set_tags_async (domain, (const char * const *) tags->pdata, NULL, tags_set_cb,
                             g_object_ref (widget));
}

static void
change_all (GtkWidget  *widget,
            GListModel *machines,
            GHashTable *add,
            GHashTable *take)
{
  g_autoptr (GListModel) copy = inn_list_copy (machines);

  for (guint i = 0; i < g_list_model_get_n_items (copy); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (copy, i);

      change_tags (widget, domain, add, take);
    }
}

/**
 * inn_machine_tags_count:
 *
 * Returns: how many of @machines have @tag
 */
guint
inn_machine_tags_count (GListModel *machines,
                        const char *tag)
{
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (machines); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (machines, i);

      count += has_tag (domain, tag);
    }

  return count;
}

/**
 * inn_machine_tags_toggle:
 * @widget: in the window where errors are shown
 *
 * Takes @tag away if all of @machines have it, else gives it to all of them.
 */
void
inn_machine_tags_toggle (GtkWidget  *widget,
                         GListModel *machines,
                         const char *tag)
{
  g_autoptr (GHashTable) one = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean all = inn_machine_tags_count (machines, tag) == g_list_model_get_n_items (machines);

  g_hash_table_add (one, (gpointer) tag);
  change_all (widget, machines, all ? none : one, all ? one : none);
}

/* What cannot be a tag is told, the others are taken. */
static void
add_tags_of_text (GtkWidget  *widget,
                  GHashTable *add,
                  const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      char *tag;

      if (*g_strstrip (words[i]) == '\0')
        continue;

      if ((tag = inn_tag_normalize (words[i], &error)) != NULL)
        g_hash_table_add (add, tag);
      else
        inn_toast_show (widget, error->message, NULL, NULL);
    }
}

static void
new_tag_named_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GListModel) machines = user_data;
  g_autofree char *text = inn_dialogs_ask_text_finish (result, NULL);
  g_autoptr (GHashTable) add = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) take = g_hash_table_new (g_str_hash, g_str_equal);

  if (text == NULL)
    return;

  add_tags_of_text (GTK_WIDGET (object), add, text);
  change_all (GTK_WIDGET (object), machines, add, take);
}

/**
 * inn_machine_tags_ask_new:
 *
 * Asks for a tag that @machines shall have.
 */
void
inn_machine_tags_ask_new (GtkWidget  *widget,
                          GListModel *machines)
{
  InnQuestion question = {
    .heading = _("New Tag"),
    .confirm_label = _("_Add"),
  };

  inn_dialogs_ask_text_async (widget, &question, _("Tag"), NULL, NULL, new_tag_named_cb,
                              inn_list_copy (machines));
}

static void
edited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Editor) editor = user_data;
  g_autoptr (GHashTable) add = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) take = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!inn_dialogs_ask_finish (result, NULL))
    return;

  for (guint i = 0; i < editor->checks->len; i++)
    {
      GtkCheckButton *check = g_ptr_array_index (editor->checks, i);
      const char *tag = g_object_get_data (G_OBJECT (check), "tag");

      if (gtk_check_button_get_inconsistent (check))
        continue;
      if (gtk_check_button_get_active (check))
        g_hash_table_add (add, g_strdup (tag));
      else
        g_hash_table_add (take, g_strdup (tag));
    }

  add_tags_of_text (editor->widget, add, gtk_editable_get_text (GTK_EDITABLE (editor->entry)));
  change_all (editor->widget, editor->machines, add, take);
}

static void
on_check_toggled_cb (GtkCheckButton *check)
{
  gtk_check_button_set_inconsistent (check, FALSE);
}

static GtkWidget *
build_check_row (Editor     *editor,
                 const char *tag)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  guint n = inn_machine_tags_count (editor->machines, tag);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), n > 0);
  gtk_check_button_set_inconsistent (GTK_CHECK_BUTTON (check),
                                     n > 0 && n < g_list_model_get_n_items (editor->machines));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (check), "tag", g_strdup (tag), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (on_check_toggled_cb), NULL);
  g_ptr_array_add (editor->checks, g_object_ref (check));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), tag);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, tag, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), inn_tag_palette_new_button (tag));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);

  return row;
}

static GtkWidget *
build_editor (Editor             *editor,
              const char * const *known)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *window = gtk_scrolled_window_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; known[i] != NULL; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), build_check_row (editor, known[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (editor->entry), _("New Tags"));
  gtk_list_box_append (GTK_LIST_BOX (list), editor->entry);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), list);
  gtk_widget_add_css_class (window, "dense");

  return window;
}

/**
 * inn_machine_tags_edit:
 * @known: the tags to choose from
 *
 * Lets the tags of all @machines be changed in one window.
 */
void
inn_machine_tags_edit (GtkWidget          *widget,
                       GListModel         *machines,
                       const char * const *known)
{
  guint n = g_list_model_get_n_items (machines);
  g_autofree char *heading =
    g_strdup_printf (ngettext ("Tags of %u Machine", "Tags of %u Machines", n), n);
  Editor *editor = g_new0 (Editor, 1);
  InnQuestion question = { .confirm_label = _("_Save") };

  editor->machines = inn_list_copy (machines);
  editor->widget = g_object_ref (widget);
  editor->checks = g_ptr_array_new_with_free_func (g_object_unref);
  editor->entry = g_object_ref_sink (adw_entry_row_new ());

  question.heading = heading;
  question.extra_child = build_editor (editor, known);
  inn_dialogs_ask_async (widget, &question, NULL, edited_cb, editor);
}
