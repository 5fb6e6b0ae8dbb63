/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-job-list.h"

G_BEGIN_DECLS

/* The list of jobs below the jobs button. Its rows exist only while it is shown. */
#define INN_TYPE_JOBS_POPOVER (inn_jobs_popover_get_type ())
G_DECLARE_FINAL_TYPE (InnJobsPopover, inn_jobs_popover, INN, JOBS_POPOVER, GtkPopover)

void inn_jobs_popover_set_jobs (InnJobsPopover *self,
                                InnJobList     *jobs);
void inn_jobs_popover_show_job (InnJobsPopover *self,
                                InnJob         *job);

G_END_DECLS
