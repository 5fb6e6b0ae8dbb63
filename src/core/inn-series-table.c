/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <math.h>

#include "inn-series-table.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

/* As fine as series keep what is so old; from the oldest. */
static const struct
{
  gint64 age;
  gint64 step;
} parts[] = {
  { 24 * 3600 * SECOND, 120 * SECOND },
  { 2 * 3600 * SECOND, 10 * SECOND },
  { 600 * SECOND, SECOND },
};

typedef struct
{
  char           *name;
  InnSeriesPoint *points;    /* as many as there are rows */
} Column;

/* Rows from @from to @to, one each @step. */
typedef struct
{
  gint64 from;
  gint64 to;
  gint64 step;
  guint  n;
} Part;

struct _InnSeriesTable
{
  gint64     real_offset;
  Part       parts[G_N_ELEMENTS (parts)];
  guint      n_rows;
  GPtrArray *columns;
};

static void
column_free (gpointer data)
{
  Column *column = data;

  g_free (column->name);
  g_free (column->points);
  g_free (column);
}

static const char *
get_unit_name (InnUnit unit)
{
  switch (unit)
    {
    case INN_UNIT_PERCENT:
      return " (%)";
    case INN_UNIT_BYTES:
      return " (B)";
    case INN_UNIT_BYTES_PER_SECOND:
      return " (B/s)";
    case INN_UNIT_PER_SECOND:
      return " (1/s)";
    case INN_UNIT_SECONDS:
      return " (s)";
    case INN_UNIT_COUNT:
    default:
      return "";
    }
}

/**
 * inn_series_table_new:
 * @from: of the boot clock, µs
 * @to: the end, which belongs to it
 * @now: the time of the newest values
 * @real_offset: from the boot clock to the real one
 *
 * A table has a row for each moment that series may know values of: each second of the last ten
 * minutes, each ten seconds of the two hours, and each two minutes before. It is filled where the
 * series live; the finished table can be made into text in any thread.
 */
InnSeriesTable *
inn_series_table_new (gint64 from,
                      gint64 to,
                      gint64 now,
                      gint64 real_offset)
{
  InnSeriesTable *self = g_new0 (InnSeriesTable, 1);
  gint64 begin = from;

  self->real_offset = real_offset;
  self->columns = g_ptr_array_new_with_free_func (column_free);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      Part *part = &self->parts[i];
      gint64 end = i + 1 < G_N_ELEMENTS (parts) ? MIN (now - parts[i + 1].age, to) : to;

      part->step = parts[i].step;
      part->from = MAX (begin, MAX (now - parts[i].age, 0)) / part->step * part->step;
      part->to = end;
      part->n = end > part->from ? (end - part->from + part->step - 1) / part->step : 0;
      self->n_rows += part->n;
      if (part->n > 0)
        begin = part->from + part->n * part->step;
    }

  return self;
}

void
inn_series_table_free (InnSeriesTable *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->columns);
  g_free (self);
}

/**
 * inn_series_table_add:
 * @instance: (nullable): of what, such as "vda"
 *
 * Adds what @series knows now.
 */
void
inn_series_table_add (InnSeriesTable *self,
                      InnMetric       metric,
                      const char     *instance,
                      InnSeries      *series)
{
  Column *column = g_new0 (Column, 1);
  guint row = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (series != NULL);

  column->name = g_strdup_printf ("%s%s%s%s", inn_metric_get_id (metric),
                                  instance != NULL ? " " : "", instance != NULL ? instance : "",
                                  get_unit_name (inn_metric_get_unit (metric)));
  column->points = g_new (InnSeriesPoint, self->n_rows);
  for (guint i = 0; i < G_N_ELEMENTS (self->parts); i++)
    {
      Part *part = &self->parts[i];

      inn_series_read (series, part->from, part->step, part->n, &column->points[row]);
      row += part->n;
    }
  g_ptr_array_add (self->columns, column);
}

static void
append_name (GString    *text,
             const char *name,
             const char *suffix)
{
  g_string_append (text, ",\"");
  for (; *name != '\0'; name++)
    {
      if (*name == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *name);
    }
  g_string_append (text, suffix);
  g_string_append_c (text, '"');
}

static void
append_value (GString *text,
              double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (text, ',');
  if (!isnan (value))
    g_string_append (text, g_ascii_formatd (buffer, sizeof buffer,
                                            value < 10000 ? "%.5g" : "%.0f", value));
}

static void
append_row (InnSeriesTable *self,
            GString        *text,
            gint64          time,
            guint           row)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *iso = NULL;
  gboolean any = FALSE;

  for (guint i = 0; i < self->columns->len && !any; i++)
    any = !isnan (((Column *) g_ptr_array_index (self->columns, i))->points[row].mean);
  if (!any)
    return;

  utc = g_date_time_new_from_unix_utc ((time + self->real_offset) / SECOND);
  local = g_date_time_to_local (utc);
  iso = g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z");
  g_string_append (text, iso);
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = g_ptr_array_index (self->columns, i);

      append_value (text, column->points[row].mean);
      append_value (text, column->points[row].min);
      append_value (text, column->points[row].max);
    }
  g_string_append (text, "\r\n");
}

/**
 * inn_series_table_to_csv:
 *
 * The first column is the time at which the others end, as in ISO 8601; each series has its mean,
 * minimum and maximum. Gaps are empty, and a row without any value is left out.
 *
 * Returns: (transfer full): text as of RFC 4180, the same in all languages
 */
char *
inn_series_table_to_csv (InnSeriesTable *self)
{
  g_autoptr (GString) text = g_string_new ("time");
  guint row = 0;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = g_ptr_array_index (self->columns, i);

      append_name (text, column->name, "");
      append_name (text, column->name, " min");
      append_name (text, column->name, " max");
    }
  g_string_append (text, "\r\n");

  for (guint i = 0; i < G_N_ELEMENTS (self->parts); i++)
    {
      Part *part = &self->parts[i];

      for (guint j = 0; j < part->n; j++, row++)
        append_row (self, text, part->from + (j + 1) * part->step, row);
    }

  return g_strdup (text->str);
}
