/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What libvirt says of something: not at all, or whether it is there. */
typedef enum
{
  INN_SUPPORT_UNKNOWN,
  INN_SUPPORT_NO,
  INN_SUPPORT_YES,
} InnSupport;

/* A NUMA node. */
typedef struct
{
  guint    id;
  guint    n_cpus;
  char    *cpus;           /* "0–7, 16–23"; NULL: not given */
  guint64  memory_kib;
} InnHostNode;

/* Memory pages larger than the usual ones. */
typedef struct
{
  guint64  size_kib;
  guint64  count;          /* set aside, over all nodes */
} InnHostPages;

/* What the capabilities of a connection say of its host. */
typedef struct
{
  char       *arch;        /* "x86_64" */
  char       *cpu_model;   /* the nearest that libvirt has a name for, or NULL */
  char       *cpu_vendor;  /* "AMD", "Intel", or NULL */
  guint       sockets;     /* of the whole host; 0: not given */
  guint       cores;
  guint       threads;
  InnSupport  iommu;
  InnSupport  kvm;         /* for machines of the architecture of the host */
  InnSupport  confinement; /* of a machine by a security module */
  char       *confiner;    /* "apparmor", or NULL */
  InnSupport  huge_pages;
  GArray     *pages;       /* of InnHostPages, small ones first */
  GPtrArray  *nodes;       /* of InnHostNode */
} InnHostCaps;

InnHostCaps *inn_host_caps_new_from_xml (const char   *xml,
                                         GError      **error);
void         inn_host_caps_free         (InnHostCaps  *caps);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnHostCaps, inn_host_caps_free)

G_END_DECLS
