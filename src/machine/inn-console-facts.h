/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-display-change.h"
#include "inn-domain.h"

G_BEGIN_DECLS

/* What stands below a page without a picture: keys and values by turns. */
char **inn_console_facts_new_off    (InnDomain              *domain);
char **inn_console_facts_new_change (InnDomain              *domain,
                                     const InnDisplayChange *change);

G_END_DECLS
