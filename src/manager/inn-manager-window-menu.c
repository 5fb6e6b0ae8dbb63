/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-manager-window"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-machine-tags.h"
#include "inn-manager-window-private.h"
#include "inn-popup.h"

/* The toggle resumes where nothing can be paused; where something can, some of the
 * others may have to be resumed. */
static void
append_pause (InnManagerWindow *self,
              GMenu            *menu)
{
  gboolean resumes = inn_verb_actions_toggle_resumes (self->verbs);

  g_menu_append (menu, resumes ? _("Resume") : _("Pause"), "machine.pause-toggle");
  if (!resumes && inn_verb_actions_count (self->verbs, "resume") > 0)
    g_menu_append (menu, _("Resume"), "machine.resume");
}

static GMenuModel *
build_verbs_section (InnManagerWindow *self)
{
  g_autoptr (GMenuModel) shut_down = inn_menu_new_from_resource ("shut-down-menu");
  GMenu *menu = g_menu_new ();

  if (inn_verb_actions_count (self->verbs, "restore") > 0)
    {
      g_menu_append (menu, _("Restore"), "machine.restore");
      g_menu_append (menu, _("Discard Saved State…"), "machine.discard-saved");
    }
  g_menu_append (menu, _("Start"), "machine.start");
  g_menu_append (menu, _("Start Paused"), "machine.start-paused");
  append_pause (self, menu);
  if (inn_verb_actions_count (self->verbs, "wake-up") > 0)
    g_menu_append (menu, _("Wake Up"), "machine.wake-up");
  g_menu_append_submenu (menu, _("Shut Down"), shut_down);

  return G_MENU_MODEL (menu);
}

static GMenuModel *
build_tags_menu (InnManagerWindow *self)
{
  const char * const *tags = inn_machine_tally_get_tags (self->tally);
  g_autoptr (GMenu) known = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();
  GMenu *menu = g_menu_new ();

  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_autofree char *action = g_strdup_printf ("tags.tag-%u", i);
      g_autofree char *label = inn_menu_dup_label (tags[i]);

      g_menu_append (known, label, action);
    }
  g_menu_append (more, _("New Tag…"), "win.new-tag");
  g_menu_append (more, _("Edit Tags…"), "win.edit-tags");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (known));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));

  return G_MENU_MODEL (menu);
}

static void
on_tag_toggled_cb (GSimpleAction    *action,
                   GVariant         *parameter,
                   InnManagerWindow *self)
{
  inn_machine_tags_toggle (GTK_WIDGET (self), inn_machine_table_get_selected (self->table),
                           g_object_get_data (G_OBJECT (action), "tag"));
}

/* Names of actions cannot hold every character of a tag: they are numbered. */
static void
insert_tags_group (InnManagerWindow *self)
{
  const char * const *tags = inn_machine_tally_get_tags (self->tally);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("tag-%u", i);
      gboolean all = inn_machine_tags_count (inn_machine_table_get_selected (self->table), tags[i])
                     == g_list_model_get_n_items (inn_machine_table_get_selected (self->table));
      g_autoptr (GSimpleAction) action =
        g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (all));

      g_object_set_data_full (G_OBJECT (action), "tag", g_strdup (tags[i]), g_free);
      g_signal_connect_object (action, "activate", G_CALLBACK (on_tag_toggled_cb), self, 0);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }

  gtk_widget_insert_action_group (GTK_WIDGET (self), "tags", G_ACTION_GROUP (group));
}

static GMenuModel *
build_copy_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _("Name"), "win.copy-names");
  g_menu_append (menu, _("UUID"), "win.copy-uuids");
  g_menu_append (menu, _("XML"), "win.copy-xml");
  /* Translators: the command line that opens the serial console of a machine */
  g_menu_append (menu, _("virsh Console Command"), "win.copy-console-command");

  return G_MENU_MODEL (menu);
}

/**
 * inn_manager_window_new_menu:
 *
 * Returns: (transfer full): the context menu for what is selected now
 */
GMenuModel *
inn_manager_window_new_menu (InnManagerWindow *self)
{
  guint n = g_list_model_get_n_items (inn_machine_table_get_selected (self->table));
  g_autoptr (GMenu) open = g_menu_new ();
  g_autoptr (GMenu) tags = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();
  g_autoptr (GMenuModel) verbs = build_verbs_section (self);
  g_autoptr (GMenuModel) tags_menu = build_tags_menu (self);
  g_autoptr (GMenuModel) copy_menu = build_copy_menu ();
  g_autofree char *label = NULL;
  GMenu *menu = g_menu_new ();

  if (n > 1)
    label = g_strdup_printf (ngettext ("Open %u Machine", "Open %u Machines", n), n);

  insert_tags_group (self);
  g_menu_append (open, label != NULL ? label : _("Open"), "win.open");
  if (n > 1)
    g_menu_append (open, _("Compare"), "win.compare");
  g_menu_append_submenu (tags, _("Tags"), tags_menu);
  g_menu_append_submenu (rest, _("Copy"), copy_menu);
  g_menu_append (rest, _("Start with Host"), "machine.autostart");

  g_menu_append_section (menu, NULL, G_MENU_MODEL (open));
  g_menu_append_section (menu, NULL, verbs);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (tags));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));

  return G_MENU_MODEL (menu);
}
