/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-domain-list"

#include "config.h"

#include "inn-domain-list.h"
#include "inn-domain-private.h"

/* Changes that are at most so many places apart become one. */
#define MAX_GAP 32

struct _InnDomainList
{
  GObject     parent_instance;

  GPtrArray  *domains;
  GHashTable *by_uuid;  /* the domain's own string → the domain */
};

static GType
inn_domain_list_get_item_type (GListModel *model)
{
  return INN_TYPE_DOMAIN;
}

static guint
inn_domain_list_get_n_items (GListModel *model)
{
  return INN_DOMAIN_LIST (model)->domains->len;
}

static gpointer
inn_domain_list_get_item (GListModel *model,
                          guint       position)
{
  InnDomainList *self = INN_DOMAIN_LIST (model);

  if (position >= self->domains->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->domains, position));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = inn_domain_list_get_item_type;
  iface->get_n_items = inn_domain_list_get_n_items;
  iface->get_item = inn_domain_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (InnDomainList, inn_domain_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
inn_domain_list_finalize (GObject *object)
{
  InnDomainList *self = INN_DOMAIN_LIST (object);

  g_clear_pointer (&self->by_uuid, g_hash_table_unref);
  g_clear_pointer (&self->domains, g_ptr_array_unref);

  G_OBJECT_CLASS (inn_domain_list_parent_class)->finalize (object);
}

static void
inn_domain_list_class_init (InnDomainListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = inn_domain_list_finalize;
}

static void
inn_domain_list_init (InnDomainList *self)
{
  self->domains = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_uuid = g_hash_table_new (g_str_hash, g_str_equal);
}

InnDomainList *
inn_domain_list_new (void)
{
  return g_object_new (INN_TYPE_DOMAIN_LIST, NULL);
}

guint
inn_domain_list_get_n (InnDomainList *self)
{
  return self->domains->len;
}

/**
 * inn_domain_list_get:
 * @self: a list
 * @position: below inn_domain_list_get_n()
 *
 * Returns: (transfer none): the domain there
 */
InnDomain *
inn_domain_list_get (InnDomainList *self,
                     guint          position)
{
  return g_ptr_array_index (self->domains, position);
}

/**
 * inn_domain_list_find:
 * @self: a list
 * @uuid: canonical text form
 *
 * Returns: (transfer none) (nullable): the domain with that UUID
 */
InnDomain *
inn_domain_list_find (InnDomainList *self,
                      const char    *uuid)
{
  return g_hash_table_lookup (self->by_uuid, uuid);
}

/**
 * inn_domain_list_add:
 * @self: a list
 * @domains: (element-type InnDomain): new domains, told to views as one change
 */
void
inn_domain_list_add (InnDomainList *self,
                     GPtrArray     *domains)
{
  guint first = self->domains->len;

  if (domains->len == 0)
    return;

  for (guint i = 0; i < domains->len; i++)
    {
      InnDomain *domain = g_ptr_array_index (domains, i);

      inn_domain_set_position (domain, self->domains->len);
      g_ptr_array_add (self->domains, g_object_ref (domain));
      g_hash_table_insert (self->by_uuid, (char *) inn_domain_get_uuid (domain), domain);
    }

  g_list_model_items_changed (G_LIST_MODEL (self), first, 0, domains->len);
}

/**
 * inn_domain_list_remove:
 * @self: a list
 * @domain: one of its domains
 *
 * The last domain takes the place of the one removed, so that nothing else moves.
 */
void
inn_domain_list_remove (InnDomainList *self,
                        InnDomain     *domain)
{
  guint position = inn_domain_get_position (domain);
  guint last = self->domains->len - 1;

  g_return_if_fail (g_ptr_array_index (self->domains, position) == domain);

  g_hash_table_remove (self->by_uuid, inn_domain_get_uuid (domain));
  g_ptr_array_remove_index_fast (self->domains, position);

  if (position == last)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
      return;
    }

  inn_domain_set_position (g_ptr_array_index (self->domains, position), position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, last + 1 - position, last - position);
}

static int
compare_positions (gconstpointer a,
                   gconstpointer b)
{
  guint first = inn_domain_get_position (*(InnDomain **) a);
  guint second = inn_domain_get_position (*(InnDomain **) b);

  return (first > second) - (first < second);
}

/**
 * inn_domain_list_touch:
 * @self: a list
 * @domains: (element-type InnDomain): domains of it whose values changed; gets sorted
 *
 * Makes views filter and sort just these again. What is close together is told
 * as one change: looking at a domain in vain costs less than another change.
 */
void
inn_domain_list_touch (InnDomainList *self,
                       GPtrArray     *domains)
{
  guint i = 0;

  g_ptr_array_sort (domains, compare_positions);

  while (i < domains->len)
    {
      guint first = inn_domain_get_position (g_ptr_array_index (domains, i++));
      guint n = 1;

      for (; i < domains->len; i++)
        {
          guint next = inn_domain_get_position (g_ptr_array_index (domains, i));

          if (next - first > n + MAX_GAP)
            break;
          n = next - first + 1;
        }

      g_list_model_items_changed (G_LIST_MODEL (self), first, n, n);
    }
}

void
inn_domain_list_touch_all (InnDomainList *self)
{
  guint n = self->domains->len;

  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, n);
}
