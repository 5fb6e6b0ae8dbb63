/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What works on a host and what is missing. Its button activates “page.refresh”. */
#define INN_TYPE_HOST_CHECKS_GROUP (inn_host_checks_group_get_type ())
G_DECLARE_FINAL_TYPE (InnHostChecksGroup, inn_host_checks_group, INN, HOST_CHECKS_GROUP,
                      AdwPreferencesGroup)

void inn_host_checks_group_set_checks  (InnHostChecksGroup *self,
                                        GPtrArray          *checks);
void inn_host_checks_group_set_loading (InnHostChecksGroup *self,
                                        gboolean            loading);
void inn_host_checks_group_set_message (InnHostChecksGroup *self,
                                        const char         *text);

G_END_DECLS
