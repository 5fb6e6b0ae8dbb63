/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include "inn-machine-model.h"

#define N_STEPS 4000

/* An item whose value changes, unlike that of a string object. */
typedef struct
{
  GObject parent_instance;
  guint   value;
  guint   serial;     /* tells equal ones apart */
} Item;

typedef GObjectClass ItemClass;

static GType item_get_type (void);

G_DEFINE_TYPE (Item, item, G_TYPE_OBJECT)

static guint n_changes;
static guint divisor = 1;

static void
item_class_init (ItemClass *klass)
{
}

static void
item_init (Item *self)
{
  static guint serial;

  self->serial = serial++;
  self->value = g_test_rand_int_range (0, 100);
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  const Item *one = a;
  const Item *other = b;
  int sign = *(int *) user_data;

  if (one->value != other->value)
    return one->value < other->value ? -sign : sign;

  return (one->serial > other->serial) - (one->serial < other->serial);
}

static gboolean
matches (gpointer item,
         gpointer user_data)
{
  return ((Item *) item)->value % divisor == 0;
}

/* Keeps a copy by what the model tells, as a view does. */
static void
follow_cb (GListModel *model,
           guint       position,
           guint       removed,
           guint       added,
           GPtrArray  *copy)
{
  n_changes++;
  g_assert_cmpuint (position + removed, <=, copy->len);
  if (removed > 0)
    g_ptr_array_remove_range (copy, position, removed);
  for (guint i = position; i < position + added; i++)
    g_ptr_array_insert (copy, i, g_list_model_get_item (model, i));
}

static void
check (GListModel *model,
       GListStore *store,
       GPtrArray  *copy,
       int        *sign)
{
  guint n = g_list_model_get_n_items (model);
  guint n_expected = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (store), i);

      n_expected += matches (item, NULL);
    }
  g_assert_cmpuint (n, ==, n_expected);
  g_assert_cmpuint (n, ==, copy->len);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      g_assert_true (item == copy->pdata[i]);
      g_assert_true (matches (item, NULL));
      if (i > 0)
        g_assert_cmpint (compare (copy->pdata[i - 1], item, sign), <, 0);
    }
  g_assert_null (g_list_model_get_item (model, n));
}

static void
insert_some (GListStore *store)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store));
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = g_test_rand_int_range (0, 9); i > 0; i--)
    g_ptr_array_add (items, g_object_new (item_get_type (), NULL));
  g_list_store_splice (store, g_test_rand_int_range (0, n + 1), 0, items->pdata, items->len);
}

/* Replaces a range by what is left of it and by others, as a list does that
 * fills a gap with its last item. */
static void
replace_some (GListStore *store)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint first = n > 0 ? g_test_rand_int_range (0, n) : 0;
  guint removed = n > first ? g_test_rand_int_range (0, MIN (n - first, 12) + 1) : 0;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = removed; i > 0; i--)
    if (g_test_rand_bit ())
      g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (store), first + i - 1));
    else if (g_test_rand_bit ())
      g_ptr_array_add (items, g_object_new (item_get_type (), NULL));

  g_list_store_splice (store, first, removed, items->pdata, items->len);
}

static void
touch_some (GListStore *store)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint first = n > 0 ? g_test_rand_int_range (0, n) : 0;
  guint count = n > first ? g_test_rand_int_range (0, MIN (n - first, 9) + 1) : 0;

  for (guint i = first; i < first + count; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (store), i);

      ((Item *) item)->value = g_test_rand_int_range (0, 100);
    }
  g_list_model_items_changed (G_LIST_MODEL (store), first, count, count);
}

