/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-job-list.h"

G_BEGIN_DECLS

/* One job in the jobs popover. Property: job (construct-only). */
#define INN_TYPE_JOB_ROW (inn_job_row_get_type ())
G_DECLARE_FINAL_TYPE (InnJobRow, inn_job_row, INN, JOB_ROW, GtkListBoxRow)

GtkWidget *inn_job_row_new            (InnJob     *job,
                                       InnJobList *jobs);

InnJob    *inn_job_row_get_job        (InnJobRow  *self);
void       inn_job_row_toggle_details (InnJobRow  *self);
void       inn_job_row_show_details   (InnJobRow  *self);

G_END_DECLS
