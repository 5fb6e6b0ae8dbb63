/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include "inn-stats-need.h"
#include "inn-stats-settings.h"

/* Flags of the setting, and what they allow. What is only read on request always may. */
static const InnStatsGroups allowed[] = {
  INN_STATS_CPU | INN_STATS_VCPU,
  INN_STATS_MEMORY,
  INN_STATS_DISK,
  INN_STATS_NET,
  INN_STATS_HOST | INN_STATS_HOST_CPUS,
};

static void
apply_settings (GSettings *settings)
{
  guint flags = g_settings_get_flags (settings, "stats-groups");
  InnStatsGroups groups = INN_STATS_DIRTY;

  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (flags & 1 << i)
      groups |= allowed[i];

  inn_stats_set_intervals (g_settings_get_int (settings, "stats-interval"),
                           g_settings_get_int (settings, "stats-interval-background"));
  inn_stats_set_allowed (groups);
  inn_stats_set_history (g_settings_get_enum (settings, "stats-history"));
}

/**
 * inn_stats_settings_follow:
 * @settings: the settings of the program
 * @hosts: the hosts of the program
 *
 * Has statistics read as the settings say, now and whenever they change.
 */
void
inn_stats_settings_follow (GSettings   *settings,
                           InnHostList *hosts)
{
  static const char * const keys[] = {
    "stats-interval", "stats-interval-background", "stats-groups", "stats-history",
  };

  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (INN_IS_HOST_LIST (hosts));

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *signal = g_strconcat ("changed::", keys[i], NULL);

      g_signal_connect (settings, signal, G_CALLBACK (apply_settings), NULL);
    }

  g_settings_bind (settings, "stats-interval-background", hosts, "poll-interval",
                   G_SETTINGS_BIND_GET);
  apply_settings (settings);
}
