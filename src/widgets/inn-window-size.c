/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-window-size"

#include "config.h"

#include "inn-window-size.h"

void
inn_window_size_load (GtkWindow  *window,
                      GSettings  *settings,
                      const char *key)
{
  int width;
  int height;

  g_return_if_fail (GTK_IS_WINDOW (window));

  g_settings_get (settings, key, "(ii)", &width, &height);
  gtk_window_set_default_size (window, width, height);
}

/**
 * inn_window_size_save:
 *
 * Keeps the size that the window has when it is neither maximized nor fullscreen.
 */
void
inn_window_size_save (GtkWindow  *window,
                      GSettings  *settings,
                      const char *key)
{
  int width;
  int height;

  g_return_if_fail (GTK_IS_WINDOW (window));

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set (settings, key, "(ii)", width, height);
}
