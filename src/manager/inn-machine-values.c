/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-values"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inn-host.h"
#include "inn-limits.h"
#include "inn-machine-values.h"
#include "inn-stats.h"
#include "inn-text.h"

/* What a line of full height stands for at least: a gigabit per second. */
#define LEAST_RATE_CEILING 125e6

typedef struct
{
  InnMetric       metric;
  InnStatsGroups  groups;
  double          least_ceiling;   /* 0: a bar of what there is */
  InnLimit        limit;
} Info;

static const Info infos[INN_N_VALUES] = {
  [INN_VALUE_CPU]      = { INN_METRIC_CPU, INN_STATS_CPU, 100, INN_LIMIT_CPU },
  [INN_VALUE_HOST_CPU] = { INN_METRIC_CPU, INN_STATS_CPU, 100, INN_LIMIT_CPU },
  [INN_VALUE_MEMORY]   = { INN_METRIC_MEMORY, INN_STATS_MEMORY, 0, INN_LIMIT_MEMORY },
  [INN_VALUE_DISK]     = { INN_METRIC_DISK, INN_STATS_DISK, LEAST_RATE_CEILING, INN_LIMIT_DISK },
  [INN_VALUE_NET]      = { INN_METRIC_NET, INN_STATS_NET, LEAST_RATE_CEILING, INN_LIMIT_NETWORK },
};

/* Who does not run does nothing; who is paused only keeps its memory. */
static gboolean
is_at_work (InnValue   value,
            InnDomain *domain)
{
  if (inn_domain_is_stale (domain) || !inn_domain_is_active (domain))
    return FALSE;

  switch (inn_domain_get_state (domain))
    {
    case INN_DOMAIN_STATE_RUNNING:
    case INN_DOMAIN_STATE_STARTING:
    case INN_DOMAIN_STATE_SHUTTING_DOWN:
      return TRUE;

    case INN_DOMAIN_STATE_PAUSED:
    case INN_DOMAIN_STATE_IO_ERROR:
    case INN_DOMAIN_STATE_SUSPENDED:
      return value == INN_VALUE_MEMORY;

    case INN_DOMAIN_STATE_UNKNOWN:
    case INN_DOMAIN_STATE_CRASHED:
    case INN_DOMAIN_STATE_SAVED:
    case INN_DOMAIN_STATE_SHUT_OFF:
    default:
      return FALSE;
    }
}

/* By what the value of the metric has to be multiplied. */
static double
get_factor (InnValue   value,
            InnDomain *domain)
{
  InnHost *host = inn_domain_get_host (domain);
  const InnHostFacts *facts = host != NULL ? inn_host_get_facts (host) : NULL;

  if (value != INN_VALUE_HOST_CPU)
    return 1;

  return facts != NULL && facts->cpus > 0
         ? (double) inn_domain_get_vcpus (domain) / facts->cpus
         : NAN;
}

InnStatsGroups
inn_machine_value_get_groups (InnValue value)
{
  g_return_val_if_fail (value < INN_N_VALUES, 0);

  return infos[value].groups;
}

/**
 * inn_machine_value_get_least_ceiling:
 *
 * Returns: what the full height of a line stands for at least; 0: the value is shown
 *   as a bar, a share of what there is
 */
double
inn_machine_value_get_least_ceiling (InnValue value)
{
  g_return_val_if_fail (value < INN_N_VALUES, 0);

  return infos[value].least_ceiling;
}

/**
 * inn_machine_value_get:
 *
 * Returns: the value now; NAN: the machine is not at work, or it is not known
 */
double
inn_machine_value_get (InnValue   value,
                       InnDomain *domain)
{
  InnStats *stats;

  g_return_val_if_fail (value < INN_N_VALUES, NAN);

  if (!is_at_work (value, domain) || (stats = inn_domain_get_stats (domain)) == NULL)
    return NAN;

  return inn_stats_get (stats, infos[value].metric, NULL) * get_factor (value, domain);
}

