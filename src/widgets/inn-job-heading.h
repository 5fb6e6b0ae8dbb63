/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-job.h"

G_BEGIN_DECLS

/* What stands above jobs that were begun together: the action, and how many of them
 * run, wait, are done or have failed. */
#define INN_TYPE_JOB_HEADING (inn_job_heading_get_type ())
G_DECLARE_FINAL_TYPE (InnJobHeading, inn_job_heading, INN, JOB_HEADING, GtkWidget)

GtkWidget  *inn_job_heading_new             (void);
void        inn_job_heading_sync            (InnJobHeading *self,
                                             GListModel    *jobs,
                                             guint          position);

G_END_DECLS
