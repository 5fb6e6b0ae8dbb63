/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <math.h>

#include "inn-series.h"

/* A series is a ring of buckets per level. A closed bucket of the finest level is one code of 16
 * bits, one of the others four bytes: that of the mean, and where min and max lie from there. The
 * bucket that time is in now is kept in full. */

#define BLOCK 60            /* buckets: a ring grows by as many until it is as long as it may be */
#define NOTHING 0xffff      /* the code of a gap */
#define LARGEST 0xfffe
#define MANTISSA_BITS 10
#define EXPONENT_BIAS 16    /* codes with an exponent of 0 are even: 0 to 2^-15 in steps of 2^-25 */
#define MAX_RATIO 120.0     /* of max to mean: more than one value in each second does not come */

static const struct
{
  gint64 width;     /* of a bucket, microseconds */
  guint  length;    /* of the ring */
} kinds[INN_SERIES_MAX_LEVELS] = {
  { G_USEC_PER_SEC, 600 },
  { 10 * G_USEC_PER_SEC, 720 },
  { 120 * G_USEC_PER_SEC, 720 },
};

typedef struct
{
  guint16 mean;
  guint8  min;      /* in 255ths of the mean */
  guint8  max;      /* 255 times the logarithm of max / mean to the base MAX_RATIO */
} Closed;

/* Slot i lasts from i * width to (i + 1) * width, its end included. */
typedef struct
{
  gpointer ring;       /* guint16 in the finest level, Closed in the others */
  guint    allocated;
  gboolean used;
  gboolean lost;       /* there were slots before @first */
  gint64   first;      /* the slot at the beginning of the ring */
  gint64   open;       /* the slot that is being filled; all from @first to here are closed */
  double   area;       /* value × µs, in the open slot */
  double   span;       /* µs of which something is known */
  double   min;
  double   max;
} Level;

struct _InnSeries
{
  int      ref_count;
  guint    n_levels;
  gboolean started;
  gint64   at;
  double   value;
  Level    levels[INN_SERIES_MAX_LEVELS];
};

static guint16
encode (double value)
{
  int exponent;
  double fraction = frexp (value, &exponent);
  long code;

  exponent += EXPONENT_BIAS - 1;
  if (exponent < 1 || value == 0)
    code = lround (ldexp (value, EXPONENT_BIAS - 1 + MANTISSA_BITS));
  else if (exponent < 64)
    /* What is rounded up to the next power of two carries into the exponent. */
    code = ((long) exponent << MANTISSA_BITS) + lround (ldexp (2 * fraction - 1, MANTISSA_BITS));
  else
    code = LARGEST;

  return MIN (code, LARGEST);
}

static double
decode (guint16 code)
{
  int exponent = code >> MANTISSA_BITS;
  int mantissa = code & ((1 << MANTISSA_BITS) - 1);

  if (exponent == 0)
    return ldexp (mantissa, 1 - EXPONENT_BIAS - MANTISSA_BITS);

  return ldexp ((1 << MANTISSA_BITS) + mantissa, exponent - EXPONENT_BIAS - MANTISSA_BITS);
}

static Closed
pack (const Level *level)
{
  Closed closed = { encode (level->area / level->span), 255, 0 };
  double mean = decode (closed.mean);

  if (mean > 0)
    {
      double max = 255 * log (level->max / mean) / log (MAX_RATIO);

      closed.min = lround (CLAMP (255 * level->min / mean, 0, 255));
      closed.max = lround (CLAMP (max, 0, 255));
    }

  return closed;
}

static void
unpack (const Closed   *closed,
        InnSeriesPoint *point)
{
  point->mean = decode (closed->mean);
  point->min = point->mean * closed->min / 255;
  point->max = point->mean * pow (MAX_RATIO, closed->max / 255.0);
}

static gsize
bucket_size (guint index)
{
  return index == 0 ? sizeof (guint16) : sizeof (Closed);
}

/* Where the bucket of @slot stands in the ring. */
static guint
position (const Level *level,
          guint        index,
          gint64       slot)
{
  return (slot - level->first) % kinds[index].length;
}

/* The oldest slot of which a level knows what was there, if only that nothing was. */
static gint64
oldest_slot (const Level *level,
             guint        index)
{
  return level->open - (gint64) kinds[index].length;
}

