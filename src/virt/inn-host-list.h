/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host.h"

G_BEGIN_DECLS

/* GListModel of InnHost: the hosts of the settings, in the user's own order. Property:
 * poll-interval (seconds between two readings of a host without events). */
#define INN_TYPE_HOST_LIST (inn_host_list_get_type ())
G_DECLARE_FINAL_TYPE (InnHostList, inn_host_list, INN, HOST_LIST, GObject)

InnHostList *inn_host_list_new         (GSettings   *settings);

InnHost     *inn_host_list_find        (InnHostList *self,
                                        const char  *uri);
InnHost     *inn_host_list_add         (InnHostList *self,
                                        const char  *uri,
                                        const char  *name,
                                        gboolean     autoconnect,
                                        gboolean     remember);
void         inn_host_list_remove      (InnHostList *self,
                                        InnHost     *host);
InnHost     *inn_host_list_replace     (InnHostList *self,
                                        InnHost     *host,
                                        const char  *uri);
void         inn_host_list_move        (InnHostList *self,
                                        InnHost     *host,
                                        guint        position);
void         inn_host_list_autoconnect (InnHostList *self);

G_END_DECLS