static void
test_random (void)
{
  static void (* const steps[]) (GListStore *) = { insert_some, replace_some, touch_some };
  int sign = 1;
  g_autoptr (GListStore) store = g_list_store_new (item_get_type ());
  g_autoptr (GtkFilter) filter = GTK_FILTER (gtk_custom_filter_new (matches, NULL, NULL));
  g_autoptr (InnMachineModel) model = inn_machine_model_new (G_LIST_MODEL (store), compare, &sign);
  g_autoptr (GPtrArray) copy = g_ptr_array_new_with_free_func (g_object_unref);

  g_signal_connect (model, "items-changed", G_CALLBACK (follow_cb), copy);
  inn_machine_model_set_filter (model, filter);

  for (guint i = 0; i < N_STEPS; i++)
    {
      steps[g_test_rand_int_range (0, G_N_ELEMENTS (steps))] (store);
      if (i % 50 == 0)
        {
          divisor = g_test_rand_int_range (1, 4);
          gtk_filter_changed (filter, GTK_FILTER_CHANGE_DIFFERENT);
        }
      if (i % 70 == 0)
        {
          sign = -sign;
          inn_machine_model_resort (model);
        }
      if (i % 500 == 499)
        g_list_store_remove_all (store);
      check (G_LIST_MODEL (model), store, copy, &sign);
    }
}

/* Views have nothing to do for an item that stays where it is. */
static void
test_quiet (void)
{
  int sign = 1;
  g_autoptr (GListStore) store = g_list_store_new (item_get_type ());
  g_autoptr (InnMachineModel) model = NULL;
  g_autoptr (GPtrArray) copy = g_ptr_array_new_with_free_func (g_object_unref);

  divisor = 1;
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GObject) item = g_object_new (item_get_type (), NULL);

      ((Item *) item)->value = 10 * i;
      g_list_store_append (store, item);
      g_ptr_array_add (copy, g_object_ref (item));
    }

  model = inn_machine_model_new (G_LIST_MODEL (store), compare, &sign);
  g_signal_connect (model, "items-changed", G_CALLBACK (follow_cb), copy);
  n_changes = 0;

  ((Item *) copy->pdata[1])->value = 19;
  g_list_model_items_changed (G_LIST_MODEL (store), 0, 3, 3);
  g_assert_cmpuint (n_changes, ==, 0);

  ((Item *) copy->pdata[1])->value = 21;
  g_list_model_items_changed (G_LIST_MODEL (store), 1, 1, 1);
  g_assert_cmpuint (n_changes, ==, 1);
  check (G_LIST_MODEL (model), store, copy, &sign);
}

static void
insert_many (GListStore *store,
             guint       n)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_object_new (item_get_type (), NULL));
  g_list_store_splice (store, 0, 0, items->pdata, items->len);
}

/* What is added to a long list in a row becomes one change; none of it is seen too late by
 * one who asks for something else. */
static void
test_many (void)
{
  int sign = 1;
  g_autoptr (GListStore) store = g_list_store_new (item_get_type ());
  g_autoptr (InnMachineModel) model = inn_machine_model_new (G_LIST_MODEL (store), compare, &sign);
  g_autoptr (GPtrArray) copy = g_ptr_array_new_with_free_func (g_object_unref);

  divisor = 1;
  g_signal_connect (model, "items-changed", G_CALLBACK (follow_cb), copy);
  insert_many (store, 2000);
  check (G_LIST_MODEL (model), store, copy, &sign);

  n_changes = 0;
  for (guint i = 0; i < 3; i++)
    insert_many (store, 100);
  g_assert_cmpuint (n_changes, ==, 0);
  while (g_list_model_get_n_items (G_LIST_MODEL (model)) < 2300)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_changes, ==, 1);
  check (G_LIST_MODEL (model), store, copy, &sign);

  insert_many (store, 100);
  g_list_store_remove (store, 50);
  check (G_LIST_MODEL (model), store, copy, &sign);

  insert_many (store, 100);
  sign = -1;
  inn_machine_model_resort (model);
  check (G_LIST_MODEL (model), store, copy, &sign);

  insert_many (store, 100);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/machine-model/random", test_random);
  g_test_add_func ("/machine-model/quiet", test_quiet);
  g_test_add_func ("/machine-model/many", test_many);

  return g_test_run ();
}
