/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-tally"

#include "config.h"

#include "inn-machine-filter.h"
#include "inn-machine-tally.h"
#include "inn-rate.h"
#include "inn-stats-watch.h"
#include "inn-text.h"

/* Counting again can wait; while many machines arrive it has to. */
#define DELAY_MS 200
#define DELAY_MANY_MS 1000
#define MANY 2000

/* What machines do at the moment is counted this often at most, in µs. */
#define LIVE_INTERVAL (3 * G_USEC_PER_SEC)

struct _InnMachineTally
{
  GObject      parent_instance;

  GListModel  *machines;
  GPtrArray   *searches;      /* InnQuery */
  GArray      *search_counts; /* guint */
  GHashTable  *tag_counts;    /* tag to count */
  char       **tags;          /* sorted */
  char       **systems;       /* names of operating systems, sorted */
  guint        attention;
  guint        timeout_id;

  /* Searches that go by what machines do: it is collected while somebody sees their counts. */
  InnStatsWatch *watch;
  gboolean       visible;
  guint          live_id;
  gint64         live_at;     /* when they were counted last */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnMachineTally, inn_machine_tally, G_TYPE_OBJECT)

static int
compare_naturally (gconstpointer a,
                   gconstpointer b)
{
  g_autofree char *key_a = inn_text_natural_key (*(char * const *) a);
  g_autofree char *key_b = inn_text_natural_key (*(char * const *) b);

  return strcmp (key_a, key_b);
}

static char **
dup_sorted_keys (GHashTable *table)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, g_strdup (key));
  g_ptr_array_sort (keys, compare_naturally);
  g_ptr_array_add (keys, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&keys), FALSE);
}

static void
count_machine (InnMachineTally *self,
               InnDomain       *domain,
               GHashTable      *systems)
{
  const char * const *tags = inn_domain_get_tags (domain);
  const char *system = inn_domain_get_os_name (domain);

  self->attention += inn_machine_needs_attention (domain);

  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->tag_counts, tags[i]));

      g_hash_table_insert (self->tag_counts, g_strdup (tags[i]), GUINT_TO_POINTER (n + 1));
    }

  for (guint i = 0; i < self->searches->len; i++)
    if (inn_machine_matches (domain, g_ptr_array_index (self->searches, i)))
      g_array_index (self->search_counts, guint, i)++;

  if (system != NULL && *system != '\0' && !g_hash_table_contains (systems, system))
    g_hash_table_add (systems, g_strdup (system));
}

static const InnQuery *
get_search (InnMachineTally *self,
            guint            index)
{
  return g_ptr_array_index (self->searches, index);
}

/* Names, tags and states have signals of their own, values come with every look at a host.
 * @counts: of the searches that go by them */
static void
count_live (InnMachineTally *self,
            guint           *counts)
{
  guint n = g_list_model_get_n_items (self->machines);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (self->machines, i);

      for (guint j = 0; j < self->searches->len; j++)
        if (inn_query_is_live (get_search (self, j)))
          counts[j] += inn_machine_matches (domain, get_search (self, j));
    }
}

