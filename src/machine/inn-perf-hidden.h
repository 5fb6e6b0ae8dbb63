/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the user does not want to see of one machine, by names such as "disk:vda". */
typedef struct _InnPerfHidden InnPerfHidden;

InnPerfHidden *inn_perf_hidden_new      (GSettings      *settings,
                                         const char     *uuid);
void           inn_perf_hidden_free     (InnPerfHidden  *self);

gboolean       inn_perf_hidden_contains (InnPerfHidden  *self,
                                         const char     *id);
void           inn_perf_hidden_set      (InnPerfHidden  *self,
                                         const char     *id,
                                         gboolean        hidden);

G_END_DECLS
