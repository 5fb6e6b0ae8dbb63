/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-uri.h"

G_BEGIN_DECLS

/* How one gets to a host; in the order of the “Connection” row. */
typedef enum
{
  INN_HOST_WAY_SSH,
  INN_HOST_WAY_TLS,
  INN_HOST_WAY_LOCAL,
  INN_HOST_WAY_CUSTOM,
  INN_N_HOST_WAYS
} InnHostWay;

/* What runs the machines there: one table for the “Hypervisor” row. */
typedef struct
{
  const char *label;     /* untranslated; names of products stay as they are */
  const char *driver;
  const char *path;
  guint       ways;      /* 1 << InnHostWay */
  gboolean    own;       /* speaks its own protocol: no transport in the URI */
  gboolean    session;   /* only the machines of one user */
} InnHostPreset;

const char          *inn_host_way_get_label  (InnHostWay           way);

const InnHostPreset *inn_host_preset_get     (guint                index);
gboolean             inn_host_preset_fits    (const InnHostPreset *preset,
                                              InnHostWay           way);
void                 inn_host_preset_apply   (const InnHostPreset *preset,
                                              InnHostWay           way,
                                              InnUri              *uri);
const InnHostPreset *inn_host_preset_find    (const InnUri        *uri,
                                              InnHostWay          *way);

G_END_DECLS
