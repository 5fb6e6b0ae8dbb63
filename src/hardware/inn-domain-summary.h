/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What virDomainSetMetadata() wants for our own element. */
#define INN_METADATA_URI "https://innkeeper.org/xmlns/libvirt/domain/1.0"
#define INN_METADATA_KEY "inn"

/* What the list and the overview show of a domain's XML. A string that is
 * absent or empty in the XML is NULL; a list is never NULL; 0: not given. */
typedef struct
{
  char     *title;
  char     *description;
  char     *os_id;          /* libosinfo: "http://debian.org/debian/12" */
  char    **tags;           /* ours, in the order of the XML */

  char     *type;           /* "kvm", "qemu", "xen", … */
  char     *arch;
  char     *machine;        /* "pc-q35-7.2" */
  char     *firmware;       /* "efi", "bios" or NULL */

  guint     vcpus;          /* at boot, or now in live XML */
  guint     max_vcpus;
  guint64   memory_kib;     /* currentMemory */
  guint64   max_memory_kib; /* memory */

  char    **macs;           /* lower case */
  char    **graphics;       /* "vnc", "spice", … */
  gboolean  balloon_is_silent; /* it can tell of the guest's memory, but is not asked */
  guint     n_disks;        /* without optical and floppy drives */
  char    **disks;          /* targets of drives with something in them: "vda" */
  char    **disk_sources;   /* of each of them: "/images/web.qcow2"; "" where none is named */
  char    **nics;           /* devices on the host: "vnet0"; where there is none, MAC or "" */
  char    **nic_sources;    /* the network, bridge or device of each of them; "": none */
} InnDomainSummary;

InnDomainSummary *inn_domain_summary_new_from_xml (const char          *xml,
                                                   GError             **error);
void              inn_domain_summary_free         (InnDomainSummary    *summary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnDomainSummary, inn_domain_summary_free)

char             *inn_domain_summary_dup_tags_xml (const char * const  *tags);

G_END_DECLS
