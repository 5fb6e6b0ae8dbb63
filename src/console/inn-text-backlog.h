/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a machine has written and nobody has shown yet. Of one that writes faster than anybody
 * reads, the oldest goes. */
typedef struct _InnTextBacklog InnTextBacklog;

InnTextBacklog *inn_text_backlog_new      (gsize            limit);
void            inn_text_backlog_free     (InnTextBacklog  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnTextBacklog, inn_text_backlog_free)

void            inn_text_backlog_push     (InnTextBacklog  *self,
                                           GBytes          *bytes);
GBytes         *inn_text_backlog_pop      (InnTextBacklog  *self,
                                           gsize            most,
                                           gsize           *n_dropped);
gboolean        inn_text_backlog_is_empty (InnTextBacklog  *self);
void            inn_text_backlog_clear    (InnTextBacklog  *self);

G_END_DECLS
