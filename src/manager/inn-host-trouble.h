/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host.h"

G_BEGIN_DECLS

/* What is said about a host that is not connected, and what can be done about it. */
char       *inn_host_trouble_dup_heading  (InnHost *host);
char       *inn_host_trouble_dup_sentence (InnHost *host);
const char *inn_host_trouble_get_button   (InnHost *host);

G_END_DECLS
