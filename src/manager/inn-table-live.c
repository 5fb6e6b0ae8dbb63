/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-table-live"

#include "config.h"

#include <math.h>

#include "inn-column-view.h"
#include "inn-machine-cell.h"
#include "inn-stats-watch.h"
#include "inn-table-live.h"
#include "inn-visibility.h"

/* Rows come and go in numbers: they are looked at once, this many ms later. */
#define DELAY_MS 30

struct _InnTableLive
{
  GObject         parent_instance;

  GtkColumnView  *view;         /* owns us */
  InnVisibility  *visibility;
  InnStatsWatch  *watch;
  GHashTable     *held;         /* of InnDomain, on the screen */
  guint           timeout_id;
  guint           ticked_id;
};

enum
{
  TICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnTableLive, inn_table_live, G_TYPE_OBJECT)

/*
 * Rows on the screen
 */

static gboolean
is_on_screen (GtkWidget *row,
              GtkWidget *list)
{
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (row) && gtk_widget_compute_bounds (row, list, &bounds)
         && bounds.origin.y < gtk_widget_get_height (list)
         && bounds.origin.y + bounds.size.height > 0;
}

/* The cells of all rows that are on the screen. */
static GPtrArray *
list_cells (InnTableLive *self)
{
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (self->view));
  GPtrArray *cells = g_ptr_array_new ();

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      if (!is_on_screen (row, list))
        continue;

      for (GtkWidget *cell = gtk_widget_get_first_child (row); cell != NULL;
           cell = gtk_widget_get_next_sibling (cell))
        {
          GtkWidget *child = gtk_widget_get_first_child (cell);

          if (INN_IS_MACHINE_CELL (child)
              && inn_machine_cell_get_domain (INN_MACHINE_CELL (child)) != NULL)
            g_ptr_array_add (cells, child);
        }
    }

  return cells;
}

/* Rows can be compared: their lines have the same scale. */
static void
raise_ceiling (InnMachineCell *cell,
               double         *ceilings)
{
  InnValue value = inn_machine_cell_get_info (cell)->value;

  if (value != INN_VALUE_NONE)
    ceilings[value] = fmax (ceilings[value],
                            inn_machine_value_get (value, inn_machine_cell_get_domain (cell)));
}

static GHashTable *
new_domain_set (void)
{
  return g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/* Where a host has to be asked for each machine, it is asked for those alone. */
static void
hold (InnTableLive *self,
      GHashTable   *held)
{
  GHashTableIter iter;
  gpointer domain;

  g_hash_table_iter_init (&iter, held);
  while (g_hash_table_iter_next (&iter, &domain, NULL))
    if (!g_hash_table_contains (self->held, domain))
      inn_domain_hold_stats (domain);

  g_hash_table_iter_init (&iter, self->held);
  while (g_hash_table_iter_next (&iter, &domain, NULL))
    if (!g_hash_table_contains (held, domain))
      inn_domain_release_stats (domain);

  g_hash_table_unref (self->held);
  self->held = g_hash_table_ref (held);
}

static void
show_cells (GPtrArray  *cells,
            GHashTable *held)
{
  double ceilings[INN_N_VALUES];

  for (guint i = 0; i < INN_N_VALUES; i++)
    ceilings[i] = inn_machine_value_get_least_ceiling (i);

  for (guint i = 0; i < cells->len; i++)
    {
      InnMachineCell *cell = g_ptr_array_index (cells, i);
      InnDomain *domain = inn_machine_cell_get_domain (cell);

      raise_ceiling (cell, ceilings);
      if (!g_hash_table_contains (held, domain))
        g_hash_table_add (held, g_object_ref (domain));
    }

  for (guint i = 0; i < cells->len; i++)
    {
      InnMachineCell *cell = g_ptr_array_index (cells, i);

      inn_machine_cell_show_value (cell, ceilings[inn_machine_cell_get_info (cell)->value]);
    }
}

static void
show_values (InnTableLive *self)
{
  g_autoptr (GHashTable) held = new_domain_set ();

  if (inn_visibility_get (self->visibility))
    {
      g_autoptr (GPtrArray) cells = list_cells (self);

      show_cells (cells, held);
    }

  hold (self, held);
}

static gboolean
show_values_cb (gpointer user_data)
{
  InnTableLive *self = INN_TABLE_LIVE (user_data);

  self->timeout_id = 0;
  show_values (self);

  return G_SOURCE_REMOVE;
}

static gboolean
ticked_cb (gpointer user_data)
{
  InnTableLive *self = INN_TABLE_LIVE (user_data);

  self->ticked_id = 0;
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  show_values (self);
  g_signal_emit (self, signals[TICKED], 0);

  return G_SOURCE_REMOVE;
}

/* Hosts tell one after the other, but all in one moment: they are shown together, in the
 * frame that shows the sidebar’s part of it. */
static void
on_sampled_cb (InnTableLive *self)
{
  if (self->ticked_id == 0)
    self->ticked_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, ticked_cb, self, NULL);
}

static void
on_visibility_changed_cb (InnTableLive *self)
{
  inn_stats_watch_set_visible (self->watch, inn_visibility_get (self->visibility));
  inn_table_live_queue (self);
}

static void
inn_table_live_dispose (GObject *object)
{
  InnTableLive *self = INN_TABLE_LIVE (object);
  g_autoptr (GHashTable) none = new_domain_set ();

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_handle_id (&self->ticked_id, g_source_remove);
  hold (self, none);
  g_clear_object (&self->watch);
  g_clear_object (&self->visibility);

  G_OBJECT_CLASS (inn_table_live_parent_class)->dispose (object);
}

static void
inn_table_live_finalize (GObject *object)
{
  g_hash_table_unref (INN_TABLE_LIVE (object)->held);

  G_OBJECT_CLASS (inn_table_live_parent_class)->finalize (object);
}

static void
inn_table_live_class_init (InnTableLiveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = inn_table_live_dispose;
  object_class->finalize = inn_table_live_finalize;

  signals[TICKED] = g_signal_new ("ticked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
inn_table_live_init (InnTableLive *self)
{
  self->held = new_domain_set ();
}

/**
 * inn_table_live_new:
 * @view: the table, in a scrolled window; has to outlive the result
 *
 * Returns: (transfer full): collects nothing yet
 */
InnTableLive *
inn_table_live_new (GtkColumnView *view,
                    InnHostList   *hosts)
{
  InnTableLive *self;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);
  g_return_val_if_fail (INN_IS_HOST_LIST (hosts), NULL);

  self = g_object_new (INN_TYPE_TABLE_LIVE, NULL);
  self->view = view;
  self->watch = inn_stats_watch_new (G_LIST_MODEL (hosts));
  g_signal_connect_object (self->watch, "sampled", G_CALLBACK (on_sampled_cb), self,
                           G_CONNECT_SWAPPED);
  self->visibility = inn_visibility_new (GTK_WIDGET (view));
  g_signal_connect_object (self->visibility, "changed", G_CALLBACK (on_visibility_changed_cb),
                           self, G_CONNECT_SWAPPED);
  on_visibility_changed_cb (self);

  return self;
}

/**
 * inn_table_live_set_groups:
 * @groups: what is shown, or what rows are sorted or filtered by
 */
void
inn_table_live_set_groups (InnTableLive   *self,
                           InnStatsGroups  groups)
{
  g_return_if_fail (INN_IS_TABLE_LIVE (self));

  inn_stats_watch_set_groups (self->watch, groups);
}

/**
 * inn_table_live_queue:
 *
 * Has the rows looked at again soon: other ones may be on the screen.
 */
void
inn_table_live_queue (InnTableLive *self)
{
  g_return_if_fail (INN_IS_TABLE_LIVE (self));

  if (self->timeout_id == 0)
    self->timeout_id = g_timeout_add (DELAY_MS, show_values_cb, self);
}
