/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-send-keys"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-key-combo.h"
#include "inn-keys-dialog.h"
#include "inn-send-keys.h"
#include "inn-settings.h"

#define OWN_KEYS "console-own-keys"

/* Own combinations that the menu has; the newest is the first. */
#define MAX_OWN 8

static const char * const common[] = {
  "Ctrl+Alt+Delete", "Ctrl+Alt+Backspace", "Ctrl+Alt+Shift+Esc", "Ctrl+Alt+T", NULL
};

static const char * const single[] = {
  "Print", "Super", "Super+L", "Alt+Tab", "Alt+F4", NULL
};

static const char * const consoles[] = {
  "Ctrl+Alt+F1", "Ctrl+Alt+F2", "Ctrl+Alt+F3", "Ctrl+Alt+F4", "Ctrl+Alt+F5", "Ctrl+Alt+F6",
  "Ctrl+Alt+F7", "Ctrl+Alt+F8", "Ctrl+Alt+F9", "Ctrl+Alt+F10", "Ctrl+Alt+F11", "Ctrl+Alt+F12",
  NULL
};

static void
append_combos (GMenu              *menu,
               const char * const *texts)
{
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (InnKeyCombo) combo = inn_key_combo_parse (texts[i], NULL);
      g_autoptr (GMenuItem) item = NULL;
      g_autofree char *label = NULL;

      if (combo == NULL)
        continue;

      label = inn_key_combo_dup_label (combo);
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "console.send-keys", "s", texts[i]);
      g_menu_append_item (menu, item);
    }
}

static void
append_section (GMenu              *menu,
                const char * const *texts)
{
  g_autoptr (GMenu) section = g_menu_new ();

  append_combos (section, texts);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
append_consoles (GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenu) submenu = g_menu_new ();

  append_combos (submenu, consoles);
  g_menu_append_submenu (section, _("_Text Consoles of Linux"), G_MENU_MODEL (submenu));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
append_typing (GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append (section, _("T_ype the Clipboard"), "console.type-clipboard");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
fill_own (GMenu     *section,
          GSettings *settings)
{
  g_auto (GStrv) own = g_settings_get_strv (settings, OWN_KEYS);

  g_menu_remove_all (section);
  append_combos (section, (const char * const *) own);
  g_menu_append (section, _("_Other Combination…"), "console.record-keys");
}

static void
on_own_changed_cb (GSettings  *settings,
                   const char *key,
                   GMenu      *section)
{
  fill_own (section, settings);
}

/**
 * inn_send_keys_new_menu:
 *
 * The actions are “console.send-keys” with what inn_display_send_combo() takes,
 * “console.record-keys” for inn_send_keys_ask(), and “console.type-clipboard” for
 * inn_type_clipboard().
 *
 * Returns: (transfer full): follows the user's own combinations
 */
GMenuModel *
inn_send_keys_new_menu (void)
{
  g_autoptr (GSettings) settings = inn_settings_new (NULL);
  g_autoptr (GMenu) own = g_menu_new ();
  GMenu *menu = g_menu_new ();

  append_section (menu, common);
  append_section (menu, single);
  append_consoles (menu);

  if (settings != NULL)
    {
      fill_own (own, settings);
      g_signal_connect_object (settings, "changed::" OWN_KEYS, G_CALLBACK (on_own_changed_cb),
                               own, 0);
      g_object_set_data_full (G_OBJECT (own), "inn-settings", g_steal_pointer (&settings),
                              g_object_unref);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (own));
  append_typing (menu);

  return G_MENU_MODEL (menu);
}

static void
remember (const char *text)
{
  g_autoptr (GSettings) settings = inn_settings_new (NULL);
  g_autoptr (GPtrArray) own = g_ptr_array_new ();
  g_auto (GStrv) old = NULL;

  if (settings == NULL || g_strv_contains (common, text) || g_strv_contains (single, text) ||
      g_strv_contains (consoles, text))
    return;

  old = g_settings_get_strv (settings, OWN_KEYS);
  g_ptr_array_add (own, (gpointer) text);
  for (guint i = 0; old[i] != NULL && own->len < MAX_OWN; i++)
    if (!g_str_equal (old[i], text))
      g_ptr_array_add (own, old[i]);
  g_ptr_array_add (own, NULL);

  g_settings_set_strv (settings, OWN_KEYS, (const char * const *) own->pdata);
}

static void
send (const char *text,
      gpointer    user_data)
{
  inn_display_send_combo (user_data, text);
  remember (text);
}

/**
 * inn_send_keys_ask:
 *
 * Asks which keys, sends them, and puts them into the menu.
 */
void
inn_send_keys_ask (InnDisplay *display)
{
  const InnKeysQuestion question = {
    _("Send a Combination of Keys"),
    _("Press it, or write the names of the keys with “+” between them."),
    _("_Send"), ""
  };

  inn_keys_dialog_ask (GTK_WIDGET (display), &question, send, g_object_ref (display),
                       g_object_unref);
}
