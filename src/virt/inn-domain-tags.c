/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-domain"

#include "config.h"

#include <glib/gi18n.h>

#include <stdlib.h>

#include "inn-host-private.h"
#include "inn-settings.h"
#include "inn-virt-error.h"

typedef struct
{
  char  *uuid;
  char  *name;
  char **tags;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->uuid);
  g_free (order->name);
  g_strfreev (order->tags);
  g_free (order);
}

static Order *
order_new (InnDomain          *domain,
           const char * const *tags)
{
  Order *order = g_new0 (Order, 1);

  order->uuid = g_strdup (inn_domain_get_uuid (domain));
  order->name = g_strdup (inn_domain_get_name (domain));
  order->tags = g_strdupv ((char **) tags);

  return order;
}

/* Into the definition, and into the running machine too, so that both say the same. */
static unsigned int
impact_of (virDomainPtr domain)
{
  unsigned int impact = 0;

  if (virDomainIsPersistent (domain) == 1)
    impact |= VIR_DOMAIN_AFFECT_CONFIG;
  if (virDomainIsActive (domain) == 1)
    impact |= VIR_DOMAIN_AFFECT_LIVE;

  return impact;
}

static gpointer
set_tags_worker (virConnectPtr   connection,
                 gpointer        data,
                 GCancellable   *cancellable,
                 GError        **error)
{
  Order *order = data;
  g_autoptr (virDomain) domain = virDomainLookupByUUIDString (connection, order->uuid);
  g_autofree char *xml = NULL;

  if (order->tags[0] != NULL)
    xml = inn_domain_summary_dup_tags_xml ((const char * const *) order->tags);

  if (domain == NULL ||
      virDomainSetMetadata (domain, VIR_DOMAIN_METADATA_ELEMENT, xml, INN_METADATA_KEY,
                            INN_METADATA_URI, impact_of (domain)) < 0)
    {
      inn_set_virt_error (error, _("Could not store the tags of %s"), order->name);
      return NULL;
    }

  return GINT_TO_POINTER (TRUE);
}

static gboolean
may_keep_locally (const GError *error)
{
  return inn_virt_error_is_unsupported (error) ||
         g_error_matches (error, INN_VIRT_ERROR, VIR_ERR_OPERATION_DENIED) ||
         g_error_matches (error, INN_VIRT_ERROR, VIR_ERR_ACCESS_DENIED);
}

/* In our settings, for hosts that cannot store them. */
static void
keep_locally (InnDomain          *self,
              const char * const *tags)
{
  InnHost *host = inn_domain_get_host (self);
  g_autoptr (GSettings) settings = NULL;

  if (host == NULL)
    return;

  settings = inn_settings_new_for_host (inn_host_get_uri (host));
  inn_settings_set_tags (settings, inn_domain_get_uuid (self), tags);
  inn_domain_set_local_tags (self, tags);
}

static void
tags_set_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  InnDomain *self = g_task_get_source_object (task);
  const char * const *tags = g_task_get_task_data (task);
  InnHost *host = inn_domain_get_host (self);

  if (inn_lane_call_finish (INN_LANE (object), result, &error) != NULL)
    {
      static const char * const none[] = { NULL };

      if (inn_domain_get_tags_are_local (self))
        keep_locally (self, none);
      inn_domain_set_tags (self, tags);
      if (host != NULL)
        inn_host_mark_stale (host, inn_domain_get_uuid (self), TRUE);
    }
  else if (may_keep_locally (error))
    {
      keep_locally (self, tags);
    }
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_task_return_boolean (task, TRUE);
}

/**
 * inn_domain_set_tags_async:
 * @self: a domain
 * @tags: all its tags from now on
 *
 * Stores the tags in the domain's metadata, under our namespace, where other
 * administrators see them; if the host does not allow that, in our own settings.
 */
void
inn_domain_set_tags_async (InnDomain           *self,
                           const char * const  *tags,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  InnHost *host;

  g_return_if_fail (INN_IS_DOMAIN (self));
  g_return_if_fail (tags != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, inn_domain_set_tags_async);
  g_task_set_task_data (task, g_strdupv ((char **) tags), (GDestroyNotify) g_strfreev);

  host = inn_domain_get_host (self);
  if (host == NULL || host->control == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                               _("The host is not connected"));
      return;
    }

  inn_lane_call_async (host->control, INN_LANE_PRIORITY_HIGH, set_tags_worker,
                       order_new (self, tags), order_free, NULL, INN_DEADLINE_LIST,
                       cancellable, tags_set_cb, g_object_ref (task));
}

gboolean
inn_domain_set_tags_finish (InnDomain     *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * inn_host_apply_local_tags:
 * @self: a host whose domains were listed
 *
 * Gives domains the tags that our settings keep for them.
 */
void
inn_host_apply_local_tags (InnHost *self)
{
  g_autoptr (GSettings) settings = inn_settings_new_for_host (self->uri);
  g_autoptr (GVariant) all = g_settings_get_value (settings, "tags");
  GVariantIter iter;
  const char *uuid;
  GVariant *value;

  g_variant_iter_init (&iter, all);
  while (g_variant_iter_loop (&iter, "{&s@as}", &uuid, &value))
    {
      InnDomain *domain = inn_domain_list_find (self->domains, uuid);
      g_autofree const char **tags = g_variant_get_strv (value, NULL);

      if (domain != NULL)
        inn_domain_set_local_tags (domain, tags);
    }
}
