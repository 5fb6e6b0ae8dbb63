/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwToast *inn_toast_show (GtkWidget  *widget,
                          const char *text,
                          const char *button_label,
                          const char *action_name);

G_END_DECLS
