/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-stats-watch"

#include "config.h"

#include "inn-stats-watch.h"

struct _InnStatsWatch
{
  GObject         parent_instance;

  GListModel     *hosts;
  InnStatsGroups  groups;
  gboolean        visible;
  GPtrArray      *entries;      /* of Entry */
};

typedef struct
{
  InnHost      *host;
  InnStatsNeed *need;
  gulong        sampled_id;
} Entry;

enum
{
  SAMPLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnStatsWatch, inn_stats_watch, G_TYPE_OBJECT)

static void
on_sampled_cb (InnStatsWatch *self,
               InnHost       *host)
{
  g_signal_emit (self, signals[SAMPLED], 0, host);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_signal_handler (&entry->sampled_id, entry->host);
  inn_stats_need_free (entry->need);
  g_object_unref (entry->host);
  g_free (entry);
}

static Entry *
entry_new (InnStatsWatch *self,
           InnHost       *host)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->host = g_object_ref (host);
  entry->need = inn_host_need_stats (host, NULL, self->groups, self->visible);
  entry->sampled_id = g_signal_connect_swapped (host, "sampled", G_CALLBACK (on_sampled_cb), self);

  return entry;
}

static gboolean
is_entry_of (gconstpointer entry,
             gconstpointer host)
{
  return ((const Entry *) entry)->host == host;
}

static void
on_hosts_changed_cb (InnStatsWatch *self)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->entries);
  guint index;

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  for (guint i = 0; i < g_list_model_get_n_items (self->hosts); i++)
    {
      g_autoptr (InnHost) host = g_list_model_get_item (self->hosts, i);

      if (g_ptr_array_find_with_equal_func (before, host, is_entry_of, &index))
        g_ptr_array_add (self->entries, g_ptr_array_steal_index_fast (before, index));
      else
        g_ptr_array_add (self->entries, entry_new (self, host));
    }
}

static void
inn_stats_watch_dispose (GObject *object)
{
  InnStatsWatch *self = INN_STATS_WATCH (object);

  g_ptr_array_set_size (self->entries, 0);
  g_clear_object (&self->hosts);

  G_OBJECT_CLASS (inn_stats_watch_parent_class)->dispose (object);
}

static void
inn_stats_watch_finalize (GObject *object)
{
  g_ptr_array_unref (INN_STATS_WATCH (object)->entries);

  G_OBJECT_CLASS (inn_stats_watch_parent_class)->finalize (object);
}

static void
inn_stats_watch_class_init (InnStatsWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = inn_stats_watch_dispose;
  object_class->finalize = inn_stats_watch_finalize;

  signals[SAMPLED] = g_signal_new ("sampled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, INN_TYPE_HOST);
}

static void
inn_stats_watch_init (InnStatsWatch *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
}

/**
 * inn_stats_watch_new:
 * @hosts: of InnHost
 *
 * Returns: (transfer full): needs nothing yet
 */
InnStatsWatch *
inn_stats_watch_new (GListModel *hosts)
{
  InnStatsWatch *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (hosts), NULL);

  self = g_object_new (INN_TYPE_STATS_WATCH, NULL);
  self->hosts = g_object_ref (hosts);
  g_signal_connect_object (hosts, "items-changed", G_CALLBACK (on_hosts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  on_hosts_changed_cb (self);

  return self;
}

/**
 * inn_stats_watch_set_groups:
 *
 * Sets what is needed of each host.
 */
void
inn_stats_watch_set_groups (InnStatsWatch  *self,
                            InnStatsGroups  groups)
{
  g_return_if_fail (INN_IS_STATS_WATCH (self));

  if (self->groups == groups)
    return;

  self->groups = groups;
  for (guint i = 0; i < self->entries->len; i++)
    inn_stats_need_set_groups (((Entry *) g_ptr_array_index (self->entries, i))->need, groups);
}

/**
 * inn_stats_watch_set_visible:
 * @visible: whether somebody looks at it; in the background it is collected less often
 */
void
inn_stats_watch_set_visible (InnStatsWatch *self,
                             gboolean       visible)
{
  g_return_if_fail (INN_IS_STATS_WATCH (self));

  if (self->visible == visible)
    return;

  self->visible = visible;
  for (guint i = 0; i < self->entries->len; i++)
    inn_stats_need_set_visible (((Entry *) g_ptr_array_index (self->entries, i))->need, visible);
}
