/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include "inn-list.h"

/**
 * inn_list_copy:
 * @model: a list
 *
 * For what goes on while @model may change: a question, or a verb that makes machines
 * leave a filter.
 *
 * Returns: (transfer full): a list of the same objects
 */
GListModel *
inn_list_copy (GListModel *model)
{
  GListStore *copy;

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);

  copy = g_list_store_new (G_TYPE_OBJECT);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      g_list_store_append (copy, item);
    }

  return G_LIST_MODEL (copy);
}
