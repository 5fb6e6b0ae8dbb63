/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-domain"

#include "config.h"

#include <glib/gi18n.h>

#include <stdlib.h>

#include "inn-host-private.h"
#include "inn-virt-error.h"

static gpointer
load_worker (virConnectPtr   connection,
             gpointer        handle,
             GCancellable   *cancellable,
             GError        **error)
{
  char *xml = virDomainGetXMLDesc (handle, 0);
  char *copy;

  if (xml == NULL)
    {
      inn_set_virt_error (error, _("Could not read the XML of the machine"));
      return NULL;
    }

  copy = g_strdup (xml);
  free (xml);

  return copy;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *xml = inn_lane_call_finish (INN_LANE (object), result, &error);

  if (xml != NULL)
    g_task_return_pointer (task, xml, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * inn_domain_load_xml_async:
 * @self: a domain
 *
 * Reads its XML as it is now, without secrets.
 */
void
inn_domain_load_xml_async (InnDomain           *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  InnHost *host;

  g_return_if_fail (INN_IS_DOMAIN (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, inn_domain_load_xml_async);

  host = inn_domain_get_host (self);
  if (host == NULL || host->control == NULL || self->handle == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                               _("The host is not connected"));
      return;
    }

  virDomainRef (self->handle);
  inn_lane_call_async (host->control, INN_LANE_PRIORITY_HIGH, load_worker,
                       self->handle, inn_virt_domain_unref, g_free,
                       INN_DEADLINE_LIST, cancellable, loaded_cb, g_object_ref (task));
}

/**
 * inn_domain_load_xml_finish:
 *
 * Returns: (transfer full) (nullable): the XML
 */
char *
inn_domain_load_xml_finish (InnDomain     *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
