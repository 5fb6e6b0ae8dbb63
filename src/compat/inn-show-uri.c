/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-show-uri"

#include "config.h"

#include "inn-show-uri.h"

/**
 * inn_show_uri:
 * @widget: where it was asked for, in a window
 *
 * Opens @uri in the program that the user prefers; what GtkUriLauncher does from GTK 4.10 on.
 */
void
inn_show_uri (GtkWidget  *widget,
              const char *uri)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (uri != NULL);

  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (widget)), uri, GDK_CURRENT_TIME);
}
