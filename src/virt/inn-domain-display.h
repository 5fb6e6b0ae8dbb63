/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-display-change.h"
#include "inn-verb.h"
#include "inn-virt.h"

G_BEGIN_DECLS

InnDisplayChange *inn_domain_change_display         (virDomainPtr          domain,
                                                     InnVerb               verb,
                                                     const char           *xml,
                                                     GError              **error);

void              inn_domain_preview_display_async  (InnDomain            *self,
                                                     InnVerb               verb,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
InnDisplayChange *inn_domain_preview_display_finish (InnDomain            *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS
