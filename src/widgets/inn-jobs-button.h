/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-job-list.h"

G_BEGIN_DECLS

/* Button of a header bar with the number of jobs that run or wait, or a “!” for
 * a failure nobody has looked at. Adds the action “show-jobs” to its window.
 * Property: jobs. */
#define INN_TYPE_JOBS_BUTTON (inn_jobs_button_get_type ())
G_DECLARE_FINAL_TYPE (InnJobsButton, inn_jobs_button, INN, JOBS_BUTTON, AdwBin)

GtkWidget  *inn_jobs_button_new      (void);

void        inn_jobs_button_set_jobs (InnJobsButton *self,
                                      InnJobList    *jobs);

void        inn_jobs_button_popup    (InnJobsButton *self);
void        inn_jobs_button_show_job (InnJobsButton *self,
                                      InnJob        *job);

G_END_DECLS
