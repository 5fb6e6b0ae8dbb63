/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-table-columns"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-column-view.h"
#include "inn-machine-cell.h"
#include "inn-machine-columns.h"
#include "inn-machine-table-columns.h"
#include "inn-popup.h"

/* Dragging a border changes the width with each pixel. */
#define SAVE_DELAY_MS 500

struct _InnTableColumns
{
  GtkColumnView      *view;
  GSettings          *settings;
  GSimpleActionGroup *actions;
  GMenu              *menu;
  const char         *suppressed;    /* id of a column that is hidden for now */
  gboolean            applying;
  guint               save_id;
};

static gboolean
is_wanted (GtkColumnViewColumn *column)
{
  return g_object_get_data (G_OBJECT (column), "inn-wanted") != NULL;
}

static void
set_wanted (GtkColumnViewColumn *column,
            gboolean             wanted)
{
  g_object_set_data (G_OBJECT (column), "inn-wanted", GINT_TO_POINTER (wanted));
}

static int
get_width (GtkColumnViewColumn *column)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (column), "inn-width"));
}

static void
set_width (GtkColumnViewColumn *column,
           int                  width)
{
  g_object_set_data (G_OBJECT (column), "inn-width", GINT_TO_POINTER (width));
}

static void
sync_visible (InnTableColumns     *self,
              GtkColumnViewColumn *column)
{
  const char *id = inn_column_view_column_get_id (column);
  gboolean visible = is_wanted (column) && g_strcmp0 (id, self->suppressed) != 0;
  g_autofree char *name = g_strdup_printf ("column-%s", id);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  gtk_column_view_column_set_visible (column, visible);
  /* GTK 4.8 takes the width of hidden columns from those that expand. */
  gtk_column_view_column_set_fixed_width (column, visible ? get_width (column) : 0);
  if (action != NULL)
    g_simple_action_set_state (G_SIMPLE_ACTION (action),
                               g_variant_new_boolean (is_wanted (column)));
}

static void
save (InnTableColumns *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  GVariantBuilder builder;

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sib)"));

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const InnColumnInfo *info =
        inn_machine_columns_find (inn_column_view_column_get_id (column));
      int width = get_width (column);

      g_variant_builder_add (&builder, "(sib)", info->id, width == info->width ? -1 : width,
                             is_wanted (column));
    }

  g_settings_set_value (self->settings, "columns", g_variant_builder_end (&builder));
}

static gboolean
save_cb (gpointer user_data)
{
  InnTableColumns *self = user_data;

  self->save_id = 0;
  save (self);

  return G_SOURCE_REMOVE;
}

static void
queue_save (InnTableColumns *self)
{
  if (self->applying)
    return;

  g_clear_handle_id (&self->save_id, g_source_remove);
  self->save_id = g_timeout_add (SAVE_DELAY_MS, save_cb, self);
}

static void
on_width_changed_cb (InnTableColumns     *self,
                     GParamSpec          *pspec,
                     GtkColumnViewColumn *column)
{
  int width = gtk_column_view_column_get_fixed_width (column);

  if (!gtk_column_view_column_get_visible (column) || width == get_width (column) || width == 0)
    return;

  set_width (column, width);
  queue_save (self);
}

/*
 * Cells
 */

static void
on_cell_setup_cb (GtkListItemFactory  *factory,
                  GtkListItem         *item,
                  const InnColumnInfo *info)
{
  GSettings *settings = g_object_get_data (G_OBJECT (factory), "inn-settings");

  gtk_list_item_set_child (item, inn_machine_cell_new (info, settings));
}

static void
on_cell_bound_cb (GtkListItemFactory  *factory,
                  GtkListItem         *item,
                  const InnColumnInfo *info)
{
  InnDomain *domain = gtk_list_item_get_item (item);

  inn_machine_cell_set_domain (INN_MACHINE_CELL (gtk_list_item_get_child (item)), domain);
}

