/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <glib/gi18n.h>

#include "inn-host-checks.h"
#include "inn-host-fact.h"
#include "inn-text.h"

static const InnHostCaps *
get_caps (InnHost *host)
{
  const InnHostCapabilities *capabilities = inn_host_get_capabilities (host);

  return capabilities != NULL ? capabilities->host : NULL;
}

static const InnHostSysinfo *
get_sysinfo (InnHost *host)
{
  const InnHostCapabilities *capabilities = inn_host_get_capabilities (host);

  return capabilities != NULL ? capabilities->sysinfo : NULL;
}

static char *
dup_computer (InnHost *host)
{
  const InnHostSysinfo *sysinfo = get_sysinfo (host);

  return sysinfo != NULL ? g_strdup (sysinfo->computer) : NULL;
}

/* The name on the chip if the firmware tells; else who made it and its architecture. */
static char *
dup_model (InnHost *host)
{
  const InnHostSysinfo *sysinfo = get_sysinfo (host);
  const InnHostCaps *caps = get_caps (host);
  const InnHostFacts *facts = inn_host_get_facts (host);

  if (sysinfo != NULL && sysinfo->processor != NULL)
    return g_strdup (sysinfo->processor);

  if (caps != NULL && caps->arch != NULL && caps->cpu_vendor != NULL)
    return g_strjoin (" · ", caps->cpu_vendor, caps->arch, NULL);

  return facts != NULL ? g_strdup (facts->cpu_model) : NULL;
}

static char *
dup_threads (guint threads)
{
  return threads > 0 ? g_strdup_printf (ngettext ("%u thread", "%u threads", threads), threads)
                     : NULL;
}

/* "2 sockets × 32 cores × 2 threads"; where cores differ: "1 socket, 12 cores, 20 threads" */
static char *
dup_topology (InnHost *host)
{
  const InnHostCaps *caps = get_caps (host);
  const InnHostFacts *facts = inn_host_get_facts (host);
  g_autofree char *sockets = NULL;
  g_autofree char *cores = NULL;
  g_autofree char *threads = NULL;
  gboolean even;
  guint n_cores;
  guint n_threads;

  if (caps == NULL || caps->sockets == 0 || caps->cores == 0)
    return facts != NULL ? dup_threads (facts->cpus) : NULL;

  even = caps->cores % caps->sockets == 0 && caps->threads % caps->cores == 0;
  n_cores = even ? caps->cores / caps->sockets : caps->cores;
  n_threads = even ? caps->threads / caps->cores : caps->threads;

  sockets = g_strdup_printf (ngettext ("%u socket", "%u sockets", caps->sockets), caps->sockets);
  cores = g_strdup_printf (ngettext ("%u core", "%u cores", n_cores), n_cores);
  threads = dup_threads (n_threads);

  return g_strjoin (even ? " × " : ", ", sockets, cores, threads, NULL);
}

static gboolean
are_alike (GPtrArray *nodes)
{
  for (guint i = 1; i < nodes->len; i++)
    {
      guint64 first = ((InnHostNode *) nodes->pdata[0])->memory_kib;
      guint64 other = ((InnHostNode *) nodes->pdata[i])->memory_kib;

      /* Firmware takes a little of one of them. */
      if (MAX (first, other) - MIN (first, other) > first / 32)
        return FALSE;
    }

  return TRUE;
}

/**
 * inn_host_dup_nodes_text:
 * @host: a host
 *
 * Returns: (transfer full) (nullable): its NUMA nodes: “4 nodes × 64 GiB”
 */
char *
inn_host_dup_nodes_text (InnHost *host)
{
  const InnHostCaps *caps = get_caps (host);
  g_autofree char *memory = NULL;
  guint64 sum = 0;
  guint n;

  if (caps == NULL || caps->nodes->len == 0)
    return NULL;

  n = caps->nodes->len;
  for (guint i = 0; i < n; i++)
    sum += ((InnHostNode *) caps->nodes->pdata[i])->memory_kib;

  if (are_alike (caps->nodes))
    {
      memory = inn_text_memory_kib (sum / n);
      /* Translators: NUMA nodes, and the memory of each */
      return g_strdup_printf (ngettext ("%u node × %s", "%u nodes × %s", n), n, memory);
    }

  memory = inn_text_memory_kib (sum);

  /* Translators: NUMA nodes, and the memory of all of them */
  return g_strdup_printf (ngettext ("%u node, %s", "%u nodes, %s in all", n), n, memory);
}

