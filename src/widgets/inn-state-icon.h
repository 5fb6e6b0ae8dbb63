/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-domain.h"

G_BEGIN_DECLS

/* The state of a machine as a picture of 16 px: shape and colour. */
#define INN_TYPE_STATE_ICON (inn_state_icon_get_type ())
G_DECLARE_FINAL_TYPE (InnStateIcon, inn_state_icon, INN, STATE_ICON, GtkWidget)

GtkWidget      *inn_state_icon_new           (void);

InnDomainState  inn_state_icon_get_state     (InnStateIcon   *self);
void            inn_state_icon_set_state     (InnStateIcon   *self,
                                              InnDomainState  state);

G_END_DECLS
