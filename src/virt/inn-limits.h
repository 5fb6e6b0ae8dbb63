/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-domain.h"

G_BEGIN_DECLS

/* What a machine is not expected to need for long. */
typedef enum
{
  INN_LIMIT_CPU,       /* % of its vCPUs */
  INN_LIMIT_MEMORY,    /* % of its memory */
  INN_LIMIT_DISK,      /* MB/s */
  INN_LIMIT_NETWORK,   /* MB/s */
  INN_N_LIMITS
} InnLimit;

/* Looks at all machines of all hosts, and says which ones are above a limit. */
#define INN_TYPE_LIMITS (inn_limits_get_type ())
G_DECLARE_FINAL_TYPE (InnLimits, inn_limits, INN, LIMITS, GObject)

/* Properties: cpu, memory, disk, network; 0: no limit.
 * Signal "crossed" (InnDomain, guint limit): it went above @limit. */

InnLimits  *inn_limits_new              (GListModel *hosts);
char       *inn_limits_dup_text         (InnLimits  *self,
                                         InnLimit    limit);

G_END_DECLS
