/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host-private.h"
#include "inn-sampler-worker.h"
#include "inn-sampler.h"
#include "inn-stats-private.h"

G_BEGIN_DECLS

struct _InnStatsNeed
{
  InnHostLink    *link;
  InnDomain      *follow;      /* NULL: all that run */
  InnStatsGroups  groups;
  gboolean        visible;
};

/* InnSampler is one thing in several files, by duty:
 *   inn-stats-need.c     who shows what
 *   inn-sampler-clock.c  when a host is looked at
 *   inn-sampler.c        begins and ends a look
 *   inn-sampler-merge.c  takes over what it brought */
struct _InnSampler
{
  InnHost           *host;       /* owns this */
  InnStats          *stats;      /* of the host */
  GPtrArray         *needs;      /* of InnStatsNeed, which those who need it own */
  GHashTable        *held;       /* InnDomain → how many rows show it */

  InnLane           *lane;       /* NULL: not connected, or not used yet */
  InnSamplerSession *session;    /* of that lane */

  gboolean           started;    /* the host is connected and its machines are known */
  gboolean           running;    /* a look is under way, until all of it is taken over */
  gboolean           stuck;      /* it passed its deadline and still holds the lane */
  gboolean           failed;     /* the last one did */
  gboolean           told_late;
  gboolean           has_news;   /* which the host has yet to tell */
  gint64             begun;      /* of the last look, boot clock; 0: none */
  gint64             used;       /* the last look whose counters were used, its middle */
  gint64             used_took;  /* how long that one took */
  gint64             not_before;
  struct _InnSamplerMerge *merge;
  GPtrArray         *alive;      /* of InnDomain with values */
};

/* inn-sampler-clock.c */
void           inn_sampler_clock_add       (InnSampler       *self);
void           inn_sampler_clock_remove    (InnSampler       *self);
void           inn_sampler_clock_reset     (void);
void           inn_sampler_tell            (InnSampler       *self);
gint64         inn_sampler_get_max_gap     (void);
guint          inn_sampler_get_levels      (void);
gint64         inn_sampler_get_interval    (gboolean          visible);
void           inn_sampler_foreach         (void            (*callback) (InnSampler *self));

/* inn-stats-need.c */
gboolean       inn_sampler_is_visible      (InnSampler       *self);
gboolean       inn_sampler_is_needed       (InnSampler       *self);
gboolean       inn_sampler_follows         (InnSampler       *self,
                                            InnDomain        *domain);
InnStatsGroups inn_sampler_get_groups      (InnSampler       *self,
                                            InnDomain        *follow);
InnTickOrder  *inn_sampler_make_order      (InnSampler       *self);

/* inn-sampler.c */
gint64         inn_sampler_get_due         (InnSampler       *self);
void           inn_sampler_wake            (InnSampler       *self,
                                            gint64            now);
void           inn_sampler_ended           (InnSampler       *self);

/* inn-domain.c */
InnStats      *inn_domain_ensure_stats     (InnDomain        *domain);

/* inn-sampler-merge.c */
void           inn_sampler_merge           (InnSampler       *self,
                                            InnTick          *tick);
void           inn_sampler_stop_merge      (InnSampler       *self);

G_END_DECLS
