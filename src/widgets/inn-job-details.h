/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-job.h"

G_BEGIN_DECLS

/* The part of a job row that opens: the error in full, the virsh line, when and
 * where. Made when it is first opened. Its buttons ask for the actions job.retry
 * and job.show-machine of the row around it. */
#define INN_TYPE_JOB_DETAILS (inn_job_details_get_type ())
G_DECLARE_FINAL_TYPE (InnJobDetails, inn_job_details, INN, JOB_DETAILS, GtkBox)

GtkWidget *inn_job_details_new  (InnJob        *job);

void       inn_job_details_sync (InnJobDetails *self);

G_END_DECLS
