/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-domain.h"

G_BEGIN_DECLS

InnDomainState  inn_domain_state_fold       (int       state,
                                             int       reason,
                                             gboolean  managed_save);
const char     *inn_domain_state_get_reason (int       state,
                                             int       reason);
const char     *inn_domain_state_get_ending (int       state,
                                             int       reason,
                                             gboolean  managed_save);
gboolean        inn_domain_state_from_event (int       event,
                                             int       detail,
                                             int      *state,
                                             int      *reason);

const char     *inn_domain_state_get_event  (int       event,
                                             int       detail);

G_END_DECLS
