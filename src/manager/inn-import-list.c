/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-import-list"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-import-list.h"
#include "inn-uri.h"

struct _InnImportList
{
  AdwBin       parent_instance;

  InnHostList *hosts;
  GPtrArray   *found;     /* InnImportHost */
  GPtrArray   *checks;    /* GtkCheckButton, one for each of them */

  /* Template */
  GtkListBox  *list;
};

G_DEFINE_FINAL_TYPE (InnImportList, inn_import_list, ADW_TYPE_BIN)

static void
add_row (InnImportList       *self,
         const InnImportHost *host)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  gboolean known = inn_host_list_find (self->hosts, host->uri) != NULL;
  g_autofree char *name = host->name != NULL ? g_strdup (host->name)
                                             : inn_uri_dup_default_name (host->uri);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), !known);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), known ? _("Added already") : host->uri);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  /* All of it is seen: an address can name a program. */
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_widget_set_sensitive (row, !known);
  gtk_widget_set_tooltip_text (row, host->uri);

  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->checks, g_object_ref (check));
}

static void
inn_import_list_finalize (GObject *object)
{
  InnImportList *self = INN_IMPORT_LIST (object);

  g_clear_object (&self->hosts);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);

  G_OBJECT_CLASS (inn_import_list_parent_class)->finalize (object);
}

static void
inn_import_list_class_init (InnImportListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = inn_import_list_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/innkeeper/Innkeeper/ui/manager/"
                                               "inn-import-list.ui");
  gtk_widget_class_bind_template_child (widget_class, InnImportList, list);
}

static void
inn_import_list_init (InnImportList *self)
{
  self->checks = g_ptr_array_new_with_free_func (g_object_unref);

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_import_list_new:
 * @hosts: the list they are added to
 * @found: (element-type InnImportHost): what another program or a file knows
 */
GtkWidget *
inn_import_list_new (InnHostList *hosts,
                     GPtrArray   *found)
{
  InnImportList *self;

  g_return_val_if_fail (INN_IS_HOST_LIST (hosts), NULL);
  g_return_val_if_fail (found != NULL, NULL);

  self = g_object_new (INN_TYPE_IMPORT_LIST, NULL);
  self->hosts = g_object_ref (hosts);
  self->found = g_ptr_array_ref (found);

  for (guint i = 0; i < found->len; i++)
    add_row (self, g_ptr_array_index (found, i));

  return GTK_WIDGET (self);
}

/**
 * inn_import_list_apply:
 * @self: a list
 *
 * Adds the hosts that are ticked, and connects to those the other program
 * connects to by itself.
 *
 * Returns: how many were added
 */
guint
inn_import_list_apply (InnImportList *self)
{
  guint n_added = 0;

  g_return_val_if_fail (INN_IS_IMPORT_LIST (self), 0);

  for (guint i = 0; i < self->found->len; i++)
    {
      const InnImportHost *found = g_ptr_array_index (self->found, i);
      InnHost *host;

      if (!gtk_check_button_get_active (g_ptr_array_index (self->checks, i)) ||
          inn_host_list_find (self->hosts, found->uri) != NULL)
        continue;

      host = inn_host_list_add (self->hosts, found->uri, found->name, found->autoconnect, TRUE);
      inn_host_set_read_only (host, found->read_only);

      n_added++;

      if (found->autoconnect)
        inn_host_connect (host, INN_HOST_CONNECT_INTERACTIVE);
    }

  return n_added;
}
