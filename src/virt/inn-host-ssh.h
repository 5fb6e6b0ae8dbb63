/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host.h"

G_BEGIN_DECLS

GPtrArray *inn_host_new_ssh_arguments (InnHost            *host,
                                       const char * const *options,
                                       const char         *command);
char      *inn_host_dup_ssh_socket    (InnHost            *host);

G_END_DECLS
