/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-console-prefs"

#include "config.h"

#include "inn-console-prefs.h"
#include "inn-settings.h"

#define KEY "consoles"

struct _InnConsolePrefs
{
  GSettings *settings;
  char      *uuid;
};

/**
 * inn_console_prefs_new:
 * @settings: of the application
 * @uuid: of the machine
 */
InnConsolePrefs *
inn_console_prefs_new (GSettings  *settings,
                       const char *uuid)
{
  InnConsolePrefs *self = g_new0 (InnConsolePrefs, 1);

  self->settings = g_object_ref (settings);
  self->uuid = g_strdup (uuid);

  return self;
}

void
inn_console_prefs_free (InnConsolePrefs *self)
{
  g_object_unref (self->settings);
  g_free (self->uuid);
  g_free (self);
}

static GVariantDict *
read_dict (InnConsolePrefs *self)
{
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, KEY);
  g_autoptr (GVariant) own = g_variant_lookup_value (all, self->uuid, G_VARIANT_TYPE_VARDICT);

  return g_variant_dict_new (own);
}

static void
set_value (InnConsolePrefs *self,
           const char      *name,
           GVariant        *value)
{
  g_autoptr (GVariantDict) dict = read_dict (self);

  g_variant_dict_insert_value (dict, name, value);
  inn_settings_set_entry (self->settings, KEY, self->uuid, g_variant_dict_end (dict));
}

/**
 * inn_console_prefs_get_number:
 * @fallback: if nothing was chosen
 */
guint
inn_console_prefs_get_number (InnConsolePrefs *self,
                              const char      *name,
                              guint            fallback)
{
  g_autoptr (GVariantDict) dict = read_dict (self);
  guint value = fallback;

  g_variant_dict_lookup (dict, name, "u", &value);

  return value;
}

void
inn_console_prefs_set_number (InnConsolePrefs *self,
                              const char      *name,
                              guint            value)
{
  set_value (self, name, g_variant_new_uint32 (value));
}

/**
 * inn_console_prefs_dup_string:
 *
 * Returns: (transfer full) (nullable): %NULL: nothing was chosen
 */
char *
inn_console_prefs_dup_string (InnConsolePrefs *self,
                              const char      *name)
{
  g_autoptr (GVariantDict) dict = read_dict (self);
  char *value = NULL;

  g_variant_dict_lookup (dict, name, "s", &value);

  return value;
}

void
inn_console_prefs_set_string (InnConsolePrefs *self,
                              const char      *name,
                              const char      *value)
{
  set_value (self, name, g_variant_new_string (value));
}
