/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-sidebar"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-sidebar-private.h"

enum
{
  CHOSEN,
  START_ALL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnSidebar, inn_sidebar, GTK_TYPE_WIDGET)

/*
 * Selection: one row over all lists
 */

/**
 * inn_sidebar_choose:
 * @row: (nullable): of one of the lists; %NULL: all machines
 */
void
inn_sidebar_choose (InnSidebar    *self,
                    GtkListBoxRow *row)
{
  GtkListBox *lists[] = {
    self->all_list, self->hosts_list, self->tags_list, self->searches_list,
  };

  if (row == NULL)
    row = self->all_row;
  if (self->chosen == row)
    return;

  g_set_object (&self->chosen, row);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (GTK_WIDGET (lists[i]) != gtk_widget_get_parent (GTK_WIDGET (row)))
      gtk_list_box_unselect_all (lists[i]);
    else if (gtk_list_box_get_selected_row (lists[i]) != row)
      gtk_list_box_select_row (lists[i], row);

  g_signal_emit (self, signals[CHOSEN], 0);
}

/* Not GTK_SELECTION_BROWSE: such a list cannot be left without a selected row. */
static void
on_row_selected_cb (InnSidebar    *self,
                    GtkListBoxRow *row,
                    GtkListBox    *list)
{
  if (row != NULL)
    inn_sidebar_choose (self, row);
  else if (self->chosen != NULL
           && gtk_widget_get_parent (GTK_WIDGET (self->chosen)) == GTK_WIDGET (list))
    gtk_list_box_select_row (list, self->chosen);
}

static gboolean
row_is_shown (GtkListBoxRow *row)
{
  return gtk_widget_get_visible (GTK_WIDGET (row))
         && gtk_widget_get_child_visible (GTK_WIDGET (row));
}

static GtkListBoxRow *
find_end_row (GtkListBox *list,
              gboolean    last)
{
  GtkListBoxRow *found = NULL;
  GtkListBoxRow *row;

  if (!gtk_widget_get_visible (GTK_WIDGET (list)))
    return NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (row_is_shown (row) && (found == NULL || last))
      found = row;

  return found;
}

/* For the arrow keys the lists are one. */
static gboolean
on_keynav_failed_cb (InnSidebar       *self,
                     GtkDirectionType  direction,
                     GtkListBox       *list)
{
  GtkListBox *lists[] = {
    self->all_list, self->hosts_list, self->tags_list, self->searches_list,
  };
  gboolean up = direction == GTK_DIR_UP;
  int step = up ? -1 : 1;
  int index = 0;

  if (!up && direction != GTK_DIR_DOWN)
    return FALSE;

  while (lists[index] != list)
    index++;

  for (index += step; index >= 0 && index < (int) G_N_ELEMENTS (lists); index += step)
    {
      GtkListBoxRow *row = find_end_row (lists[index], up);

      if (row != NULL)
        {
          inn_sidebar_choose (self, row);
          gtk_widget_grab_focus (GTK_WIDGET (row));
          return TRUE;
        }
    }

  return FALSE;
}

/*
 * Hosts
 */

static void
on_search_changed_cb (InnSidebar *self)
{
  gtk_list_box_invalidate_filter (self->hosts_list);
}

static void
on_host_activated_cb (InnSidebar    *self,
                      GtkListBoxRow *row)
{
  InnHost *host = inn_sidebar_row_get_host (INN_SIDEBAR_ROW (row));

  switch (inn_host_get_state (host))
    {
    case INN_HOST_STATE_DISCONNECTED:
    case INN_HOST_STATE_AUTH_NEEDED:
      inn_host_connect (host, INN_HOST_CONNECT_INTERACTIVE);
      break;

    case INN_HOST_STATE_RETRYING:
    case INN_HOST_STATE_NOT_RESPONDING:
      inn_sidebar_show_error (self, inn_host_get_uri (host));
      break;

    case INN_HOST_STATE_CONNECTED:
      inn_sidebar_open_host (self, host);
      break;

    case INN_HOST_STATE_CONNECTING:
    default:
      break;
    }
}

/*
 * Tags and saved searches
 */

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static GtkListBoxRow *
find_titled_row (GtkListBox *list,
                 const char *title)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (g_str_equal (inn_sidebar_row_get_title (INN_SIDEBAR_ROW (row)), title))
      return row;

  return NULL;
}

