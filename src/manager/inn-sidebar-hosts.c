/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-sidebar"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-a11y.h"
#include "inn-sidebar-private.h"
#include "inn-text.h"

/* From this many hosts on they can be searched. */
#define SEARCH_FROM 12

/**
 * inn_sidebar_find_host_row:
 *
 * Returns: (transfer none) (nullable): the row of @host
 */
GtkListBoxRow *
inn_sidebar_find_host_row (InnSidebar *self,
                           InnHost    *host)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->hosts_list, i)) != NULL; i++)
    if (inn_sidebar_row_get_host (INN_SIDEBAR_ROW (row)) == host)
      return row;

  return NULL;
}

static guint
host_index (InnSidebar *self,
            InnHost    *host)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hosts));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InnHost) item = g_list_model_get_item (G_LIST_MODEL (self->hosts), i);

      if (item == host)
        return i;
    }

  return n;
}

static int
problem_rank (InnHost *host)
{
  switch (inn_host_get_state (host))
    {
    case INN_HOST_STATE_RETRYING:
    case INN_HOST_STATE_AUTH_NEEDED:
    case INN_HOST_STATE_NOT_RESPONDING:
      return 0;

    case INN_HOST_STATE_DISCONNECTED:
    case INN_HOST_STATE_CONNECTING:
    case INN_HOST_STATE_CONNECTED:
    default:
      return 1;
    }
}

static int
compare_host_rows (GtkListBoxRow *a,
                   GtkListBoxRow *b,
                   gpointer       user_data)
{
  InnSidebar *self = user_data;
  InnHost *host_a = inn_sidebar_row_get_host (INN_SIDEBAR_ROW (a));
  InnHost *host_b = inn_sidebar_row_get_host (INN_SIDEBAR_ROW (b));
  g_autofree char *order = g_settings_get_string (self->settings, "host-order");
  g_autofree char *key_a = NULL;
  g_autofree char *key_b = NULL;

  if (g_str_equal (order, "own"))
    return (int) host_index (self, host_a) - (int) host_index (self, host_b);

  if (g_str_equal (order, "problems") && problem_rank (host_a) != problem_rank (host_b))
    return problem_rank (host_a) - problem_rank (host_b);

  key_a = inn_text_natural_key (inn_host_get_name (host_a));
  key_b = inn_text_natural_key (inn_host_get_name (host_b));

  return strcmp (key_a, key_b);
}

static gboolean
host_row_is_found (GtkListBoxRow *row,
                   gpointer       user_data)
{
  InnSidebar *self = user_data;
  InnHost *host = inn_sidebar_row_get_host (INN_SIDEBAR_ROW (row));
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  if (!gtk_search_bar_get_search_mode (self->search_bar))
    return TRUE;

  text = inn_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  name = inn_text_fold (inn_host_get_name (host));

  return strstr (name, text) != NULL;
}

static void
sync_hosts_title (InnSidebar *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hosts));
  guint n_connected = 0;
  g_autofree char *title = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InnHost) host = g_list_model_get_item (G_LIST_MODEL (self->hosts), i);

      n_connected += inn_host_get_state (host) == INN_HOST_STATE_CONNECTED;
    }

  /* Translators: title of a section: how many hosts are connected, of how many */
  title = g_strdup_printf (_("Hosts · %u of %u"), n_connected, n);
  gtk_label_set_text (self->hosts_title, title);
  inn_a11y_set_label (GTK_WIDGET (self->hosts_button), title);
}

static gboolean
sort_hosts_cb (gpointer user_data)
{
  InnSidebar *self = INN_SIDEBAR (user_data);

  self->sort_id = 0;
  gtk_list_box_invalidate_sort (self->hosts_list);
  sync_hosts_title (self);

  return G_SOURCE_REMOVE;
}

/* Hosts change by the dozen: at the start, after the network was away. */
static void
on_host_changed_cb (InnSidebar *self)
{
  if (self->sort_id == 0)
    self->sort_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, sort_hosts_cb, self, NULL);
}

static void
on_domains_changed_cb (GListModel *domains,
                       guint       position,
                       guint       removed,
                       guint       added,
                       InnSidebar *self)
{
  GtkListBoxRow *row;

  for (int i = 0; removed != added
                  && (row = gtk_list_box_get_row_at_index (self->hosts_list, i)) != NULL; i++)
    {
      InnHost *host = inn_sidebar_row_get_host (INN_SIDEBAR_ROW (row));

      if (inn_host_get_domains (host) == domains)
        inn_sidebar_row_set_count (INN_SIDEBAR_ROW (row), g_list_model_get_n_items (domains));
    }
}

/*
 * Own order by drag and drop
 */

static GdkContentProvider *
on_drag_prepared_cb (GtkDragSource *source,
                     double         x,
                     double         y,
                     InnSidebarRow *row)
{
  return gdk_content_provider_new_typed (INN_TYPE_HOST, inn_sidebar_row_get_host (row));
}

