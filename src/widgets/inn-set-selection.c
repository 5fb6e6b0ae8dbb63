/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-set-selection"

#include "config.h"

#include "inn-set-selection.h"

struct _InnSetSelection
{
  GObject     parent_instance;

  GListModel *model;
  GHashTable *selected;     /* set of objects, owned */
};

static void list_model_init      (GListModelInterface       *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (InnSetSelection, inn_set_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                      selection_model_init))

/* The span of positions whose state was changed. */
typedef struct
{
  guint first;
  guint last;
} Span;

static const Span no_span = { G_MAXUINT, 0 };

static void
set_one (InnSetSelection *self,
         guint            position,
         gboolean         select,
         Span            *span)
{
  g_autoptr (GObject) item = g_list_model_get_item (self->model, position);
  gboolean changed;

  if (item == NULL)
    return;

  if (select)
    changed = !g_hash_table_contains (self->selected, item)
              && g_hash_table_add (self->selected, g_object_ref (item));
  else
    changed = g_hash_table_remove (self->selected, item);

  if (!changed)
    return;

  span->first = MIN (span->first, position);
  span->last = MAX (span->last, position);
}

static void
emit_span (InnSetSelection *self,
           Span             span)
{
  if (span.first != G_MAXUINT)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), span.first,
                                           span.last - span.first + 1);
}

/* Drops everything but the items of the range that was just set: also what is
 * selected and not in the model now, as nobody would expect it to come back. */
static void
unselect_outside (InnSetSelection *self,
                  GtkBitset       *keep,
                  Span            *span)
{
  g_autoptr (GHashTable) old = g_steal_pointer (&self->selected);
  guint n_left = g_hash_table_size (old);
  guint n = g_list_model_get_n_items (self->model);

  self->selected = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  if (n_left == 0)
    return;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (self->model, i);

      if (!g_hash_table_contains (old, item))
        continue;

      if (keep != NULL && gtk_bitset_contains (keep, i))
        {
          g_hash_table_add (self->selected, g_object_ref (item));
          continue;
        }

      span->first = MIN (span->first, i);
      span->last = MAX (span->last, i);
    }
}

static gboolean
select_bitset (InnSetSelection *self,
               GtkBitset       *bitset,
               gboolean         select,
               gboolean         exclusive)
{
  GtkBitsetIter iter;
  Span span = no_span;
  guint position;

  if (exclusive)
    unselect_outside (self, bitset, &span);

  if (gtk_bitset_iter_init_first (&iter, bitset, &position))
    do
      set_one (self, position, select, &span);
    while (gtk_bitset_iter_next (&iter, &position));

  emit_span (self, span);

  return TRUE;
}

/*
 * GtkSelectionModel
 */

static gboolean
inn_set_selection_is_selected (GtkSelectionModel *model,
                               guint              position)
{
  InnSetSelection *self = INN_SET_SELECTION (model);
  g_autoptr (GObject) item = NULL;

  if (g_hash_table_size (self->selected) == 0)
    return FALSE;

  item = g_list_model_get_item (self->model, position);

  return item != NULL && g_hash_table_contains (self->selected, item);
}

static GtkBitset *
inn_set_selection_get_selection_in_range (GtkSelectionModel *model,
                                          guint              position,
                                          guint              n_items)
{
  InnSetSelection *self = INN_SET_SELECTION (model);
  GtkBitset *bitset = gtk_bitset_new_empty ();
  guint n = g_list_model_get_n_items (self->model);

  if (g_hash_table_size (self->selected) == 0 || position >= n)
    return bitset;

  n_items = MIN (n_items, n - position);
  for (guint i = position; i < position + n_items; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (self->model, i);

      if (g_hash_table_contains (self->selected, item))
        gtk_bitset_add (bitset, i);
    }

  return bitset;
}

static gboolean
inn_set_selection_select_item (GtkSelectionModel *model,
                               guint              position,
                               gboolean           unselect_rest)
{
  g_autoptr (GtkBitset) bitset = gtk_bitset_new_range (position, 1);

  return select_bitset (INN_SET_SELECTION (model), bitset, TRUE, unselect_rest);
}

static gboolean
inn_set_selection_unselect_item (GtkSelectionModel *model,
                                 guint              position)
{
  g_autoptr (GtkBitset) bitset = gtk_bitset_new_range (position, 1);

  return select_bitset (INN_SET_SELECTION (model), bitset, FALSE, FALSE);
}

static gboolean
inn_set_selection_select_range (GtkSelectionModel *model,
                                guint              position,
                                guint              n_items,
                                gboolean           unselect_rest)
{
  g_autoptr (GtkBitset) bitset = gtk_bitset_new_range (position, n_items);

  return select_bitset (INN_SET_SELECTION (model), bitset, TRUE, unselect_rest);
}

