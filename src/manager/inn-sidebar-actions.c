/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-sidebar"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-dialogs.h"
#include "inn-error-report.h"
#include "inn-host-popover.h"
#include "inn-popup.h"
#include "inn-saved-searches.h"
#include "inn-sidebar-private.h"
#include "inn-tag-palette.h"
#include "inn-toast.h"
#include "inn-verb.h"

/* All actions of a host take its URI, those of a saved search its name. */

typedef struct
{
  InnSidebar *self;
  InnHost    *host;
  char       *search;
} Request;

static Request *
request_new (InnSidebar *self,
             InnHost    *host,
             const char *search)
{
  Request *request = g_new0 (Request, 1);

  request->self = g_object_ref (self);
  request->host = host != NULL ? g_object_ref (host) : NULL;
  request->search = g_strdup (search);

  return request;
}

static void
request_free (Request *request)
{
  g_object_unref (request->self);
  g_clear_object (&request->host);
  g_free (request->search);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static InnHost *
find_host (GtkWidget *widget,
           GVariant  *parameter)
{
  return inn_host_list_find (INN_SIDEBAR (widget)->hosts,
                             g_variant_get_string (parameter, NULL));
}

static void
connect_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  InnHost *host = find_host (widget, parameter);

  if (host != NULL)
    inn_host_connect (host, INN_HOST_CONNECT_INTERACTIVE);
}

static void
disconnect_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  InnHost *host = find_host (widget, parameter);

  if (host != NULL)
    inn_host_disconnect (host);
}

static void
copy_uri_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          g_variant_get_string (parameter, NULL));
}

static void
start_all_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  InnHost *host = find_host (widget, parameter);

  if (host != NULL)
    inn_sidebar_emit_start_all (INN_SIDEBAR (widget), host);
}

static void
show_error_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  inn_sidebar_show_error (INN_SIDEBAR (widget), g_variant_get_string (parameter, NULL));
}

static void
host_renamed_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (Request) request = user_data;
  g_autofree char *name = inn_dialogs_ask_text_finish (result, NULL);

  if (name != NULL)
    inn_host_set_name (request->host, g_strstrip (name));
}

static void
rename_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  InnHost *host = find_host (widget, parameter);
  InnQuestion question = {
    .heading = _("Rename Host"),
    .body = _("Only the name in Innkeeper changes, not the host."),
    .confirm_label = _("_Rename"),
  };

  if (host != NULL)
    inn_dialogs_ask_text_async (widget, &question, _("Name"), inn_host_get_name (host), NULL,
                                host_renamed_cb, request_new (INN_SIDEBAR (widget), host, NULL));
}

static void
remove_asked_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (Request) request = user_data;

  if (!inn_dialogs_ask_finish (result, NULL))
    return;

  inn_host_disconnect (request->host);
  inn_host_list_remove (request->self->hosts, request->host);
}

static void
remove_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  InnHost *host = find_host (widget, parameter);
  g_autofree char *heading = NULL;
  InnQuestion question = {
    .body = _("It disappears from Innkeeper. Nothing changes on the host, its machines go on "
              "running."),
    .confirm_label = _("_Remove"),
    .destructive = TRUE,
  };

  if (host == NULL)
    return;

  /* Translators: %s is the name of a host */
  heading = g_strdup_printf (_("Remove “%s”?"), inn_host_get_name (host));
  question.heading = heading;
  inn_dialogs_ask_async (widget, &question, NULL, remove_asked_cb,
                         request_new (INN_SIDEBAR (widget), host, NULL));
}

static void
password_forgotten_cb (GObject      *object,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (Request) request = user_data;
  GtkWidget *widget = GTK_WIDGET (request->self);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!inn_host_forget_passwords_finish (request->host, result, &error))
    {
      inn_error_report_toast (widget, _("The password was not forgotten"), error);
      return;
    }

  /* Translators: %s is the name of a host */
  text = g_strdup_printf (_("The password of %s is no longer remembered"),
                          inn_host_get_name (request->host));
  inn_toast_show (widget, text, NULL, NULL);
}

static void
forget_password_action (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  InnHost *host = find_host (widget, parameter);

  if (host != NULL)
    inn_host_forget_passwords_async (host, password_forgotten_cb,
                                     request_new (INN_SIDEBAR (widget), host, NULL));
}