static char *
dup_guest_model (InnHost *host)
{
  const InnHostCapabilities *capabilities = inn_host_get_capabilities (host);

  if (capabilities == NULL)
    return NULL;

  if (capabilities->machines != NULL && capabilities->machines->cpu_model != NULL)
    return g_strdup (capabilities->machines->cpu_model);

  return g_strdup (capabilities->host->cpu_model);
}

static char *
dup_memory (InnHost *host)
{
  const InnHostFacts *facts = inn_host_get_facts (host);

  return facts != NULL && facts->memory_kib > 0 ? inn_text_memory_kib (facts->memory_kib) : NULL;
}

static char *
dup_hostname (InnHost *host)
{
  const InnHostFacts *facts = inn_host_get_facts (host);

  return facts != NULL ? g_strdup (facts->hostname) : NULL;
}

static char *
dup_libvirt (InnHost *host)
{
  const InnHostFacts *facts = inn_host_get_facts (host);

  return facts != NULL ? g_strdup (facts->libvirt_version) : NULL;
}

static char *
dup_hypervisor (InnHost *host)
{
  const InnHostFacts *facts = inn_host_get_facts (host);

  if (facts == NULL || facts->hypervisor == NULL)
    return NULL;

  return g_strjoin (" ", facts->hypervisor, facts->hypervisor_version, NULL);
}

static const InnHostFact facts_table[] = {
  { "computer", INN_HOST_FACT_PROCESSOR, N_("Computer"), dup_computer },
  /* Translators: of a processor */
  { "model", INN_HOST_FACT_PROCESSOR, N_("Model"), dup_model },
  /* Translators: how many sockets, cores and threads a processor has */
  { "topology", INN_HOST_FACT_PROCESSOR, N_("Topology"), dup_topology },
  { "nodes", INN_HOST_FACT_PROCESSOR, "NUMA", inn_host_dup_nodes_text },
  { "memory", INN_HOST_FACT_PROCESSOR, N_("Memory"), dup_memory },
  { "guest-model", INN_HOST_FACT_PROCESSOR, N_("Guest CPU Model"), dup_guest_model },
  { "hostname", INN_HOST_FACT_VERSIONS, N_("Host Name"), dup_hostname },
  { "libvirt", INN_HOST_FACT_VERSIONS, "libvirt", dup_libvirt },
  { "hypervisor", INN_HOST_FACT_VERSIONS, N_("Hypervisor"), dup_hypervisor },
};

/**
 * inn_host_get_facts_table:
 *
 * Returns: (array length=n_facts): what can be told of a host, in the order in which it is
 */
const InnHostFact *
inn_host_get_facts_table (guint *n_facts)
{
  *n_facts = G_N_ELEMENTS (facts_table);

  return facts_table;
}

const char *
inn_host_fact_group_get_title (InnHostFactGroup group)
{
  static const char * const titles[] = {
    N_("Processor and Memory"), N_("Versions"),
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (titles) == INN_HOST_N_FACT_GROUPS);

  return _(titles[group]);
}

/**
 * inn_host_run_checks:
 * @host: a host
 *
 * Returns: (transfer full) (nullable) (element-type InnHostCheck): %NULL before its capabilities
 *   were read
 */
GPtrArray *
inn_host_run_checks (InnHost *host)
{
  const InnHostCapabilities *capabilities = inn_host_get_capabilities (host);
  const InnHostFacts *facts = inn_host_get_facts (host);

  if (capabilities == NULL)
    return NULL;

  return inn_host_checks_run (facts != NULL ? facts->hypervisor : NULL, capabilities->host,
                              capabilities->machines);
}