static gboolean
count_live_cb (gpointer user_data)
{
  InnMachineTally *self = INN_MACHINE_TALLY (user_data);
  g_autofree guint *counts = g_new0 (guint, self->searches->len);
  gboolean changed = FALSE;

  self->live_id = 0;
  self->live_at = inn_rate_now ();
  count_live (self, counts);

  for (guint i = 0; i < self->searches->len; i++)
    {
      guint *known = &g_array_index (self->search_counts, guint, i);

      if (!inn_query_is_live (get_search (self, i)) || *known == counts[i])
        continue;

      *known = counts[i];
      changed = TRUE;
    }

  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

static gboolean
is_live (InnMachineTally *self)
{
  for (guint i = 0; i < self->searches->len; i++)
    if (inn_query_is_live (get_search (self, i)))
      return TRUE;

  return FALSE;
}

static void
on_sampled_cb (InnMachineTally *self)
{
  gint64 wait = self->live_at + LIVE_INTERVAL - inn_rate_now ();

  if (self->live_id == 0 && self->visible && is_live (self))
    self->live_id = g_timeout_add_full (G_PRIORITY_LOW, MAX (wait, 0) / 1000, count_live_cb, self,
                                        NULL);
}

/* Every few seconds is enough: it is not looked at as “visible” says it of graphs. */
static void
sync_watch (InnMachineTally *self)
{
  gboolean needed = self->visible && is_live (self);

  inn_stats_watch_set_groups (self->watch, needed ? INN_STATS_CPU : 0);
  if (!needed)
    g_clear_handle_id (&self->live_id, g_source_remove);
}

static void
count (InnMachineTally *self)
{
  g_autoptr (GHashTable) systems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = g_list_model_get_n_items (self->machines);

  self->attention = 0;
  g_hash_table_remove_all (self->tag_counts);
  g_array_set_size (self->search_counts, 0);
  g_array_set_size (self->search_counts, self->searches->len);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (self->machines, i);

      count_machine (self, domain, systems);
    }

  g_strfreev (self->tags);
  self->tags = dup_sorted_keys (self->tag_counts);
  g_strfreev (self->systems);
  self->systems = dup_sorted_keys (systems);

  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
count_cb (gpointer user_data)
{
  InnMachineTally *self = INN_MACHINE_TALLY (user_data);

  self->timeout_id = 0;
  count (self);

  return G_SOURCE_REMOVE;
}

static void
queue_count (InnMachineTally *self)
{
  guint delay = g_list_model_get_n_items (self->machines) > MANY ? DELAY_MANY_MS : DELAY_MS;

  if (self->timeout_id == 0)
    self->timeout_id = g_timeout_add_full (G_PRIORITY_LOW, delay, count_cb, self, NULL);
}

static void
inn_machine_tally_finalize (GObject *object)
{
  InnMachineTally *self = INN_MACHINE_TALLY (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_handle_id (&self->live_id, g_source_remove);
  g_clear_object (&self->watch);
  if (self->machines != NULL)
    g_signal_handlers_disconnect_by_data (self->machines, self);
  g_clear_object (&self->machines);
  g_ptr_array_unref (self->searches);
  g_array_unref (self->search_counts);
  g_hash_table_unref (self->tag_counts);
  g_strfreev (self->tags);
  g_strfreev (self->systems);

  G_OBJECT_CLASS (inn_machine_tally_parent_class)->finalize (object);
}

static void
inn_machine_tally_class_init (InnMachineTallyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = inn_machine_tally_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
inn_machine_tally_init (InnMachineTally *self)
{
  self->searches = g_ptr_array_new_with_free_func ((GDestroyNotify) inn_query_free);
  self->search_counts = g_array_new (FALSE, TRUE, sizeof (guint));
  self->tag_counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->tags = g_new0 (char *, 1);
  self->systems = g_new0 (char *, 1);
}

/**
 * inn_machine_tally_new:
 * @machines: a list of #InnDomain
 * @hosts: a list of #InnHost, which they are on
 */
InnMachineTally *
inn_machine_tally_new (GListModel *machines,
                       GListModel *hosts)
{
  InnMachineTally *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (machines), NULL);

  self = g_object_new (INN_TYPE_MACHINE_TALLY, NULL);
  self->machines = g_object_ref (machines);
  g_signal_connect_swapped (machines, "items-changed", G_CALLBACK (queue_count), self);
  queue_count (self);
  self->watch = inn_stats_watch_new (hosts);
  g_signal_connect_object (self->watch, "sampled", G_CALLBACK (on_sampled_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * inn_machine_tally_set_searches:
 * @searches: of type a(ss), name and query, as in the settings
 */
void
inn_machine_tally_set_searches (InnMachineTally *self,
                                GVariant        *searches)
{
  GVariantIter iter;
  const char *query;

  g_return_if_fail (INN_IS_MACHINE_TALLY (self));

  g_ptr_array_set_size (self->searches, 0);
  g_variant_iter_init (&iter, searches);
  while (g_variant_iter_next (&iter, "(&s&s)", NULL, &query))
    g_ptr_array_add (self->searches, inn_query_new (query));

  count (self);
  sync_watch (self);
}

/**
 * inn_machine_tally_set_visible:
 * @visible: whether somebody sees the counts; only then they follow what machines do
 */
void
inn_machine_tally_set_visible (InnMachineTally *self,
                               gboolean         visible)
{
  g_return_if_fail (INN_IS_MACHINE_TALLY (self));

  self->visible = visible;
  sync_watch (self);
}

/**
 * inn_machine_tally_get_attention:
 *
 * Returns: how many machines need attention
 */
guint
inn_machine_tally_get_attention (InnMachineTally *self)
{
  g_return_val_if_fail (INN_IS_MACHINE_TALLY (self), 0);

  return self->attention;
}

/**
 * inn_machine_tally_get_search:
 * @index: of the saved search
 */
guint
inn_machine_tally_get_search (InnMachineTally *self,
                              guint            index)
{
  g_return_val_if_fail (INN_IS_MACHINE_TALLY (self), 0);

  return index < self->search_counts->len ? g_array_index (self->search_counts, guint, index) : 0;
}

/**
 * inn_machine_tally_get_tags:
 *
 * Returns: (transfer none): all tags there are, in natural order
 */
const char * const *
inn_machine_tally_get_tags (InnMachineTally *self)
{
  g_return_val_if_fail (INN_IS_MACHINE_TALLY (self), NULL);

  return (const char * const *) self->tags;
}

guint
inn_machine_tally_get_tag (InnMachineTally *self,
                           const char      *tag)
{
  g_return_val_if_fail (INN_IS_MACHINE_TALLY (self), 0);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->tag_counts, tag));
}

/**
 * inn_machine_tally_get_systems:
 *
 * Returns: (transfer none): the operating systems there are, in natural order
 */
const char * const *
inn_machine_tally_get_systems (InnMachineTally *self)
{
  g_return_val_if_fail (INN_IS_MACHINE_TALLY (self), NULL);

  return (const char * const *) self->systems;
}
