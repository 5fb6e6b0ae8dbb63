/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-tag-colors"

#include "config.h"

#include "inn-tag-color.h"
#include "inn-tag-colors.h"

/* What the user has chosen, as in the settings; main thread only. */
static GVariant *chosen;

static void
read_chosen (GSettings *settings)
{
  g_clear_pointer (&chosen, g_variant_unref);
  chosen = g_settings_get_value (settings, "tag-colors");
}

/**
 * inn_tag_colors_set_settings:
 *
 * Follows the colours that the user has chosen in @settings.
 */
void
inn_tag_colors_set_settings (GSettings *settings)
{
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_signal_handlers_disconnect_by_func (settings, read_chosen, NULL);
  g_signal_connect (settings, "changed::tag-colors", G_CALLBACK (read_chosen), NULL);
  read_chosen (settings);
}

/**
 * inn_tag_colors_get:
 * @color: (out): the colour of @tag, the same in light and dark
 */
void
inn_tag_colors_get (const char *tag,
                    GdkRGBA    *color)
{
  guint index;

  g_return_if_fail (tag != NULL);

  index = inn_tag_color_get_index (tag, chosen);
  gdk_rgba_parse (color, inn_tag_color_get_hex (index));
}
