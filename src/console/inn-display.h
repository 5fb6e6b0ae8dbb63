/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-remote.h"
#include "inn-scaling.h"

G_BEGIN_DECLS

/* Shows the screen of a guest and hands it keyboard and pointer while it has the focus.
 *
 * Properties, notified on change: scaling (guint, an InnScaling), grabbed (read-only: the
 * guest holds the keyboard), view-only (no key and no pointer goes to the guest),
 * pointer-grabbed (read-only: the guest takes movements, and the pointer does not leave until
 * the keys of inn_display_dup_release_words() are pressed), typing (read-only), resizes-guest
 * (the guest's screen becomes as large as the widget, if can-resize-guest). */
#define INN_TYPE_DISPLAY (inn_display_get_type ())
G_DECLARE_FINAL_TYPE (InnDisplay, inn_display, INN, DISPLAY, GtkWidget)

void       inn_display_set_remote  (InnDisplay   *self,
                                    InnRemote    *remote);
void       inn_display_set_scaling (InnDisplay   *self,
                                    InnScaling    scaling);
gboolean   inn_display_get_grabbed (InnDisplay   *self);
gboolean   inn_display_get_pointer_grabbed (InnDisplay *self);
char      *inn_display_dup_release_words (InnDisplay *self);
void       inn_display_send_combo  (InnDisplay   *self,
                                    const char   *text);
void       inn_display_type_text   (InnDisplay   *self,
                                    const char   *text);
void       inn_display_stop_typing (InnDisplay   *self);
gboolean   inn_display_get_typing  (InnDisplay   *self);
gboolean   inn_display_get_size    (InnDisplay   *self,
                                    guint        *width,
                                    guint        *height,
                                    double       *scale);
GdkTexture *inn_display_copy       (InnDisplay   *self);

G_END_DECLS
