/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* U+00A0, which stands between a number and its unit. */
#define INN_NBSP "\302\240"

char *inn_text_natural_key    (const char *name);
char *inn_text_fold           (const char *text);

char *inn_text_count          (guint64     count);
char *inn_text_memory_kib     (guint64     kib);
char *inn_text_memory_of      (guint64     used_kib,
                               guint64     size_kib);
char *inn_text_memory_pair    (guint64     used_kib,
                               guint64     size_kib);
char *inn_text_rate           (double      bytes_per_second);
char *inn_text_percent        (double      percent);
char *inn_text_frequency      (double      per_second);
char *inn_text_latency        (double      seconds);

char *inn_text_duration       (gint64      usec);
char *inn_text_duration_exact (gint64      usec);
char *inn_text_time_of_day    (gint64      real_usec);

char *inn_text_short_path     (const char *path);

G_END_DECLS
