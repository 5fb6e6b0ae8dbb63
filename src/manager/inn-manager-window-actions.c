/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-manager-window"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-dialogs.h"
#include "inn-error-report.h"
#include "inn-jobs-button.h"
#include "inn-list.h"
#include "inn-machine-tags.h"
#include "inn-manager-window-private.h"
#include "inn-saved-searches.h"

/* From more than this many machines on it is asked before they are opened. */
#define ASK_OPEN_ABOVE 5

/* The keys of Alt+1 to Alt+9. */
#define N_ENTRY_KEYS 9

static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "win.filter", { "<Control>f", NULL } },
  { "win.save-search", { "<Control><Shift>f", NULL } },
  { "win.show-jobs", { "<Control>j", NULL } },
  { "win.refresh", { "F5", NULL } },
  { "win.toggle-sidebar", { "F9", NULL } },
  { "win.next-pane", { "F6", NULL } },
  { "window.close", { "<Control>w", NULL } },
};

static GListModel *
get_selected (InnManagerWindow *self)
{
  return inn_machine_table_get_selected (self->table);
}

/*
 * Open
 */

static void
open_machines (InnManagerWindow *self,
               GListModel       *machines)
{
  for (guint i = 0; i < g_list_model_get_n_items (machines); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (machines, i);
      InnHost *host = inn_domain_get_host (domain);

      gtk_widget_activate_action (GTK_WIDGET (self), "app.open-machine", "(ss)",
                                  inn_host_get_uri (host), inn_domain_get_uuid (domain));
    }
}

static void
open_asked_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GListModel) machines = user_data;

  if (inn_dialogs_ask_finish (result, NULL))
    open_machines (INN_MANAGER_WINDOW (object), machines);
}

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);
  guint n = g_list_model_get_n_items (get_selected (self));
  g_autofree char *heading = NULL;
  InnQuestion question = { .confirm_label = _("_Open") };

  if (n <= ASK_OPEN_ABOVE)
    {
      open_machines (self, get_selected (self));
      return;
    }

  heading = g_strdup_printf (ngettext ("Open %u Machine?", "Open %u Machines?", n), n);
  question.heading = heading;
  inn_dialogs_ask_async (widget, &question, NULL, open_asked_cb,
                         inn_list_copy (get_selected (self)));
}

/* In the order of the table. */
static void
compare_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  GListModel *machines = get_selected (INN_MANAGER_WINDOW (widget));
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ss)"));

  for (guint i = 0; i < g_list_model_get_n_items (machines); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (machines, i);

      g_variant_builder_add (&builder, "(ss)", inn_host_get_uri (inn_domain_get_host (domain)),
                             inn_domain_get_uuid (domain));
    }

  gtk_widget_activate_action (widget, "app.compare", "a(ss)", &builder);
}

/*
 * Copy
 */

static void
copy_lines (InnManagerWindow *self,
            char           *(*dup_line) (InnDomain *domain))
{
  GListModel *selected = get_selected (self);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (selected); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (selected, i);
      g_autofree char *line = dup_line (domain);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }

  if (text->len > 0)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
}

static char *
dup_name (InnDomain *domain)
{
  return g_strdup (inn_domain_get_name (domain));
}

static char *
dup_uuid (InnDomain *domain)
{
  return g_strdup (inn_domain_get_uuid (domain));
}

static char *
dup_console_command (InnDomain *domain)
{
  g_autofree char *uri = g_shell_quote (inn_host_get_uri (inn_domain_get_host (domain)));
  g_autofree char *name = g_shell_quote (inn_domain_get_name (domain));

  return g_strdup_printf ("virsh -c %s console %s", uri, name);
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);

  if (g_str_equal (action_name, "win.copy-names"))
    copy_lines (self, dup_name);
  else if (g_str_equal (action_name, "win.copy-uuids"))
    copy_lines (self, dup_uuid);
  else
    copy_lines (self, dup_console_command);
}

static void
xml_loaded_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (InnManagerWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *xml = inn_domain_load_xml_finish (INN_DOMAIN (object), result, &error);

  if (xml != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), xml);
  else
    inn_error_report_toast (GTK_WIDGET (self), _("Could not read the XML of the machine"),
                            error);
}

static void
copy_xml_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);
  g_autoptr (InnDomain) domain = g_list_model_get_item (get_selected (self), 0);

  if (domain != NULL)
    inn_domain_load_xml_async (domain, NULL, xml_loaded_cb, g_object_ref (self));
}

