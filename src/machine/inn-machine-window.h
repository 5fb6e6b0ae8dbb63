/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-host.h"
#include "inn-job-list.h"

G_BEGIN_DECLS

/* The window of one machine. Properties, construct-only: domain, jobs, settings. */
#define INN_TYPE_MACHINE_WINDOW (inn_machine_window_get_type ())
G_DECLARE_FINAL_TYPE (InnMachineWindow, inn_machine_window, INN, MACHINE_WINDOW,
                      AdwApplicationWindow)

GtkWidget *inn_machine_window_new        (GtkApplication   *application,
                                          InnDomain        *domain,
                                          InnJobList       *jobs,
                                          GSettings        *settings);

InnDomain *inn_machine_window_get_domain (InnMachineWindow *self);

G_END_DECLS