/* Stores the open slot, or a gap in its place, and opens the next one. */
static void
close_slot (Level *level,
            guint  index)
{
  guint at = position (level, index, level->open);
  Closed closed = { NOTHING, 0, 0 };

  if (at >= level->allocated)
    {
      level->allocated += BLOCK;
      level->ring = g_realloc_n (level->ring, level->allocated, bucket_size (index));
    }

  if (level->span > 0)
    closed = pack (level);

  if (index == 0)
    ((guint16 *) level->ring)[at] = closed.mean;
  else
    ((Closed *) level->ring)[at] = closed;

  level->open++;
  level->area = level->span = 0;
}

static void
open_slot (Level *level,
           guint  index,
           gint64 slot)
{
  if (level->used && slot - level->open < kinds[index].length)
    {
      while (level->open < slot)
        close_slot (level, index);
      return;
    }

  /* All that is kept would be gaps. */
  level->lost = level->used;
  level->used = TRUE;
  level->first = level->open = slot;
  level->area = level->span = 0;
}

static gint64
slot_of (gint64 time,
         guint  index)
{
  /* The end of a slot belongs to it. */
  return (time - 1) / kinds[index].width;
}

static void
level_add (Level  *level,
           guint   index,
           gint64  from,
           gint64  to,
           double  value)
{
  gint64 width = kinds[index].width;

  from = MAX (from, to - width * (gint64) kinds[index].length);
  while (from < to)
    {
      gint64 slot = slot_of (from + 1, index);
      gint64 end = MIN (to, (slot + 1) * width);

      open_slot (level, index, slot);
      level->min = level->span > 0 ? MIN (level->min, value) : value;
      level->max = level->span > 0 ? MAX (level->max, value) : value;
      level->area += value * (end - from);
      level->span += end - from;
      from = end;
    }
}

/* Returns: whether something is known of @slot */
static gboolean
level_get (const Level    *level,
           guint           index,
           gint64          slot,
           InnSeriesPoint *point)
{
  if (slot == level->open)
    {
      point->min = level->min;
      point->mean = level->area / level->span;
      point->max = level->max;
      return TRUE;
    }

  if (index == 0)
    {
      guint16 code = ((guint16 *) level->ring)[position (level, index, slot)];

      point->min = point->mean = point->max = decode (code);
      return code != NOTHING;
    }

  unpack (&((Closed *) level->ring)[position (level, index, slot)], point);

  return ((Closed *) level->ring)[position (level, index, slot)].mean != NOTHING;
}

static void
level_read (const Level    *level,
            guint           index,
            gint64          from,
            gint64          to,
            InnSeriesPoint *point)
{
  gint64 width = kinds[index].width;
  gint64 first = MAX (slot_of (from + 1, index),
                      MAX (level->first, oldest_slot (level, index)));
  gint64 last = MIN (slot_of (to, index), level->open);
  double area = 0;
  double span = 0;

  if (!level->used)
    return;

  for (gint64 slot = first; slot <= last; slot++)
    {
      InnSeriesPoint each;
      gint64 part = MIN (to, (slot + 1) * width) - MAX (from, slot * width);

      if (!level_get (level, index, slot, &each))
        continue;

      area += each.mean * part;
      point->min = span > 0 ? MIN (point->min, each.min) : each.min;
      point->max = span > 0 ? MAX (point->max, each.max) : each.max;
      span += part;
    }

  if (span > 0)
    point->mean = area / span;
}

static gboolean
level_has (const Level *level,
           guint        index,
           gint64       from)
{
  gboolean complete = !level->lost && level->first >= oldest_slot (level, index);

  return level->used && (complete || slot_of (from + 1, index) >= oldest_slot (level, index));
}

/**
 * inn_series_new:
 *
 * A series keeps the values of something that is measured again and again: of the last ten
 * minutes one per second, of the last two hours one per ten seconds, and of the last day one per
 * two minutes, these with their minimum and maximum. Codes of 16 bits keep values from 0.00003 to
 * 281 × 10¹² with an error of at most 0.05 %, smaller ones in steps of 3 × 10⁻⁸.
 *
 * It is used in one thread only.
 */
