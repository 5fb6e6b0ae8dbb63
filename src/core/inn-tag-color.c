/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "inn-tag-color.h"

/* The same in light and dark. */
static const struct
{
  const char *hex;
  const char *name;
} palette[] = {
  /* Translators: the names of colours for tags */
  { "#9141ac", N_("Purple") },
  { "#e66100", N_("Orange") },
  { "#1c9aa0", N_("Teal") },
  { "#3584e4", N_("Blue") },
  { "#c01c28", N_("Red") },
  { "#986a44", N_("Brown") },
  { "#5e8c31", N_("Green") },
  { "#77767b", N_("Gray") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (palette) == INN_N_TAG_COLORS);

/**
 * inn_tag_color_get_hex:
 * @index: a colour of the palette, less than %INN_N_TAG_COLORS
 *
 * Returns: (transfer none): the colour, such as "#9141ac"
 */
const char *
inn_tag_color_get_hex (guint index)
{
  g_return_val_if_fail (index < INN_N_TAG_COLORS, palette[0].hex);

  return palette[index].hex;
}

/**
 * inn_tag_color_get_name:
 * @index: a colour of the palette, less than %INN_N_TAG_COLORS
 *
 * Returns: (transfer none): what the colour is called, translated
 */
const char *
inn_tag_color_get_name (guint index)
{
  g_return_val_if_fail (index < INN_N_TAG_COLORS, NULL);

  return _(palette[index].name);
}

/* Our own, so that a tag keeps its colour for all time: DJB2. */
static guint
hash_tag (const char *tag)
{
  guint32 hash = 5381;

  for (; *tag != '\0'; tag++)
    hash = hash * 33 + (signed char) *tag;

  return hash;
}

/**
 * inn_tag_color_get_index:
 * @tag: a tag
 * @chosen: (nullable): what the user has chosen, the key "tag-colors" of the
 *   settings (a{sy})
 *
 * Returns: the index of its colour in the palette, of its name where the user
 *   has not chosen
 */
guint
inn_tag_color_get_index (const char *tag,
                         GVariant   *chosen)
{
  guint8 index;

  g_return_val_if_fail (tag != NULL, 0);

  if (chosen != NULL && g_variant_lookup (chosen, tag, "y", &index) && index < INN_N_TAG_COLORS)
    return index;

  return hash_tag (tag) % INN_N_TAG_COLORS;
}

/**
 * inn_tag_color_choose:
 * @chosen: what the user has chosen until now (a{sy})
 * @tag: a tag
 * @index: the index of the new colour; -1: the one of its name
 *
 * Returns: (transfer floating): what the user has chosen now
 */
GVariant *
inn_tag_color_choose (GVariant   *chosen,
                      const char *tag,
                      int         index)
{
  GVariantBuilder builder;
  GVariantIter iter;
  const char *each;
  guint8 value;

  g_return_val_if_fail (index < INN_N_TAG_COLORS, NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sy}"));
  g_variant_iter_init (&iter, chosen);
  while (g_variant_iter_next (&iter, "{&sy}", &each, &value))
    {
      if (!g_str_equal (each, tag))
        g_variant_builder_add (&builder, "{sy}", each, value);
    }

  if (index >= 0)
    g_variant_builder_add (&builder, "{sy}", tag, (guchar) index);

  return g_variant_builder_end (&builder);
}

static gboolean
separates (gunichar character)
{
  return g_unichar_isspace (character)
         || g_unichar_iscntrl (character)
         || character == ','
         || character == ';'
         || character == '"'
         || character == '*';
}

/**
 * inn_tag_normalize:
 * @text: what the user wrote for a tag
 * @error: return location for an error of %G_IO_ERROR_INVALID_ARGUMENT, whose
 *   message is a sentence for the user
 *
 * Makes a tag that can be written in the filter as it is: without spaces and
 * commas at its ends, and with hyphens for those inside.
 *
 * Returns: (transfer full): the tag, or %NULL if nothing is left of it or it is
 *   too long
 */
char *
inn_tag_normalize (const char  *text,
                   GError     **error)
{
  g_autoptr (GString) tag = g_string_new (NULL);
  g_autofree char *valid = NULL;
  g_autofree char *normal = NULL;
  gboolean pending = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);

  for (const char *each = normal; *each != '\0'; each = g_utf8_next_char (each))
    {
      gunichar character = g_utf8_get_char (each);

      if (separates (character))
        {
          pending = TRUE;
          continue;
        }

      if (pending && tag->len > 0 && character != '-' && tag->str[tag->len - 1] != '-')
        g_string_append_c (tag, '-');
      pending = FALSE;
      g_string_append_unichar (tag, character);
    }

  if (tag->len == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _("A tag needs at least one letter or digit."));
      return NULL;
    }

  if (g_utf8_strlen (tag->str, -1) > INN_TAG_MAX_LENGTH)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   ngettext ("A tag can have at most %d character.",
                             "A tag can have at most %d characters.", INN_TAG_MAX_LENGTH),
                   INN_TAG_MAX_LENGTH);
      return NULL;
    }

  return g_strdup (tag->str);
}
