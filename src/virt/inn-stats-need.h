/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host.h"

G_BEGIN_DECLS

/* What can be collected. Nothing is, unless somebody who shows it says so. */
typedef enum
{
  INN_STATS_CPU       = 1 << 0,
  INN_STATS_VCPU      = 1 << 1,
  INN_STATS_MEMORY    = 1 << 2,
  INN_STATS_DISK      = 1 << 3,
  INN_STATS_NET       = 1 << 4,
  INN_STATS_HOST      = 1 << 5,
  INN_STATS_HOST_CPUS = 1 << 6,
  INN_STATS_DIRTY     = 1 << 7,
} InnStatsGroups;

#define INN_STATS_N_GROUPS 8
#define INN_STATS_ALL ((InnStatsGroups) ((1 << INN_STATS_N_GROUPS) - 1))

typedef struct _InnStatsNeed InnStatsNeed;

InnStatsNeed *inn_host_need_stats        (InnHost        *host,
                                          InnDomain      *follow,
                                          InnStatsGroups  groups,
                                          gboolean        visible);
void          inn_stats_need_set_visible (InnStatsNeed   *need,
                                          gboolean        visible);
void          inn_stats_need_set_groups  (InnStatsNeed   *need,
                                          InnStatsGroups  groups);
void          inn_stats_need_free        (InnStatsNeed   *need);

void          inn_domain_hold_stats      (InnDomain      *domain);
void          inn_domain_release_stats   (InnDomain      *domain);

void          inn_stats_set_intervals    (guint           visible_s,
                                          guint           background_s);
guint         inn_stats_get_interval     (void);
void          inn_stats_set_allowed      (InnStatsGroups  groups);
InnStatsGroups inn_stats_get_allowed     (void);
void          inn_stats_set_history      (guint           levels);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnStatsNeed, inn_stats_need_free)

G_END_DECLS
