/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-domain-caps.h"

G_BEGIN_DECLS

/* In the order in which they are shown. */
typedef enum
{
  INN_CHECK_FAILED,
  INN_CHECK_WARNING,
  INN_CHECK_PASSED,
  INN_CHECK_UNKNOWN,     /* libvirt does not tell */
  INN_N_CHECK_RESULTS
} InnCheckResult;

/* Whether a host can do something that machines profit from. */
typedef struct
{
  const char     *id;     /* "iommu", stable */
  const char     *title;  /* translated: "IOMMU" */
  InnCheckResult  result;
  char           *text;   /* translated: one or two sentences */
} InnHostCheck;

GPtrArray *inn_host_checks_run       (const char           *hypervisor,
                                      const InnHostCaps    *host,
                                      const InnDomainCaps  *machines);

gboolean   inn_host_checks_equal     (GPtrArray            *a,
                                      GPtrArray            *b);
char      *inn_host_check_dup_title  (const InnHostCheck   *check);
char      *inn_host_checks_dup_count (GPtrArray            *checks);

G_END_DECLS
