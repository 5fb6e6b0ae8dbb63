/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host.h"

G_BEGIN_DECLS

char *inn_host_report_dup_text (InnHost *host);

G_END_DECLS
