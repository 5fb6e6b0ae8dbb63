/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-model"

#include "config.h"

#include "inn-machine-model.h"

/* Each host that is loaded adds machines all over a sorted list, so that every row shows
 * another one. In a list of this length that happens this often at most, in µs. */
#define MANY 1000
#define ADD_INTERVAL (250 * 1000)

typedef struct
{
  GObject  *item;
  guint     rank;      /* place in the order */
  gboolean  shown;
  gboolean  taken;     /* out of the order, while that is made anew */
} Entry;

struct _InnMachineModel
{
  GObject           parent_instance;

  GListModel       *source;
  GtkFilter        *filter;
  GCompareDataFunc  compare;
  gpointer          compare_data;

  GPtrArray        *entries;   /* all, in the order of the source; owns them */
  GPtrArray        *order;     /* all, sorted */
  GPtrArray        *shown;     /* those that the filter lets through, sorted */
  GPtrArray        *waiting;   /* new ones that are not in the order yet */
  guint             wait_id;
  gint64            added;     /* when there were new ones */
};

/* What a change of the source means. */
typedef struct
{
  GPtrArray *gone;       /* owns them */
  GPtrArray *fresh;
  GPtrArray *touched;    /* the same as before, with other values perhaps */
} Change;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (InnMachineModel, inn_machine_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->item);
  g_free (entry);
}

/*
 * Order and filter
 */

static int
compare_entries (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  InnMachineModel *self = user_data;
  const Entry *one = *(Entry * const *) a;
  const Entry *other = *(Entry * const *) b;

  return self->compare (one->item, other->item, self->compare_data);
}

static gboolean
match (InnMachineModel *self,
       Entry           *entry)
{
  gboolean shown = self->filter == NULL || gtk_filter_match (self->filter, entry->item);
  gboolean changed = shown != entry->shown;

  entry->shown = shown;

  return changed;
}

static gboolean
is_in_place (InnMachineModel *self,
             Entry           *entry)
{
  gpointer *order = self->order->pdata;

  return (entry->rank == 0
          || compare_entries (&order[entry->rank - 1], &order[entry->rank], self) <= 0)
         && (entry->rank + 1 == self->order->len
             || compare_entries (&order[entry->rank], &order[entry->rank + 1], self) <= 0);
}

static void
rank (InnMachineModel *self)
{
  for (guint i = 0; i < self->order->len; i++)
    ((Entry *) self->order->pdata[i])->rank = i;
}

/* The first place from @from on whose entry comes after @entry. */
static guint
find_place (InnMachineModel *self,
            GPtrArray       *order,
            guint            from,
            Entry           *entry)
{
  guint end = order->len;

  while (from < end)
    {
      guint middle = from + (end - from) / 2;

      if (compare_entries (&order->pdata[middle], &entry, self) <= 0)
        from = middle + 1;
      else
        end = middle;
    }

  return from;
}

static void
append_range (GPtrArray *array,
              GPtrArray *from,
              guint      start,
              guint      end)
{
  for (; start < end; start++)
    g_ptr_array_add (array, from->pdata[start]);
}

/* Puts @entries, which get sorted, into the order, from which all that are taken
 * go. Few of them need few comparisons. */
static void
reorder (InnMachineModel *self,
         GPtrArray       *entries)
{
  g_autoptr (GPtrArray) rest = g_ptr_array_sized_new (self->order->len);
  guint next = 0;

  for (guint i = 0; i < self->order->len; i++)
    if (!((Entry *) self->order->pdata[i])->taken)
      g_ptr_array_add (rest, self->order->pdata[i]);

  g_ptr_array_sort_with_data (entries, compare_entries, self);
  g_ptr_array_set_size (self->order, 0);
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = entries->pdata[i];
      guint place = find_place (self, rest, next, entry);

      append_range (self->order, rest, next, place);
      g_ptr_array_add (self->order, entry);
      entry->taken = FALSE;
      next = place;
    }
  append_range (self->order, rest, next, rest->len);

  rank (self);
}

/* Tells what is different as one change, as small as possible. */
static void
update_shown (InnMachineModel *self)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->shown);
  guint start = 0;
  guint n_old = old->len;
  guint n_new;

  self->shown = g_ptr_array_sized_new (self->order->len);
  for (guint i = 0; i < self->order->len; i++)
    if (((Entry *) self->order->pdata[i])->shown)
      g_ptr_array_add (self->shown, self->order->pdata[i]);
  n_new = self->shown->len;

  while (start < MIN (n_old, n_new) && old->pdata[start] == self->shown->pdata[start])
    start++;
  while (n_old > start && n_new > start && old->pdata[n_old - 1] == self->shown->pdata[n_new - 1])
    {
      n_old--;
      n_new--;
    }

  if (n_old > start || n_new > start)
    g_list_model_items_changed (G_LIST_MODEL (self), start, n_old - start, n_new - start);
}

