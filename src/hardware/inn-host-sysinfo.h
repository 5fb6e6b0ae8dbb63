/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the firmware of a host says of it; NULL: not given. */
typedef struct
{
  char  *computer;    /* "Dell Inc. PowerEdge R7525" */
  char  *processor;   /* "AMD EPYC 7543P 32-Core Processor" */
} InnHostSysinfo;

InnHostSysinfo *inn_host_sysinfo_new_from_xml (const char      *xml,
                                               GError         **error);
void            inn_host_sysinfo_free         (InnHostSysinfo  *sysinfo);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnHostSysinfo, inn_host_sysinfo_free)

G_END_DECLS
