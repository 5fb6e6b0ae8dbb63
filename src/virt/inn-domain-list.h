/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-domain.h"

G_BEGIN_DECLS

/* GListModel of the domains of one host, found by UUID. The order means nothing:
 * views sort. Only the host changes it. */
#define INN_TYPE_DOMAIN_LIST (inn_domain_list_get_type ())
G_DECLARE_FINAL_TYPE (InnDomainList, inn_domain_list, INN, DOMAIN_LIST, GObject)

InnDomainList *inn_domain_list_new    (void);
guint          inn_domain_list_get_n  (InnDomainList *self);
InnDomain     *inn_domain_list_get    (InnDomainList *self,
                                       guint          position);
InnDomain     *inn_domain_list_find   (InnDomainList *self,
                                       const char    *uuid);
void           inn_domain_list_add    (InnDomainList *self,
                                       GPtrArray     *domains);
void           inn_domain_list_remove (InnDomainList *self,
                                       InnDomain     *domain);
void           inn_domain_list_touch  (InnDomainList *self,
                                       GPtrArray     *domains);
void           inn_domain_list_touch_all (InnDomainList *self);

G_END_DECLS
