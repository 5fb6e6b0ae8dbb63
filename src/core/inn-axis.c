/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "inn-axis.h"
#include "inn-text.h"

#define LOW 0.4                          /* of the scale: there is room for a smaller one */
#define LOW_TIME (10 * (gint64) G_USEC_PER_SEC)

/* What quiet machines have; a smaller scale would make their noise look like work. */
static const double smallest[] = {
  [INN_UNIT_PERCENT] = 10,
  [INN_UNIT_BYTES] = 1024 * 1024,
  [INN_UNIT_BYTES_PER_SECOND] = 10000,
  [INN_UNIT_PER_SECOND] = 1,
  [INN_UNIT_SECONDS] = 0.001,
  [INN_UNIT_COUNT] = 2,
};

/* Seconds from one tick to the next. */
static const gint64 steps[] = {
  1, 2, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 2 * 3600, 4 * 3600, 12 * 3600, 24 * 3600,
};

static double
round_up_decimal (double max)
{
  static const double digits[] = { 1, 2, 4, 5, 10 };
  double power = pow (10, floor (log10 (max)));

  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    if (max <= digits[i] * power * (1 + 1e-9))
      return digits[i] * power;

  return 20 * power;
}

/* 1, 2, 4, 6, 8, 12, 16, 24, 32, … 768 of each unit. */
static double
round_up_binary (double max)
{
  double unit = pow (1024, floor (log2 (max) / 10));
  double power = pow (2, ceil (log2 (max)));

  return max <= power * 0.75 && power * 0.75 >= 6 * unit ? power * 0.75 : power;
}

/**
 * inn_axis_round_up:
 * @max: the highest value to be shown
 *
 * Returns: the next higher number that is good to read at the end of an axis
 */
double
inn_axis_round_up (InnUnit unit,
                   double  max)
{
  g_return_val_if_fail (unit <= INN_UNIT_COUNT, 1);

  if (!(max > smallest[unit]))
    return smallest[unit];

  return unit == INN_UNIT_BYTES ? round_up_binary (max) : round_up_decimal (max);
}

/**
 * inn_axis_scale_fit:
 * @max: the highest value that is seen now; %NAN: there is none
 * @now: µs of any clock that does not go back
 *
 * Makes the scale larger at once, and smaller when there was much room for a while.
 *
 * Returns: the value at the upper end
 */
double
inn_axis_scale_fit (InnAxisScale *scale,
                    InnUnit       unit,
                    double        max,
                    gint64        now)
{
  double top = inn_axis_round_up (unit, max);
  gboolean low = !(max >= scale->top * LOW);

  if (top > scale->top)
    *scale = (InnAxisScale) { top, 0 };
  else if (!low)
    scale->low_since = 0;
  else if (scale->low_since == 0)
    scale->low_since = now;
  else if (now - scale->low_since >= LOW_TIME)
    *scale = (InnAxisScale) { top, 0 };

  return scale->top;
}

/**
 * inn_axis_get_parts:
 * @top: the upper end of an axis
 *
 * Returns: into how many parts of round size it may be divided
 */
guint
inn_axis_get_parts (InnUnit unit,
                    double  top)
{
  if (unit == INN_UNIT_COUNT)
    return fmod (top, 2) == 0 ? 2 : 1;

  if (unit == INN_UNIT_BYTES && top >= 1)
    return fmod (top / pow (1024, floor (log2 (top) / 10)), 3) == 0 ? 3 : 2;

  return 2;
}

/**
 * inn_axis_format_value:
 * @top: the upper end of the axis
 *
 * Returns: (transfer full): @value, with the unit only at the upper end or where it is another
 *   one than there
 */
char *
inn_axis_format_value (InnUnit unit,
                       double  value,
                       double  top)
{
  g_autofree char *text = inn_unit_format (unit, value);
  g_autofree char *top_text = inn_unit_format (unit, top);
  const char *suffix = g_strrstr (text, INN_NBSP);
  const char *top_suffix = g_strrstr (top_text, INN_NBSP);

  if (value == 0)
    return g_strdup ("0");

  if (value < top && suffix != NULL && g_strcmp0 (suffix, top_suffix) == 0)
    return g_strndup (text, suffix - text);

  return g_steal_pointer (&text);
}

static GDateTime *
get_local (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return g_date_time_to_local (utc);
}

/* Seconds. */
static gint64
get_offset (gint64 time)
{
  g_autoptr (GDateTime) local = get_local (time);

  return g_date_time_get_utc_offset (local) / G_USEC_PER_SEC;
}

/* The first moment after @seconds when the clock on the wall shows a multiple of @step. */
static gint64
get_next_tick (gint64 seconds,
               gint64 step)
{
  gint64 offset = get_offset (seconds * G_USEC_PER_SEC);
  gint64 local = ((seconds + offset) / step + 1) * step;
  gint64 tick = local - offset;
  gint64 changed = local - get_offset (tick * G_USEC_PER_SEC);

  /* Summer time may begin or end before it. */
  return changed > seconds ? changed : tick;
}

static void
format_tick (InnAxisTick *tick,
             gint64       step)
{
  g_autoptr (GDateTime) local = get_local (tick->time);
  g_autofree char *text = NULL;
  gboolean midnight = g_date_time_get_hour (local) == 0 && g_date_time_get_minute (local) == 0;

  if (step >= 3600 && midnight)
    text = g_date_time_format (local, "%a");
  else
    text = g_date_time_format (local, step < 60 ? "%H:%M:%S" : "%H:%M");

  g_strlcpy (tick->text, text, sizeof tick->text);
}

/**
 * inn_axis_get_ticks:
 * @from: of the real clock, µs
 * @to: the end of the axis
 * @max_ticks: for how many there is room
 * @ticks: (out caller-allocates): room for %INN_AXIS_MAX_TICKS
 *
 * Gets moments at which the user's clock shows a round time, with what it shows.
 *
 * Returns: how many
 */
guint
inn_axis_get_ticks (gint64       from,
                    gint64       to,
                    guint        max_ticks,
                    InnAxisTick *ticks)
{
  gint64 step = steps[G_N_ELEMENTS (steps) - 1];
  guint n = 0;

  g_return_val_if_fail (from < to, 0);

  max_ticks = CLAMP (max_ticks, 1, 6);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * max_ticks * G_USEC_PER_SEC >= to - from)
      {
        step = steps[i];
        break;
      }

  for (gint64 time = get_next_tick ((from - 1) / G_USEC_PER_SEC, step);
       time * G_USEC_PER_SEC <= to && n < INN_AXIS_MAX_TICKS;
       time = get_next_tick (time, step))
    {
      ticks[n].time = time * G_USEC_PER_SEC;
      format_tick (&ticks[n], step);
      n++;
    }

  return n;
}

/**
 * inn_axis_format_time:
 * @time: of the real clock, µs
 * @now: the time now
 *
 * Returns: (transfer full): such as "14:27:51", on another day than today "Mon 14:27:51"
 */
char *
inn_axis_format_time (gint64 time,
                      gint64 now)
{
  g_autoptr (GDateTime) local = get_local (time);
  g_autoptr (GDateTime) today = get_local (now);
  gboolean same = g_date_time_get_year (local) == g_date_time_get_year (today)
                  && g_date_time_get_day_of_year (local) == g_date_time_get_day_of_year (today);

  return g_date_time_format (local, same ? "%H:%M:%S" : "%a %H:%M:%S");
}
