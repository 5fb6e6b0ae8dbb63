/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Preferences: above what a machine is marked and told of. */
#define INN_TYPE_LIMITS_GROUP (inn_limits_group_get_type ())
G_DECLARE_FINAL_TYPE (InnLimitsGroup, inn_limits_group, INN, LIMITS_GROUP, AdwPreferencesGroup)

void inn_limits_group_bind (InnLimitsGroup *self,
                            GSettings      *settings);

G_END_DECLS
