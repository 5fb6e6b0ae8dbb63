/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-compare-set"

#include "config.h"

#include "inn-compare-set.h"
#include "inn-stats-watch.h"
#include "inn-stats.h"

#define GROUPS (INN_STATS_CPU | INN_STATS_MEMORY | INN_STATS_DISK | INN_STATS_NET)

/* Hosts answer one after the other: their values are shown together, this many ms later. */
#define DELAY_MS 30

typedef struct
{
  InnHost   *host;
  InnDomain *domain;
  char      *label;
} Machine;

struct _InnCompareSet
{
  GObject        parent_instance;

  GArray        *machines;      /* of Machine */
  GListStore    *hosts;
  InnStatsWatch *watch;
  guint          timeout_id;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnCompareSet, inn_compare_set, G_TYPE_OBJECT)

static Machine *
get (InnCompareSet *self,
     guint          index)
{
  return &g_array_index (self->machines, Machine, index);
}

static void
clear_machine (gpointer data)
{
  Machine *machine = data;

  inn_domain_release_stats (machine->domain);
  g_object_unref (machine->domain);
  g_object_unref (machine->host);
  g_free (machine->label);
}

/* One that was undefined and defined again is another object. */
static void
find_again (Machine *machine)
{
  InnDomain *found = inn_host_find_domain (machine->host, inn_domain_get_uuid (machine->domain));

  if (found == NULL || found == machine->domain)
    return;

  inn_domain_release_stats (machine->domain);
  g_set_object (&machine->domain, found);
  inn_domain_hold_stats (found);
}

static gboolean
tell_cb (gpointer user_data)
{
  InnCompareSet *self = user_data;

  self->timeout_id = 0;
  for (guint i = 0; i < self->machines->len; i++)
    find_again (get (self, i));
  g_signal_emit (self, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

static void
on_sampled_cb (InnCompareSet *self)
{
  if (self->timeout_id == 0)
    self->timeout_id = g_timeout_add (DELAY_MS, tell_cb, self);
}

static void
inn_compare_set_dispose (GObject *object)
{
  InnCompareSet *self = INN_COMPARE_SET (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_object (&self->watch);
  g_clear_object (&self->hosts);
  g_array_set_size (self->machines, 0);

  G_OBJECT_CLASS (inn_compare_set_parent_class)->dispose (object);
}

static void
inn_compare_set_finalize (GObject *object)
{
  g_array_unref (INN_COMPARE_SET (object)->machines);

  G_OBJECT_CLASS (inn_compare_set_parent_class)->finalize (object);
}

static void
inn_compare_set_class_init (InnCompareSetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = inn_compare_set_dispose;
  object_class->finalize = inn_compare_set_finalize;

  signals[CHANGED] = g_signal_new ("changed", INN_TYPE_COMPARE_SET, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
inn_compare_set_init (InnCompareSet *self)
{
  self->machines = g_array_new (FALSE, TRUE, sizeof (Machine));
  g_array_set_clear_func (self->machines, clear_machine);
  self->hosts = g_list_store_new (INN_TYPE_HOST);
}

static void
add (InnCompareSet *self,
     InnDomain     *domain)
{
  Machine machine = {
    .host = g_object_ref (inn_domain_get_host (domain)),
    .domain = g_object_ref (domain),
  };

  g_array_append_val (self->machines, machine);
  inn_domain_hold_stats (domain);
  if (!g_list_store_find (self->hosts, machine.host, NULL))
    g_list_store_append (self->hosts, machine.host);
}

/* The name, with that of the host where others have the same. */
static char *
make_label (InnCompareSet *self,
            guint          index)
{
  const char *name = inn_domain_get_name (get (self, index)->domain);

  for (guint i = 0; i < self->machines->len; i++)
    if (i != index && g_str_equal (inn_domain_get_name (get (self, i)->domain), name))
      return g_strdup_printf ("%s · %s", name, inn_host_get_name (get (self, index)->host));

  return g_strdup (name);
}

/**
 * inn_compare_set_new:
 * @machines: of InnDomain; no more than %INN_COMPARE_MAX of them are taken
 *
 * Returns: (transfer full)
 */
InnCompareSet *
inn_compare_set_new (GListModel *machines)
{
  InnCompareSet *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (machines), NULL);

  self = g_object_new (INN_TYPE_COMPARE_SET, NULL);
  for (guint i = 0; i < MIN (g_list_model_get_n_items (machines), INN_COMPARE_MAX); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (machines, i);

      add (self, domain);
    }
  for (guint i = 0; i < self->machines->len; i++)
    get (self, i)->label = make_label (self, i);

  self->watch = inn_stats_watch_new (G_LIST_MODEL (self->hosts));
  g_signal_connect_object (self->watch, "sampled", G_CALLBACK (on_sampled_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

static gboolean
has_machine (InnCompareSet *self,
             InnDomain     *domain)
{
  const char *uuid = inn_domain_get_uuid (domain);

  for (guint i = 0; i < self->machines->len; i++)
    if (get (self, i)->host == inn_domain_get_host (domain)
        && g_str_equal (inn_domain_get_uuid (get (self, i)->domain), uuid))
      return TRUE;

  return FALSE;
}

/**
 * inn_compare_set_is_of:
 * @machines: of InnDomain, in any order
 *
 * Returns: whether the first %INN_COMPARE_MAX of @machines are those of the set
 */
gboolean
inn_compare_set_is_of (InnCompareSet *self,
                       GListModel    *machines)
{
  guint n = MIN (g_list_model_get_n_items (machines), INN_COMPARE_MAX);

  g_return_val_if_fail (INN_IS_COMPARE_SET (self), FALSE);

  if (n != self->machines->len)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (machines, i);

      if (!has_machine (self, domain))
        return FALSE;
    }

  return TRUE;
}

guint
inn_compare_set_get_n (InnCompareSet *self)
{
  g_return_val_if_fail (INN_IS_COMPARE_SET (self), 0);

  return self->machines->len;
}

InnDomain *
inn_compare_set_get_machine (InnCompareSet *self,
                             guint          index)
{
  g_return_val_if_fail (INN_IS_COMPARE_SET (self), NULL);
  g_return_val_if_fail (index < self->machines->len, NULL);

  return get (self, index)->domain;
}

const char *
inn_compare_set_get_label (InnCompareSet *self,
                           guint          index)
{
  g_return_val_if_fail (INN_IS_COMPARE_SET (self), NULL);
  g_return_val_if_fail (index < self->machines->len, NULL);

  return get (self, index)->label;
}

/**
 * inn_compare_set_get_time:
 *
 * Returns: when the newest values were read; 0: nothing runs of which there are any
 */
gint64
inn_compare_set_get_time (InnCompareSet *self)
{
  gint64 time = 0;

  g_return_val_if_fail (INN_IS_COMPARE_SET (self), 0);

  for (guint i = 0; i < self->machines->len; i++)
    {
      InnDomain *domain = get (self, i)->domain;
      InnStats *stats = inn_domain_get_stats (domain);

      if (stats != NULL && inn_domain_is_active (domain))
        time = MAX (time, inn_stats_get_time (stats));
    }

  return time;
}

/**
 * inn_compare_set_set_visible:
 * @visible: whether somebody looks at it; what nobody sees is not collected
 */
void
inn_compare_set_set_visible (InnCompareSet *self,
                             gboolean       visible)
{
  g_return_if_fail (INN_IS_COMPARE_SET (self));

  inn_stats_watch_set_groups (self->watch, visible ? GROUPS : 0);
  inn_stats_watch_set_visible (self->watch, visible);
}
