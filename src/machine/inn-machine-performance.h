/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-domain.h"

G_BEGIN_DECLS

/* The page of a machine's window that shows what it did and does. */
#define INN_TYPE_MACHINE_PERFORMANCE (inn_machine_performance_get_type ())
G_DECLARE_FINAL_TYPE (InnMachinePerformance, inn_machine_performance, INN, MACHINE_PERFORMANCE,
                      AdwBin)

void inn_machine_performance_set_settings (InnMachinePerformance *self,
                                           GSettings             *settings);
void inn_machine_performance_set_domain   (InnMachinePerformance *self,
                                           InnDomain             *domain);

G_END_DECLS
