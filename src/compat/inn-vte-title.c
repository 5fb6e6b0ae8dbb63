/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-vte-title"

#include "config.h"

#include "inn-vte-title.h"

#if VTE_CHECK_VERSION (0, 78, 0)
#define CHANGED "termprop-changed::" VTE_TERMPROP_XTERM_TITLE
#else
#define CHANGED "window-title-changed"
#endif

/**
 * inn_vte_title_watch:
 * @callback: called with @object when the guest has called its window something else
 * @object: a GObject
 */
void
inn_vte_title_watch (VteTerminal *terminal,
                     GCallback    callback,
                     gpointer     object)
{
  g_signal_connect_object (terminal, CHANGED, callback, object, G_CONNECT_SWAPPED);
}

/**
 * inn_vte_title_get:
 *
 * Returns: (nullable): how the guest calls its window
 */
const char *
inn_vte_title_get (VteTerminal *terminal)
{
#if VTE_CHECK_VERSION (0, 78, 0)
  return vte_terminal_get_termprop_string (terminal, VTE_TERMPROP_XTERM_TITLE, NULL);
#else
  return vte_terminal_get_window_title (terminal);
#endif
}
