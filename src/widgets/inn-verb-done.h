/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-job-list.h"

G_BEGIN_DECLS

void inn_verb_done_tell (GtkWindow  *window,
                         InnJobList *list,
                         InnJob     *job);

G_END_DECLS