static gboolean
tags_are_the_same (InnSidebar         *self,
                   const char * const *tags)
{
  guint i;

  for (i = 0; tags[i] != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->tags_list, i);

      if (row == NULL
          || !g_str_equal (inn_sidebar_row_get_title (INN_SIDEBAR_ROW (row)), tags[i]))
        return FALSE;
    }

  return gtk_list_box_get_row_at_index (self->tags_list, i) == NULL;
}

static void
sync_tags (InnSidebar *self)
{
  const char * const *tags = inn_machine_tally_get_tags (self->tally);
  GtkListBoxRow *chosen = self->chosen;
  g_autofree char *title = NULL;
  gboolean any = tags[0] != NULL;

  if (!tags_are_the_same (self, tags))
    {
      if (chosen != NULL
          && inn_sidebar_row_get_choice (INN_SIDEBAR_ROW (chosen)) == INN_CHOICE_TAG)
        title = g_strdup (inn_sidebar_row_get_title (INN_SIDEBAR_ROW (chosen)));

      clear_list (self->tags_list);
      for (guint i = 0; tags[i] != NULL; i++)
        gtk_list_box_append (self->tags_list,
                             inn_sidebar_row_new (INN_CHOICE_TAG, tags[i], NULL));
      if (title != NULL)
        inn_sidebar_choose (self, find_titled_row (self->tags_list, title));
    }

  for (guint i = 0; tags[i] != NULL; i++)
    inn_sidebar_row_set_count (
      INN_SIDEBAR_ROW (gtk_list_box_get_row_at_index (self->tags_list, i)),
      inn_machine_tally_get_tag (self->tally, tags[i]));

  gtk_widget_set_visible (self->tags_title, any);
  gtk_widget_set_visible (GTK_WIDGET (self->tags_list), any);
}

static void
sync_searches (InnSidebar *self)
{
  GtkListBoxRow *row;
  guint attention = inn_machine_tally_get_attention (self->tally);

  inn_sidebar_row_set_count (INN_SIDEBAR_ROW (self->attention_row), attention);
  if (attention == 0 && self->chosen == self->attention_row)
    inn_sidebar_choose (self, NULL);

  for (int i = 1; (row = gtk_list_box_get_row_at_index (self->searches_list, i)) != NULL; i++)
    inn_sidebar_row_set_count (INN_SIDEBAR_ROW (row),
                               inn_machine_tally_get_search (self->tally, i - 1));

  gtk_widget_set_visible (self->searches_title,
                          attention > 0
                            || gtk_list_box_get_row_at_index (self->searches_list, 1) != NULL);
}

static void
on_tally_changed_cb (InnSidebar *self)
{
  sync_tags (self);
  sync_searches (self);
}

static void
sync_visible (InnSidebar *self)
{
  if (self->tally != NULL)
    inn_machine_tally_set_visible (self->tally, inn_visibility_get (self->visibility));
}

static void
load_searches (InnSidebar *self)
{
  g_autoptr (GVariant) searches = g_settings_get_value (self->settings, "saved-searches");
  g_autofree char *title = NULL;
  GVariantIter iter;
  const char *name;
  const char *query;
  GtkListBoxRow *row;

  if (self->chosen != NULL
      && inn_sidebar_row_get_choice (INN_SIDEBAR_ROW (self->chosen)) == INN_CHOICE_SEARCH)
    title = g_strdup (inn_sidebar_row_get_title (INN_SIDEBAR_ROW (self->chosen)));

  while ((row = gtk_list_box_get_row_at_index (self->searches_list, 1)) != NULL)
    gtk_list_box_remove (self->searches_list, GTK_WIDGET (row));

  g_variant_iter_init (&iter, searches);
  while (g_variant_iter_next (&iter, "(&s&s)", &name, &query))
    gtk_list_box_append (self->searches_list,
                         inn_sidebar_row_new (INN_CHOICE_SEARCH, name, query));

  if (title != NULL)
    inn_sidebar_choose (self, find_titled_row (self->searches_list, title));
  if (self->tally != NULL)
    {
      inn_machine_tally_set_searches (self->tally, searches);
      sync_searches (self);
    }
}

/*
 * Menus
 */

static gboolean
is_in_hosts_title (InnSidebar *self,
                   GtkWidget  *widget)
{
  return widget != NULL && gtk_widget_is_ancestor (widget, GTK_WIDGET (self->hosts_button));
}