/*
 * Filter and saved searches
 */

static void
filter_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  inn_filter_bar_open (INN_MANAGER_WINDOW (widget)->filter_bar);
}

static void
filter_tag_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);
  g_autofree char *word = inn_query_format_word ("tag", g_variant_get_string (parameter, NULL));

  inn_filter_bar_toggle_word (self->filter_bar, word);
}

static void
clear_filter_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);

  g_object_set (self->filter_bar, "search-mode", FALSE, NULL);
  inn_machine_table_focus_row (self->table);
}

static void
search_named_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (object);
  g_autofree char *text = user_data;
  g_autofree char *name = inn_dialogs_ask_text_finish (result, NULL);

  if (name != NULL)
    inn_saved_searches_put (self->settings, g_strstrip (name), text);
}

static void
save_search_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);
  const char *text = inn_filter_bar_get_text (self->filter_bar);
  InnQuestion question = {
    .heading = _("Save Search"),
    .body = text,
    .confirm_label = _("_Save"),
  };

  inn_dialogs_ask_text_async (widget, &question, _("Name"), NULL, NULL, search_named_cb,
                              g_strdup (text));
}

/*
 * Tags
 */

static void
new_tag_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);

  inn_machine_tags_ask_new (widget, get_selected (self));
}

static void
edit_tags_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);

  inn_machine_tags_edit (widget, get_selected (self), inn_machine_tally_get_tags (self->tally));
}

/*
 * Hosts
 */

static void
refresh_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);
  GListModel *selected = get_selected (self);
  InnSidebarRow *row = inn_sidebar_get_chosen (self->sidebar);
  InnHost *chosen = row != NULL ? inn_sidebar_row_get_host (row) : NULL;
  g_autoptr (GHashTable) hosts = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer host;

  for (guint i = 0; i < g_list_model_get_n_items (selected); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (selected, i);

      g_hash_table_add (hosts, inn_domain_get_host (domain));
    }
  if (g_hash_table_size (hosts) == 0 && chosen != NULL)
    g_hash_table_add (hosts, chosen);

  if (g_hash_table_size (hosts) == 0)
    for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->hosts)); i++)
      {
        g_autoptr (InnHost) one = g_list_model_get_item (G_LIST_MODEL (self->hosts), i);

        g_hash_table_add (hosts, one);
      }

  g_hash_table_iter_init (&iter, hosts);
  while (g_hash_table_iter_next (&iter, &host, NULL))
    inn_host_refresh (host);
}

static void
connect_chosen_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  InnSidebarRow *row = inn_sidebar_get_chosen (INN_MANAGER_WINDOW (widget)->sidebar);
  InnHost *host = row != NULL ? inn_sidebar_row_get_host (row) : NULL;

  if (host != NULL)
    inn_host_connect (host, INN_HOST_CONNECT_INTERACTIVE);
}

static void
select_host_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  inn_sidebar_choose_uri (INN_MANAGER_WINDOW (widget)->sidebar,
                          g_variant_get_string (parameter, NULL));
}

static InnDomain *
find_machine (InnManagerWindow *self,
              GVariant         *parameter)
{
  const char *uri;
  const char *uuid;
  InnHost *host;

  g_variant_get (parameter, "(&s&s)", &uri, &uuid);
  host = inn_host_list_find (self->hosts, uri);

  return host != NULL ? inn_host_find_domain (host, uuid) : NULL;
}

static void
show_machine_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);
  InnDomain *domain = find_machine (self, parameter);

  if (domain != NULL)
    inn_manager_window_show_machine (self, domain);
}

static void
show_job_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);
  InnDomain *domain = find_machine (self, parameter);
  InnJob *job = domain != NULL ? inn_domain_get_job (domain) : NULL;

  if (job != NULL)
    inn_jobs_button_show_job (INN_JOBS_BUTTON (self->jobs_button), job);
}

static void
show_host_error_action (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);

  inn_split_view_set_sidebar_visible (self->split, TRUE);
  inn_split_view_set_show_content (self->split, FALSE);
  inn_sidebar_show_error (self->sidebar, g_variant_get_string (parameter, NULL));
}

static void
show_jobs_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);

  if (self->jobs_button != NULL)
    inn_jobs_button_popup (INN_JOBS_BUTTON (self->jobs_button));
}

