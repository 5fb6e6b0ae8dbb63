/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host.h"

G_BEGIN_DECLS

GPtrArray *inn_host_new_ssh_arguments (InnHost    *host,
                                       const char *option,
                                       const char *command);

G_END_DECLS