static void
on_menu_pressed_cb (InnSidebar *self,
                    int         n_press,
                    double      x,
                    double      y,
                    GtkGesture *gesture)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = widget != NULL ? gtk_widget_get_ancestor (widget, INN_TYPE_SIDEBAR_ROW) : NULL;
  gboolean title = is_in_hosts_title (self, widget);

  if (row == NULL && !title)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);

  if (title)
    gtk_menu_button_popup (self->hosts_button);
  else
    inn_sidebar_popup_row_menu (self, INN_SIDEBAR_ROW (row), x, y);
}

static gboolean
popup_menu_cb (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  InnSidebar *self = INN_SIDEBAR (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, INN_TYPE_SIDEBAR_ROW) : NULL;
  graphene_rect_t bounds;

  if (is_in_hosts_title (self, focus))
    {
      gtk_menu_button_popup (self->hosts_button);
      return TRUE;
    }

  if (row == NULL || !gtk_widget_compute_bounds (row, widget, &bounds))
    return FALSE;

  inn_sidebar_popup_row_menu (self, INN_SIDEBAR_ROW (row), bounds.origin.x + 24,
                              bounds.origin.y + bounds.size.height);

  return TRUE;
}

static void
inn_sidebar_dispose (GObject *object)
{
  InnSidebar *self = INN_SIDEBAR (object);
  GtkWidget *child;

  g_clear_object (&self->tally_signals);
  g_clear_object (&self->visibility);
  inn_sidebar_unfollow_hosts (self);
  g_clear_object (&self->chosen);
  g_clear_object (&self->tally);
  g_clear_object (&self->hosts);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), INN_TYPE_SIDEBAR);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (inn_sidebar_parent_class)->dispose (object);
}

static void
inn_sidebar_class_init (InnSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_sidebar_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[START_ALL] = g_signal_new ("start-all", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, INN_TYPE_HOST);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/innkeeper/Innkeeper/ui/manager/inn-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, InnSidebar, all_list);
  gtk_widget_class_bind_template_child (widget_class, InnSidebar, hosts_button);
  gtk_widget_class_bind_template_child (widget_class, InnSidebar, hosts_list);
  gtk_widget_class_bind_template_child (widget_class, InnSidebar, hosts_title);
  gtk_widget_class_bind_template_child (widget_class, InnSidebar, scroller);
  gtk_widget_class_bind_template_child (widget_class, InnSidebar, search);
  gtk_widget_class_bind_template_child (widget_class, InnSidebar, search_bar);
  gtk_widget_class_bind_template_child (widget_class, InnSidebar, searches_list);
  gtk_widget_class_bind_template_child (widget_class, InnSidebar, searches_title);
  gtk_widget_class_bind_template_child (widget_class, InnSidebar, tags_list);
  gtk_widget_class_bind_template_child (widget_class, InnSidebar, tags_title);
  gtk_widget_class_bind_template_callback (widget_class, on_host_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_keynav_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_menu_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, popup_menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, popup_menu_cb, NULL);
  inn_sidebar_install_actions (widget_class);
}

static void
inn_sidebar_init (InnSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->all_row = GTK_LIST_BOX_ROW (inn_sidebar_row_new (INN_CHOICE_ALL, _("All Machines"), NULL));
  gtk_list_box_append (self->all_list, GTK_WIDGET (self->all_row));
  self->attention_row =
    GTK_LIST_BOX_ROW (inn_sidebar_row_new (INN_CHOICE_ATTENTION, _("Needs Attention"), NULL));
  gtk_list_box_append (self->searches_list, GTK_WIDGET (self->attention_row));

  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search));
  g_signal_connect_swapped (self->search_bar, "notify::search-mode-enabled",
                            G_CALLBACK (on_search_changed_cb), self);

  self->tally_signals = g_signal_group_new (INN_TYPE_MACHINE_TALLY);
  g_signal_group_connect_swapped (self->tally_signals, "changed",
                                  G_CALLBACK (on_tally_changed_cb), self);
  self->visibility = inn_visibility_new (GTK_WIDGET (self));
  g_signal_connect_object (self->visibility, "changed", G_CALLBACK (sync_visible), self,
                           G_CONNECT_SWAPPED);
}

/**
 * inn_sidebar_set_models:
 *
 * To be called once.
 */
