/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-domain.h"
#include "inn-stats-need.h"

G_BEGIN_DECLS

/* What a machine does at this moment, for the columns of the table. */
typedef enum
{
  INN_VALUE_NONE,
  INN_VALUE_CPU,        /* % of its vCPUs */
  INN_VALUE_HOST_CPU,   /* % of the host */
  INN_VALUE_MEMORY,     /* bytes */
  INN_VALUE_DISK,       /* bytes/s */
  INN_VALUE_NET,        /* bytes/s */
  INN_N_VALUES
} InnValue;

/* How many values inn_machine_value_read() gives, and µs between two of them: the last
 * two minutes. */
#define INN_VALUE_POINTS 40
#define INN_VALUE_STEP   (3 * G_USEC_PER_SEC)

InnStatsGroups inn_machine_value_get_groups  (InnValue   value);
double         inn_machine_value_get         (InnValue   value,
                                              InnDomain *domain);
double         inn_machine_value_get_least_ceiling
                                             (InnValue   value);
double         inn_machine_value_get_memory_share
                                             (InnDomain *domain);
gboolean       inn_machine_value_is_over     (InnValue   value,
                                              InnDomain *domain);
gboolean       inn_machine_value_read        (InnValue   value,
                                              InnDomain *domain,
                                              double    *points);
char          *inn_machine_value_dup_text    (InnValue   value,
                                              InnDomain *domain);
char          *inn_machine_value_dup_details (InnValue   value,
                                              InnDomain *domain);
char          *inn_machine_value_dup_name    (InnValue   value,
                                              InnDomain *domain);

G_END_DECLS
