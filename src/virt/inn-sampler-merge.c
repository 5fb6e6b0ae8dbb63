/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-sampler"

#include "config.h"

#include "inn-sampler-private.h"
#include "inn-slice.h"

typedef struct _InnSamplerMerge
{
  InnSampler *sampler;
  InnTick    *tick;
  guint       next;
  guint       source;
  GPtrArray  *alive;
} Merge;

static void
merge_free (Merge *merge)
{
  g_clear_handle_id (&merge->source, inn_slice_remove);
  g_clear_pointer (&merge->alive, g_ptr_array_unref);
  inn_tick_free (merge->tick);
  g_free (merge);
}

static void
apply_sample (Merge           *merge,
              const InnSample *sample)
{
  InnSampler *self = merge->sampler;
  InnDomain *domain = inn_domain_list_find (self->host->domains, sample->uuid);
  InnStatsContext context = { inn_sampler_get_max_gap (), 0 };
  InnStats *stats;

  /* An event was faster, or the list is slower. */
  if (domain == NULL || !inn_domain_is_active (domain))
    return;

  if (sample->groups == 0 && inn_domain_get_stats (domain) == NULL)
    return;

  context.n_vcpus = inn_domain_get_vcpus (domain);
  stats = inn_domain_ensure_stats (domain);
  inn_stats_set_detailed (stats, inn_sampler_follows (self, domain));
  inn_stats_apply (stats, sample, inn_tick_get_readings (merge->tick, sample), &context);
  g_ptr_array_add (merge->alive, g_object_ref (domain));
}

static void
apply_host (Merge *merge)
{
  InnSampler *self = merge->sampler;
  InnTick *tick = merge->tick;
  const InnStatsContext context = { inn_sampler_get_max_gap (), 0 };

  if (tick->host.at == 0)
    return;

  /* Readings of the host are the last ones. */
  if (tick->host.asked & INN_STATS_HOST)
    {
      inn_tick_add_reading (tick, INN_METRIC_HOST_RUNNING, NULL, self->host->n_running, 0);
      tick->host.n++;
    }

  inn_stats_set_detailed (self->stats, TRUE);
  inn_stats_apply (self->stats, &tick->host, inn_tick_get_readings (tick, &tick->host), &context);
}

/* Machines of before that this look did not see: they ended, or it was not about them. */
static void
end_missing (Merge *merge)
{
  InnSampler *self = merge->sampler;

  for (guint i = 0; i < self->alive->len; i++)
    {
      InnDomain *domain = g_ptr_array_index (self->alive, i);
      InnStats *stats = inn_domain_get_stats (domain);

      if (inn_stats_get_time (stats) >= merge->tick->begun)
        continue;

      if (merge->tick->complete || !inn_domain_is_active (domain))
        inn_stats_end (stats);
      else
        g_ptr_array_add (merge->alive, g_object_ref (domain));
    }

  g_ptr_array_unref (self->alive);
  self->alive = g_steal_pointer (&merge->alive);
}

static gboolean
merge_cb (gpointer data)
{
  Merge *merge = data;
  InnSampler *self = merge->sampler;
  gint64 end = g_get_monotonic_time () + INN_SLICE_TIME;

  while (merge->next < merge->tick->samples->len && g_get_monotonic_time () < end)
    apply_sample (merge, &g_array_index (merge->tick->samples, InnSample, merge->next++));

  if (merge->next < merge->tick->samples->len)
    return G_SOURCE_CONTINUE;

  merge->source = 0;
  self->merge = NULL;
  apply_host (merge);
  end_missing (merge);
  merge_free (merge);
  inn_sampler_ended (self);

  return G_SOURCE_REMOVE;
}

/**
 * inn_sampler_merge:
 * @self: a sampler
 * @tick: (transfer full): what a look at the host brought
 *
 * Takes it over, in slices; then calls inn_sampler_ended().
 */
void
inn_sampler_merge (InnSampler *self,
                   InnTick    *tick)
{
  Merge *merge = g_new0 (Merge, 1);

  g_assert (self->merge == NULL);

  merge->sampler = self;
  merge->tick = tick;
  merge->alive = g_ptr_array_new_with_free_func (g_object_unref);
  merge->source = inn_slice_add (merge_cb, merge);
  self->merge = merge;
}

void
inn_sampler_stop_merge (InnSampler *self)
{
  g_clear_pointer (&self->merge, merge_free);
}

/**
 * inn_sampler_note_event:
 * @self: a sampler
 * @domain: a machine of the host
 * @text: (nullable): what happened to it just now
 * @begins: whether its counters begin anew
 * @ends: whether it does not run any more
 *
 * Notes it for graphs, if somebody needs statistics.
 */
void
inn_sampler_note_event (InnSampler *self,
                        InnDomain  *domain,
                        const char *text,
                        gboolean    begins,
                        gboolean    ends)
{
  InnStats *stats = inn_domain_get_stats (domain);

  if (text == NULL || (stats == NULL && !inn_sampler_is_needed (self)))
    return;

  stats = inn_domain_ensure_stats (domain);
  inn_stats_add_event (stats, inn_sampler_now (), text);

  if (begins)
    inn_stats_restart (stats);
  else if (ends)
    inn_stats_end (stats);
}
