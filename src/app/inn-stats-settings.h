/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host-list.h"

G_BEGIN_DECLS

void inn_stats_settings_follow (GSettings   *settings,
                                InnHostList *hosts);

G_END_DECLS