/*
 * Changes of the source
 */

static void
change_init (Change *change)
{
  change->gone = g_ptr_array_new_with_free_func (entry_free);
  change->fresh = g_ptr_array_new ();
  change->touched = g_ptr_array_new ();
}

static void
change_clear (Change *change)
{
  g_ptr_array_unref (change->gone);
  g_ptr_array_unref (change->fresh);
  g_ptr_array_unref (change->touched);
}

static Entry *
take_entry (GHashTable *old,
            GObject    *item,
            Change     *change)
{
  Entry *entry = g_hash_table_lookup (old, item);

  if (entry != NULL)
    {
      g_hash_table_remove (old, item);
      g_ptr_array_add (change->touched, entry);
      return entry;
    }

  entry = g_new0 (Entry, 1);
  entry->item = g_object_ref (item);
  g_ptr_array_add (change->fresh, entry);

  return entry;
}

static void
replace_entries (InnMachineModel *self,
                 guint            position,
                 guint            removed,
                 guint            added,
                 Change          *change)
{
  g_autoptr (GHashTable) old = g_hash_table_new (NULL, NULL);
  GPtrArray *entries = g_ptr_array_sized_new (self->entries->len + added);
  GHashTableIter iter;
  gpointer entry;

  for (guint i = position; i < position + removed; i++)
    {
      entry = self->entries->pdata[i];
      g_hash_table_insert (old, ((Entry *) entry)->item, entry);
    }

  append_range (entries, self->entries, 0, position);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (self->source, position + i);

      g_ptr_array_add (entries, take_entry (old, item, change));
    }
  append_range (entries, self->entries, position + removed, self->entries->len);

  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    {
      ((Entry *) entry)->taken = TRUE;
      g_ptr_array_add (change->gone, entry);
    }

  g_ptr_array_unref (self->entries);
  self->entries = entries;
}

static gboolean
are_same (InnMachineModel *self,
          guint            position,
          guint            n)
{
  for (guint i = position; i < position + n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (self->source, i);

      if (((Entry *) self->entries->pdata[i])->item != item)
        return FALSE;
    }

  return TRUE;
}

static void
add_waiting (InnMachineModel *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  g_clear_handle_id (&self->wait_id, g_source_remove);
  self->waiting = g_ptr_array_new ();
  if (waiting->len == 0)
    return;

  for (guint i = 0; i < waiting->len; i++)
    match (self, waiting->pdata[i]);
  self->added = g_get_monotonic_time ();
  reorder (self, waiting);
  update_shown (self);
}

static gboolean
add_waiting_cb (gpointer user_data)
{
  InnMachineModel *self = user_data;

  self->wait_id = 0;
  add_waiting (self);

  return G_SOURCE_REMOVE;
}

/* Returns: whether what comes now may be seen later, together with what comes next */
static gboolean
may_wait (InnMachineModel *self)
{
  gint64 since = g_get_monotonic_time () - self->added;

  if (self->order->len < MANY || since >= ADD_INTERVAL)
    return self->waiting->len > 0;

  if (self->wait_id == 0)
    self->wait_id = g_timeout_add ((guint) (ADD_INTERVAL - since) / 1000 + 1, add_waiting_cb,
                                   self);

  return TRUE;
}

static void
on_source_changed_cb (InnMachineModel *self,
                      guint            position,
                      guint            removed,
                      guint            added)
{
  g_autoptr (GPtrArray) moved = g_ptr_array_new ();
  gboolean flipped = FALSE;
  Change change;

  change_init (&change);
  if (removed == 0 && may_wait (self))
    {
      replace_entries (self, position, 0, added, &change);
      append_range (self->waiting, change.fresh, 0, change.fresh->len);
      change_clear (&change);
      return;
    }

  add_waiting (self);
  if (removed == added && are_same (self, position, added))
    append_range (change.touched, self->entries, position, position + added);
  else
    replace_entries (self, position, removed, added, &change);

  for (guint i = 0; i < change.touched->len; i++)
    {
      Entry *entry = change.touched->pdata[i];

      flipped |= match (self, entry);
      if (!is_in_place (self, entry))
        g_ptr_array_add (moved, entry);
    }

  /* Which of two neighbours is in the wrong place nobody knows: none that was
   * touched may stay in the order that the others are sorted into. */
  if (moved->len > 0)
    {
      g_ptr_array_set_size (moved, 0);
      append_range (moved, change.touched, 0, change.touched->len);
      for (guint i = 0; i < moved->len; i++)
        ((Entry *) moved->pdata[i])->taken = TRUE;
    }

  for (guint i = 0; i < change.fresh->len; i++)
    match (self, change.fresh->pdata[i]);
  append_range (moved, change.fresh, 0, change.fresh->len);
  if (change.fresh->len > 0)
    self->added = g_get_monotonic_time ();

  if (moved->len > 0 || change.gone->len > 0)
    reorder (self, moved);
  if (moved->len > 0 || change.gone->len > 0 || flipped)
    update_shown (self);

  change_clear (&change);
}