/**
 * inn_machine_value_is_over:
 *
 * Returns: whether @domain is above the limit that the user set for it
 */
gboolean
inn_machine_value_is_over (InnValue   value,
                           InnDomain *domain)
{
  g_return_val_if_fail (value < INN_N_VALUES, FALSE);

  return (inn_domain_get_over_limits (domain) & 1u << infos[value].limit) != 0;
}

/* Steps at round times, so that the line moves on by whole points; the last one has
 * the value of now. */
static gboolean
read_series (InnValue        value,
             InnDomain      *domain,
             InnSeriesPoint *points)
{
  InnStats *stats = inn_domain_get_stats (domain);
  InnSeries *series;
  gint64 last;

  if (!is_at_work (value, domain) || stats == NULL
      || (series = inn_stats_get_series (stats, infos[value].metric, NULL)) == NULL
      || !inn_series_get_last (series, &last, NULL))
    return FALSE;

  last = (last + INN_VALUE_STEP - 1) / INN_VALUE_STEP * INN_VALUE_STEP;
  inn_series_read (series, last - INN_VALUE_POINTS * INN_VALUE_STEP, INN_VALUE_STEP,
                   INN_VALUE_POINTS, points);

  return TRUE;
}

/**
 * inn_machine_value_read:
 * @points: (out caller-allocates) (array fixed-size=40): means of the last two minutes,
 *   NAN where nothing is known
 *
 * Returns: whether there is anything to draw
 */
gboolean
inn_machine_value_read (InnValue   value,
                        InnDomain *domain,
                        double    *points)
{
  InnSeriesPoint read[INN_VALUE_POINTS];
  double factor = get_factor (value, domain);

  g_return_val_if_fail (value < INN_N_VALUES, FALSE);

  if (!read_series (value, domain, read))
    return FALSE;

  for (guint i = 0; i < INN_VALUE_POINTS; i++)
    points[i] = read[i].mean * factor;

  return TRUE;
}

/**
 * inn_machine_value_get_memory_share:
 *
 * Returns: how much of its memory @domain uses, 0…1; NAN: not known
 */
double
inn_machine_value_get_memory_share (InnDomain *domain)
{
  return inn_domain_get_memory_share (domain, inn_machine_value_get (INN_VALUE_MEMORY, domain));
}

static char *
dup_memory (InnDomain *domain)
{
  double share = inn_machine_value_get_memory_share (domain);
  guint64 size_kib = inn_domain_get_size_kib (domain);

  if (size_kib == 0)
    return NULL;

  return isnan (share) ? inn_text_memory_kib (size_kib)
                       : inn_text_memory_pair (share * size_kib, size_kib);
}

/**
 * inn_machine_value_dup_text:
 *
 * Returns: (transfer full) (nullable): what the cell says
 */
char *
inn_machine_value_dup_text (InnValue   value,
                            InnDomain *domain)
{
  if (inn_domain_is_stale (domain))
    return g_strdup ("–");
  if (value == INN_VALUE_MEMORY)
    return dup_memory (domain);
  if (!is_at_work (value, domain))
    return NULL;

  return inn_unit_format (inn_metric_get_unit (infos[value].metric),
                          inn_machine_value_get (value, domain));
}

/* “Read 12 MB/s · 30/s”; nothing of what is not known. */
static void
append_rate (GString   *text,
             InnStats  *stats,
             InnMetric  rate,
             InnMetric  count)
{
  double bytes = inn_stats_get (stats, rate, NULL);
  double n = inn_stats_get (stats, count, NULL);
  g_autofree char *bytes_text = inn_unit_format (INN_UNIT_BYTES_PER_SECOND, bytes);

  if (isnan (bytes))
    return;

  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append_printf (text, "%s %s", inn_metric_get_label (rate), bytes_text);
  if (!isnan (n))
    {
      g_autofree char *n_text = inn_unit_format (INN_UNIT_PER_SECOND, n);

      g_string_append_printf (text, " · %s %s", inn_metric_get_label (count), n_text);
    }
}

