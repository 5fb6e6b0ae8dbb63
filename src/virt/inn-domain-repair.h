/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-verb.h"
#include "inn-virt.h"

G_BEGIN_DECLS

gboolean inn_domain_start_network (virDomainPtr   domain,
                                   const char    *name,
                                   GError       **error);

G_END_DECLS
