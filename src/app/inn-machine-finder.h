/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host-list.h"

G_BEGIN_DECLS

InnDomain *inn_machine_find          (GListModel           *domains,
                                      const char           *text);

void       inn_machine_find_async    (InnHostList          *hosts,
                                      InnHost              *host,
                                      const char           *text,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
InnDomain *inn_machine_find_finish   (GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
