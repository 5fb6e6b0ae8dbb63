/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

#include "inn-limits.h"

G_BEGIN_DECLS

void inn_limit_notices_watch (GApplication *application,
                              InnLimits    *limits);

G_END_DECLS