void
inn_sidebar_set_models (InnSidebar  *self,
                        InnHostList *hosts,
                        GSettings   *settings)
{
  g_return_if_fail (INN_IS_SIDEBAR (self));
  g_return_if_fail (self->hosts == NULL);

  self->hosts = g_object_ref (hosts);
  self->settings = g_object_ref (settings);

  g_signal_connect_object (settings, "changed::saved-searches", G_CALLBACK (load_searches), self,
                           G_CONNECT_SWAPPED);
  inn_sidebar_insert_hosts_group (self);
  inn_sidebar_follow_hosts (self);
  inn_sidebar_choose (self, self->all_row);
}

static void
sync_all_count (InnSidebar *self,
                guint       position,
                guint       removed,
                guint       added,
                GListModel *machines)
{
  if (removed != added)
    inn_sidebar_row_set_count (INN_SIDEBAR_ROW (self->all_row),
                               g_list_model_get_n_items (machines));
}

/**
 * inn_sidebar_set_tally:
 * @machines: all machines
 *
 * To be called once, after inn_sidebar_set_models().
 */
void
inn_sidebar_set_tally (InnSidebar      *self,
                       InnMachineTally *tally,
                       GListModel      *machines)
{
  g_return_if_fail (INN_IS_SIDEBAR (self));
  g_return_if_fail (INN_IS_MACHINE_TALLY (tally));
  g_return_if_fail (self->settings != NULL);

  g_set_object (&self->tally, tally);
  g_signal_group_set_target (self->tally_signals, tally);
  g_signal_connect_object (machines, "items-changed", G_CALLBACK (sync_all_count), self,
                           G_CONNECT_SWAPPED);
  sync_all_count (self, 0, 0, g_list_model_get_n_items (machines), machines);
  load_searches (self);
  sync_visible (self);
}

/**
 * inn_sidebar_get_chosen:
 *
 * Returns: (transfer none): the selected row
 */
InnSidebarRow *
inn_sidebar_get_chosen (InnSidebar *self)
{
  g_return_val_if_fail (INN_IS_SIDEBAR (self), NULL);

  return self->chosen != NULL ? INN_SIDEBAR_ROW (self->chosen) : NULL;
}

/**
 * inn_sidebar_choose_uri:
 * @uri: of a host; nothing happens if there is no such host
 */
void
inn_sidebar_choose_uri (InnSidebar *self,
                        const char *uri)
{
  InnHost *host;
  GtkListBoxRow *row;

  g_return_if_fail (INN_IS_SIDEBAR (self));
  g_return_if_fail (uri != NULL);

  host = inn_host_list_find (self->hosts, uri);
  row = host != NULL ? inn_sidebar_find_host_row (self, host) : NULL;

  if (row != NULL)
    inn_sidebar_choose (self, row);
}

/**
 * inn_sidebar_choose_nth:
 * @n: counted over all lists, from 0
 */
void
inn_sidebar_choose_nth (InnSidebar *self,
                        guint       n)
{
  GtkListBox *lists[] = {
    self->all_list, self->hosts_list, self->tags_list, self->searches_list,
  };

  g_return_if_fail (INN_IS_SIDEBAR (self));

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      GtkListBoxRow *row;

      for (int j = 0; (row = gtk_list_box_get_row_at_index (lists[i], j)) != NULL; j++)
        if (row_is_shown (row) && n-- == 0)
          {
            inn_sidebar_choose (self, row);
            return;
          }
    }
}

/**
 * inn_sidebar_choose_all:
 *
 * Chooses all machines.
 */
void
inn_sidebar_choose_all (InnSidebar *self)
{
  g_return_if_fail (INN_IS_SIDEBAR (self));

  inn_sidebar_choose (self, self->all_row);
}

/**
 * inn_sidebar_show_error:
 * @uri: of a host
 *
 * Shows why the host is not connected, beside its row.
 */
void
inn_sidebar_show_error (InnSidebar *self,
                        const char *uri)
{
  InnHost *host;
  GtkListBoxRow *row;

  g_return_if_fail (INN_IS_SIDEBAR (self));

  host = inn_host_list_find (self->hosts, uri);
  row = host != NULL ? inn_sidebar_find_host_row (self, host) : NULL;
  if (row != NULL)
    inn_sidebar_popup_error (self, INN_SIDEBAR_ROW (row));
}

/**
 * inn_sidebar_emit_start_all:
 * @host: whose machines shall be started
 */
void
inn_sidebar_emit_start_all (InnSidebar *self,
                            InnHost    *host)
{
  g_signal_emit (self, signals[START_ALL], 0, host);
}
