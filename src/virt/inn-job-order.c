/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-job-order"

#include "config.h"

#include "inn-job-order.h"

static int
get_rank (InnJob *job)
{
  switch (inn_job_get_state (job))
    {
    case INN_JOB_STATE_RUNNING:
      return 0;

    case INN_JOB_STATE_WAITING:
      return 1;

    case INN_JOB_STATE_DONE:
    case INN_JOB_STATE_FAILED:
    case INN_JOB_STATE_CANCELLED:
    default:
      return 2;
    }
}

/* A group with work left counts as running: it would jump down and up again whenever
 * one of its jobs has ended and the next has not yet begun. */
static int
get_unit_rank (InnJob *first)
{
  int rank = get_rank (first);

  return rank == 1 && inn_job_get_group (first) != NULL ? 0 : rank;
}

static gboolean
goes_before (InnJob *a,
             int     rank_a,
             InnJob *b,
             int     rank_b)
{
  if (rank_a != rank_b)
    return rank_a < rank_b;

  if (rank_a == 2)
    return inn_job_get_ended (a) > inn_job_get_ended (b);

  return inn_job_get_started (a) < inn_job_get_started (b);
}

/* The first position after the job at @position and those begun with it. */
static guint
skip_unit (GPtrArray *jobs,
           guint      position)
{
  InnJob *first = g_ptr_array_index (jobs, position);

  while (++position < jobs->len)
    if (!inn_job_begun_with (g_ptr_array_index (jobs, position), first))
      break;

  return position;
}

/**
 * inn_job_order_find_group:
 * @jobs: (element-type InnJob): in order
 * @job: a job
 * @length: (out): how many of @jobs were begun together with @job
 *
 * Returns: where they start
 */
guint
inn_job_order_find_group (GPtrArray *jobs,
                          InnJob    *job,
                          guint     *length)
{
  *length = 0;

  if (inn_job_get_group (job) == NULL)
    return 0;

  for (guint i = 0; i < jobs->len; i++)
    if (inn_job_begun_with (g_ptr_array_index (jobs, i), job))
      {
        *length = skip_unit (jobs, i) - i;
        return i;
      }

  return 0;
}

/**
 * inn_job_order_find_place:
 * @jobs: (element-type InnJob): in order
 * @job: a job that is not among them
 *
 * Returns: where to insert @job: into its group, if some of that are there
 */
guint
inn_job_order_find_place (GPtrArray *jobs,
                          InnJob    *job)
{
  guint length;
  guint start = inn_job_order_find_group (jobs, job, &length);
  guint position = start;

  if (length > 0)
    {
      while (position < start + length &&
             !goes_before (job, get_rank (job),
                           g_ptr_array_index (jobs, position),
                           get_rank (g_ptr_array_index (jobs, position))))
        position++;

      return position;
    }

  while (position < jobs->len &&
         !goes_before (job, get_unit_rank (job),
                       g_ptr_array_index (jobs, position),
                       get_unit_rank (g_ptr_array_index (jobs, position))))
    position = skip_unit (jobs, position);

  return position;
}

/**
 * inn_job_order_find_move:
 * @jobs: (element-type InnJob): in order, but for one group
 * @start: where the group starts
 * @length: of the group
 *
 * Returns: the position before which the whole group belongs; @start or its end if it
 *   stands where it should
 */
guint
inn_job_order_find_move (GPtrArray *jobs,
                         guint      start,
                         guint      length)
{
  InnJob *first = g_ptr_array_index (jobs, start);
  guint position = 0;

  while (position < jobs->len)
    {
      InnJob *other = g_ptr_array_index (jobs, position);

      if (position == start)
        {
          position += length;
          continue;
        }

      if (goes_before (first, get_unit_rank (first), other, get_unit_rank (other)))
        break;

      position = skip_unit (jobs, position);
    }

  return position;
}
