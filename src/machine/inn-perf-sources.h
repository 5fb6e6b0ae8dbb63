/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-perf-card.h"

G_BEGIN_DECLS

void inn_perf_sources_set (GPtrArray  *cards,
                           const char *xml);

G_END_DECLS
