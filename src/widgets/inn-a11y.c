/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-a11y"

#include "config.h"

#include <adwaita.h>

#include "inn-a11y.h"

static void
set_label (GtkWidget  *widget,
           const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

/**
 * inn_a11y_set_label:
 * @label: the accessible name
 *
 * A split button gives its name to none of its two buttons: here they get it.
 */
void
inn_a11y_set_label (GtkWidget  *widget,
                    const char *label)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (label != NULL);

  set_label (widget, label);
  if (!ADW_IS_SPLIT_BUTTON (widget))
    return;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child))
      {
        set_label (child, label);
      }
    else if (GTK_IS_MENU_BUTTON (child))
      {
        const char *more = adw_split_button_get_dropdown_tooltip (ADW_SPLIT_BUTTON (widget));

        set_label (child, *more != '\0' ? more : label);
      }
}