static void
toggle_sidebar_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);
  gboolean visible;

  if (inn_split_view_get_collapsed (self->split)
      && inn_split_view_get_sidebar_visible (self->split))
    {
      inn_split_view_set_show_content (self->split,
                                       !inn_split_view_get_show_content (self->split));
      return;
    }

  visible = !inn_split_view_get_sidebar_visible (self->split);
  inn_split_view_set_sidebar_visible (self->split, visible);
  g_settings_set_boolean (self->settings, "sidebar-visible", visible);
}

static void
show_sidebar_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);

  inn_split_view_set_sidebar_visible (self->split, TRUE);
  inn_split_view_set_show_content (self->split, FALSE);
}

static void
sidebar_entry_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);

  inn_sidebar_choose_nth (self->sidebar, g_variant_get_uint32 (parameter));
}

/* Around the window, past what cannot take the focus now. */
static void
next_pane_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);
  GtkWidget *header = gtk_widget_get_parent (GTK_WIDGET (self->start_button));
  GtkWidget *panes[] = {
    GTK_WIDGET (self->sidebar), header, GTK_WIDGET (self->table), GTK_WIDGET (self->bulk_bar),
  };
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  guint current = 1;

  for (guint i = 0; focus != NULL && i < G_N_ELEMENTS (panes); i++)
    if (gtk_widget_is_ancestor (focus, panes[i]))
      current = i;

  for (guint i = 1; i < G_N_ELEMENTS (panes); i++)
    {
      GtkWidget *pane = panes[(current + i) % G_N_ELEMENTS (panes)];

      if (gtk_widget_get_mapped (pane) && gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD))
        return;
    }
}

static void
select_all_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  inn_machine_table_select_all (INN_MANAGER_WINDOW (widget)->table);
}

static void
unselect_all_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  inn_machine_table_unselect_all (INN_MANAGER_WINDOW (widget)->table);
}

/**
 * inn_manager_window_update_actions:
 *
 * Enables what fits the selection and the filter.
 */
void
inn_manager_window_update_actions (InnManagerWindow *self)
{
  static const char * const of_selection[] = {
    "win.open", "win.copy-names", "win.copy-uuids", "win.copy-console-command",
    "win.new-tag", "win.edit-tags", "win.unselect-all",
  };
  guint n = g_list_model_get_n_items (get_selected (self));

  for (guint i = 0; i < G_N_ELEMENTS (of_selection); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_selection[i], n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.compare", n > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.copy-xml", n == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save-search",
                                 *inn_filter_bar_get_text (self->filter_bar) != '\0');
}

void
inn_manager_window_set_accels (InnManagerWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (application == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (application, accels[i].action, accels[i].accels);

  for (guint i = 0; i < N_ENTRY_KEYS; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.sidebar-entry(uint32 %u)", i);
      g_autofree char *accel = g_strdup_printf ("<Alt>%u", i + 1);
      const char * const entry_accels[] = { accel, NULL };

      gtk_application_set_accels_for_action (application, action, entry_accels);
    }
}

void
inn_manager_window_install_actions (GtkWidgetClass *klass)
{
  static const struct
  {
    const char                  *name;
    const char                  *type;
    GtkWidgetActionActivateFunc  activate;
  } actions[] = {
    { "win.clear-filter", NULL, clear_filter_action },
    { "win.compare", NULL, compare_action },
    { "win.connect-chosen", NULL, connect_chosen_action },
    { "win.copy-console-command", NULL, copy_action },
    { "win.copy-names", NULL, copy_action },
    { "win.copy-uuids", NULL, copy_action },
    { "win.copy-xml", NULL, copy_xml_action },
    { "win.edit-tags", NULL, edit_tags_action },
    { "win.filter", NULL, filter_action },
    { "win.filter-tag", "s", filter_tag_action },
    { "win.new-tag", NULL, new_tag_action },
    { "win.next-pane", NULL, next_pane_action },
    { "win.open", NULL, open_action },
    { "win.refresh", NULL, refresh_action },
    { "win.save-search", NULL, save_search_action },
    { "win.select-all", NULL, select_all_action },
    { "win.select-host", "s", select_host_action },
    { "win.show-host-error", "s", show_host_error_action },
    { "win.show-job", "(ss)", show_job_action },
    { "win.show-jobs", NULL, show_jobs_action },
    { "win.show-machine", "(ss)", show_machine_action },
    { "win.show-sidebar", NULL, show_sidebar_action },
    { "win.sidebar-entry", "u", sidebar_entry_action },
    { "win.toggle-sidebar", NULL, toggle_sidebar_action },
    { "win.unselect-all", NULL, unselect_all_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].type,
                                     actions[i].activate);
}