InnSeries *
inn_series_new (void)
{
  InnSeries *self = g_new0 (InnSeries, 1);

  self->ref_count = 1;
  self->n_levels = INN_SERIES_MAX_LEVELS;

  return self;
}

InnSeries *
inn_series_ref (InnSeries *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  self->ref_count++;

  return self;
}

void
inn_series_unref (InnSeries *self)
{
  g_return_if_fail (self != NULL);

  self->ref_count--;
  if (self->ref_count > 0)
    return;

  for (guint i = 0; i < INN_SERIES_MAX_LEVELS; i++)
    g_free (self->levels[i].ring);
  g_free (self);
}

/**
 * inn_series_add:
 * @from: when the time begins of which @value tells, in microseconds of the boot clock
 * @to: when it ends, and belongs to it; as @from for the first reading of a gauge
 * @value: the mean over that time, not negative
 *
 * Time does not go back: a value that begins before the end of the last one is left out.
 */
void
inn_series_add (InnSeries *self,
                gint64     from,
                gint64     to,
                double     value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (from >= 0 && from <= to);
  g_return_if_fail (value >= 0 && isfinite (value));

  if (self->started && (from < self->at || to == self->at))
    return;

  self->started = TRUE;
  self->at = to;
  self->value = value;

  /* A reading without duration weighs least. */
  if (from == to)
    from = to - 1;

  for (guint i = 0; i < self->n_levels; i++)
    level_add (&self->levels[i], i, from, to, value);
}

/**
 * inn_series_get_last:
 * @at: (out) (optional): when the newest value ended
 * @value: (out) (optional): the newest value, exact
 *
 * Returns: whether there is one
 */
gboolean
inn_series_get_last (InnSeries *self,
                     gint64    *at,
                     double    *value)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (at != NULL)
    *at = self->at;
  if (value != NULL)
    *value = self->value;

  return self->started;
}

/**
 * inn_series_read:
 * @from: in microseconds of the boot clock
 * @step: the time of one point, in microseconds
 * @points: (out) (array length=n): point i covers (from + i × step, from + (i + 1) × step]
 *
 * Each point has the minimum, the mean weighted by time and the maximum of what lies in it, of
 * the finest level that still knows about its beginning.
 */
void
inn_series_read (InnSeries      *self,
                 gint64          from,
                 gint64          step,
                 guint           n,
                 InnSeriesPoint *points)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (step > 0);

  for (guint i = 0; i < n; i++)
    {
      gint64 begin = MAX (from + i * step, 0);
      gint64 end = MIN (from + (i + 1) * step, self->at);

      points[i].min = points[i].mean = points[i].max = NAN;
      if (begin >= end)
        continue;

      for (guint index = 0; index < self->n_levels; index++)
        {
          Level *level = &self->levels[index];

          if (level_has (level, index, begin) || index + 1 == self->n_levels)
            {
              level_read (level, index, begin, end, &points[i]);
              break;
            }
        }
    }
}

/**
 * inn_series_get_step:
 * @age: how long ago something was, µs
 *
 * Returns: how far apart what is still known of that time is; one day is kept at most
 */
gint64
inn_series_get_step (gint64 age)
{
  guint i = 0;

  while (i < INN_SERIES_MAX_LEVELS - 1 && age > kinds[i].width * kinds[i].length)
    i++;

  return kinds[i].width;
}

/**
 * inn_series_get_size:
 *
 * Returns: how many bytes it takes
 */
gsize
inn_series_get_size (InnSeries *self)
{
  gsize size = sizeof (InnSeries);

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < INN_SERIES_MAX_LEVELS; i++)
    size += self->levels[i].allocated * bucket_size (i);

  return size;
}

/**
 * inn_series_set_levels:
 * @levels: from 1, the last ten minutes only, to %INN_SERIES_MAX_LEVELS
 *
 * Sets how much is kept from now on. What is more than that is forgotten at once.
 */
void
inn_series_set_levels (InnSeries *self,
                       guint      levels)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (levels > 0 && levels <= INN_SERIES_MAX_LEVELS);

  for (guint i = levels; i < INN_SERIES_MAX_LEVELS; i++)
    {
      g_free (self->levels[i].ring);
      self->levels[i] = (Level) { 0 };
    }
  self->n_levels = levels;
}
