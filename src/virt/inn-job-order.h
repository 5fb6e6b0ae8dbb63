/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-job.h"

G_BEGIN_DECLS

/* The order of the job list: running, waiting, then ended ones, newest first. Jobs that
 * were begun together stay together, where the first of them belongs. */
guint inn_job_order_find_place (GPtrArray *jobs,
                                InnJob    *job);
guint inn_job_order_find_group (GPtrArray *jobs,
                                InnJob    *job,
                                guint     *length);
guint inn_job_order_find_move  (GPtrArray *jobs,
                                guint      start,
                                guint      length);

G_END_DECLS
