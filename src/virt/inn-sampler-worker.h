/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-sample-calls.h"

G_BEGIN_DECLS

/* A machine that gets more than the bulk call has. */
typedef struct
{
  InnStatsGroups groups;
  gboolean       follow;       /* all its details; else: it is on the screen */
} InnWanted;

/* After so many looks, what is known of machines that nobody asks for is forgotten: they may
 * be gone. */
#define INN_SAMPLER_MEMORY 256

/* What a worker is to read. */
typedef struct
{
  InnSamplerSession *session;
  InnStatsGroups     groups;   /* of every running machine */
  InnStatsGroups     host;     /* INN_STATS_HOST, INN_STATS_HOST_CPUS */
  GHashTable        *wanted;   /* UUID → InnWanted */
  guint              part;     /* machines for one call; 0: all of them */
  gint64             budget;   /* µs for machines that are asked one by one; 0: no end */
} InnTickOrder;

InnTickOrder *inn_tick_order_new    (InnSamplerSession  *session);
void          inn_tick_order_want   (InnTickOrder       *self,
                                     const char         *uuid,
                                     InnStatsGroups      groups,
                                     gboolean            follow);
void          inn_tick_order_free   (gpointer            order);

gpointer      inn_sampler_worker    (virConnectPtr       connection,
                                     gpointer            order,
                                     GCancellable       *cancellable,
                                     GError            **error);

G_END_DECLS
