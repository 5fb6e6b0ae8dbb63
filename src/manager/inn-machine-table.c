/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-table"

#include "config.h"

#include "inn-column-view.h"
#include "inn-machine-table-private.h"
#include "inn-row-feed.h"

/* Rows that are sorted or filtered by what machines do now change places this often at
 * most, in µs; of many thousands, less often. */
#define ARRANGE_INTERVAL      (3 * G_USEC_PER_SEC)
#define ARRANGE_INTERVAL_MANY (15 * G_USEC_PER_SEC)
#define MANY                  2000

/* Longer than the animation that changes the height of the view. */
#define HOLD_MS 350

enum
{
  MENU_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnMachineTable, inn_machine_table, GTK_TYPE_WIDGET)

/*
 * Models
 */

static gpointer
map_host_to_domains (gpointer item,
                     gpointer user_data)
{
  g_autoptr (InnHost) host = item;

  return g_object_ref (inn_host_get_domains (host));
}

static int
compare_machines (gconstpointer a,
                  gconstpointer b,
                  gpointer      user_data)
{
  InnMachineTable *self = user_data;

  return inn_machine_columns_compare (self->sort_info, self->descending,
                                      (InnDomain *) a, (InnDomain *) b);
}

static gboolean
machine_exists (gpointer item)
{
  InnHost *host = inn_domain_get_host (item);

  return host != NULL && inn_host_find_domain (host, inn_domain_get_uuid (item)) == item;
}

static gboolean
prune_cb (gpointer user_data)
{
  InnMachineTable *self = INN_MACHINE_TABLE (user_data);

  self->prune_id = 0;
  inn_set_selection_prune (self->selection, machine_exists);

  return G_SOURCE_REMOVE;
}

static void
on_all_changed_cb (GListModel      *all,
                   guint            position,
                   guint            removed,
                   guint            added,
                   InnMachineTable *self)
{
  if (removed > added && self->prune_id == 0)
    self->prune_id = g_idle_add (prune_cb, self);
}

static gboolean
is_arranged_live (InnMachineTable *self)
{
  return self->sort_info->value != INN_VALUE_NONE
         || (self->filter != NULL && inn_machine_filter_is_live (self->filter));
}

/* Nothing moves away from under the pointer. */
static gboolean
may_arrange (InnMachineTable *self)
{
  GtkEventControllerMotion *pointer = GTK_EVENT_CONTROLLER_MOTION (self->pointer);
  guint n = g_list_model_get_n_items (self->all);
  gint64 interval = n > MANY ? ARRANGE_INTERVAL_MANY : ARRANGE_INTERVAL;

  return g_get_monotonic_time () - self->arranged >= interval
         && !gtk_event_controller_motion_contains_pointer (pointer);
}

static void
on_ticked_cb (InnMachineTable *self)
{
  if (!is_arranged_live (self) || !may_arrange (self))
    return;

  self->arranged = g_get_monotonic_time ();
  if (self->filter != NULL && inn_machine_filter_is_live (self->filter))
    inn_machine_model_refilter (self->shown);
  if (self->sort_info->value != INN_VALUE_NONE)
    inn_machine_model_resort (self->shown);
}

/* What is collected is what is shown; the sidebar and the status line show the hosts. */
static void
sync_groups (InnMachineTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  InnStatsGroups groups = INN_STATS_HOST
                          | inn_machine_value_get_groups (self->sort_info->value);

  if (self->filter != NULL && inn_machine_filter_is_live (self->filter))
    groups |= INN_STATS_CPU;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const InnColumnInfo *info = inn_machine_columns_find (inn_column_view_column_get_id (column));

      if (gtk_column_view_column_get_visible (column))
        groups |= inn_machine_value_get_groups (info->value);
    }

  inn_table_live_set_groups (self->live, groups);
}

static void
start_live (InnMachineTable *self,
            InnHostList     *hosts)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  self->live = inn_table_live_new (self->view, hosts);
  g_signal_connect_object (self->live, "ticked", G_CALLBACK (on_ticked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->feed, "items-changed", G_CALLBACK (inn_table_live_queue),
                           self->live, G_CONNECT_SWAPPED);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      g_signal_connect_object (column, "notify::visible", G_CALLBACK (sync_groups), self,
                               G_CONNECT_SWAPPED);
    }
  sync_groups (self);
}

static void
on_sort_changed_cb (InnMachineTable *self)
{
  GtkColumnViewColumn *column;
  const InnColumnInfo *info;
  gboolean descending;

  if (!inn_column_view_get_sort (self->view, &column, &descending))
    return;

  info = inn_machine_columns_find (inn_column_view_column_get_id (column));
  if (info == NULL || (info == self->sort_info && descending == self->descending))
    return;

  self->sort_info = info;
  self->descending = descending;
  inn_machine_model_resort (self->shown);
  sync_groups (self);
  g_settings_set (self->settings, "sort", "(sb)", info->id, descending);
}

