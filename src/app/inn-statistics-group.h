/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The rows of the preferences about statistics. */
#define INN_TYPE_STATISTICS_GROUP (inn_statistics_group_get_type ())
G_DECLARE_FINAL_TYPE (InnStatisticsGroup, inn_statistics_group, INN, STATISTICS_GROUP,
                      AdwPreferencesGroup)

void inn_statistics_group_set_settings (InnStatisticsGroup *self,
                                        GSettings          *settings);
void inn_statistics_group_focus_hosts  (InnStatisticsGroup *self);

G_END_DECLS
