/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stands between a display that a network lies before and gvnc: what is not as it should be
 * does not get there, and what gvnc writes is taken at once, however slow the network is. */
typedef struct _InnVncGuard InnVncGuard;

/* The connection has ended; the guard may be freed. */
typedef void (*InnVncGuardFunc) (const char *problem,
                                 gpointer    user_data);

InnVncGuard *inn_vnc_guard_new      (int              fd,
                                     InnVncGuardFunc  refused,
                                     gpointer         user_data);
void         inn_vnc_guard_free     (InnVncGuard     *self);
int          inn_vnc_guard_steal_fd (InnVncGuard     *self);

G_END_DECLS
