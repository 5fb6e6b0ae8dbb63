/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inn-text.h"

static const char *const memory_units[] = { "KiB", "MiB", "GiB", "TiB", "PiB", "EiB" };
static const char *const rate_units[] = { "kB/s", "MB/s", "GB/s", "TB/s" };

/**
 * inn_text_natural_key:
 * @name: a name in UTF-8
 *
 * Makes a key for strcmp() that sorts as people do: without regard to case, in
 * the order of the user's language, and numbers by value ("web-9" before
 * "web-10"). Make it once per name, not per comparison.
 *
 * Returns: (transfer full): the key, not readable
 */
char *
inn_text_natural_key (const char *name)
{
  g_autofree char *folded = inn_text_fold (name);

  return g_utf8_collate_key_for_filename (folded, -1);
}

/**
 * inn_text_fold:
 * @text: a text; what is not UTF-8 in it is replaced
 *
 * Makes a form of @text for comparison without regard to case.
 *
 * Returns: (transfer full): the folded text
 */
char *
inn_text_fold (const char *text)
{
  g_autofree char *valid = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);

  if (g_utf8_validate (text, -1, NULL))
    return g_utf8_casefold (text, -1);

  valid = g_utf8_make_valid (text, -1);

  return g_utf8_casefold (valid, -1);
}

/**
 * inn_text_count:
 * @count: a number of things
 *
 * Returns: (transfer full): the number with the thousands separators of the
 *   locale
 */
char *
inn_text_count (guint64 count)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
}

/* Without zeros at the end: 4, 1.5, 1.25, 27.2, 118. */
static char *
format_digits (double value,
               int    n_digits)
{
  int decimals = n_digits - 1;
  gint64 rounded;

  for (double limit = 10.0; decimals > 0 && value >= limit; limit *= 10.0)
    decimals--;

  rounded = llround (value * pow (10.0, decimals));
  while (decimals > 0 && rounded % 10 == 0)
    {
      rounded /= 10;
      decimals--;
    }

  return g_strdup_printf ("%.*f", decimals, value);
}

static guint
scale_memory (double *value)
{
  guint unit = 0;

  while (*value >= 999.5 && unit + 1 < G_N_ELEMENTS (memory_units))
    {
      *value /= 1024.0;
      unit++;
    }

  return unit;
}

/**
 * inn_text_memory_kib:
 * @kib: an amount of memory or storage in KiB
 *
 * Returns: (transfer full): such as "4 GiB", "512 MiB" or "1.25 GiB", with a
 *   no-break space and at most three digits
 */
char *
inn_text_memory_kib (guint64 kib)
{
  g_autofree char *digits = NULL;
  double value = kib;
  guint unit = scale_memory (&value);

  digits = format_digits (value, 3);

  return g_strconcat (digits, INN_NBSP, memory_units[unit], NULL);
}

/* Both in the unit of the whole; only that one says it. */
static void
format_share (guint64   used_kib,
              guint64   size_kib,
              char    **used,
              char    **size)
{
  g_autofree char *digits = NULL;
  double value = size_kib;
  guint unit = scale_memory (&value);

  digits = format_digits (value, 3);
  *size = g_strconcat (digits, INN_NBSP, memory_units[unit], NULL);
  *used = format_digits (used_kib / pow (1024.0, unit), 3);
}

/**
 * inn_text_memory_of:
 * @used_kib: the part that is used, in KiB
 * @size_kib: the whole, in KiB
 *
 * Returns: (transfer full): such as "27.2 of 320 GiB": both in the unit of the
 *   whole
 */
char *
inn_text_memory_of (guint64 used_kib,
                    guint64 size_kib)
{
  g_autofree char *used = NULL;
  g_autofree char *size = NULL;

  format_share (used_kib, size_kib, &used, &size);

  /* Translators: memory in use and all memory: “27.2 of 320 GiB” */
  return g_strdup_printf (_("%s of %s"), used, size);
}

/**
 * inn_text_memory_pair:
 * @used_kib: the part that is used, in KiB
 * @size_kib: the whole, in KiB
 *
 * Returns: (transfer full): the same for narrow places: "27.2 / 320 GiB"
 */
char *
inn_text_memory_pair (guint64 used_kib,
                      guint64 size_kib)
{
  g_autofree char *used = NULL;
  g_autofree char *size = NULL;

  format_share (used_kib, size_kib, &used, &size);

  return g_strdup_printf ("%s / %s", used, size);
}

/**
 * inn_text_rate:
 * @bytes_per_second: a rate
 *
 * Returns: (transfer full): such as "0 kB/s", "8.8 MB/s" or "42 MB/s" (decimal
 *   units, as disks and networks are sold)
 */
char *
inn_text_rate (double bytes_per_second)
{
  g_autofree char *digits = NULL;
  double value = MAX (bytes_per_second, 0.0) / 1000.0;
  guint unit = 0;

  while (value >= 999.5 && unit + 1 < G_N_ELEMENTS (rate_units))
    {
      value /= 1000.0;
      unit++;
    }

  digits = format_digits (value, 2);

  return g_strconcat (digits, INN_NBSP, rate_units[unit], NULL);
}

