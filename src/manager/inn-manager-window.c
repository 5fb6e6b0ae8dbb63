/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-manager-window"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-a11y.h"
#include "inn-host-trouble.h"
#include "inn-jobs-button.h"
#include "inn-manager-window-private.h"
#include "inn-popup.h"
#include "inn-tag-colors.h"
#include "inn-welcome-page.h"
#include "inn-window-size.h"

#define SIDEBAR_WIDTH 232
#define SIDEBAR_WIDTH_NARROW 208
#define NARROW_WINDOW 1100
#define NARROW_PANE 900

enum
{
  PROP_0,
  PROP_HOSTS,
  PROP_JOBS,
  PROP_SETTINGS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnManagerWindow, inn_manager_window, ADW_TYPE_APPLICATION_WINDOW)

/*
 * What is in the place of the table while it is empty
 */

static void
show_empty (InnManagerWindow *self,
            const char       *icon_name,
            const char       *title,
            const char       *description,
            const char       *button,
            const char       *action)
{
  g_autofree char *markup = g_markup_escape_text (description != NULL ? description : "", -1);

  adw_status_page_set_icon_name (self->empty_page, icon_name);
  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, markup);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_button), button != NULL);
  if (button != NULL)
    {
      gtk_button_set_label (self->empty_button, button);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->empty_button), action);
    }
  gtk_stack_set_visible_child_name (self->pages, "empty");
}

static void
show_no_match (InnManagerWindow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hosts));
  const char *text = inn_filter_bar_get_text (self->filter_bar);
  g_autofree char *description =
    g_strdup_printf (ngettext ("No machine on %u host fits “%s”.",
                               "No machine on %u hosts fits “%s”.", n), n, text);

  show_empty (self, "system-search-symbolic", _("No Match"), description, _("Clear Filter"),
              "win.clear-filter");
}

/* What it means and what helps, then the error itself; a question needs no error. */
static char *
dup_reason (InnHost *host)
{
  const GError *error = inn_host_get_error (host);
  g_autofree char *sentence = inn_host_trouble_dup_sentence (host);

  if (sentence == NULL)
    return error != NULL ? g_strdup (error->message) : NULL;

  if (error == NULL || inn_host_get_state (host) == INN_HOST_STATE_AUTH_NEEDED)
    return g_steal_pointer (&sentence);

  return g_strjoin ("\n\n", sentence, error->message, NULL);
}

static void
show_host_away (InnManagerWindow *self,
                InnHost          *host)
{
  gboolean disconnected = inn_host_get_state (host) == INN_HOST_STATE_DISCONNECTED;
  g_autofree char *heading = inn_host_trouble_dup_heading (host);
  g_autofree char *reason = dup_reason (host);

  show_empty (self, disconnected ? "inn-host-symbolic" : "dialog-warning-symbolic", heading,
              disconnected ? inn_host_get_uri (host) : reason,
              inn_host_trouble_get_button (host), "win.connect-chosen");
}

static gboolean
is_loading (InnManagerWindow *self,
            InnHost          *only)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hosts));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InnHost) host = g_list_model_get_item (G_LIST_MODEL (self->hosts), i);
      InnHostState state = inn_host_get_state (host);

      if ((only == NULL || only == host)
          && (state == INN_HOST_STATE_CONNECTING || state == INN_HOST_STATE_CONNECTED)
          && !inn_host_get_loaded (host))
        return TRUE;
    }

  return FALSE;
}

static void
update_page (InnManagerWindow *self)
{
  InnSidebarRow *row = inn_sidebar_get_chosen (self->sidebar);
  InnHost *host = row != NULL ? inn_sidebar_row_get_host (row) : NULL;

  if (g_list_model_get_n_items (inn_machine_table_get_shown (self->table)) > 0
      || is_loading (self, host))
    gtk_stack_set_visible_child_name (self->pages, "table");
  else if (*inn_filter_bar_get_text (self->filter_bar) != '\0')
    show_no_match (self);
  else if (host != NULL && inn_host_get_state (host) != INN_HOST_STATE_CONNECTED)
    show_host_away (self, host);
  else if (row != NULL && inn_sidebar_row_get_choice (row) == INN_CHOICE_SEARCH)
    show_empty (self, "folder-saved-search-symbolic", _("No Match"),
                _("No machine fits this search now."), NULL, NULL);
  else if (host != NULL)
    show_empty (self, "inn-console-symbolic", _("No Machines"),
                _("There are no machines on this host."), NULL, NULL);
  else
    show_empty (self, "inn-console-symbolic", _("No Machines"),
                _("There are no machines on the hosts that are connected."), NULL, NULL);
}

