/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-widget-color"

#include "config.h"

#include "inn-widget-color.h"

/**
 * inn_widget_get_color:
 * @color: (out): the CSS property “color” of @widget
 *
 * What gtk_widget_get_color() does from GTK 4.10 on.
 */
void
inn_widget_get_color (GtkWidget *widget,
                      GdkRGBA   *color)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (color != NULL);

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
}
