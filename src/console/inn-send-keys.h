/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-display.h"

G_BEGIN_DECLS

GMenuModel *inn_send_keys_new_menu (void);
void        inn_send_keys_ask      (InnDisplay *display);

G_END_DECLS