static gboolean
update_page_cb (gpointer user_data)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (user_data);

  self->page_id = 0;
  update_page (self);

  return G_SOURCE_REMOVE;
}

void
inn_manager_window_queue_page (InnManagerWindow *self)
{
  if (self->page_id == 0)
    self->page_id = g_idle_add_full (G_PRIORITY_DEFAULT, update_page_cb, self, NULL);
}

static void
on_shown_changed_cb (InnManagerWindow *self,
                     guint             position,
                     guint             removed,
                     guint             added)
{
  if (removed != added)
    inn_manager_window_queue_page (self);
}

static void
on_all_changed_cb (GListModel       *all,
                   guint             position,
                   guint             removed,
                   guint             added,
                   InnManagerWindow *self)
{
  if (removed != added)
    inn_filter_bar_set_n_machines (self->filter_bar, g_list_model_get_n_items (all));
  if (self->verbs != NULL)
    inn_verb_actions_machines_changed (self->verbs);
}

static GtkWidget *
build_welcome (InnManagerWindow *self)
{
  g_autoptr (GMenuModel) primary = inn_menu_new_from_resource ("primary-menu");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *page = inn_welcome_page_new (self->hosts);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "open-menu-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), primary);
  gtk_menu_button_set_primary (GTK_MENU_BUTTON (button), TRUE);
  gtk_widget_set_tooltip_text (button, _("Main Menu (F10)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Main Menu"), -1);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), button);
  gtk_widget_add_css_class (header, "flat");

  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);

  return box;
}

/* Until there is a host there is nothing to manage. */
static void
show_welcome (InnManagerWindow *self,
              gboolean          welcome)
{
  if (welcome && self->welcome == NULL)
    {
      self->welcome = build_welcome (self);
      gtk_stack_add_named (self->stack, self->welcome, "welcome");
    }

  gtk_stack_set_visible_child_name (self->stack, welcome ? "welcome" : "manager");
  gtk_menu_button_set_primary (self->primary_button, !welcome);
  if (welcome || self->welcome == NULL)
    return;

  gtk_stack_remove (self->stack, self->welcome);
  self->welcome = NULL;
}

static void
on_hosts_changed_cb (GListModel       *hosts,
                     guint             position,
                     guint             removed,
                     guint             added,
                     InnManagerWindow *self)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (InnHost) host = g_list_model_get_item (hosts, i);

      /* One that was moved is there already. */
      g_signal_handlers_disconnect_by_func (host, inn_manager_window_queue_page, self);
      g_signal_connect_object (host, "notify", G_CALLBACK (inn_manager_window_queue_page), self,
                               G_CONNECT_SWAPPED);
    }

  show_welcome (self, g_list_model_get_n_items (hosts) == 0);
  inn_manager_window_queue_page (self);
}

/*
 * Sidebar and filter
 */

static void
on_sidebar_chosen_cb (InnManagerWindow *self)
{
  InnSidebarRow *row = inn_sidebar_get_chosen (self->sidebar);
  const char *name = inn_sidebar_row_get_title (row);
  gboolean all = inn_sidebar_row_get_choice (row) == INN_CHOICE_ALL;
  g_autofree char *title = NULL;

  if (self->filter == NULL)
    return;

  /* Translators: title of a window: the name of a host, tag or search, and of the program */
  title = all ? g_strdup ("Innkeeper") : g_strdup_printf (_("%s – Innkeeper"), name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, name);

  inn_machine_filter_set_choice (self->filter, row);
  inn_machine_table_set_one_host (self->table,
                                  inn_sidebar_row_get_choice (row) == INN_CHOICE_HOST);
  inn_split_view_set_show_content (self->split, TRUE);
  inn_manager_window_queue_page (self);
}