static void
search_renamed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (Request) request = user_data;
  g_autofree char *name = inn_dialogs_ask_text_finish (result, NULL);

  if (name != NULL)
    inn_saved_searches_rename (request->self->settings, request->search,
                               g_strstrip (name));
}

static void
rename_search_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  const char *name = g_variant_get_string (parameter, NULL);
  InnQuestion question = {
    .heading = _("Rename Search"),
    .confirm_label = _("_Rename"),
  };

  inn_dialogs_ask_text_async (widget, &question, _("Name"), name, NULL, search_renamed_cb,
                              request_new (INN_SIDEBAR (widget), NULL, name));
}

static void
remove_search_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  inn_saved_searches_remove (INN_SIDEBAR (widget)->settings,
                             g_variant_get_string (parameter, NULL));
}

static void
append_item (GMenu      *menu,
             const char *label,
             const char *action,
             const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static void
append_connection_items (GMenu      *menu,
                         InnHost    *host,
                         const char *uri)
{
  switch (inn_host_get_state (host))
    {
    case INN_HOST_STATE_DISCONNECTED:
      append_item (menu, _("Connect"), "sidebar.connect", uri);
      break;

    case INN_HOST_STATE_AUTH_NEEDED:
      append_item (menu, _("Connect"), "sidebar.connect", uri);
      append_item (menu, _("Show Error"), "sidebar.show-error", uri);
      break;

    case INN_HOST_STATE_CONNECTING:
      append_item (menu, _("Cancel"), "sidebar.disconnect", uri);
      break;

    case INN_HOST_STATE_RETRYING:
      append_item (menu, _("Retry Now"), "sidebar.connect", uri);
      append_item (menu, _("Show Error"), "sidebar.show-error", uri);
      append_item (menu, _("Disconnect"), "sidebar.disconnect", uri);
      break;

    case INN_HOST_STATE_NOT_RESPONDING:
      append_item (menu, _("Show Error"), "sidebar.show-error", uri);
      append_item (menu, _("Disconnect"), "sidebar.disconnect", uri);
      break;

    case INN_HOST_STATE_CONNECTED:
    default:
      append_item (menu, _("Disconnect"), "sidebar.disconnect", uri);
      append_item (menu, _("Start All…"), "sidebar.start-all", uri);
      break;
    }
}

static gboolean
any_can_start (InnHost *host)
{
  GListModel *domains = inn_host_get_domains (host);

  for (guint i = 0; i < g_list_model_get_n_items (domains); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);

      if (inn_verb_applies (INN_VERB_START, domain, NULL))
        return TRUE;
    }

  return FALSE;
}

/* The state of a check item comes from the action: one group per menu, as it is
 * about one host. */
static void
insert_host_group (InnSidebar *self,
                   InnHost    *host)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GPropertyAction) autoconnect =
    g_property_action_new ("autoconnect", host, "autoconnect");

  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (autoconnect));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "host", G_ACTION_GROUP (group));
}

/**
 * inn_sidebar_insert_hosts_group:
 *
 * What the menu at the title of the hosts needs.
 */
void
inn_sidebar_insert_hosts_group (InnSidebar *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GAction) order = g_settings_create_action (self->settings, "host-order");

  g_action_map_add_action (G_ACTION_MAP (group), order);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "hosts", G_ACTION_GROUP (group));
}

static GMenuModel *
build_host_menu (InnHost *host)
{
  const char *uri = inn_host_get_uri (host);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) open = g_menu_new ();
  g_autoptr (GMenu) connection = g_menu_new ();
  g_autoptr (GMenu) edit = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();

  append_connection_items (connection, host, uri);
  append_item (open, _("Open Host"), "app.open-host", uri);
  append_item (edit, _("Rename…"), "sidebar.rename", uri);
  append_item (edit, _("Edit Connection…"), "app.edit-host", uri);
  append_item (edit, _("Copy URI"), "sidebar.copy-uri", uri);
  g_menu_append (edit, _("Connect at Start"), "host.autoconnect");
  if (inn_host_has_password (host))
    append_item (last, _("Forget Password"), "sidebar.forget-password", uri);
  append_item (last, _("Remove…"), "sidebar.remove", uri);

  g_menu_append_section (menu, NULL, G_MENU_MODEL (open));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (connection));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (edit));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));

  return G_MENU_MODEL (menu);
}

