/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Tags as names on a coloured ground, in one line; what does not fit is cut. */
#define INN_TYPE_TAG_PILLS (inn_tag_pills_get_type ())
G_DECLARE_FINAL_TYPE (InnTagPills, inn_tag_pills, INN, TAG_PILLS, GtkWidget)

GtkWidget *inn_tag_pills_new      (void);

void       inn_tag_pills_set_tags (InnTagPills        *self,
                                   const char * const *tags);

G_END_DECLS
