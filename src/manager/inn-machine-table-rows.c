/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-table"

#include "config.h"

#include "inn-column-view.h"
#include "inn-machine-cell.h"
#include "inn-machine-table-private.h"
#include "inn-machine-tooltip.h"
#include "inn-row-feed.h"
#include "inn-stats-cell.h"
#include "inn-tag-strip.h"

static InnDomain *
domain_of_row (GtkWidget *row)
{
  GtkWidget *cell = row != NULL ? gtk_widget_get_first_child (row) : NULL;
  GtkWidget *child = cell != NULL ? gtk_widget_get_first_child (cell) : NULL;

  return INN_IS_MACHINE_CELL (child) ? inn_machine_cell_get_domain (INN_MACHINE_CELL (child))
                                     : NULL;
}

static InnDomain *
domain_at_widget (InnMachineTable *self,
                  GtkWidget       *widget)
{
  if (inn_column_view_is_header (self->view, widget))
    return NULL;

  return domain_of_row (inn_column_view_get_row (self->view, widget));
}

static gboolean
find_position (InnMachineTable *self,
               InnDomain       *domain,
               guint           *position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InnDomain) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (item == domain)
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

static InnDomain *
focused_domain (InnMachineTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    return NULL;

  return domain_at_widget (self, focus);
}

/* As in a file manager: the menu of a row that is not selected is for it alone. */
static void
select_for_menu (InnMachineTable *self,
                 InnDomain       *domain)
{
  guint position;

  if (!inn_set_selection_contains (self->selection, domain)
      && find_position (self, domain, &position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
}

static void
on_activated_cb (InnMachineTable *self,
                 guint            position)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);

  if (!gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_select_item (selection, position, TRUE);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open", NULL);
}

static void
on_menu_pressed_cb (InnMachineTable *self,
                    int              n_press,
                    double           x,
                    double           y,
                    GtkGesture      *gesture)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkWidget *widget = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  InnDomain *domain;
  double table_x;
  double table_y;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_translate_coordinates (view, GTK_WIDGET (self), x, y, &table_x, &table_y);

  if (inn_column_view_is_header (self->view, widget))
    {
      inn_table_columns_popup (self->columns, GTK_WIDGET (self), table_x, table_y);
      return;
    }

  if ((domain = domain_at_widget (self, widget)) == NULL)
    return;

  select_for_menu (self, domain);
  inn_machine_table_request_menu (self, table_x, table_y);
}

static void
show_job_of (InnMachineTable *self,
             InnDomain       *domain)
{
  if (domain != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-job", "(ss)",
                                inn_host_get_uri (inn_domain_get_host (domain)),
                                inn_domain_get_uuid (domain));
}

static void
on_pressed_cb (InnMachineTable *self,
               int              n_press,
               double           x,
               double           y,
               GtkGesture      *gesture)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkWidget *widget = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  const char *tag;
  double dots_x;
  double dots_y;

  if (widget != NULL && gtk_widget_has_css_class (widget, "job-mark"))
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
      show_job_of (self, domain_at_widget (self, widget));
      return;
    }

  if (!INN_IS_TAG_STRIP (widget))
    return;

  gtk_widget_translate_coordinates (view, widget, x, y, &dots_x, &dots_y);
  if ((tag = inn_tag_strip_get_at (INN_TAG_STRIP (widget), dots_x)) == NULL)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.filter-tag", "s", tag);
}

static gboolean
on_query_tooltip_cb (InnMachineTable *self,
                     int              x,
                     int              y,
                     gboolean         keyboard,
                     GtkTooltip      *tooltip)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkWidget *widget = keyboard ? NULL : gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = widget != NULL ? gtk_widget_get_ancestor (widget, INN_TYPE_STATS_CELL) : NULL;
  InnDomain *domain = keyboard ? focused_domain (self) : domain_at_widget (self, widget);
  g_autofree char *text = NULL;

  if (domain == NULL)
    return FALSE;

  text = inn_machine_tooltip_dup (domain, cell != NULL
                                            ? inn_stats_cell_get_value (INN_STATS_CELL (cell))
                                            : INN_VALUE_NONE);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

