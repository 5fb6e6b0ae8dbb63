/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  INN_LOCAL_READY,      /* connecting asks nothing */
  INN_LOCAL_ASKS,       /* connecting asks for a password */
  INN_LOCAL_DENIED,     /* runs, but not for this user */
  INN_LOCAL_STOPPED,    /* installed, but nobody listens */
  INN_LOCAL_MISSING,    /* not installed */
} InnLocalStatus;

/* One way to have machines on this computer, judged and put into words. */
typedef struct
{
  InnLocalStatus  status;
  char           *uri;       /* NULL: nothing to connect to */
  char           *title;
  char           *icon_name;
  char           *facts;     /* what is there, or why it cannot be used */
  char           *how_to;    /* what to do about it; NULL when it can be used */
  char           *command;   /* shell command that does it; may be NULL */
} InnLocalOffer;

typedef struct
{
  gboolean  exists;
  gboolean  usable;     /* this user may connect */
  gboolean  everyone;   /* anybody may: libvirt itself asks who it is */
  char     *group;      /* that owns it */
} InnLocalSocket;

/* What was found, before it is judged. */
typedef struct
{
  char           *distribution;    /* ID and ID_LIKE of os-release */
  char           *libvirt_version; /* "9.0.0" */
  gboolean        monolithic;      /* libvirtd is installed */
  gboolean        modular;         /* virtqemud is installed */
  gboolean        qemu;            /* an emulator is installed */
  gboolean        qemu_driver;     /* libvirt's driver for it is */
  gboolean        lxc_driver;
  gboolean        xen_driver;
  gboolean        xen_control;     /* this is the control domain of Xen */
  gboolean        kvm;
  gboolean        kvm_usable;      /* by this user */
  gboolean        is_root;
  gboolean        in_group;        /* of the socket, or “libvirt” */
  gboolean        joins_group;     /* only after logging in anew */
  InnLocalSocket  system;          /* QEMU */
  InnLocalSocket  lxc;
  InnLocalSocket  xen;
} InnLocalFacts;

void           inn_local_offer_free   (InnLocalOffer        *offer);
void           inn_local_facts_free   (InnLocalFacts        *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnLocalOffer, inn_local_offer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnLocalFacts, inn_local_facts_free)

InnLocalFacts *inn_local_facts_gather (const char           *root);
GPtrArray     *inn_local_facts_judge  (const InnLocalFacts  *facts);

void           inn_local_probe_async  (GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
GPtrArray     *inn_local_probe_finish (GAsyncResult         *result,
                                       GError              **error);

G_END_DECLS
