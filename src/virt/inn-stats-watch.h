/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host.h"
#include "inn-stats-need.h"

G_BEGIN_DECLS

/* What somebody needs of all hosts of a list, also of those that come later. */
#define INN_TYPE_STATS_WATCH (inn_stats_watch_get_type ())
G_DECLARE_FINAL_TYPE (InnStatsWatch, inn_stats_watch, INN, STATS_WATCH, GObject)

/* Signal "sampled" (InnHost): there are new values of one of them. */

InnStatsWatch *inn_stats_watch_new         (GListModel     *hosts);
void           inn_stats_watch_set_groups  (InnStatsWatch  *self,
                                            InnStatsGroups  groups);
void           inn_stats_watch_set_visible (InnStatsWatch  *self,
                                            gboolean        visible);

G_END_DECLS
