/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-time-view"

#include "config.h"

#include <math.h>

#include "inn-axis.h"
#include "inn-rate.h"
#include "inn-time-view.h"

#define DEFAULT_RANGE (600 * (gint64) G_USEC_PER_SEC)
#define MIN_RANGE (5 * (gint64) G_USEC_PER_SEC)
#define CURSOR_STEPS 120     /* from one end to the other with the keys */

struct _InnTimeView
{
  GObject   parent_instance;

  gint64    now;             /* 0: not known yet */
  gint64    range;
  gint64    paused_at;       /* 0: not paused */
  gint64    zoom_from;
  gint64    zoom_to;         /* 0: not zoomed */
  gint64    cursor;
  gboolean  has_cursor;
  gint64    select_from;
  gint64    select_to;
  gboolean  selecting;
  gint64    real_offset;     /* from the boot clock to the real one */
};

enum
{
  CHANGED,
  CURSOR_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnTimeView, inn_time_view, G_TYPE_OBJECT)

static void
emit_changed (InnTimeView *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
emit_cursor_changed (InnTimeView *self)
{
  g_signal_emit (self, signals[CURSOR_CHANGED], 0);
}

static gint64
get_end (InnTimeView *self)
{
  return self->paused_at != 0 ? self->paused_at : self->now;
}

static void
inn_time_view_class_init (InnTimeViewClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", INN_TYPE_TIME_VIEW, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CURSOR_CHANGED] = g_signal_new ("cursor-changed", INN_TYPE_TIME_VIEW, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
inn_time_view_init (InnTimeView *self)
{
  self->range = DEFAULT_RANGE;
  self->now = inn_rate_now ();
  self->real_offset = g_get_real_time () - self->now;
}

InnTimeView *
inn_time_view_new (void)
{
  return g_object_new (INN_TYPE_TIME_VIEW, NULL);
}

/**
 * inn_time_view_set_now:
 * @now: when the newest values were read
 *
 * What is seen moves on, unless it is paused or zoomed.
 */
void
inn_time_view_set_now (InnTimeView *self,
                       gint64       now)
{
  g_return_if_fail (INN_IS_TIME_VIEW (self));

  /* Values are of whole seconds: what is newest is at the very end. */
  self->now = (now + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC * G_USEC_PER_SEC;
  self->real_offset = g_get_real_time () - inn_rate_now ();
  if (self->paused_at == 0)
    emit_changed (self);
}

/* Also while it is paused. */
gint64
inn_time_view_get_now (InnTimeView *self)
{
  g_return_val_if_fail (INN_IS_TIME_VIEW (self), 0);

  return self->now;
}

/**
 * inn_time_view_set_range:
 * @range: how much time is seen when it is not zoomed, at most %INN_TIME_VIEW_DAY
 *
 * Ends a zoom.
 */
void
inn_time_view_set_range (InnTimeView *self,
                         gint64       range)
{
  g_return_if_fail (INN_IS_TIME_VIEW (self));

  self->range = CLAMP (range, MIN_RANGE, INN_TIME_VIEW_DAY);
  self->zoom_to = 0;
  emit_changed (self);
}

gint64
inn_time_view_get_range (InnTimeView *self)
{
  g_return_val_if_fail (INN_IS_TIME_VIEW (self), 0);

  return self->range;
}

/**
 * inn_time_view_set_paused:
 *
 * While it is paused the newest values are not seen; they are recorded nevertheless.
 */
void
inn_time_view_set_paused (InnTimeView *self,
                          gboolean     paused)
{
  g_return_if_fail (INN_IS_TIME_VIEW (self));

  if (paused == inn_time_view_get_paused (self))
    return;

  self->paused_at = paused ? self->now : 0;
  emit_changed (self);
}

gboolean
inn_time_view_get_paused (InnTimeView *self)
{
  g_return_val_if_fail (INN_IS_TIME_VIEW (self), FALSE);

  return self->paused_at != 0;
}

void
inn_time_view_get_visible (InnTimeView *self,
                           gint64      *from,
                           gint64      *to)
{
  gint64 end;

  g_return_if_fail (INN_IS_TIME_VIEW (self));

  end = self->zoom_to != 0 ? self->zoom_to : get_end (self);
  if (from != NULL)
    *from = self->zoom_to != 0 ? self->zoom_from : end - self->range;
  if (to != NULL)
    *to = end;
}

/**
 * inn_time_view_zoom:
 *
 * Shows the time from @from to @to, not less than a few seconds and not more than the last day.
 */
void
inn_time_view_zoom (InnTimeView *self,
                    gint64       from,
                    gint64       to)
{
  gint64 end;
  gint64 length;

  g_return_if_fail (INN_IS_TIME_VIEW (self));

  end = get_end (self);
  length = CLAMP (to - from, MIN_RANGE, INN_TIME_VIEW_DAY);
  /* What is too short is made longer to both sides. */
  from = CLAMP (from - (length - (to - from)) / 2, end - INN_TIME_VIEW_DAY, end - length);

  self->zoom_from = from;
  self->zoom_to = from + length;
  emit_changed (self);
}

/**
 * inn_time_view_zoom_by:
 * @factor: less than 1 to see less time, with more details
 * @at: the moment that stays where it is
 */
void
inn_time_view_zoom_by (InnTimeView *self,
                       double       factor,
                       gint64       at)
{
  gint64 from;
  gint64 to;

  g_return_if_fail (INN_IS_TIME_VIEW (self));
  g_return_if_fail (factor > 0);

  inn_time_view_get_visible (self, &from, &to);
  at = CLAMP (at, from, to);
  if ((to - from) * factor < MIN_RANGE)
    factor = (double) MIN_RANGE / (to - from);

  /* Not farther out than the range, and there it moves on again. */
  if (factor > 1 && (to - from) * factor >= self->range)
    inn_time_view_reset_zoom (self);
  else
    inn_time_view_zoom (self, at - (at - from) * factor, at + (to - at) * factor);
}

void
inn_time_view_reset_zoom (InnTimeView *self)
{
  g_return_if_fail (INN_IS_TIME_VIEW (self));

  if (self->zoom_to == 0)
    return;

  self->zoom_to = 0;
  emit_changed (self);
}

gboolean
inn_time_view_is_zoomed (InnTimeView *self)
{
  g_return_val_if_fail (INN_IS_TIME_VIEW (self), FALSE);

  return self->zoom_to != 0;
}

/**
 * inn_time_view_set_cursor:
 *
 * Makes all graphs tell their values at @time.
 */
void
inn_time_view_set_cursor (InnTimeView *self,
                          gint64       time)
{
  gint64 from;
  gint64 to;

  g_return_if_fail (INN_IS_TIME_VIEW (self));

  inn_time_view_get_visible (self, &from, &to);
  time = CLAMP (time, from, to);
  if (self->has_cursor && self->cursor == time)
    return;

  self->has_cursor = TRUE;
  self->cursor = time;
  emit_cursor_changed (self);
}

void
inn_time_view_clear_cursor (InnTimeView *self)
{
  g_return_if_fail (INN_IS_TIME_VIEW (self));

  if (!self->has_cursor)
    return;

  self->has_cursor = FALSE;
  emit_cursor_changed (self);
}

/**
 * inn_time_view_get_cursor:
 * @time: (out) (optional)
 *
 * Returns: whether there is a cursor in what is seen
 */
gboolean
inn_time_view_get_cursor (InnTimeView *self,
                          gint64      *time)
{
  gint64 from;
  gint64 to;

  g_return_val_if_fail (INN_IS_TIME_VIEW (self), FALSE);

  inn_time_view_get_visible (self, &from, &to);
  if (time != NULL)
    *time = self->cursor;

  return self->has_cursor && self->cursor >= from && self->cursor <= to;
}

/**
 * inn_time_view_move_cursor:
 * @steps: to the right; %G_MININT and %G_MAXINT: to the ends
 *
 * Moves the cursor as far as is well seen; a first one comes at the right end.
 */
void
inn_time_view_move_cursor (InnTimeView *self,
                           int          steps)
{
  gint64 from;
  gint64 to;
  gint64 time;

  g_return_if_fail (INN_IS_TIME_VIEW (self));

  inn_time_view_get_visible (self, &from, &to);
  if (steps == G_MININT)
    time = from;
  else if (steps == G_MAXINT || !inn_time_view_get_cursor (self, &time))
    time = to;
  else
    time += steps * MAX ((to - from) / CURSOR_STEPS, G_USEC_PER_SEC);

  inn_time_view_set_cursor (self, time);
}

/**
 * inn_time_view_select:
 * @from: where choosing a part began
 * @to: where it is now, before or after that
 */
void
inn_time_view_select (InnTimeView *self,
                      gint64       from,
                      gint64       to)
{
  g_return_if_fail (INN_IS_TIME_VIEW (self));

  self->selecting = TRUE;
  self->select_from = MIN (from, to);
  self->select_to = MAX (from, to);
  emit_cursor_changed (self);
}

/**
 * inn_time_view_end_selection:
 * @zoom: whether to show what was chosen
 */
void
inn_time_view_end_selection (InnTimeView *self,
                             gboolean     zoom)
{
  g_return_if_fail (INN_IS_TIME_VIEW (self));

  if (!self->selecting)
    return;

  self->selecting = FALSE;
  emit_cursor_changed (self);
  if (zoom)
    inn_time_view_zoom (self, self->select_from, self->select_to);
}

gboolean
inn_time_view_get_selection (InnTimeView *self,
                             gint64      *from,
                             gint64      *to)
{
  g_return_val_if_fail (INN_IS_TIME_VIEW (self), FALSE);

  *from = self->select_from;
  *to = self->select_to;

  return self->selecting;
}

/**
 * inn_time_view_to_real:
 * @time: of the boot clock
 *
 * Returns: what the real clock showed then, µs
 */
gint64
inn_time_view_to_real (InnTimeView *self,
                       gint64       time)
{
  g_return_val_if_fail (INN_IS_TIME_VIEW (self), 0);

  return time + self->real_offset;
}

/**
 * inn_time_view_format:
 *
 * Returns: (transfer full): such as "14:27:51"
 */
char *
inn_time_view_format (InnTimeView *self,
                      gint64       time)
{
  g_return_val_if_fail (INN_IS_TIME_VIEW (self), NULL);

  return inn_axis_format_time (inn_time_view_to_real (self, time), g_get_real_time ());
}

/**
 * inn_time_view_format_range:
 *
 * Returns: (transfer full): such as "14:21:18 – 14:31:18"
 */
char *
inn_time_view_format_range (InnTimeView *self)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  gint64 from;
  gint64 to;

  g_return_val_if_fail (INN_IS_TIME_VIEW (self), NULL);

  inn_time_view_get_visible (self, &from, &to);
  first = inn_time_view_format (self, from);
  last = inn_time_view_format (self, to);

  return g_strdup_printf ("%s – %s", first, last);
}
