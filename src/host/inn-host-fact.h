/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host-capabilities.h"

G_BEGIN_DECLS

typedef enum
{
  INN_HOST_FACT_PROCESSOR,
  INN_HOST_FACT_VERSIONS,
  INN_HOST_N_FACT_GROUPS
} InnHostFactGroup;

/* One line about a host. What the window shows and a report lists are the same ones. */
typedef struct
{
  const char        *id;
  InnHostFactGroup   group;
  const char        *title;               /* to be translated */
  char            *(*dup) (InnHost *host); /* NULL: not known */
} InnHostFact;

const InnHostFact *inn_host_get_facts_table   (guint            *n_facts);
const char        *inn_host_fact_group_get_title
                                              (InnHostFactGroup  group);

char              *inn_host_dup_nodes_text    (InnHost          *host);
GPtrArray         *inn_host_run_checks        (InnHost          *host);

G_END_DECLS
