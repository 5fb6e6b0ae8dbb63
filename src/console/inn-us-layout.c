/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-us-layout"

#include "config.h"

#include <string.h>

#include "inn-us-layout.h"

/* The keys of a row follow each other. */
static const struct
{
  guint       first;     /* scancode */
  const char *plain;
  const char *shifted;
} rows[] = {
  { 0x02, "1234567890-=", "!@#$%^&*()_+" },
  { 0x10, "qwertyuiop[]", "QWERTYUIOP{}" },
  { 0x1e, "asdfghjkl;'`", "ASDFGHJKL:\"~" },
  { 0x2b, "\\zxcvbnm,./", "|ZXCVBNM<>?" },
  { 0x0f, "\t", NULL },
  { 0x1c, "\n", NULL },
  { 0x39, " ", NULL },
};

/**
 * inn_us_layout_find:
 * @c: a character
 * @scancode: (out): the key that has it on a keyboard of the USA
 * @shift: (out): whether Shift has to be down
 *
 * Returns: %FALSE: no key has it
 */
gboolean
inn_us_layout_find (gunichar  c,
                    guint    *scancode,
                    gboolean *shift)
{
  if (c == 0 || c > 0x7e)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *plain = strchr (rows[i].plain, (int) c);
      const char *shifted = rows[i].shifted != NULL ? strchr (rows[i].shifted, (int) c) : NULL;

      if (plain == NULL && shifted == NULL)
        continue;

      *shift = plain == NULL;
      *scancode = rows[i].first + (guint) (*shift ? shifted - rows[i].shifted
                                                  : plain - rows[i].plain);
      return TRUE;
    }

  return FALSE;
}
