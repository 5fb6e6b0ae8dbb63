/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define INN_N_TAG_COLORS 8
#define INN_TAG_MAX_LENGTH 32  /* characters */

const char *inn_tag_color_get_hex   (guint        index);
const char *inn_tag_color_get_name  (guint        index);
guint       inn_tag_color_get_index (const char  *tag,
                                     GVariant    *chosen);
GVariant   *inn_tag_color_choose    (GVariant    *chosen,
                                     const char  *tag,
                                     int          index);

char       *inn_tag_normalize       (const char  *text,
                                     GError     **error);

G_END_DECLS