/**
 * inn_text_percent:
 * @percent: a share, 100 is all
 *
 * Returns: (transfer full): such as "71 %", rounded, with a no-break space
 */
char *
inn_text_percent (double percent)
{
  return g_strdup_printf ("%.0f" INN_NBSP "%%", fabs (percent) < 0.5 ? 0.0 : percent);
}

/**
 * inn_text_frequency:
 * @per_second: how often something happens
 *
 * Returns: (transfer full): such as "0.3 /s", "162 /s", "4,692 /s" or "33 k/s", with
 *   the thousands separators of the locale
 */
char *
inn_text_frequency (double per_second)
{
  g_autofree char *digits = NULL;
  double value = MAX (per_second, 0.0);
  const char *unit = "/s";

  if (value >= 9999.5)
    {
      unit = value < 999.5e3 ? "k/s" : "M/s";
      value /= value < 999.5e3 ? 1e3 : 1e6;
    }

  digits = value < 9.95 ? format_digits (value, 2) : inn_text_count (llround (value));

  return g_strconcat (digits, INN_NBSP, unit, NULL);
}

/**
 * inn_text_latency:
 * @seconds: a short time
 *
 * Returns: (transfer full): such as "82 µs", "1.4 ms" or "2.3 s"
 */
char *
inn_text_latency (double seconds)
{
  static const char *const units[] = { "µs", "ms", "s" };
  g_autofree char *digits = NULL;
  double value = MAX (seconds, 0.0) * 1e6;
  guint unit = 0;

  while (value >= 999.5 && unit + 1 < G_N_ELEMENTS (units))
    {
      value /= 1000.0;
      unit++;
    }

  digits = format_digits (value, 2);

  return g_strconcat (digits, INN_NBSP, units[unit], NULL);
}

static char *
format_two (gint64      major,
            const char *major_unit,
            gint64      minor,
            const char *minor_unit)
{
  if (minor == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT INN_NBSP "%s", major, major_unit);

  return g_strdup_printf ("%" G_GINT64_FORMAT INN_NBSP "%s %" G_GINT64_FORMAT INN_NBSP "%s",
                          major, major_unit, minor, minor_unit);
}

/**
 * inn_text_duration:
 * @usec: a time in microseconds; less than nothing counts as nothing
 *
 * Returns: (transfer full): such as "4 s", "1 min 49 s", "3 h 12 min" or
 *   "2 d 5 h", what is left is cut off
 */
char *
inn_text_duration (gint64 usec)
{
  gint64 seconds = MAX (usec, 0) / G_USEC_PER_SEC;

  if (seconds < 60)
    /* Translators: the sign for seconds, after a number */
    return format_two (seconds, C_("time unit", "s"), 0, NULL);

  if (seconds < 60 * 60)
    /* Translators: the sign for minutes, after a number */
    return format_two (seconds / 60, C_("time unit", "min"),
                       seconds % 60, C_("time unit", "s"));

  if (seconds < 24 * 60 * 60)
    /* Translators: the sign for hours, after a number */
    return format_two (seconds / 3600, C_("time unit", "h"),
                       seconds / 60 % 60, C_("time unit", "min"));

  /* Translators: the sign for days, after a number */
  return format_two (seconds / 86400, C_("time unit", "d"),
                     seconds / 3600 % 24, C_("time unit", "h"));
}

/**
 * inn_text_duration_exact:
 * @usec: a time in microseconds
 *
 * As inn_text_duration(), with tenths of a second up to ten seconds: how long
 * something took that is over.
 *
 * Returns: (transfer full): such as "0.8 s" or "1 min 49 s"
 */
char *
inn_text_duration_exact (gint64 usec)
{
  double seconds = MAX (usec, 0) / (double) G_USEC_PER_SEC;

  if (seconds < 9.95)
    return g_strdup_printf ("%.1f" INN_NBSP "%s", seconds, C_("time unit", "s"));

  return inn_text_duration (usec + G_USEC_PER_SEC / 2);
}

/**
 * inn_text_time_of_day:
 * @real_usec: a time as of g_get_real_time()
 *
 * Returns: (transfer full): such as "14:02", in the user's time zone
 */
char *
inn_text_time_of_day (gint64 real_usec)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (real_usec / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%H:%M") : g_strdup ("–");
}

/**
 * inn_text_short_path:
 * @path: a file, whole
 *
 * Returns: (transfer full): such as "~/.ssh/config", for a file of the user's
 */
char *
inn_text_short_path (const char *path)
{
  const char *home = g_get_home_dir ();

  if (g_str_has_prefix (path, home) && path[strlen (home)] == '/')
    return g_strconcat ("~", path + strlen (home), NULL);

  return g_strdup (path);
}