static void
on_start_all_cb (InnManagerWindow *self,
                 InnHost          *host)
{
  inn_verb_actions_ask_and_run (self->verbs, inn_host_get_domains (host), INN_VERB_START);
}

static void
on_filter_changed_cb (InnManagerWindow *self)
{
  if (self->filter == NULL)
    return;

  inn_machine_filter_set_query (self->filter, inn_filter_bar_get_text (self->filter_bar));
  inn_filter_bar_set_errors (self->filter_bar, inn_machine_filter_get_query (self->filter));
  inn_manager_window_update_actions (self);
  inn_manager_window_queue_page (self);
}

static void
on_filter_left_cb (InnManagerWindow *self)
{
  inn_machine_table_focus_row (self->table);
}

static void
on_menu_requested_cb (InnManagerWindow *self,
                      double            x,
                      double            y)
{
  g_autoptr (GMenuModel) menu = inn_manager_window_new_menu (self);

  inn_popup_menu (GTK_WIDGET (self->table), menu, x, y);
}

static void
on_bulk_menu_wanted_cb (InnManagerWindow *self)
{
  g_autoptr (GMenuModel) menu = inn_manager_window_new_menu (self);

  inn_bulk_bar_set_menu (self->bulk_bar, menu);
}

/*
 * Verbs in the header bar
 */

static void
sync_tooltip (InnManagerWindow *self,
              GtkWidget        *button,
              const char       *action,
              const char       *label,
              const char       *keys)
{
  g_autofree char *reason = inn_verb_actions_dup_reason (self->verbs, action);
  g_autofree char *tooltip = NULL;

  if (reason != NULL)
    /* Translators: a verb such as “Start”, and why it cannot be used now */
    tooltip = g_strdup_printf (_("%s: %s"), label, reason);
  else
    /* Translators: a verb such as “Start”, and its keys */
    tooltip = g_strdup_printf (_("%s (%s)"), label, keys);

  gtk_widget_set_tooltip_text (button, tooltip);
  inn_a11y_set_label (button, label);
}

static void
on_verbs_updated_cb (InnManagerWindow *self)
{
  gboolean resumes = inn_verb_actions_toggle_resumes (self->verbs);
  guint n_restore = inn_verb_actions_count (self->verbs, "restore");
  gboolean restore = n_restore > 0 && n_restore == inn_verb_actions_count (self->verbs, "run");

  sync_tooltip (self, GTK_WIDGET (self->start_button), "run",
                restore ? _("Restore") : _("Start"), "Ctrl+R");
  sync_tooltip (self, GTK_WIDGET (self->pause_button), "pause-toggle",
                resumes ? _("Resume") : _("Pause"), "Ctrl+P");
  sync_tooltip (self, GTK_WIDGET (self->shut_down_button), "shut-down", _("Shut Down"),
                "Ctrl+Shift+Q");
  /* What is in its menu needs a machine that is on, too. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->shut_down_button),
                            inn_verb_actions_count (self->verbs, "force-off") > 0);
  if (resumes)
    gtk_widget_add_css_class (GTK_WIDGET (self->pause_button), "toggled");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->pause_button), "toggled");

  inn_manager_window_update_actions (self);
}

/*
 * Layout
 */

static void
on_collapsed_changed_cb (InnManagerWindow *self)
{
  gtk_widget_set_visible (self->back_button, inn_split_view_get_collapsed (self->split));
}

static gboolean
update_layout_cb (gpointer user_data)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (user_data);
  gboolean narrow = self->width < NARROW_WINDOW;
  int sidebar = narrow ? SIDEBAR_WIDTH_NARROW : SIDEBAR_WIDTH;
  int pane = self->width;

  if (!inn_split_view_get_collapsed (self->split)
      && inn_split_view_get_sidebar_visible (self->split))
    pane -= sidebar;

  self->layout_id = 0;
  gtk_widget_set_size_request (self->sidebar_pane, sidebar, -1);
  inn_status_line_set_narrow (self->status_line, pane < NARROW_PANE);

  return G_SOURCE_REMOVE;
}

