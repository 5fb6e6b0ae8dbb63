/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-display.h"

G_BEGIN_DECLS

void inn_type_clipboard (InnDisplay *display);

G_END_DECLS
