/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-machine-values.h"

G_BEGIN_DECLS

char *inn_machine_tooltip_dup (InnDomain *domain,
                               InnValue   value);

G_END_DECLS
