/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-snapshot"

#include "config.h"

#include "inn-snapshot.h"

/**
 * inn_snapshot_append_round:
 *
 * Fills a rectangle whose left and right ends are half circles; a circle if it is a square.
 */
void
inn_snapshot_append_round (GtkSnapshot   *snapshot,
                           const GdkRGBA *color,
                           float          x,
                           float          y,
                           float          width,
                           float          height)
{
  graphene_rect_t rect = GRAPHENE_RECT_INIT (x, y, width, height);
  GskRoundedRect round;

  gsk_rounded_rect_init_from_rect (&round, &rect, height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, color, &rect);
  gtk_snapshot_pop (snapshot);
}
