/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-host.h"

G_BEGIN_DECLS

/* The page of a host that says how it is. Property: host (construct). Action: “page.refresh”. */
#define INN_TYPE_HOST_OVERVIEW (inn_host_overview_get_type ())
G_DECLARE_FINAL_TYPE (InnHostOverview, inn_host_overview, INN, HOST_OVERVIEW, AdwBin)

G_END_DECLS