static void
load_sort (InnMachineTable *self)
{
  GtkColumnViewColumn *column;
  g_autofree char *id = NULL;

  g_settings_get (self->settings, "sort", "(sb)", &id, &self->descending);
  self->sort_info = inn_machine_columns_find (id);
  if (self->sort_info == NULL)
    self->sort_info = inn_machine_columns_find ("name");

  column = inn_column_view_find_column (self->view, self->sort_info->id);
  gtk_column_view_sort_by_column (self->view, column,
                                  self->descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

static void
on_frame_begun_cb (InnMachineTable *self)
{
  self->in_frame = TRUE;
}

/* The list does not listen to its position while it lays out its rows. */
static void
on_frame_ended_cb (InnMachineTable *self)
{
  self->in_frame = FALSE;
  if (self->left_top)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  self->left_top = FALSE;
}

static void
inn_machine_table_realize (GtkWidget *widget)
{
  GdkFrameClock *clock;

  GTK_WIDGET_CLASS (inn_machine_table_parent_class)->realize (widget);

  clock = gtk_widget_get_frame_clock (widget);
  g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (on_frame_begun_cb), widget);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (on_frame_ended_cb), widget);
}

static void
inn_machine_table_unrealize (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (widget), widget);
  INN_MACHINE_TABLE (widget)->in_frame = FALSE;

  GTK_WIDGET_CLASS (inn_machine_table_parent_class)->unrealize (widget);
}

static gboolean
hold_ended_cb (gpointer user_data)
{
  INN_MACHINE_TABLE (user_data)->hold_id = 0;

  return G_SOURCE_REMOVE;
}

/* When the view gets lower, as when the action bar comes, rows are covered at
 * the foot; the first one stays where it is. GTK would keep another row in place
 * and adjust the position in several steps. And who looks at the top wants to
 * see what is inserted there. */
static void
on_scrolled_cb (InnMachineTable *self,
                GtkAdjustment   *adjustment)
{
  double page = gtk_adjustment_get_page_size (adjustment);
  double upper = gtk_adjustment_get_upper (adjustment);
  gboolean stay_at_top = upper != self->upper && self->scrolled == 0;

  if (page != self->page)
    {
      g_clear_handle_id (&self->hold_id, g_source_remove);
      self->hold_id = g_timeout_add (HOLD_MS, hold_ended_cb, self);
    }
  self->page = page;
  self->upper = upper;

  if (stay_at_top && self->in_frame)
    self->left_top = gtk_adjustment_get_value (adjustment) > 0;
  else if (self->hold_id != 0 || stay_at_top)
    gtk_adjustment_set_value (adjustment, CLAMP (self->scrolled, 0, MAX (upper - page, 0)));
  else
    self->scrolled = gtk_adjustment_get_value (adjustment);
  if (self->live != NULL)
    inn_table_live_queue (self->live);
}

static void
on_page_known_cb (InnMachineTable *self,
                  GtkAdjustment   *adjustment)
{
  if (self->page == 0)
    self->page = gtk_adjustment_get_page_size (adjustment);
}

void
inn_machine_table_request_menu (InnMachineTable *self,
                                double           x,
                                double           y)
{
  g_signal_emit (self, signals[MENU_REQUESTED], 0, x, y);
}

/* Arrows go from row to row, Tab goes on to what is beside the table. An open menu, a
 * child too, keeps the keys. */
static gboolean
inn_machine_table_focus (GtkWidget        *widget,
                         GtkDirectionType  direction)
{
  InnMachineTable *self = INN_MACHINE_TABLE (widget);
  GtkWidget *child = gtk_widget_get_focus_child (widget);
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (self->view));

  if (GTK_IS_POPOVER (child))
    return gtk_widget_child_focus (child, direction);

  if ((direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
      && gtk_widget_get_focus_child (list) != NULL)
    return FALSE;

  return gtk_widget_child_focus (gtk_widget_get_first_child (widget), direction);
}

static gboolean
inn_machine_table_grab_focus (GtkWidget *widget)
{
  return inn_machine_table_focus_row (INN_MACHINE_TABLE (widget));
}

static void
inn_machine_table_dispose (GObject *object)
{
  InnMachineTable *self = INN_MACHINE_TABLE (object);

  g_clear_handle_id (&self->prune_id, g_source_remove);
  g_clear_handle_id (&self->hold_id, g_source_remove);
  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->view), self);
      gtk_column_view_set_model (self->view, NULL);
    }
  g_clear_object (&self->live);
  g_clear_object (&self->filter);
  g_clear_pointer (&self->columns, inn_table_columns_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), INN_TYPE_MACHINE_TABLE);

  g_clear_object (&self->selected);
  g_clear_object (&self->selection);
  g_clear_object (&self->feed);
  g_clear_object (&self->shown);
  if (self->all != NULL)
    g_signal_handlers_disconnect_by_data (self->all, self);
  g_clear_object (&self->all);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (inn_machine_table_parent_class)->dispose (object);
}

