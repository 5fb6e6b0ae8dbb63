/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-domain"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "inn-domain-display.h"
#include "inn-host-private.h"
#include "inn-virt-error.h"
#include "inn-xpath.h"

/* A daemon that has just started asks the QEMU of the machine what it can do. */
#define DEADLINE 60000

/* What the host offers to just this machine; libvirt keeps it after the first time. */
static InnDomainCaps *
read_caps (virConnectPtr  connection,
           const char    *xml)
{
  g_autoptr (InnXmlDocument) document = inn_xpath_parse (xml, "domain", NULL);
  xmlNode *root = document != NULL ? inn_xpath_get_root (document) : NULL;
  g_autofree char *emulator = NULL;
  g_autofree char *arch = NULL;
  g_autofree char *machine = NULL;
  g_autofree char *type = NULL;
  InnDomainCaps *caps;
  char *text;

  if (root == NULL)
    return NULL;

  emulator = inn_xpath_dup_string (root, "devices/emulator");
  arch = inn_xpath_dup_string (root, "os/type/@arch");
  machine = inn_xpath_dup_string (root, "os/type/@machine");
  type = inn_xpath_dup_string (root, "@type");
  text = virConnectGetDomainCapabilities (connection, emulator, arch, machine, type, 0);
  caps = text != NULL ? inn_domain_caps_new_from_xml (text, NULL) : NULL;
  free (text);

  return caps;
}

static InnDisplayChange *
change_xml (virConnectPtr   connection,
            InnVerb         verb,
            const char     *xml,
            GError        **error)
{
  g_autoptr (InnDomainCaps) caps = read_caps (connection, xml);

  return verb == INN_VERB_USE_VNC ? inn_display_change_to_vnc (xml, caps, error)
                                  : inn_display_change_add (xml, caps, error);
}

/**
 * inn_domain_change_display:
 * @domain: a machine
 * @verb: %INN_VERB_USE_VNC or %INN_VERB_ADD_DISPLAY
 * @xml: its definition
 *
 * Returns: (transfer full) (nullable): what the verb makes of @xml on the host of @domain. In the
 *   worker
 */
InnDisplayChange *
inn_domain_change_display (virDomainPtr   domain,
                           InnVerb        verb,
                           const char    *xml,
                           GError       **error)
{
  return change_xml (virDomainGetConnect (domain), verb, xml, error);
}

typedef struct
{
  char    *uuid;
  InnVerb  verb;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->uuid);
  g_free (order);
}

static void
change_free (gpointer data)
{
  inn_display_change_free (data);
}

static InnDisplayChange *
preview (virDomainPtr    domain,
         InnVerb         verb,
         guint           flags,
         GError        **error)
{
  char *xml = virDomainGetXMLDesc (domain, VIR_DOMAIN_XML_INACTIVE | flags);
  InnDisplayChange *change = NULL;

  if (xml != NULL)
    change = inn_domain_change_display (domain, verb, xml, error);
  else
    inn_set_virt_error (error, _("Could not read the definition of the machine"));

  free (xml);

  return change;
}

/* What is shown has no passwords in it; what is said knows of them, where we may read them. */
static gpointer
preview_worker (virConnectPtr   connection,
                gpointer        data,
                GCancellable   *cancellable,
                GError        **error)
{
  Order *order = data;
  g_autoptr (virDomain) domain = virDomainLookupByUUIDString (connection, order->uuid);
  g_autoptr (InnDisplayChange) shown = NULL;
  g_autoptr (InnDisplayChange) whole = NULL;

  if (domain == NULL)
    {
      inn_set_virt_error (error, _("Could not read the definition of the machine"));
      return NULL;
    }

  shown = preview (domain, order->verb, 0, error);
  whole = shown != NULL ? preview (domain, order->verb, VIR_DOMAIN_XML_SECURE, NULL) : NULL;

  if (whole != NULL)
    {
      g_strfreev (shown->losses);
      shown->losses = g_steal_pointer (&whole->losses);
    }

  return g_steal_pointer (&shown);
}

static void
previewed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  InnDisplayChange *change = inn_lane_call_finish (INN_LANE (object), result, &error);

  if (change != NULL)
    g_task_return_pointer (task, change, change_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * inn_domain_preview_display_async:
 * @self: a domain
 * @verb: %INN_VERB_USE_VNC or %INN_VERB_ADD_DISPLAY
 *
 * Finds out what @verb would change; nothing is changed. The result has no passwords in it.
 */
void
inn_domain_preview_display_async (InnDomain           *self,
                                  InnVerb              verb,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  InnHost *host;
  InnLane *lane;
  Order *order;

  g_return_if_fail (INN_IS_DOMAIN (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, inn_domain_preview_display_async);

  host = inn_domain_get_host (self);
  if (host == NULL || (lane = inn_host_get_jobs_lane (host)) == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                               _("The host is not connected"));
      return;
    }

  order = g_new0 (Order, 1);
  order->uuid = g_strdup (inn_domain_get_uuid (self));
  order->verb = verb;
  inn_lane_call_async (lane, INN_LANE_PRIORITY_DEFAULT, preview_worker, order, order_free,
                       change_free, DEADLINE, cancellable, previewed_cb, g_object_ref (task));
}

InnDisplayChange *
inn_domain_preview_display_finish (InnDomain     *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
