/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  INN_TAG_LOOK_DOTS,         /* as wide as they are; of many tags only the first */
  INN_TAG_LOOK_PILLS         /* with their names, in the room that there is */
} InnTagLook;

/* The tags of a machine, all drawn by one widget: a label each would be the most
 * expensive thing in a row. */
#define INN_TYPE_TAG_STRIP (inn_tag_strip_get_type ())
G_DECLARE_FINAL_TYPE (InnTagStrip, inn_tag_strip, INN, TAG_STRIP, GtkWidget)

GtkWidget  *inn_tag_strip_new      (InnTagLook          look);

void        inn_tag_strip_set_tags (InnTagStrip        *self,
                                    const char * const *tags);
const char *inn_tag_strip_get_at   (InnTagStrip        *self,
                                    double              x);

G_END_DECLS
