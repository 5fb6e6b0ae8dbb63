/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include "inn-perf-hidden.h"
#include "inn-settings.h"

#define KEY "hidden-graphs"

struct _InnPerfHidden
{
  GSettings  *settings;
  char       *uuid;
  char      **ids;
};

/**
 * inn_perf_hidden_new:
 * @settings: where it is remembered
 * @uuid: of the machine
 *
 * Returns: (transfer full): what was hidden before
 */
InnPerfHidden *
inn_perf_hidden_new (GSettings  *settings,
                     const char *uuid)
{
  InnPerfHidden *self = g_new0 (InnPerfHidden, 1);
  g_autoptr (GVariant) all = g_settings_get_value (settings, KEY);

  self->settings = g_object_ref (settings);
  self->uuid = g_strdup (uuid);
  if (!g_variant_lookup (all, uuid, "^as", &self->ids))
    self->ids = g_new0 (char *, 1);

  return self;
}

void
inn_perf_hidden_free (InnPerfHidden *self)
{
  g_object_unref (self->settings);
  g_free (self->uuid);
  g_strfreev (self->ids);
  g_free (self);
}

gboolean
inn_perf_hidden_contains (InnPerfHidden *self,
                          const char    *id)
{
  return g_strv_contains ((const char * const *) self->ids, id);
}

/**
 * inn_perf_hidden_set:
 * @id: a name
 * @hidden: whether the user does not want to see it
 *
 * Changes it and remembers it.
 */
void
inn_perf_hidden_set (InnPerfHidden *self,
                     const char    *id,
                     gboolean       hidden)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; self->ids[i] != NULL; i++)
    if (!g_str_equal (self->ids[i], id))
      g_strv_builder_add (builder, self->ids[i]);
  if (hidden)
    g_strv_builder_add (builder, id);

  g_strfreev (self->ids);
  self->ids = g_strv_builder_end (builder);
  inn_settings_set_entry (self->settings, KEY, self->uuid,
                          self->ids[0] != NULL ? g_variant_new ("^as", self->ids) : NULL);
}
