/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <math.h>
#include <time.h>

#include "inn-rate.h"

/**
 * inn_rate_now:
 *
 * Returns: the time of the boot clock, in µs. It never goes back and, unlike
 *   g_get_monotonic_time(), goes on while this computer sleeps: an interval with a
 *   suspend in it is seen as too long.
 */
gint64
inn_rate_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);

  return now.tv_sec * (gint64) G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/**
 * inn_rate_add:
 * @self: the counter
 * @counter: what it is now
 * @at: when that was read, in µs of the boot clock; more than 0
 * @max_gap: µs; what is further apart has nothing to do with each other
 *
 * Returns: how fast it grew since the last reading, per second, 0 or more; %NAN if
 *   that cannot be said: this is the first reading, the counter began anew, no time
 *   has passed, or too much of it
 */
double
inn_rate_add (InnRate *self,
              guint64  counter,
              gint64   at,
              gint64   max_gap)
{
  InnRate last = *self;

  g_return_val_if_fail (at > 0, NAN);

  self->counter = counter;
  self->at = at;

  if (last.at == 0 || counter < last.counter || at <= last.at || at - last.at > max_gap)
    return NAN;

  return (counter - last.counter) / ((at - last.at) / (double) G_USEC_PER_SEC);
}

/**
 * inn_rate_restart:
 * @self: the counter
 *
 * Forgets the last reading: what comes next has nothing to do with it.
 */
void
inn_rate_restart (InnRate *self)
{
  *self = (InnRate) { 0 };
}
