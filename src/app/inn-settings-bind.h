/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void inn_settings_bind_choice (GSettings          *settings,
                               const char         *key,
                               AdwComboRow        *row,
                               const char * const *nicks);
void inn_settings_bind_word   (GSettings          *settings,
                               const char         *key,
                               GtkSwitch          *toggle,
                               const char         *word);

G_END_DECLS
