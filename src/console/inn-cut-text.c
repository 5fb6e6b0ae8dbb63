/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-cut-text"

#include "config.h"

#include <string.h>

#include "inn-cut-text.h"

#define LATIN1_MAX 0xff

/* Lines of other systems, too, end in LF. */
static char *
dup_with_lf (const char *text)
{
  GString *result = g_string_new (text);

  g_string_replace (result, "\r\n", "\n", 0);
  g_string_replace (result, "\r", "\n", 0);

  return g_string_free (result, FALSE);
}

/* What the alphabet lacks becomes what looks like it: “ becomes ", € becomes EUR. */
static void
append_latin1 (GString  *result,
               gunichar  c)
{
  char utf8[7] = "";
  g_autofree char *ascii = NULL;

  if (c <= LATIN1_MAX)
    {
      g_string_append_c (result, (char) c);
      return;
    }

  g_unichar_to_utf8 (c, utf8);
  ascii = g_str_to_ascii (utf8, NULL);
  g_string_append (result, ascii);
}

static GBytes *
encode_latin1 (const char *utf8)
{
  GString *result = g_string_new (NULL);

  for (const char *p = utf8; *p != '\0'; p = g_utf8_next_char (p))
    append_latin1 (result, g_utf8_get_char (p));

  return g_string_free_to_bytes (result);
}

/**
 * inn_cut_text_encode:
 * @utf8: text; if it is none it is not sent
 * @latin1: whether the other end knows no more than Latin-1
 *
 * Returns: (transfer full) (nullable): its bytes; %NULL: more than may be sent
 */
GBytes *
inn_cut_text_encode (const char *utf8,
                     gboolean    latin1)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (strlen (utf8) > INN_CUT_TEXT_MAX || !g_utf8_validate (utf8, -1, NULL))
    return NULL;

  text = dup_with_lf (utf8);
  bytes = latin1 ? encode_latin1 (text) : g_bytes_new (text, strlen (text));

  return g_bytes_get_size (bytes) <= INN_CUT_TEXT_MAX ? g_steal_pointer (&bytes) : NULL;
}

/**
 * inn_cut_text_decode:
 * @text: as it was received
 *
 * What is UTF-8 is hardly ever anything else.
 *
 * Returns: (transfer full) (nullable): as UTF-8; %NULL: empty, or more than we take
 */
char *
inn_cut_text_decode (const char *text)
{
  g_autofree char *lines = NULL;
  gsize length = strlen (text);

  if (length == 0 || length > INN_CUT_TEXT_MAX)
    return NULL;

  lines = dup_with_lf (text);
  if (g_utf8_validate (lines, -1, NULL))
    return g_steal_pointer (&lines);

  return g_convert (lines, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
}
