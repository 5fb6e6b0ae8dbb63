/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-console-facts"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inn-console-facts.h"
#include "inn-host.h"
#include "inn-stats.h"
#include "inn-text.h"

static void
add (GStrvBuilder *facts,
     const char   *key,
     const char   *value)
{
  g_strv_builder_add (facts, key);
  g_strv_builder_add (facts, value);
}

static void
add_stopped (GStrvBuilder *facts,
             InnDomain    *domain)
{
  gint64 since = inn_domain_get_state_since (domain);
  gint64 elapsed = g_get_real_time () - since;
  g_autofree char *time = NULL;
  g_autofree char *ago = NULL;
  g_autofree char *value = NULL;

  if (since == 0)
    return;

  time = inn_text_time_of_day (since);
  ago = inn_text_duration (MAX (0, elapsed));

  /* Translators: a time of day and how long that is ago: “14:06, 25 min ago” */
  value = g_strdup_printf (_("%s, %s ago"), time, ago);
  add (facts, _("Stopped"), elapsed < G_TIME_SPAN_MINUTE ? time : value);
}

static void
add_size (GStrvBuilder *facts,
          InnDomain    *domain)
{
  guint vcpus = inn_domain_get_vcpus (domain);
  g_autofree char *memory = inn_text_memory_kib (inn_domain_get_size_kib (domain));
  g_autofree char *cpus = g_strdup_printf (ngettext ("%u vCPU", "%u vCPUs", vcpus), vcpus);
  const char *os = inn_domain_get_os_name (domain);
  g_autofree char *value = os != NULL ? g_strjoin (" · ", cpus, memory, os, NULL)
                                      : g_strjoin (" · ", cpus, memory, NULL);

  add (facts, _("Will start with"), value);
}

/* What the caches of the host hold is given back when it is wanted. */
static double
get_free_memory (InnHost *host)
{
  InnStats *stats = inn_host_get_stats (host);
  const InnHostFacts *about = inn_host_get_facts (host);
  double cached;
  double memory;

  if (inn_stats_is_stale (stats))
    return NAN;

  memory = inn_stats_get (stats, INN_METRIC_HOST_MEMORY_FREE, NULL);
  cached = inn_stats_get (stats, INN_METRIC_HOST_MEMORY_CACHED, NULL);

  if (!isnan (cached))
    memory += cached;

  /* In a container both are those of the whole computer. */
  if (!isnan (memory) && about != NULL && about->memory_kib > 0)
    return MIN (memory, about->memory_kib * 1024.0);

  return memory;
}

static void
add_free_memory (GStrvBuilder *facts,
                 InnDomain    *domain)
{
  double memory = get_free_memory (inn_domain_get_host (domain));
  guint64 kib;
  g_autofree char *size = NULL;
  g_autofree char *value = NULL;

  if (isnan (memory))
    return;

  kib = (guint64) (memory / 1024);
  size = inn_text_memory_kib (kib);

  if (kib >= inn_domain_get_size_kib (domain))
    /* Translators: %s is a size such as “61 GiB” */
    value = g_strdup_printf (_("%s memory, enough"), size);
  else
    value = g_strdup_printf (_("%s memory, less than that"), size);

  add (facts, _("Host has free"), value);
}

/**
 * inn_console_facts_new_off:
 * @domain: a machine that does not run
 *
 * Returns: (transfer full): since when, and what starting it will take
 */
char **
inn_console_facts_new_off (InnDomain *domain)
{
  g_autoptr (GStrvBuilder) facts = g_strv_builder_new ();

  add_stopped (facts, domain);
  if (inn_domain_get_size_kib (domain) > 0)
    add_size (facts, domain);
  add_free_memory (facts, domain);
  if (inn_domain_get_persistent (domain))
    add (facts, _("Starts with the host"), inn_domain_get_autostart (domain) ? _("Yes") : _("No"));

  return g_strv_builder_end (facts);
}

static const char *
get_when (InnDomain *domain)
{
  if (inn_domain_get_managed_save (domain))
    return _("at the start after its saved state was used or discarded");

  return inn_domain_is_active (domain) ? _("at its next start; the running guest is not touched")
                                       : _("at its next start");
}

/**
 * inn_console_facts_new_change:
 * @domain: a machine
 * @change: what would be changed in its definition
 *
 * Returns: (transfer full): what, when, what is lost, and that it can be undone
 */
char **
inn_console_facts_new_change (InnDomain              *domain,
                              const InnDisplayChange *change)
{
  g_autoptr (GStrvBuilder) facts = g_strv_builder_new ();
  g_autofree char *steps = g_strjoinv ("\n", change->steps);
  g_autofree char *losses = g_strjoinv ("\n", change->losses);

  add (facts, _("What changes"), steps);
  add (facts, _("When"), get_when (domain));
  add (facts, _("What is lost"), *losses != '\0' ? losses : _("nothing"));
  add (facts, _("Undo"), _("in the list of jobs, until Innkeeper is closed"));

  return g_strv_builder_end (facts);
}