static void
inn_manager_window_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);

  GTK_WIDGET_CLASS (inn_manager_window_parent_class)->size_allocate (widget, width, height,
                                                                     baseline);
  if (self->width == width)
    return;

  /* Sizes must not be changed while they are being handed out. */
  self->width = width;
  if (self->layout_id == 0)
    self->layout_id = g_idle_add_full (GTK_PRIORITY_RESIZE, update_layout_cb, self, NULL);
}

static void
load_state (InnManagerWindow *self)
{
  inn_window_size_load (GTK_WINDOW (self), self->settings, "window-size");
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  inn_split_view_set_sidebar_visible (self->split,
                                      g_settings_get_boolean (self->settings, "sidebar-visible"));
}

static void
save_state (InnManagerWindow *self)
{
  inn_window_size_save (GTK_WINDOW (self), self->settings, "window-size");
  g_settings_set_boolean (self->settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
}

static void
inn_manager_window_unmap (GtkWidget *widget)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (widget);

  if (self->settings != NULL)
    save_state (self);

  GTK_WIDGET_CLASS (inn_manager_window_parent_class)->unmap (widget);
}

/*
 * Construction
 */

static void
connect_models (InnManagerWindow *self)
{
  GListModel *all;
  GListModel *shown;

  inn_tag_colors_set_settings (self->settings);
  inn_machine_table_set_models (self->table, self->hosts, self->settings);
  all = inn_machine_table_get_all (self->table);
  shown = inn_machine_table_get_shown (self->table);

  self->filter = inn_machine_filter_new ();
  self->tally = inn_machine_tally_new (all, G_LIST_MODEL (self->hosts));
  inn_machine_table_set_filter (self->table, self->filter);

  inn_sidebar_set_models (self->sidebar, self->hosts, self->settings);
  inn_sidebar_set_tally (self->sidebar, self->tally, all);
  inn_filter_bar_set_models (self->filter_bar, self->hosts, self->tally);
  inn_status_line_set_models (self->status_line, self->hosts, all, shown);

  g_signal_connect_object (shown, "items-changed", G_CALLBACK (on_shown_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hosts, "items-changed", G_CALLBACK (on_hosts_changed_cb), self,
                           0);
  on_hosts_changed_cb (G_LIST_MODEL (self->hosts), 0, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->hosts)), self);
}

static void
connect_verbs (InnManagerWindow *self)
{
  self->verbs = inn_verb_actions_new (GTK_WINDOW (self), self->jobs, self->settings);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "machine", G_ACTION_GROUP (self->verbs));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns",
                                  inn_machine_table_get_actions (self->table));

  g_signal_connect_object (self->verbs, "updated", G_CALLBACK (on_verbs_updated_cb), self,
                           G_CONNECT_SWAPPED);
  inn_verb_actions_set_domains (self->verbs, inn_machine_table_get_selected (self->table));
  g_signal_connect_object (inn_machine_table_get_all (self->table), "items-changed",
                           G_CALLBACK (on_all_changed_cb), self, 0);
  inn_bulk_bar_set_actions (self->bulk_bar, self->verbs);
  inn_popup_set_menu (self->columns_button, inn_machine_table_get_columns_menu (self->table));
}

static void
connect_parts (InnManagerWindow *self)
{
  self->jobs_button = inn_jobs_button_new ();
  inn_jobs_button_set_jobs (INN_JOBS_BUTTON (self->jobs_button), self->jobs);
  gtk_box_append (self->jobs_box, self->jobs_button);
}

static void
inn_manager_window_constructed (GObject *object)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (object);

  G_OBJECT_CLASS (inn_manager_window_parent_class)->constructed (object);

  if (self->hosts == NULL || self->jobs == NULL || self->settings == NULL)
    return;

  load_state (self);
  connect_models (self);
  connect_verbs (self);
  connect_parts (self);
  inn_filter_bar_set_capture (self->filter_bar, GTK_WIDGET (self->table));
  /* The application is set after the construct properties. */
  inn_manager_window_set_accels (self);
  g_signal_connect (self, "notify::application", G_CALLBACK (inn_manager_window_set_accels), NULL);
  on_sidebar_chosen_cb (self);
}