static void
append_cpu (GString   *text,
            InnDomain *domain)
{
  double of_vcpus = inn_machine_value_get (INN_VALUE_CPU, domain);
  double of_host = inn_machine_value_get (INN_VALUE_HOST_CPU, domain);
  guint vcpus = inn_domain_get_vcpus (domain);
  g_autofree char *own = inn_text_percent (of_vcpus);
  g_autofree char *host = inn_text_percent (of_host);

  if (isnan (of_vcpus))
    return;

  /* Translators: CPU use, such as “71 % of 4 vCPUs” */
  g_string_append_printf (text, ngettext ("%s of %u vCPU", "%s of %u vCPUs", vcpus), own, vcpus);
  if (!isnan (of_host))
    {
      g_string_append (text, " · ");
      /* Translators: CPU use, such as “12 % of the host” */
      g_string_append_printf (text, _("%s of the host"), host);
    }
}

/**
 * inn_machine_value_dup_details:
 *
 * Returns: (transfer full) (nullable): more about the value, for a tooltip
 */
char *
inn_machine_value_dup_details (InnValue   value,
                               InnDomain *domain)
{
  InnStats *stats = inn_domain_get_stats (domain);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!is_at_work (value, domain) || stats == NULL)
    return NULL;

  switch (value)
    {
    case INN_VALUE_CPU:
    case INN_VALUE_HOST_CPU:
      append_cpu (text, domain);
      break;

    case INN_VALUE_DISK:
      append_rate (text, stats, INN_METRIC_DISK_READ, INN_METRIC_DISK_READ_OPS);
      append_rate (text, stats, INN_METRIC_DISK_WRITE, INN_METRIC_DISK_WRITE_OPS);
      break;

    case INN_VALUE_NET:
      append_rate (text, stats, INN_METRIC_NET_RX, INN_METRIC_NET_RX_PACKETS);
      append_rate (text, stats, INN_METRIC_NET_TX, INN_METRIC_NET_TX_PACKETS);
      break;

    case INN_VALUE_MEMORY:
      if (isnan (inn_machine_value_get_memory_share (domain)))
        g_string_append (text, _("The guest does not tell how much of its memory it uses"));
      break;

    case INN_VALUE_NONE:
    case INN_N_VALUES:
    default:
      break;
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* The least and the greatest value of the last two minutes. */
static gboolean
get_range (InnValue   value,
           InnDomain *domain,
           double    *min,
           double    *max)
{
  InnSeriesPoint points[INN_VALUE_POINTS];

  *min = INFINITY;
  *max = -INFINITY;

  if (!read_series (value, domain, points))
    return FALSE;

  for (guint i = 0; i < INN_VALUE_POINTS; i++)
    if (!isnan (points[i].mean))
      {
        *min = MIN (*min, points[i].min);
        *max = MAX (*max, points[i].max);
      }

  return *min <= *max;
}

/**
 * inn_machine_value_dup_name:
 *
 * Returns: (transfer full) (nullable): the value in words, for programs that read the
 *   screen
 */
char *
inn_machine_value_dup_name (InnValue   value,
                            InnDomain *domain)
{
  InnUnit unit = inn_metric_get_unit (infos[value].metric);
  double factor = get_factor (value, domain);
  g_autofree char *text = inn_machine_value_dup_text (value, domain);
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;
  double min;
  double max;

  if (text == NULL || !get_range (value, domain, &min, &max))
    return g_steal_pointer (&text);

  least = inn_unit_format (unit, min * factor);
  most = inn_unit_format (unit, max * factor);

  /* Translators: a value such as “71 %”, and the least and the greatest one */
  return g_strdup_printf (_("%s, between %s and %s in the last two minutes"), text, least, most);
}
