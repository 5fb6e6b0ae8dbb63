/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The tags of a machine as coloured dots: at most four, then “+2”. */
#define INN_TYPE_TAG_DOTS (inn_tag_dots_get_type ())
G_DECLARE_FINAL_TYPE (InnTagDots, inn_tag_dots, INN, TAG_DOTS, GtkWidget)

GtkWidget  *inn_tag_dots_new      (void);

void        inn_tag_dots_set_tags (InnTagDots         *self,
                                   const char * const *tags);
const char *inn_tag_dots_get_at   (InnTagDots         *self,
                                   double              x);

G_END_DECLS
