/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-domain.h"

G_BEGIN_DECLS

void  inn_domain_read_log_async  (InnDomain            *domain,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
char *inn_domain_read_log_finish (InnDomain            *domain,
                                  GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS
