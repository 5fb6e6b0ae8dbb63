/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-key-rules"

#include "config.h"

#include "inn-key-rules.h"

#define DEFAULT_RELEASE "Ctrl+Alt"

struct _InnKeyRules
{
  InnKeyCombo *release;
  GPtrArray   *host;       /* InnKeyCombo */
  InnKeyCombo *held;
  gboolean     complete;   /* the release combination is down, and nothing else was pressed */
};

InnKeyRules *
inn_key_rules_new (void)
{
  InnKeyRules *self = g_new0 (InnKeyRules, 1);

  self->host = g_ptr_array_new_with_free_func ((GDestroyNotify) inn_key_combo_free);
  self->held = inn_key_combo_new ();
  inn_key_rules_set_release (self, DEFAULT_RELEASE);

  return self;
}

void
inn_key_rules_free (InnKeyRules *self)
{
  inn_key_combo_free (self->release);
  inn_key_combo_free (self->held);
  g_ptr_array_unref (self->host);
  g_free (self);
}

/**
 * inn_key_rules_set_release:
 * @text: the keys that give keyboard and pointer back; if it is not understood, Ctrl and Alt
 *   do: there has to be a way
 */
void
inn_key_rules_set_release (InnKeyRules *self,
                           const char  *text)
{
  InnKeyCombo *release = inn_key_combo_parse (text, NULL);

  g_clear_pointer (&self->release, inn_key_combo_free);
  self->release = release != NULL ? release : inn_key_combo_parse (DEFAULT_RELEASE, NULL);
}

/**
 * inn_key_rules_set_host:
 * @texts: combinations that the guest does not get
 */
void
inn_key_rules_set_host (InnKeyRules        *self,
                        const char * const *texts)
{
  g_ptr_array_set_size (self->host, 0);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      InnKeyCombo *combo = inn_key_combo_parse (texts[i], NULL);

      if (combo != NULL)
        g_ptr_array_add (self->host, combo);
    }
}

/**
 * inn_key_rules_load:
 * @settings: of the application
 *
 * Takes the user's choice.
 */
void
inn_key_rules_load (InnKeyRules *self,
                    GSettings   *settings)
{
  g_autofree char *release = g_settings_get_string (settings, "console-release-keys");
  g_auto (GStrv) host = g_settings_get_strv (settings, "console-host-shortcuts");

  inn_key_rules_set_release (self, release);
  inn_key_rules_set_host (self, (const char * const *) host);
}

/**
 * inn_key_rules_dup_release_label:
 *
 * Returns: (transfer full): the release combination, for people
 */
char *
inn_key_rules_dup_release_label (InnKeyRules *self)
{
  return inn_key_combo_dup_label (self->release);
}

/**
 * inn_key_rules_press:
 * @keyval: what the key is without Shift and the like
 * @scancode: which it is
 */
InnKeyVerdict
inn_key_rules_press (InnKeyRules *self,
                     guint        keyval,
                     guint        scancode)
{
  gboolean releases;

  inn_key_combo_add (self->held, keyval, scancode);
  releases = inn_key_combo_matches (self->release, self->held);

  /* Modifiers alone may still become a shortcut of the guest. */
  self->complete = releases && inn_key_combo_has_only_modifiers (self->release);
  if (releases && !self->complete)
    return INN_KEY_LEAVES;

  for (guint i = 0; i < self->host->len; i++)
    if (inn_key_combo_matches (g_ptr_array_index (self->host, i), self->held))
      return INN_KEY_FOR_HOST;

  return INN_KEY_FOR_GUEST;
}

/* The release combination went down and comes up, and nothing else happened: it was meant. */
InnKeyVerdict
inn_key_rules_release (InnKeyRules *self,
                       guint        scancode)
{
  gboolean leaves = self->complete;

  self->complete = FALSE;
  inn_key_combo_remove (self->held, scancode);

  return leaves ? INN_KEY_LEAVES : INN_KEY_FOR_GUEST;
}

/* What is down comes up where we do not see it. */
void
inn_key_rules_forget (InnKeyRules *self)
{
  self->complete = FALSE;
  inn_key_combo_clear (self->held);
}