static void
inn_machine_table_class_init (InnMachineTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_machine_table_dispose;
  widget_class->realize = inn_machine_table_realize;
  widget_class->unrealize = inn_machine_table_unrealize;
  widget_class->focus = inn_machine_table_focus;
  widget_class->grab_focus = inn_machine_table_grab_focus;

  signals[MENU_REQUESTED] =
    g_signal_new ("menu-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/innkeeper/Innkeeper/ui/manager/inn-machine-table.ui");
  gtk_widget_class_bind_template_child (widget_class, InnMachineTable, pointer);
  gtk_widget_class_bind_template_child (widget_class, InnMachineTable, scroller);
  gtk_widget_class_bind_template_child (widget_class, InnMachineTable, view);
  inn_machine_table_bind_rows (widget_class);
}

static void
inn_machine_table_init (InnMachineTable *self)
{
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  inn_machine_table_add_keys (self);

  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (on_page_known_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * inn_machine_table_set_models:
 *
 * To be called once, before anything else.
 */
void
inn_machine_table_set_models (InnMachineTable *self,
                              InnHostList     *hosts,
                              GSettings       *settings)
{
  GListModel *lists;

  g_return_if_fail (INN_IS_MACHINE_TABLE (self));
  g_return_if_fail (INN_IS_HOST_LIST (hosts));
  g_return_if_fail (self->all == NULL);

  self->settings = g_object_ref (settings);
  self->sort_info = inn_machine_columns_find ("name");

  lists = G_LIST_MODEL (gtk_map_list_model_new (G_LIST_MODEL (g_object_ref (hosts)),
                                                map_host_to_domains, NULL, NULL));
  self->all = G_LIST_MODEL (gtk_flatten_list_model_new (lists));
  g_signal_connect (self->all, "items-changed", G_CALLBACK (on_all_changed_cb), self);

  self->shown = inn_machine_model_new (self->all, compare_machines, self);
  self->feed = inn_row_feed_new (G_LIST_MODEL (self->shown), GTK_WIDGET (self->view));
  self->selection = inn_set_selection_new (self->feed);
  self->selected = gtk_selection_filter_model_new (GTK_SELECTION_MODEL (self->selection));

  self->columns = inn_table_columns_new (self->view, settings);
  load_sort (self);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (on_sort_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  start_live (self, hosts);
}

/**
 * inn_machine_table_get_all:
 *
 * Returns: (transfer none): the machines of all hosts, in no order
 */
GListModel *
inn_machine_table_get_all (InnMachineTable *self)
{
  g_return_val_if_fail (INN_IS_MACHINE_TABLE (self), NULL);

  return self->all;
}

/**
 * inn_machine_table_get_shown:
 *
 * Returns: (transfer none): the machines that the filter lets through
 */
GListModel *
inn_machine_table_get_shown (InnMachineTable *self)
{
  g_return_val_if_fail (INN_IS_MACHINE_TABLE (self), NULL);

  return G_LIST_MODEL (self->shown);
}

/**
 * inn_machine_table_get_selected:
 *
 * Returns: (transfer none): the machines that are shown and selected
 */
GListModel *
inn_machine_table_get_selected (InnMachineTable *self)
{
  g_return_val_if_fail (INN_IS_MACHINE_TABLE (self), NULL);

  return G_LIST_MODEL (self->selected);
}

/**
 * inn_machine_table_get_actions:
 *
 * Returns: (transfer none): the group “columns”, for the window
 */
GActionGroup *
inn_machine_table_get_actions (InnMachineTable *self)
{
  g_return_val_if_fail (INN_IS_MACHINE_TABLE (self), NULL);

  return inn_table_columns_get_actions (self->columns);
}

/**
 * inn_machine_table_get_columns_menu:
 *
 * Returns: (transfer none): which columns are shown, and how high rows are
 */
GMenuModel *
inn_machine_table_get_columns_menu (InnMachineTable *self)
{
  g_return_val_if_fail (INN_IS_MACHINE_TABLE (self), NULL);

  return inn_table_columns_get_menu (self->columns);
}

void
inn_machine_table_set_filter (InnMachineTable  *self,
                              InnMachineFilter *filter)
{
  g_return_if_fail (INN_IS_MACHINE_TABLE (self));
  g_return_if_fail (INN_IS_MACHINE_FILTER (filter));
  g_return_if_fail (self->filter == NULL);

  self->filter = g_object_ref (filter);
  g_signal_connect_object (filter, "changed", G_CALLBACK (sync_groups), self, G_CONNECT_SWAPPED);
  inn_machine_model_set_filter (self->shown, GTK_FILTER (filter));
}

/**
 * inn_machine_table_set_one_host:
 * @one_host: whether all machines shown are of one host
 *
 * Hides the column that would say the same in each row.
 */
void
inn_machine_table_set_one_host (InnMachineTable *self,
                                gboolean         one_host)
{
  g_return_if_fail (INN_IS_MACHINE_TABLE (self));

  inn_table_columns_suppress (self->columns, one_host ? "host" : NULL);
}

void
inn_machine_table_select_all (InnMachineTable *self)
{
  g_return_if_fail (INN_IS_MACHINE_TABLE (self));

  inn_row_feed_finish (self->feed);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

void
inn_machine_table_unselect_all (InnMachineTable *self)
{
  g_return_if_fail (INN_IS_MACHINE_TABLE (self));

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}
