/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-host.h"

G_BEGIN_DECLS

/* How busy a host is: a card for its processor and one for its memory. Statistics are collected
 * while it is on the screen. Property: range, in seconds. Actions: load.range, load.reset-zoom. */
#define INN_TYPE_HOST_LOAD (inn_host_load_get_type ())
G_DECLARE_FINAL_TYPE (InnHostLoad, inn_host_load, INN, HOST_LOAD, AdwBin)

void inn_host_load_set_host (InnHostLoad *self,
                             InnHost     *host);

G_END_DECLS
