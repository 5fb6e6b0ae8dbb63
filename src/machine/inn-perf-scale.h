/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-axis.h"
#include "inn-perf-card.h"

G_BEGIN_DECLS

/* The scales that cards of one kind share, so that they can be compared. All zero at first. */
typedef struct
{
  InnAxisScale scales[INN_PERF_MAX_GRAPHS];
  gint64       range;        /* for which they are */
} InnPerfScale;

void inn_perf_scale_share (InnPerfScale *self,
                           GPtrArray    *cards,
                           InnTimeView  *view);
void inn_perf_scale_end   (InnPerfScale *self,
                           GPtrArray    *cards);

G_END_DECLS