static GMenuModel *
build_search_menu (const char *name)
{
  GMenu *menu = g_menu_new ();

  append_item (menu, _("Rename…"), "sidebar.rename-search", name);
  append_item (menu, _("Remove"), "sidebar.remove-search", name);

  return G_MENU_MODEL (menu);
}

static void
popup_palette (InnSidebarRow *row)
{
  GtkWidget *palette = inn_tag_palette_new (inn_sidebar_row_get_title (row));

  gtk_popover_set_position (GTK_POPOVER (palette), GTK_POS_RIGHT);
  inn_popup_present (GTK_POPOVER (palette), inn_sidebar_row_get_anchor (row));
}

/**
 * inn_sidebar_popup_row_menu:
 * @x: where, in pixels of @self
 *
 * Shows the context menu of @row, if it has one; of a tag, the colours.
 */
void
inn_sidebar_popup_row_menu (InnSidebar    *self,
                            InnSidebarRow *row,
                            double         x,
                            double         y)
{
  g_autoptr (GMenuModel) menu = NULL;

  if (inn_sidebar_row_get_choice (row) == INN_CHOICE_HOST)
    {
      insert_host_group (self, inn_sidebar_row_get_host (row));
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "sidebar.start-all",
                                     any_can_start (inn_sidebar_row_get_host (row)));
      menu = build_host_menu (inn_sidebar_row_get_host (row));
    }
  else if (inn_sidebar_row_get_choice (row) == INN_CHOICE_SEARCH)
    {
      menu = build_search_menu (inn_sidebar_row_get_title (row));
    }
  else if (inn_sidebar_row_get_choice (row) == INN_CHOICE_TAG)
    {
      popup_palette (row);
    }

  if (menu != NULL)
    inn_popup_menu (GTK_WIDGET (self), menu, x, y);
}

/**
 * inn_sidebar_popup_error:
 *
 * Shows why the host of @row is not connected.
 */
void
inn_sidebar_popup_error (InnSidebar    *self,
                         InnSidebarRow *row)
{
  GtkWidget *popover = inn_host_popover_new ();

  inn_host_popover_set_host (INN_HOST_POPOVER (popover), inn_sidebar_row_get_host (row));
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_RIGHT);
  inn_popup_present (GTK_POPOVER (popover), inn_sidebar_row_get_anchor (row));
}

/**
 * inn_sidebar_open_host:
 *
 * Opens the window of @host.
 */
void
inn_sidebar_open_host (InnSidebar *self,
                       InnHost    *host)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.open-host", "s", inn_host_get_uri (host));
}

/* The host of the row with the keyboard, whatever its state is. */
static gboolean
open_focused_cb (GtkWidget *widget,
                 GVariant  *args,
                 gpointer   user_data)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, INN_TYPE_SIDEBAR_ROW) : NULL;
  InnHost *host = row != NULL ? inn_sidebar_row_get_host (INN_SIDEBAR_ROW (row)) : NULL;

  if (host == NULL)
    return FALSE;

  inn_sidebar_open_host (INN_SIDEBAR (widget), host);

  return TRUE;
}

void
inn_sidebar_install_actions (GtkWidgetClass *klass)
{
  static const struct
  {
    const char                  *name;
    GtkWidgetActionActivateFunc  activate;
  } actions[] = {
    { "sidebar.connect", connect_action },
    { "sidebar.copy-uri", copy_uri_action },
    { "sidebar.disconnect", disconnect_action },
    { "sidebar.forget-password", forget_password_action },
    { "sidebar.remove", remove_action },
    { "sidebar.remove-search", remove_search_action },
    { "sidebar.rename", rename_action },
    { "sidebar.rename-search", rename_search_action },
    { "sidebar.show-error", show_error_action },
    { "sidebar.start-all", start_all_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, "s", actions[i].activate);

  gtk_widget_class_add_binding (klass, GDK_KEY_Return, GDK_ALT_MASK, open_focused_cb, NULL);
}