static void
on_drag_begun_cb (GtkDragSource *source,
                  GdkDrag       *drag,
                  GtkWidget     *row)
{
  g_autoptr (GdkPaintable) icon = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, icon, 0, 0);
}

/* Who puts a host somewhere wants it to stay there, whatever the order was. */
static gboolean
on_dropped_cb (InnSidebar    *self,
               const GValue  *value,
               double         x,
               double         y,
               GtkDropTarget *target)
{
  InnHost *host = g_value_get_object (value);
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->hosts_list, (int) y);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hosts));

  if (host == NULL || host_index (self, host) >= n)
    return FALSE;

  /* The order that is seen becomes the own one, before it is changed. */
  for (int i = 0; gtk_list_box_get_row_at_index (self->hosts_list, i) != NULL; i++)
    inn_host_list_move (self->hosts,
                        inn_sidebar_row_get_host (INN_SIDEBAR_ROW (
                          gtk_list_box_get_row_at_index (self->hosts_list, i))),
                        i);

  inn_host_list_move (self->hosts, host,
                      row != NULL
                        ? host_index (self, inn_sidebar_row_get_host (INN_SIDEBAR_ROW (row)))
                        : n - 1);
  g_settings_set_string (self->settings, "host-order", "own");
  gtk_list_box_invalidate_sort (self->hosts_list);

  return TRUE;
}

static void
add_drag_source (GtkWidget *row)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepared_cb), row);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begun_cb), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
}

static void
add_drop_target (InnSidebar *self)
{
  GtkDropTarget *target = gtk_drop_target_new (INN_TYPE_HOST, GDK_ACTION_MOVE);

  g_signal_connect_swapped (target, "drop", G_CALLBACK (on_dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->hosts_list), GTK_EVENT_CONTROLLER (target));
}

/*
 * Rows
 */

static void
add_host (InnSidebar *self,
          InnHost    *host)
{
  GtkWidget *row = inn_sidebar_row_new_for_host (host);
  GListModel *domains = inn_host_get_domains (host);

  add_drag_source (row);
  gtk_list_box_append (self->hosts_list, row);
  g_signal_connect_object (host, "notify::state", G_CALLBACK (on_host_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (host, "notify::name", G_CALLBACK (on_host_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (domains, "items-changed", G_CALLBACK (on_domains_changed_cb), self, 0);
  inn_sidebar_row_set_count (INN_SIDEBAR_ROW (row), g_list_model_get_n_items (domains));
}

static void
unfollow_host (InnSidebar    *self,
               GtkListBoxRow *row)
{
  InnHost *host = inn_sidebar_row_get_host (INN_SIDEBAR_ROW (row));

  g_signal_handlers_disconnect_by_data (host, self);
  g_signal_handlers_disconnect_by_data (inn_host_get_domains (host), self);
}

static void
remove_host_row (InnSidebar    *self,
                 GtkListBoxRow *row)
{
  unfollow_host (self, row);
  if (self->chosen == row)
    inn_sidebar_choose (self, NULL);
  gtk_list_box_remove (self->hosts_list, GTK_WIDGET (row));
}

/* Rows follow their hosts; those of hosts that stay are kept. */
static void
sync_hosts (InnSidebar *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hosts));
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->hosts_list, i)) != NULL;)
    if (host_index (self, inn_sidebar_row_get_host (INN_SIDEBAR_ROW (row))) >= n)
      remove_host_row (self, row);
    else
      i++;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InnHost) host = g_list_model_get_item (G_LIST_MODEL (self->hosts), i);

      if (inn_sidebar_find_host_row (self, host) == NULL)
        add_host (self, host);
    }

  gtk_search_bar_set_key_capture_widget (self->search_bar,
                                         n >= SEARCH_FROM ? GTK_WIDGET (self) : NULL);
  on_host_changed_cb (self);
}

/**
 * inn_sidebar_follow_hosts:
 *
 * Shows the hosts of the list from now on.
 */
void
inn_sidebar_follow_hosts (InnSidebar *self)
{
  gtk_list_box_set_sort_func (self->hosts_list, compare_host_rows, self, NULL);
  gtk_list_box_set_filter_func (self->hosts_list, host_row_is_found, self, NULL);
  add_drop_target (self);
  g_signal_connect_object (self->hosts, "items-changed", G_CALLBACK (sync_hosts), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::host-order",
                           G_CALLBACK (on_host_changed_cb), self, G_CONNECT_SWAPPED);
  sync_hosts (self);
}

/**
 * inn_sidebar_unfollow_hosts:
 *
 * For a sidebar that goes: hosts live longer.
 */
void
inn_sidebar_unfollow_hosts (InnSidebar *self)
{
  GtkListBoxRow *row;

  g_clear_handle_id (&self->sort_id, g_source_remove);
  if (self->hosts_list == NULL)
    return;

  gtk_list_box_set_sort_func (self->hosts_list, NULL, NULL, NULL);
  gtk_list_box_set_filter_func (self->hosts_list, NULL, NULL, NULL);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->hosts_list, i)) != NULL; i++)
    unfollow_host (self, row);
}
