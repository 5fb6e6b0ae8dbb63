/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-job.h"

G_BEGIN_DECLS

void inn_verb_failures_tell (GtkWindow *window,
                             GPtrArray *jobs);

G_END_DECLS
