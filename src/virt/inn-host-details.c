/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host"

#include "config.h"

#include <malloc.h>
#include <stdlib.h>

#include "inn-host-private.h"
#include "inn-virt-error.h"


/* A batch ends after this many domains or µs, whatever is first: what somebody
 * waits for goes in between. */
#define BATCH_SIZE 50
#define BATCH_TIME 20000

/* Views sort and filter what changed together, this often at most, in ms. */
#define TOUCH_INTERVAL 300

typedef struct
{
  char              uuid[VIR_UUID_STRING_BUFLEN];
  virDomainPtr      handle;    /* the worker's to free */
  InnDomainSummary *summary;   /* NULL: not read, or not readable */
  gboolean          read;
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_clear_pointer (&item->handle, inn_virt_domain_unref);
  g_clear_pointer (&item->summary, inn_domain_summary_free);
  g_free (item);
}

static void
read_item (Item *item)
{
  char *xml = virDomainGetXMLDesc (item->handle, 0);

  item->read = TRUE;
  if (xml != NULL)
    item->summary = inn_domain_summary_new_from_xml (xml, NULL);

  free (xml);
}

static gpointer
details_worker (virConnectPtr   connection,
                gpointer        data,
                GCancellable   *cancellable,
                GError        **error)
{
  GPtrArray *items = data;
  gint64 end = g_get_monotonic_time () + BATCH_TIME;

  for (guint i = 0; i < items->len; i++)
    {
      Item *item = g_ptr_array_index (items, i);

      if (g_get_monotonic_time () < end)
        read_item (item);

      g_clear_pointer (&item->handle, inn_virt_domain_unref);
    }

  return g_ptr_array_ref (items);
}

static void
touch_detailed (InnHost *self)
{
  g_autoptr (GPtrArray) detailed = g_steal_pointer (&self->detailed);
  g_autoptr (GPtrArray) touched = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_clear_handle_id (&self->detailed_source, g_source_remove);

  for (guint i = 0; detailed != NULL && i < detailed->len; i++)
    {
      InnDomain *domain = g_ptr_array_index (detailed, i);

      if (inn_domain_list_find (self->domains, inn_domain_get_uuid (domain)) == domain &&
          g_hash_table_add (seen, domain))
        g_ptr_array_add (touched, domain);
    }

  inn_domain_list_touch (self->domains, touched);
}

static gboolean
touch_cb (gpointer data)
{
  InnHost *self = data;

  self->detailed_source = 0;
  touch_detailed (self);

  return G_SOURCE_REMOVE;
}

/**
 * inn_host_touch_soon:
 * @self: a host
 * @domain: a domain whose values changed
 *
 * Has views filter and sort the domain again, together with others. What a row
 * shows follows the domain at once.
 */
void
inn_host_touch_soon (InnHost   *self,
                     InnDomain *domain)
{
  if (self->detailed == NULL)
    self->detailed = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (self->detailed, g_object_ref (domain));

  if (self->detailed_source == 0)
    self->detailed_source = g_timeout_add (TOUCH_INTERVAL, touch_cb, self);
}

static void
apply_items (InnHost   *self,
             GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      Item *item = g_ptr_array_index (items, i);
      InnDomain *domain = inn_domain_list_find (self->domains, item->uuid);

      if (domain == NULL)
        continue;

      if (!item->read)
        g_queue_push_tail (&self->wanted, g_object_ref (domain));
      else if (item->summary != NULL && inn_domain_apply_summary (domain, item->summary))
        inn_host_touch_soon (self, domain);
    }
}

static void
details_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (InnHost) self = user_data;
  g_autoptr (GPtrArray) items = NULL;

  items = inn_lane_call_finish (INN_LANE (object), result, NULL);

  if (INN_LANE (object) != self->control)
    return;

  self->details_running = FALSE;

  if (items == NULL)
    return;

  apply_items (self, items);
  inn_host_read_details (self);
}