static void
on_cell_unbound_cb (GtkListItemFactory  *factory,
                    GtkListItem         *item,
                    const InnColumnInfo *info)
{
  inn_machine_cell_set_domain (INN_MACHINE_CELL (gtk_list_item_get_child (item)), NULL);
}

static GtkListItemFactory *
new_factory (InnTableColumns     *self,
             const InnColumnInfo *info)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (factory), "inn-settings", self->settings);
  g_signal_connect (factory, "setup", G_CALLBACK (on_cell_setup_cb), (gpointer) info);
  g_signal_connect (factory, "bind", G_CALLBACK (on_cell_bound_cb), (gpointer) info);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_cell_unbound_cb), (gpointer) info);

  return factory;
}

/*
 * Columns
 */

static void
append_column (InnTableColumns     *self,
               const InnColumnInfo *info)
{
  GtkColumnViewColumn *column =
    inn_column_view_append_column (self->view, info->id, _(info->title),
                                   new_factory (self, info), info->align_end);

  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, info->width < 0);
  set_width (column, info->width);
  set_wanted (column, info->visible);
  sync_visible (self, column);
  g_signal_connect_swapped (column, "notify::fixed-width", G_CALLBACK (on_width_changed_cb), self);
}

static void
move_column (InnTableColumns     *self,
             GtkColumnViewColumn *column,
             guint                position)
{
  g_object_ref (column);
  gtk_column_view_insert_column (self->view, position, column);
  g_object_unref (column);
}

static void
apply_designed (InnTableColumns *self)
{
  const InnColumnInfo *infos;
  guint n_infos;

  infos = inn_machine_columns_get (&n_infos);
  for (guint i = 0; i < n_infos; i++)
    {
      GtkColumnViewColumn *column = inn_column_view_find_column (self->view, infos[i].id);

      move_column (self, column, i);
      set_width (column, infos[i].width);
      set_wanted (column, infos[i].visible);
      sync_visible (self, column);
    }
}

static void
apply_saved (InnTableColumns *self)
{
  g_autoptr (GVariant) saved = g_settings_get_value (self->settings, "columns");
  GVariantIter iter;
  const char *id;
  gboolean visible;
  guint position = 0;
  int width;

  g_variant_iter_init (&iter, saved);
  while (g_variant_iter_next (&iter, "(&sib)", &id, &width, &visible))
    {
      const InnColumnInfo *info = inn_machine_columns_find (id);
      GtkColumnViewColumn *column;

      if (info == NULL)
        continue;

      column = inn_column_view_find_column (self->view, id);
      move_column (self, column, position++);
      set_width (column, width > 0 ? width : info->width);
      set_wanted (column, visible || info->kind == INN_CELL_NAME);
      sync_visible (self, column);
    }
}

static void
on_toggled_cb (GSimpleAction   *action,
               GVariant        *parameter,
               InnTableColumns *self)
{
  const char *id = g_action_get_name (G_ACTION (action)) + strlen ("column-");
  GtkColumnViewColumn *column = inn_column_view_find_column (self->view, id);

  set_wanted (column, !is_wanted (column));
  sync_visible (self, column);
  queue_save (self);
}

static void
on_reset_cb (GSimpleAction   *action,
             GVariant        *parameter,
             InnTableColumns *self)
{
  self->applying = TRUE;
  apply_designed (self);
  self->applying = FALSE;

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_settings_reset (self->settings, "columns");
}

static void
add_actions (InnTableColumns *self)
{
  g_autoptr (GAction) row_height = g_settings_create_action (self->settings, "row-height");
  g_autoptr (GSimpleAction) reset = g_simple_action_new ("reset", NULL);
  const InnColumnInfo *infos;
  guint n_infos;

  infos = inn_machine_columns_get (&n_infos);
  for (guint i = 0; i < n_infos; i++)
    {
      g_autofree char *name = g_strdup_printf ("column-%s", infos[i].id);
      g_autoptr (GSimpleAction) action = NULL;

      if (infos[i].kind == INN_CELL_NAME)
        continue;

      action = g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (FALSE));
      g_signal_connect (action, "activate", G_CALLBACK (on_toggled_cb), self);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
    }

  g_signal_connect (reset, "activate", G_CALLBACK (on_reset_cb), self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (reset));
  g_action_map_add_action (G_ACTION_MAP (self->actions), row_height);
}

