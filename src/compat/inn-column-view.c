/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-column-view"

#include "config.h"

#include "inn-column-view.h"

/* The column that was asked by inn_column_view_get_sort() last. */
static GtkColumnViewColumn *probed;

/* Sorts nothing: it makes the header clickable, and tells which column the
 * view sorts by and in which direction when it is asked to compare. */
static int
probe_column (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  probed = user_data;

  return -1;
}

static void
align_title_end (GtkColumnView *view)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *title = header != NULL ? gtk_widget_get_last_child (header) : NULL;
  GtkWidget *box = title != NULL ? gtk_widget_get_first_child (title) : NULL;
  GtkWidget *indicator;

  if (!GTK_IS_BOX (box))
    return;

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  indicator = gtk_widget_get_last_child (box);
  if (indicator != gtk_widget_get_first_child (box))
    gtk_box_reorder_child_after (GTK_BOX (box), indicator, NULL);
}

/**
 * inn_column_view_append_column:
 * @id: not translated; kept with the column
 * @factory: (transfer full):
 * @align_end: whether the title stands at the right
 *
 * Returns: (transfer none): the column, which can be sorted by
 */
GtkColumnViewColumn *
inn_column_view_append_column (GtkColumnView      *view,
                               const char         *id,
                               const char         *title,
                               GtkListItemFactory *factory,
                               gboolean            align_end)
{
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);
  g_autoptr (GtkSorter) sorter = NULL;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  sorter = GTK_SORTER (gtk_custom_sorter_new (probe_column, column, NULL));
  gtk_column_view_column_set_sorter (column, sorter);
  g_object_set_data_full (G_OBJECT (column), "inn-id", g_strdup (id), g_free);
  gtk_column_view_append_column (view, column);

  if (align_end)
    align_title_end (view);

  return column;
}

const char *
inn_column_view_column_get_id (GtkColumnViewColumn *column)
{
  g_return_val_if_fail (GTK_IS_COLUMN_VIEW_COLUMN (column), NULL);

  return g_object_get_data (G_OBJECT (column), "inn-id");
}

/**
 * inn_column_view_find_column:
 *
 * Returns: (transfer none) (nullable): the column with @id
 */
GtkColumnViewColumn *
inn_column_view_find_column (GtkColumnView *view,
                             const char    *id)
{
  GListModel *columns;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  columns = gtk_column_view_get_columns (view);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (inn_column_view_column_get_id (column), id) == 0)
        return column;
    }

  return NULL;
}

/**
 * inn_column_view_get_sort:
 * @column: (out) (transfer none): the column whose header was clicked last
 *
 * Returns: whether the view sorts by a column at all
 */
gboolean
inn_column_view_get_sort (GtkColumnView        *view,
                          GtkColumnViewColumn **column,
                          gboolean             *descending)
{
  g_autoptr (GObject) one = NULL;
  g_autoptr (GObject) other = NULL;
  GtkOrdering ordering;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), FALSE);

  one = G_OBJECT (g_simple_action_new ("one", NULL));
  other = G_OBJECT (g_simple_action_new ("other", NULL));

  probed = NULL;
  ordering = gtk_sorter_compare (gtk_column_view_get_sorter (view), one, other);
  *column = probed;
  *descending = ordering == GTK_ORDERING_LARGER;

  return probed != NULL;
}

/**
 * inn_column_view_is_header:
 *
 * Returns: whether @widget belongs to the header of @view
 */
gboolean
inn_column_view_is_header (GtkColumnView *view,
                           GtkWidget     *widget)
{
  GtkWidget *header;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), FALSE);

  header = gtk_widget_get_first_child (GTK_WIDGET (view));

  return widget != NULL && header != NULL
         && (widget == header || gtk_widget_is_ancestor (widget, header));
}

/**
 * inn_column_view_get_row:
 *
 * Returns: (transfer none) (nullable): the row of @view that @widget is, or is in
 */
GtkWidget *
inn_column_view_get_row (GtkColumnView *view,
                         GtkWidget     *widget)
{
  GtkWidget *list;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  list = gtk_widget_get_last_child (GTK_WIDGET (view));
  while (widget != NULL && gtk_widget_get_parent (widget) != list)
    widget = gtk_widget_get_parent (widget);

  return widget;
}

/**
 * inn_column_view_fix_cell:
 * @child: what the factory of a column made
 *
 * In GTK 4.8 a cell handles clicks as well as its row does: Ctrl+click would
 * select and unselect, and a double click activate twice.
 */
void
inn_column_view_fix_cell (GtkWidget *child)
{
  GtkWidget *cell;
  g_autoptr (GListModel) controllers = NULL;

  g_return_if_fail (GTK_IS_WIDGET (child));

  cell = gtk_widget_get_parent (child);
  if (cell == NULL || !g_str_equal (gtk_widget_get_css_name (cell), "cell"))
    return;

  controllers = gtk_widget_observe_controllers (cell);
  for (guint i = g_list_model_get_n_items (controllers); i > 0; i--)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i - 1);

      if (GTK_IS_GESTURE_CLICK (controller))
        gtk_widget_remove_controller (cell, controller);
    }
}

/**
 * inn_column_view_scroll_to:
 * @focus: whether the row gets the keyboard focus too
 */
void
inn_column_view_scroll_to (GtkColumnView *view,
                           guint          position,
                           gboolean       focus)
{
  GtkWidget *list;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  list = gtk_widget_get_last_child (GTK_WIDGET (view));
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
  if (focus)
    gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
}
