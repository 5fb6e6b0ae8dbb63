/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-heat-strip"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inn-heat-strip-private.h"

#define DRAWN 0                  /* the layer; what others have is told after it */

static InnHeatLayer *
get_layer (InnHeatStrip *self,
           guint         index)
{
  return g_ptr_array_index (self->layers, index);
}

static double
read_at (InnHeatStrip *self,
         guint         layer,
         guint         cpu,
         gint64        time)
{
  InnSeries *series = g_ptr_array_index (get_layer (self, layer)->series, cpu);
  InnSeriesPoint point = { NAN, NAN, NAN };

  if (series != NULL && self->grid.step > 0)
    inn_series_read (series, (time - 1) / self->grid.step * self->grid.step, self->grid.step, 1,
                     &point);

  return point.mean;
}

static char *
format_percent (double value)
{
  return inn_unit_format (INN_UNIT_PERCENT, value);
}

/* “vCPU 4 50 %” */
static char *
format_use (InnHeatStrip *self,
            guint         cpu,
            gint64        time)
{
  g_autofree char *use = format_percent (read_at (self, DRAWN, cpu, time));

  return g_strdup_printf ("%s %s %s", self->name, self->numbers[cpu], use);
}

/* The busiest of the CPUs from @begin to @end. Returns: whether the use of any is known */
static gboolean
find_busiest (InnHeatStrip *self,
              guint         begin,
              guint         end,
              gint64        time,
              guint        *busiest)
{
  double most = -1;

  *busiest = begin;
  for (guint i = begin; i < end; i++)
    {
      double use = read_at (self, DRAWN, i, time);

      if (use > most)
        {
          most = use;
          *busiest = i;
        }
    }

  return most >= 0;
}

static double
get_mean (InnHeatStrip *self,
          guint         begin,
          guint         end,
          gint64        time)
{
  double sum = 0;
  guint n = 0;

  for (guint i = begin; i < end; i++)
    {
      double use = read_at (self, DRAWN, i, time);

      sum += isnan (use) ? 0 : use;
      n += !isnan (use);
    }

  return n > 0 ? sum / n : NAN;
}

/* “CPU 4–7 20 % · Busiest CPU 6 50 %” */
static char *
format_group (InnHeatStrip *self,
              guint         begin,
              guint         end,
              gint64        time)
{
  g_autofree char *mean = format_percent (get_mean (self, begin, end, time));
  g_autofree char *most = NULL;
  guint busiest;

  if (!find_busiest (self, begin, end, time, &busiest))
    return g_strdup_printf ("%s %s–%s %s", self->name, self->numbers[begin],
                            self->numbers[end - 1], mean);

  most = format_use (self, busiest, time);

  return g_strdup_printf ("%s %s–%s %s · %s %s", self->name, self->numbers[begin],
                          self->numbers[end - 1], mean, _("Busiest"), most);
}

/* “vCPU 4 50 % · Wait 2 %” */
static char *
format_cpu (InnHeatStrip *self,
            guint         cpu,
            gint64        time)
{
  g_autofree char *use = format_use (self, cpu, time);
  g_autoptr (GString) text = g_string_new (use);

  for (guint i = DRAWN + 1; i < self->layers->len; i++)
    {
      double value = read_at (self, i, cpu, time);
      g_autofree char *formatted = format_percent (value);

      if (!isnan (value))
        g_string_append_printf (text, " · %s %s", get_layer (self, i)->label, formatted);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * inn_heat_strip_format_row:
 *
 * Returns: (transfer full): what is known of the CPUs of a row at @time
 */
char *
inn_heat_strip_format_row (InnHeatStrip *self,
                           guint         row,
                           gint64        time)
{
  guint group = inn_heat_strip_get_group (self);
  guint begin = row * group;
  guint end = MIN (begin + group, self->n_cpus);

  g_return_val_if_fail (begin < end, NULL);

  return end - begin > 1 ? format_group (self, begin, end, time)
                         : format_cpu (self, begin, time);
}

/**
 * inn_heat_strip_note:
 * @self: an #InnHeatStrip
 *
 * For inn_graph_set_note_func() of the graph above: tells the busiest CPU.
 *
 * Returns: whether one is known
 */
gboolean
inn_heat_strip_note (gint64    time,
                     char    **label,
                     char    **value,
                     gpointer  self)
{
  InnHeatStrip *strip = INN_HEAT_STRIP (self);
  guint busiest;

  if (!find_busiest (strip, 0, strip->n_cpus, time, &busiest))
    return FALSE;

  /* Translators: of several CPUs */
  *label = g_strdup (_("Busiest"));
  *value = format_use (strip, busiest, time);

  return TRUE;
}
