/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void inn_renderer_choose (void);

G_END_DECLS
