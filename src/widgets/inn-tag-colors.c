/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-tag-colors"

#include "config.h"

#include "inn-tag-color.h"
#include "inn-tag-colors.h"

#define KEY "tag-colors"

static GSettings *settings;
static GVariant *chosen;     /* what they say, which is asked for with each drawing */

static void
read_chosen (void)
{
  g_clear_pointer (&chosen, g_variant_unref);
  chosen = g_settings_get_value (settings, KEY);
}

/**
 * inn_tag_colors_set_settings:
 *
 * Follows the colours that the user has chosen in @new_settings. To be called before
 * a widget that shows tags is made.
 */
void
inn_tag_colors_set_settings (GSettings *new_settings)
{
  g_return_if_fail (G_IS_SETTINGS (new_settings));

  if (settings == new_settings)
    return;

  if (settings != NULL)
    g_signal_handlers_disconnect_by_func (settings, read_chosen, NULL);
  g_set_object (&settings, new_settings);
  g_signal_connect (settings, "changed::" KEY, G_CALLBACK (read_chosen), NULL);
  read_chosen ();
}

/**
 * inn_tag_colors_get_index:
 *
 * Returns: the index of the colour of @tag in the palette of inn_tag_color_get_hex()
 */
guint
inn_tag_colors_get_index (const char *tag)
{
  g_return_val_if_fail (tag != NULL, 0);

  return inn_tag_color_get_index (tag, chosen);
}

/**
 * inn_tag_colors_get:
 * @color: (out): the colour of @tag, the same in light and dark
 */
void
inn_tag_colors_get (const char *tag,
                    GdkRGBA    *color)
{
  gdk_rgba_parse (color, inn_tag_color_get_hex (inn_tag_colors_get_index (tag)));
}

/**
 * inn_tag_colors_choose:
 * @index: of a colour of the palette; -1: the one of the name of @tag
 *
 * Stores the colour of @tag, on this computer: everything that shows the tag is drawn anew.
 */
void
inn_tag_colors_choose (const char *tag,
                       int         index)
{
  g_return_if_fail (tag != NULL);
  g_return_if_fail (settings != NULL);

  g_settings_set_value (settings, KEY, inn_tag_color_choose (chosen, tag, index));
}

/**
 * inn_tag_colors_follow:
 *
 * Draws @widget anew when the user has chosen another colour.
 */
void
inn_tag_colors_follow (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  /* After our own handler, which was connected first. */
  if (settings != NULL)
    g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (gtk_widget_queue_draw),
                             widget, G_CONNECT_SWAPPED);
}