static void
inn_manager_window_dispose (GObject *object)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (object);

  g_clear_handle_id (&self->page_id, g_source_remove);
  g_clear_handle_id (&self->layout_id, g_source_remove);
  if (self->verbs != NULL)
    {
      inn_verb_actions_set_domains (self->verbs, NULL);
      gtk_widget_insert_action_group (GTK_WIDGET (self), "machine", NULL);
    }
  g_clear_object (&self->verbs);
  g_clear_object (&self->filter);
  g_clear_object (&self->tally);
  g_clear_object (&self->hosts);
  g_clear_object (&self->jobs);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (inn_manager_window_parent_class)->dispose (object);
}

static void
inn_manager_window_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  InnManagerWindow *self = INN_MANAGER_WINDOW (object);

  switch (prop_id)
    {
    case PROP_HOSTS:
      self->hosts = g_value_dup_object (value);
      break;

    case PROP_JOBS:
      self->jobs = g_value_dup_object (value);
      break;

    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/innkeeper/Innkeeper/ui/manager/inn-manager-window.ui");
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, bulk_bar);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, columns_button);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, empty_button);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, empty_page);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, jobs_box);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, pause_button);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, primary_button);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, shut_down_button);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, sidebar_pane);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, split);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, start_button);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, status_line);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, table);
  gtk_widget_class_bind_template_child (widget_class, InnManagerWindow, title);
  gtk_widget_class_bind_template_callback (widget_class, on_bulk_menu_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_collapsed_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_menu_requested_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_sidebar_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_start_all_cb);
}

static void
inn_manager_window_class_init (InnManagerWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = inn_manager_window_constructed;
  object_class->dispose = inn_manager_window_dispose;
  object_class->set_property = inn_manager_window_set_property;
  widget_class->size_allocate = inn_manager_window_size_allocate;
  widget_class->unmap = inn_manager_window_unmap;

  properties[PROP_HOSTS] =
    g_param_spec_object ("hosts", NULL, NULL, INN_TYPE_HOST_LIST, flags);
  properties[PROP_JOBS] =
    g_param_spec_object ("jobs", NULL, NULL, INN_TYPE_JOB_LIST, flags);
  properties[PROP_SETTINGS] =
    g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (INN_TYPE_BULK_BAR);
  g_type_ensure (INN_TYPE_FILTER_BAR);
  g_type_ensure (INN_TYPE_MACHINE_TABLE);
  g_type_ensure (INN_TYPE_SIDEBAR);
  g_type_ensure (INN_TYPE_SPLIT_VIEW);
  g_type_ensure (INN_TYPE_STATUS_LINE);

  bind_template (widget_class);
  inn_manager_window_install_actions (widget_class);
}

static void
inn_manager_window_init (InnManagerWindow *self)
{
  g_autoptr (GMenuModel) primary = inn_menu_new_from_resource ("primary-menu");
  g_autoptr (GMenuModel) shut_down = inn_menu_new_from_resource ("shut-down-menu");

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (self->primary_button, primary);
  adw_split_button_set_menu_model (self->shut_down_button, shut_down);
}

GtkWidget *
inn_manager_window_new (GtkApplication *application,
                        InnHostList    *hosts,
                        InnJobList     *jobs,
                        GSettings      *settings)
{
  return g_object_new (INN_TYPE_MANAGER_WINDOW,
                       "application", application,
                       "hosts", hosts,
                       "jobs", jobs,
                       "settings", settings,
                       NULL);
}

/**
 * inn_manager_window_show_machine:
 *
 * Shows all machines, selects @domain and scrolls to it.
 */
void
inn_manager_window_show_machine (InnManagerWindow *self,
                                 InnDomain        *domain)
{
  g_return_if_fail (INN_IS_MANAGER_WINDOW (self));
  g_return_if_fail (INN_IS_DOMAIN (domain));

  g_object_set (self->filter_bar, "search-mode", FALSE, NULL);
  inn_sidebar_choose_all (self->sidebar);
  inn_machine_table_show_machine (self->table, domain);
  gtk_window_present (GTK_WINDOW (self));
}
