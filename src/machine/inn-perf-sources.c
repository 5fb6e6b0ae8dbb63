/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <string.h>

#include "inn-domain-summary.h"
#include "inn-perf-sources.h"

/* The path of an image is long: its name is what it is known by. */
static const char *
shorten (const char *source)
{
  const char *slash;

  if (g_str_has_prefix (source, "/dev/"))
    return source + strlen ("/dev/");

  slash = *source == '/' ? strrchr (source, '/') : NULL;

  return slash != NULL ? slash + 1 : source;
}

static void
set_sources (GPtrArray           *cards,
             InnPerfKind          kind,
             const char * const  *instances,
             const char * const  *sources)
{
  for (guint i = 0; instances[i] != NULL; i++)
    {
      InnPerfCard *card = inn_perf_card_find (cards, kind, instances[i]);

      if (card != NULL)
        inn_perf_card_set_source (card, shorten (sources[i]));
    }
}

/**
 * inn_perf_sources_set:
 * @cards: of InnPerfCard
 * @xml: of the machine
 *
 * Tells the cards of disks and network cards what is behind them: images, networks.
 */
void
inn_perf_sources_set (GPtrArray  *cards,
                      const char *xml)
{
  g_autoptr (InnDomainSummary) summary = inn_domain_summary_new_from_xml (xml, NULL);

  if (summary == NULL)
    return;

  set_sources (cards, INN_PERF_DISK, (const char * const *) summary->disks,
               (const char * const *) summary->disk_sources);
  set_sources (cards, INN_PERF_NIC, (const char * const *) summary->nics,
               (const char * const *) summary->nic_sources);
}