static void
on_filter_changed_cb (InnMachineModel *self)
{
  gboolean flipped = FALSE;

  add_waiting (self);
  for (guint i = 0; i < self->order->len; i++)
    flipped |= match (self, self->order->pdata[i]);

  if (flipped)
    update_shown (self);
}

/*
 * GListModel
 */

static GType
inn_machine_model_get_item_type (GListModel *list)
{
  return G_TYPE_OBJECT;
}

static guint
inn_machine_model_get_n_items (GListModel *list)
{
  return INN_MACHINE_MODEL (list)->shown->len;
}

static gpointer
inn_machine_model_get_item (GListModel *list,
                            guint       position)
{
  InnMachineModel *self = INN_MACHINE_MODEL (list);

  if (position >= self->shown->len)
    return NULL;

  return g_object_ref (((Entry *) self->shown->pdata[position])->item);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = inn_machine_model_get_item_type;
  iface->get_n_items = inn_machine_model_get_n_items;
  iface->get_item = inn_machine_model_get_item;
}

static void
inn_machine_model_dispose (GObject *object)
{
  InnMachineModel *self = INN_MACHINE_MODEL (object);

  g_clear_handle_id (&self->wait_id, g_source_remove);
  inn_machine_model_set_filter (self, NULL);
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (inn_machine_model_parent_class)->dispose (object);
}

static void
inn_machine_model_finalize (GObject *object)
{
  InnMachineModel *self = INN_MACHINE_MODEL (object);

  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->order);
  g_ptr_array_foreach (self->entries, (GFunc) (void (*) (void)) entry_free, NULL);
  g_ptr_array_unref (self->entries);

  G_OBJECT_CLASS (inn_machine_model_parent_class)->finalize (object);
}

static void
inn_machine_model_class_init (InnMachineModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = inn_machine_model_dispose;
  object_class->finalize = inn_machine_model_finalize;
}

static void
inn_machine_model_init (InnMachineModel *self)
{
  self->entries = g_ptr_array_new ();
  self->order = g_ptr_array_new ();
  self->shown = g_ptr_array_new ();
  self->waiting = g_ptr_array_new ();
}

/**
 * inn_machine_model_new:
 * @source: a list in which no item is twice
 * @compare: says of two items which one is first; never 0
 *
 * To a long list items are added together with those that come soon after them.
 *
 * Returns: (transfer full): the items of @source, sorted
 */
InnMachineModel *
inn_machine_model_new (GListModel       *source,
                       GCompareDataFunc  compare,
                       gpointer          user_data)
{
  InnMachineModel *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (source), NULL);
  g_return_val_if_fail (compare != NULL, NULL);

  self = g_object_new (INN_TYPE_MACHINE_MODEL, NULL);
  self->source = g_object_ref (source);
  self->compare = compare;
  self->compare_data = user_data;
  g_signal_connect_swapped (source, "items-changed", G_CALLBACK (on_source_changed_cb), self);
  on_source_changed_cb (self, 0, 0, g_list_model_get_n_items (source));

  return self;
}

/**
 * inn_machine_model_set_filter:
 * @filter: (nullable): what is let through; %NULL: everything
 */
void
inn_machine_model_set_filter (InnMachineModel *self,
                              GtkFilter       *filter)
{
  g_return_if_fail (INN_IS_MACHINE_MODEL (self));

  if (self->filter == filter)
    return;

  if (self->filter != NULL)
    g_signal_handlers_disconnect_by_data (self->filter, self);
  g_set_object (&self->filter, filter);
  if (filter == NULL)
    return;

  g_signal_connect_swapped (filter, "changed", G_CALLBACK (on_filter_changed_cb), self);
  on_filter_changed_cb (self);
}

/**
 * inn_machine_model_refilter:
 *
 * To be called when the filter goes by something that has changed meanwhile.
 */
void
inn_machine_model_refilter (InnMachineModel *self)
{
  g_return_if_fail (INN_IS_MACHINE_MODEL (self));

  on_filter_changed_cb (self);
}

/**
 * inn_machine_model_resort:
 *
 * To be called when @compare goes by something else now.
 */
void
inn_machine_model_resort (InnMachineModel *self)
{
  g_return_if_fail (INN_IS_MACHINE_MODEL (self));

  add_waiting (self);
  g_ptr_array_sort_with_data (self->order, compare_entries, self);
  rank (self);
  update_shown (self);
}
