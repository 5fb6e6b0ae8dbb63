/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GListModel *inn_list_copy (GListModel *model);

G_END_DECLS
