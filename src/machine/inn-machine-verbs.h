/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-domain.h"

G_BEGIN_DECLS

/* The verbs in the header of a machine window: only those that fit its state,
 * or a spinner while one of them runs. They are actions of the group “machine”. */
#define INN_TYPE_MACHINE_VERBS (inn_machine_verbs_get_type ())
G_DECLARE_FINAL_TYPE (InnMachineVerbs, inn_machine_verbs, INN, MACHINE_VERBS, AdwBin)

void inn_machine_verbs_set_domain (InnMachineVerbs *self,
                                   InnDomain       *domain);

G_END_DECLS
