/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-toast"

#include "config.h"

#include "inn-toast.h"

static AdwToastOverlay *
find_overlay (GtkWidget *widget)
{
  if (ADW_IS_TOAST_OVERLAY (widget))
    return ADW_TOAST_OVERLAY (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      AdwToastOverlay *overlay = find_overlay (child);

      if (overlay != NULL)
        return overlay;
    }

  return NULL;
}

/**
 * inn_toast_show:
 * @widget: anything in the window where the user began what is told about
 * @text: plain text, one short sentence
 * @button_label: (nullable): with @action_name, what leads further
 *
 * Shows @text in the toast overlay of the window.
 *
 * Returns: (transfer none) (nullable): the toast, valid while the caller refs it
 */
AdwToast *
inn_toast_show (GtkWidget  *widget,
                const char *text,
                const char *button_label,
                const char *action_name)
{
  g_autofree char *markup = NULL;
  AdwToastOverlay *overlay;
  AdwToast *toast;
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  root = gtk_widget_get_root (widget);
  overlay = root != NULL ? find_overlay (GTK_WIDGET (root)) : NULL;
  if (overlay == NULL)
    return NULL;

  markup = g_markup_escape_text (text, -1);
  toast = adw_toast_new (markup);
  if (button_label != NULL)
    {
      adw_toast_set_button_label (toast, button_label);
      adw_toast_set_action_name (toast, action_name);
    }
  adw_toast_overlay_add_toast (overlay, toast);

  return toast;
}
