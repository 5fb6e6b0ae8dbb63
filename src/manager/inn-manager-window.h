/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-host-list.h"
#include "inn-job-list.h"

G_BEGIN_DECLS

/* All machines of all hosts. Construct properties: hosts, jobs, settings. */
#define INN_TYPE_MANAGER_WINDOW (inn_manager_window_get_type ())
G_DECLARE_FINAL_TYPE (InnManagerWindow, inn_manager_window, INN, MANAGER_WINDOW,
                      AdwApplicationWindow)

GtkWidget *inn_manager_window_new          (GtkApplication   *application,
                                            InnHostList      *hosts,
                                            InnJobList       *jobs,
                                            GSettings        *settings);

void       inn_manager_window_show_machine (InnManagerWindow *self,
                                            InnDomain        *domain);

G_END_DECLS