static gboolean
inn_set_selection_unselect_range (GtkSelectionModel *model,
                                  guint              position,
                                  guint              n_items)
{
  g_autoptr (GtkBitset) bitset = gtk_bitset_new_range (position, n_items);

  return select_bitset (INN_SET_SELECTION (model), bitset, FALSE, FALSE);
}

static gboolean
inn_set_selection_select_all (GtkSelectionModel *model)
{
  InnSetSelection *self = INN_SET_SELECTION (model);

  return inn_set_selection_select_range (model, 0, g_list_model_get_n_items (self->model), FALSE);
}

static gboolean
inn_set_selection_unselect_all (GtkSelectionModel *model)
{
  InnSetSelection *self = INN_SET_SELECTION (model);
  Span span = no_span;

  unselect_outside (self, NULL, &span);
  emit_span (self, span);

  return TRUE;
}

static gboolean
inn_set_selection_set_selection (GtkSelectionModel *model,
                                 GtkBitset         *selected,
                                 GtkBitset         *mask)
{
  InnSetSelection *self = INN_SET_SELECTION (model);
  GtkBitsetIter iter;
  Span span = no_span;
  guint position;

  if (gtk_bitset_iter_init_first (&iter, mask, &position))
    do
      {
        if (position >= g_list_model_get_n_items (self->model))
          break;
        set_one (self, position, gtk_bitset_contains (selected, position), &span);
      }
    while (gtk_bitset_iter_next (&iter, &position));

  emit_span (self, span);

  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = inn_set_selection_is_selected;
  iface->get_selection_in_range = inn_set_selection_get_selection_in_range;
  iface->select_item = inn_set_selection_select_item;
  iface->unselect_item = inn_set_selection_unselect_item;
  iface->select_range = inn_set_selection_select_range;
  iface->unselect_range = inn_set_selection_unselect_range;
  iface->select_all = inn_set_selection_select_all;
  iface->unselect_all = inn_set_selection_unselect_all;
  iface->set_selection = inn_set_selection_set_selection;
}

/*
 * GListModel
 */

static GType
inn_set_selection_get_item_type (GListModel *list)
{
  return G_TYPE_OBJECT;
}

static guint
inn_set_selection_get_n_items (GListModel *list)
{
  return g_list_model_get_n_items (INN_SET_SELECTION (list)->model);
}

static gpointer
inn_set_selection_get_item (GListModel *list,
                            guint       position)
{
  return g_list_model_get_item (INN_SET_SELECTION (list)->model, position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = inn_set_selection_get_item_type;
  iface->get_n_items = inn_set_selection_get_n_items;
  iface->get_item = inn_set_selection_get_item;
}

static void
inn_set_selection_dispose (GObject *object)
{
  InnSetSelection *self = INN_SET_SELECTION (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  g_clear_pointer (&self->selected, g_hash_table_unref);

  G_OBJECT_CLASS (inn_set_selection_parent_class)->dispose (object);
}

static void
inn_set_selection_class_init (InnSetSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = inn_set_selection_dispose;
}

static void
inn_set_selection_init (InnSetSelection *self)
{
  self->selected = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/**
 * inn_set_selection_new:
 * @model: (transfer none): the items to select from
 */
InnSetSelection *
inn_set_selection_new (GListModel *model)
{
  InnSetSelection *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);

  self = g_object_new (INN_TYPE_SET_SELECTION, NULL);
  self->model = g_object_ref (model);
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (g_list_model_items_changed), self);

  return self;
}

/**
 * inn_set_selection_contains:
 *
 * Returns: whether @item is marked as selected, in the model or not
 */
gboolean
inn_set_selection_contains (InnSetSelection *self,
                            gpointer         item)
{
  g_return_val_if_fail (INN_IS_SET_SELECTION (self), FALSE);

  return g_hash_table_contains (self->selected, item);
}

static gboolean
drop_gone (gpointer key,
           gpointer value,
           gpointer user_data)
{
  gboolean (*keep) (gpointer item) = user_data;

  return !keep (key);
}

/**
 * inn_set_selection_prune:
 * @keep: says whether an object still exists
 *
 * Forgets objects that will not come back. To be called when none of them is
 * in the model any more.
 */
void
inn_set_selection_prune (InnSetSelection  *self,
                         gboolean        (*keep) (gpointer item))
{
  g_return_if_fail (INN_IS_SET_SELECTION (self));
  g_return_if_fail (keep != NULL);

  g_hash_table_foreach_remove (self->selected, drop_gone, (gpointer) keep);
}