static void
build_menu (InnTableColumns *self)
{
  g_autoptr (GMenu) columns = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();
  g_autoptr (GMenu) heights = g_menu_new ();
  const InnColumnInfo *infos;
  guint n_infos;

  infos = inn_machine_columns_get (&n_infos);
  for (guint i = 0; i < n_infos; i++)
    {
      g_autofree char *action = g_strdup_printf ("columns.column-%s", infos[i].id);

      if (infos[i].kind != INN_CELL_NAME)
        g_menu_append (columns, _(infos[i].title), action);
    }

  g_menu_append (heights, _("Comfortable"), "columns.row-height::comfortable");
  g_menu_append (heights, _("Compact"), "columns.row-height::compact");
  g_menu_append (more, _("Reset Columns"), "columns.reset");
  g_menu_append_submenu (more, _("Row Height"), G_MENU_MODEL (heights));

  self->menu = g_menu_new ();
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (columns));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (more));
}

static void
sync_row_height (InnTableColumns *self)
{
  g_autofree char *height = g_settings_get_string (self->settings, "row-height");

  if (g_str_equal (height, "compact"))
    gtk_widget_add_css_class (GTK_WIDGET (self->view), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->view), "compact");
}

/**
 * inn_table_columns_new:
 * @view: an empty view; has to outlive the result
 */
InnTableColumns *
inn_table_columns_new (GtkColumnView *view,
                       GSettings     *settings)
{
  InnTableColumns *self;
  const InnColumnInfo *infos;
  guint n_infos;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_new0 (InnTableColumns, 1);
  self->view = view;
  self->settings = g_object_ref (settings);
  self->actions = g_simple_action_group_new ();
  self->applying = TRUE;

  add_actions (self);
  build_menu (self);

  infos = inn_machine_columns_get (&n_infos);
  for (guint i = 0; i < n_infos; i++)
    append_column (self, &infos[i]);
  apply_saved (self);
  self->applying = FALSE;

  g_signal_connect_swapped (gtk_column_view_get_columns (view), "items-changed",
                            G_CALLBACK (queue_save), self);
  g_signal_connect_swapped (settings, "changed::row-height", G_CALLBACK (sync_row_height), self);
  sync_row_height (self);

  return self;
}

void
inn_table_columns_free (InnTableColumns *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  if (self->save_id != 0)
    save (self);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      g_signal_handlers_disconnect_by_data (column, self);
    }
  g_signal_handlers_disconnect_by_data (columns, self);
  g_signal_handlers_disconnect_by_data (self->settings, self);

  g_object_unref (self->actions);
  g_object_unref (self->menu);
  g_object_unref (self->settings);
  g_free (self);
}

GActionGroup *
inn_table_columns_get_actions (InnTableColumns *self)
{
  return G_ACTION_GROUP (self->actions);
}

GMenuModel *
inn_table_columns_get_menu (InnTableColumns *self)
{
  return G_MENU_MODEL (self->menu);
}

/**
 * inn_table_columns_suppress:
 * @id: (nullable): a column that is not shown for now, whatever the user chose
 */
void
inn_table_columns_suppress (InnTableColumns *self,
                            const char      *id)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  self->suppressed = g_intern_string (id);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      sync_visible (self, column);
    }
}

/**
 * inn_table_columns_popup:
 *
 * Shows the menu of columns at a place of @parent.
 */
void
inn_table_columns_popup (InnTableColumns *self,
                         GtkWidget       *parent,
                         double           x,
                         double           y)
{
  inn_popup_menu (parent, G_MENU_MODEL (self->menu), x, y);
}
