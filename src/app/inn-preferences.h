/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-host-list.h"

G_BEGIN_DECLS

/* What the user may choose. Everything applies at once. */
#define INN_TYPE_PREFERENCES (inn_preferences_get_type ())
G_DECLARE_FINAL_TYPE (InnPreferences, inn_preferences, INN, PREFERENCES, AdwPreferencesWindow)

GtkWidget *inn_preferences_new (GSettings   *settings,
                                InnHostList *hosts);

void       inn_preferences_show_statistics (InnPreferences *self);

G_END_DECLS