static void
take_item (GPtrArray  *items,
           GHashTable *taken,
           InnDomain  *domain)
{
  virDomainPtr handle = inn_domain_get_handle (domain);
  Item *item;

  if (inn_domain_get_details_known (domain) || handle == NULL || !g_hash_table_add (taken, domain))
    return;

  virDomainRef (handle);
  item = g_new0 (Item, 1);
  g_strlcpy (item->uuid, inn_domain_get_uuid (domain), sizeof item->uuid);
  item->handle = handle;
  g_ptr_array_add (items, item);
}

/* What is on the screen first, then the others in the order of the list; one that is
 * both is read once. */
static GPtrArray *
next_items (InnHost *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  InnDomain *domain;

  while (items->len < BATCH_SIZE && (domain = g_queue_pop_head (&self->wanted)) != NULL)
    {
      if (inn_domain_list_find (self->domains, inn_domain_get_uuid (domain)) == domain)
        take_item (items, taken, domain);
      g_object_unref (domain);
    }

  while (items->len < BATCH_SIZE && self->details_next < inn_domain_list_get_n (self->domains))
    take_item (items, taken, inn_domain_list_get (self->domains, self->details_next++));

  return items;
}

static gpointer
trim_worker (virConnectPtr   connection,
             gpointer        data,
             GCancellable   *cancellable,
             GError        **error)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif

  return GINT_TO_POINTER (TRUE);
}

/* Loading many machines leaves large holes in the heap of this thread: a driver
 * in this process needs 140 MiB for 3,000 machines and keeps 60. */
static void
trim_once (InnHost *self)
{
  if (self->trimmed)
    return;

  self->trimmed = TRUE;
  inn_lane_call_async (self->control, INN_LANE_PRIORITY_BACKGROUND, trim_worker, NULL, NULL,
                       NULL, 0, NULL, NULL, NULL);
}

/**
 * inn_host_read_details:
 * @self: a host
 *
 * Goes on reading the XML of domains whose details are not known, one batch at a time.
 */
void
inn_host_read_details (InnHost *self)
{
  g_autoptr (GPtrArray) items = NULL;

  if (self->details_running || !self->loaded || self->control == NULL)
    return;

  items = next_items (self);

  if (items->len == 0)
    {
      touch_detailed (self);
      trim_once (self);
      return;
    }

  self->details_running = TRUE;
  inn_lane_call_async (self->control, INN_LANE_PRIORITY_BACKGROUND, details_worker,
                       g_ptr_array_ref (items), (GDestroyNotify) g_ptr_array_unref,
                       (GDestroyNotify) g_ptr_array_unref, INN_DEADLINE_LIST, self->cancellable,
                       details_read_cb, g_object_ref (self));
}

/**
 * inn_host_want_details:
 * @self: a host
 * @domain: one of its domains, which somebody looks at
 */
void
inn_host_want_details (InnHost   *self,
                       InnDomain *domain)
{
  g_queue_push_head (&self->wanted, g_object_ref (domain));
  inn_host_read_details (self);
}

/**
 * inn_host_forget_details:
 * @self: a host
 *
 * Has every XML read again, some time.
 */
void
inn_host_forget_details (InnHost *self)
{
  for (guint i = 0; i < inn_domain_list_get_n (self->domains); i++)
    inn_domain_forget_details (inn_domain_list_get (self->domains, i));

  self->details_next = 0;
}

/**
 * inn_host_stop_details:
 * @self: a host whose session ends
 */
void
inn_host_stop_details (InnHost *self)
{
  g_queue_clear_full (&self->wanted, g_object_unref);
  g_clear_handle_id (&self->detailed_source, g_source_remove);
  g_clear_pointer (&self->detailed, g_ptr_array_unref);
  self->trimmed = FALSE;
  self->details_next = 0;
  self->details_running = FALSE;
}
