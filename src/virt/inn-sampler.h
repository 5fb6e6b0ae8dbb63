/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-lane.h"
#include "inn-sample-calls.h"
#include "inn-stats.h"

G_BEGIN_DECLS

/* The one place that collects statistics of a host; owned by it. */
typedef struct _InnSampler InnSampler;

InnSampler    *inn_sampler_new            (InnHost           *host);
void           inn_sampler_free           (InnSampler        *self);

gboolean       inn_sampler_is_stale       (InnSampler        *self,
                                           gint64             at);
void           inn_sampler_start          (InnSampler        *self);
void           inn_sampler_stop           (InnSampler        *self);
void           inn_sampler_note_event     (InnSampler        *self,
                                           InnDomain         *domain,
                                           const char        *text,
                                           gboolean           begins,
                                           gboolean           ends);

/* Time: µs of the boot clock. Tests put a clock of their own in its place. */
gint64         inn_sampler_now            (void);
void           inn_sampler_set_clock      (gint64           (*clock) (void));

G_END_DECLS
