/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-slice"

#include "config.h"

#include "inn-slice.h"

/* After drawing and input, before what nobody waits for. */
#define PRIORITY (G_PRIORITY_DEFAULT_IDLE - 10)

typedef struct
{
  guint       id;
  GSourceFunc function;
  gpointer    data;
} Slice;

static GQueue slices;
static Slice *running;          /* NULL also if it was removed meanwhile */
static guint source;
static guint last_id;

static void
run_one (void)
{
  Slice *slice = g_queue_pop_head (&slices);

  running = slice;
  if (slice->function (slice->data) && running == slice)
    g_queue_push_tail (&slices, slice);
  else
    g_free (slice);
  running = NULL;
}

static gboolean
run_cb (gpointer user_data)
{
  gint64 end = g_get_monotonic_time () + INN_SLICE_TIME;

  while (!g_queue_is_empty (&slices))
    {
      run_one ();
      if (g_get_monotonic_time () >= end)
        return G_SOURCE_CONTINUE;
    }

  source = 0;

  return G_SOURCE_REMOVE;
}

/**
 * inn_slice_add:
 * @function: does a piece of the work, for %INN_SLICE_TIME at most, and returns whether
 *   there is more
 *
 * As g_idle_add(), for work of which there may be much at once: the answers of fifty hosts
 * that come together. Idle sources would all have their turn before the main loop looks at
 * input again; here they share the time of one.
 *
 * Returns: to stop it with
 */
guint
inn_slice_add (GSourceFunc function,
               gpointer    data)
{
  Slice *slice = g_new0 (Slice, 1);

  slice->id = ++last_id;
  slice->function = function;
  slice->data = data;
  g_queue_push_tail (&slices, slice);

  if (source == 0)
    source = g_idle_add_full (PRIORITY, run_cb, NULL, NULL);

  return slice->id;
}

static int
compare_id (gconstpointer slice,
            gconstpointer id)
{
  return ((const Slice *) slice)->id != GPOINTER_TO_UINT (id);
}

/**
 * inn_slice_remove:
 * @id: what inn_slice_add() returned; its function has not said that it is done
 */
void
inn_slice_remove (guint id)
{
  GList *link = g_queue_find_custom (&slices, GUINT_TO_POINTER (id), compare_id);

  if (link != NULL)
    {
      g_free (link->data);
      g_queue_delete_link (&slices, link);
    }
  else if (running != NULL && running->id == id)
    {
      running = NULL;
    }
}
