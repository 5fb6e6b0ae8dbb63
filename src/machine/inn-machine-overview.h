/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-domain-summary.h"
#include "inn-host.h"

G_BEGIN_DECLS

/* What is known of a machine, as facts to be read and copied. */
#define INN_TYPE_MACHINE_OVERVIEW (inn_machine_overview_get_type ())
G_DECLARE_FINAL_TYPE (InnMachineOverview, inn_machine_overview, INN, MACHINE_OVERVIEW, AdwBin)

void inn_machine_overview_set_domain  (InnMachineOverview     *self,
                                       InnDomain              *domain);
void inn_machine_overview_set_summary (InnMachineOverview     *self,
                                       const InnDomainSummary *summary);

G_END_DECLS
