/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-state-clock"

#include "config.h"

#include "inn-state-clock.h"

/**
 * inn_state_clock_sync:
 * @id: (inout): the source that ticks, 0 while none does; to be removed with what shows the state
 * @host: a host
 * @tick: shows the text of its state anew, and goes on
 *
 * Lets @tick be called each second as long as the text of the state counts seconds. To be
 * called when the state has changed.
 */
void
inn_state_clock_sync (guint       *id,
                      InnHost     *host,
                      GSourceFunc  tick,
                      gpointer     user_data)
{
  gboolean counts = inn_host_state_text_counts (host);

  if (counts && *id == 0)
    *id = g_timeout_add_seconds (1, tick, user_data);
  else if (!counts)
    g_clear_handle_id (id, g_source_remove);
}
