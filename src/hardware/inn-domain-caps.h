/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host-caps.h"

G_BEGIN_DECLS

/* What the domain capabilities of a host offer to its machines. */
typedef struct
{
  char       *type;           /* "kvm", "qemu" */
  char       *cpu_model;      /* of a machine that is to be like the host, or NULL */
  InnSupport  host_model;     /* whether it can be */
  InnSupport  nested;         /* machines in machines */
  InnSupport  bios;
  InnSupport  uefi;
  InnSupport  secure_boot;
  InnSupport  tpm;            /* an emulated one */
  char      **tpm_versions;   /* "1.2", "2.0"; empty: not given */
  InnSupport  encryption;     /* of memory, also against the host */
  char      **encryptions;    /* "sev", "sev-es", "sev-snp", "tdx", "s390-pv" */
  char      **displays;       /* "vnc", "spice", …; empty: not given, so below */
  char      **videos;         /* "vga", "virtio", … */
  InnSupport  vdagent;        /* QEMU speaks to the agent of SPICE without SPICE */
} InnDomainCaps;

InnDomainCaps *inn_domain_caps_new_from_xml (const char     *xml,
                                             GError        **error);
void           inn_domain_caps_free         (InnDomainCaps  *caps);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnDomainCaps, inn_domain_caps_free)

G_END_DECLS
