/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-limits"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inn-domain-private.h"
#include "inn-limits.h"
#include "inn-stats-watch.h"
#include "inn-stats.h"
#include "inn-text.h"

/* What counts is the mean of this time, in µs: a machine that starts a program is not
 * in need of anybody. */
#define SPAN (15 * G_USEC_PER_SEC)

/* It has to fall to this share of the limit before it can cross it again. */
#define RELEASE 0.9

struct _InnLimits
{
  GObject        parent_instance;

  GListModel    *hosts;
  InnStatsWatch *watch;
  int            limits[INN_N_LIMITS];
  InnStatsGroups groups;         /* what the limits are of; 0: there is none */
};

enum
{
  CROSSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];
static GParamSpec *properties[INN_N_LIMITS + 1];

static const struct
{
  const char     *name;
  InnMetric       metric;
  InnStatsGroups  groups;
  int             most;
} infos[INN_N_LIMITS] = {
  [INN_LIMIT_CPU]     = { "cpu", INN_METRIC_CPU, INN_STATS_CPU, 100 },
  [INN_LIMIT_MEMORY]  = { "memory", INN_METRIC_MEMORY, INN_STATS_MEMORY, 100 },
  [INN_LIMIT_DISK]    = { "disk", INN_METRIC_DISK, INN_STATS_DISK, 100000 },
  [INN_LIMIT_NETWORK] = { "network", INN_METRIC_NET, INN_STATS_NET, 100000 },
};

G_DEFINE_FINAL_TYPE (InnLimits, inn_limits, G_TYPE_OBJECT)

/* In the unit of the limit. */
static double
get_mean (InnDomain *domain,
          InnStats  *stats,
          InnLimit   limit)
{
  InnSeries *series = inn_stats_get_series (stats, infos[limit].metric, NULL);
  gint64 now = inn_stats_get_time (stats);
  InnSeriesPoint point;

  if (series == NULL)
    return NAN;

  inn_series_read (series, now - SPAN, SPAN, 1, &point);

  switch (limit)
    {
    case INN_LIMIT_MEMORY:
      return inn_domain_get_memory_share (domain, point.mean) * 100;

    case INN_LIMIT_DISK:
    case INN_LIMIT_NETWORK:
      return point.mean / 1e6;

    case INN_LIMIT_CPU:
    case INN_N_LIMITS:
    default:
      return point.mean;
    }
}

static gboolean
is_over (InnLimits *self,
         InnDomain *domain,
         InnStats  *stats,
         InnLimit   limit)
{
  gboolean was_over = (inn_domain_get_over_limits (domain) & 1u << limit) != 0;
  double mean;

  if (self->limits[limit] == 0 || stats == NULL || !inn_domain_is_active (domain))
    return FALSE;

  mean = get_mean (domain, stats, limit);

  return was_over ? mean > self->limits[limit] * RELEASE : mean > self->limits[limit];
}

static void
check_domain (InnLimits *self,
              InnDomain *domain)
{
  InnStats *stats = inn_domain_get_stats (domain);
  guint before = inn_domain_get_over_limits (domain);
  guint over = 0;

  for (InnLimit limit = 0; limit < INN_N_LIMITS; limit++)
    over |= is_over (self, domain, stats, limit) ? 1u << limit : 0;

  if (over == before)
    return;

  inn_domain_set_over_limits (domain, over);
  for (InnLimit limit = 0; limit < INN_N_LIMITS; limit++)
    if ((over & ~before & 1u << limit) != 0)
      g_signal_emit (self, signals[CROSSED], 0, domain, limit);
}

static void
check_host (InnLimits *self,
            InnHost   *host)
{
  GListModel *domains = inn_host_get_domains (host);
  guint n = g_list_model_get_n_items (domains);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);

      if (inn_domain_get_stats (domain) != NULL)
        check_domain (self, domain);
    }
}

/* Whoever was above a limit that is gone was told of it in sync_limits(). */
static void
on_sampled_cb (InnLimits *self,
               InnHost   *host)
{
  if (self->groups != 0)
    check_host (self, host);
}

/* Without a limit nothing is collected for it; nobody is above one that is gone. */
static void
sync_limits (InnLimits *self)
{
  self->groups = 0;

  for (guint i = 0; i < g_list_model_get_n_items (self->hosts); i++)
    {
      g_autoptr (InnHost) host = g_list_model_get_item (self->hosts, i);

      check_host (self, host);
    }

  for (InnLimit limit = 0; limit < INN_N_LIMITS; limit++)
    if (self->limits[limit] > 0)
      self->groups |= infos[limit].groups;

  inn_stats_watch_set_groups (self->watch, self->groups);
}

static void
inn_limits_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  g_value_set_int (value, INN_LIMITS (object)->limits[prop_id - 1]);
}

static void
inn_limits_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  InnLimits *self = INN_LIMITS (object);

  self->limits[prop_id - 1] = g_value_get_int (value);
  sync_limits (self);
}

static void
inn_limits_dispose (GObject *object)
{
  InnLimits *self = INN_LIMITS (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->hosts);

  G_OBJECT_CLASS (inn_limits_parent_class)->dispose (object);
}

static void
inn_limits_class_init (InnLimitsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = inn_limits_get_property;
  object_class->set_property = inn_limits_set_property;
  object_class->dispose = inn_limits_dispose;

  for (InnLimit limit = 0; limit < INN_N_LIMITS; limit++)
    properties[limit + 1] =
      g_param_spec_int (infos[limit].name, NULL, NULL, 0, infos[limit].most, 0,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, INN_N_LIMITS + 1, properties);

  signals[CROSSED] = g_signal_new ("crossed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 2, INN_TYPE_DOMAIN,
                                   G_TYPE_UINT);
}

static void
inn_limits_init (InnLimits *self)
{
}

/**
 * inn_limits_new:
 * @hosts: of InnHost
 *
 * Returns: (transfer full): without any limit
 */
InnLimits *
inn_limits_new (GListModel *hosts)
{
  InnLimits *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (hosts), NULL);

  self = g_object_new (INN_TYPE_LIMITS, NULL);
  self->hosts = g_object_ref (hosts);
  self->watch = inn_stats_watch_new (hosts);
  g_signal_connect_object (self->watch, "sampled", G_CALLBACK (on_sampled_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * inn_limits_dup_text:
 *
 * Returns: (transfer full): what a machine above @limit does, such as “CPU above 90 %”
 */
char *
inn_limits_dup_text (InnLimits *self,
                     InnLimit   limit)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (INN_IS_LIMITS (self), NULL);
  g_return_val_if_fail (limit < INN_N_LIMITS, NULL);

  if (limit == INN_LIMIT_CPU || limit == INN_LIMIT_MEMORY)
    value = inn_text_percent (self->limits[limit]);
  else
    value = inn_text_rate (self->limits[limit] * 1e6);

  /* Translators: what is measured and a limit: “CPU above 90 %” */
  return g_strdup_printf (_("%s above %s"), inn_metric_get_label (infos[limit].metric), value);
}
