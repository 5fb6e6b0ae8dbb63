/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-popup"

#include "config.h"

#include "inn-popup.h"

static gboolean
unparent_cb (gpointer user_data)
{
  gtk_widget_unparent (user_data);

  return G_SOURCE_REMOVE;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* Not at once: the action of the chosen item still has to find its way up. But before the next
 * frame: GTK 4.8 ends there if the pointer is in a submenu that has gone. */
static void
on_closed_cb (GtkPopover *popover)
{
  GWeakRef *before = g_object_get_data (G_OBJECT (popover), "inn-focus-before");
  g_autoptr (GtkWidget) focus = before != NULL ? g_weak_ref_get (before) : NULL;

  if (focus != NULL && gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (focus);

  g_idle_add_full (G_PRIORITY_HIGH, unparent_cb, g_object_ref (popover), g_object_unref);
}

static void
on_parent_destroyed_cb (GtkWidget *popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
}

/**
 * inn_menu_new_from_resource:
 * @id: of a menu in menus.ui
 *
 * Returns: (transfer full): the menu
 */
GMenuModel *
inn_menu_new_from_resource (const char *id)
{
  g_autoptr (GtkBuilder) builder = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  builder = gtk_builder_new_from_resource ("/org/innkeeper/Innkeeper/gtk/menus.ui");

  return g_object_ref (G_MENU_MODEL (gtk_builder_get_object (builder, id)));
}

/**
 * inn_menu_dup_label:
 * @text: a name that somebody has chosen
 *
 * Returns: (transfer full): @text as the label of a menu item, where an underscore would
 *   mark the next character
 */
char *
inn_menu_dup_label (const char *text)
{
  g_autoptr (GString) label = g_string_new (text);

  g_string_replace (label, "_", "__", 0);

  return g_string_free (g_steal_pointer (&label), FALSE);
}

/**
 * inn_popup_present:
 * @popover: (transfer floating): without a parent
 * @parent: what it points to
 *
 * Shows @popover; it is gone after it was closed.
 */
void
inn_popup_present (GtkPopover *popover,
                   GtkWidget  *parent)
{
  GtkRoot *root;
  GWeakRef *before;

  g_return_if_fail (GTK_IS_POPOVER (popover));
  g_return_if_fail (GTK_IS_WIDGET (parent));

  /* The keyboard goes back to where it was. */
  root = gtk_widget_get_root (parent);
  before = g_new0 (GWeakRef, 1);
  g_weak_ref_init (before, root != NULL ? gtk_root_get_focus (root) : NULL);
  g_object_set_data_full (G_OBJECT (popover), "inn-focus-before", before, weak_ref_free);

  gtk_widget_set_parent (GTK_WIDGET (popover), parent);
  g_signal_connect (popover, "closed", G_CALLBACK (on_closed_cb), NULL);
  g_signal_connect_object (parent, "destroy", G_CALLBACK (on_parent_destroyed_cb), popover,
                           G_CONNECT_SWAPPED);
  gtk_popover_popup (popover);
}

/**
 * inn_popup_menu:
 * @x: where, in pixels of @parent
 *
 * Shows @menu as a context menu. @parent needs a layout manager, which places
 * the popover, or has to be a widget that presents popovers itself.
 *
 * Returns: (transfer none): the popover; it is gone after it was closed
 */
GtkPopover *
inn_popup_menu (GtkWidget  *parent,
                GMenuModel *menu,
                double      x,
                double      y)
{
  GtkWidget *popover;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (G_IS_MENU_MODEL (menu), NULL);

  popover = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  /* The pointer has to enter the menu: GTK 4.8 does not notice that it is already inside
   * while the button is down, and closes the menu with the click that should choose. */
  gtk_popover_set_offset (GTK_POPOVER (popover), 0, 2);

  inn_popup_present (GTK_POPOVER (popover), parent);

  return GTK_POPOVER (popover);
}

static void
on_menu_closed_cb (GtkMenuButton *button)
{
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (button));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || (popover != NULL && gtk_widget_is_ancestor (focus, popover)))
    gtk_widget_grab_focus (GTK_WIDGET (button));
}

/**
 * inn_popup_set_menu:
 *
 * Sets the menu of @button. After it was closed the keyboard is at @button: GTK 4.8 leaves
 * it at an item of a submenu, where no key reaches the window any more.
 */
void
inn_popup_set_menu (GtkMenuButton *button,
                    GMenuModel    *menu)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (G_IS_MENU_MODEL (menu));

  gtk_menu_button_set_menu_model (button, menu);
  g_signal_connect_object (gtk_menu_button_get_popover (button), "closed",
                           G_CALLBACK (on_menu_closed_cb), button, G_CONNECT_SWAPPED);
}
