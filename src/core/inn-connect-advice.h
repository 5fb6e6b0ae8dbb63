/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *inn_connect_advice (const char *uri,
                                const char *text);

G_END_DECLS