void
inn_machine_table_bind_rows (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, on_activated_cb);
  gtk_widget_class_bind_template_callback (klass, on_menu_pressed_cb);
  gtk_widget_class_bind_template_callback (klass, on_pressed_cb);
  gtk_widget_class_bind_template_callback (klass, on_query_tooltip_cb);
}

/*
 * Keys
 */

static gboolean
toggle_row_cb (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  InnMachineTable *self = INN_MACHINE_TABLE (user_data);
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  InnDomain *domain = focused_domain (self);
  guint position;

  if (domain == NULL || !find_position (self, domain, &position))
    return FALSE;

  if (gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_unselect_item (selection, position);
  else
    gtk_selection_model_select_item (selection, position, FALSE);

  return TRUE;
}

static gboolean
popup_menu_cb (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  InnMachineTable *self = INN_MACHINE_TABLE (user_data);
  InnDomain *domain = focused_domain (self);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *row;
  graphene_rect_t bounds;

  if (domain == NULL)
    return FALSE;

  select_for_menu (self, domain);
  row = inn_column_view_get_row (self->view, gtk_root_get_focus (root));
  if (!gtk_widget_compute_bounds (row, GTK_WIDGET (self), &bounds))
    return FALSE;

  inn_machine_table_request_menu (self, bounds.origin.x + 24,
                                  bounds.origin.y + bounds.size.height);

  return TRUE;
}

static gboolean
unselect_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  InnMachineTable *self = INN_MACHINE_TABLE (user_data);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->selected)) == 0)
    return FALSE;

  inn_machine_table_unselect_all (self);

  return TRUE;
}

static gboolean
copy_names_cb (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  return gtk_widget_activate_action (widget, "win.copy-names", NULL);
}

void
inn_machine_table_add_keys (InnMachineTable *self)
{
  static const struct
  {
    guint           keyval;
    GdkModifierType modifiers;
    GtkShortcutFunc func;
  } keys[] = {
    { GDK_KEY_space, 0, toggle_row_cb },
    { GDK_KEY_KP_Space, 0, toggle_row_cb },
    { GDK_KEY_Menu, 0, popup_menu_cb },
    { GDK_KEY_F10, GDK_SHIFT_MASK, popup_menu_cb },
    { GDK_KEY_Escape, 0, unselect_cb },
    { GDK_KEY_c, GDK_CONTROL_MASK, copy_names_cb },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkShortcutTrigger *trigger = gtk_keyval_trigger_new (keys[i].keyval, keys[i].modifiers);
      GtkShortcutAction *action = gtk_callback_action_new (keys[i].func, self, NULL);

      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                            gtk_shortcut_new (trigger, action));
    }
  gtk_widget_add_controller (GTK_WIDGET (self->view), controller);
}

/**
 * inn_machine_table_show_machine:
 *
 * Selects @domain alone and scrolls to it.
 */
void
inn_machine_table_show_machine (InnMachineTable *self,
                                InnDomain       *domain)
{
  guint position;

  g_return_if_fail (INN_IS_MACHINE_TABLE (self));
  g_return_if_fail (INN_IS_DOMAIN (domain));

  inn_row_feed_finish (self->feed);
  if (!find_position (self, domain, &position))
    return;

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  inn_column_view_scroll_to (self->view, position, FALSE);
}

/**
 * inn_machine_table_focus_row:
 *
 * Gives the keyboard focus to a row; the first one if none had it before.
 *
 * Returns: whether there is a row
 */
gboolean
inn_machine_table_focus_row (InnMachineTable *self)
{
  g_return_val_if_fail (INN_IS_MACHINE_TABLE (self), FALSE);

  if (self->selection == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    return FALSE;

  /* To move the focus forward inside would be to go to the next row. */
  if (focused_domain (self) != NULL)
    return TRUE;

  return gtk_widget_child_focus (gtk_widget_get_last_child (GTK_WIDGET (self->view)),
                                 GTK_DIR_TAB_FORWARD);
}
