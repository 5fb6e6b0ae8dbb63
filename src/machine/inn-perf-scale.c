/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <math.h>

#include "inn-perf-scale.h"
#include "inn-rate.h"

static void
set_top (GPtrArray *cards,
         guint      index,
         double     top)
{
  for (guint i = 0; i < cards->len; i++)
    {
      InnGraph *graph = inn_perf_card_get_graph (g_ptr_array_index (cards, i), index);

      if (graph != NULL)
        inn_graph_set_common_top (graph, top);
    }
}

static void
share_one (InnPerfScale *self,
           GPtrArray    *cards,
           guint         index)
{
  InnGraph *graph = NULL;
  double highest = NAN;

  for (guint i = 0; i < cards->len; i++)
    {
      graph = inn_perf_card_get_graph (g_ptr_array_index (cards, i), index);
      if (graph != NULL)
        highest = fmax (highest, inn_graph_get_highest (graph));
    }

  if (graph != NULL)
    set_top (cards, index, inn_axis_scale_fit (&self->scales[index], inn_graph_get_unit (graph),
                                               highest, inn_rate_now ()));
}

/**
 * inn_perf_scale_share:
 * @cards: of InnPerfCard, all of one kind
 * @view: what they show
 *
 * Gives the graphs that stand for the same in all @cards the same scale. To be called when @view
 * changed.
 */
void
inn_perf_scale_share (InnPerfScale *self,
                      GPtrArray    *cards,
                      InnTimeView  *view)
{
  gint64 from;
  gint64 to;

  /* What is seen is something else: the scale fits at once. */
  inn_time_view_get_visible (view, &from, &to);
  if (to - from != self->range)
    *self = (InnPerfScale) { .range = to - from };

  for (guint i = 0; i < INN_PERF_MAX_GRAPHS; i++)
    share_one (self, cards, i);
}

/**
 * inn_perf_scale_end:
 *
 * Each of @cards has its own scale again.
 */
void
inn_perf_scale_end (InnPerfScale *self,
                    GPtrArray    *cards)
{
  *self = (InnPerfScale) { 0 };
  for (guint i = 0; i < INN_PERF_MAX_GRAPHS; i++)
    set_top (cards, i, 0);
}
