/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host.h"

G_BEGIN_DECLS

void inn_state_clock_sync (guint        *id,
                           InnHost      *host,
                           GSourceFunc   tick,
                           gpointer      user_data);

G_END_DECLS
