/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "inn-host-capabilities.h"
#include "inn-host-private.h"
#include "inn-virt-error.h"

/* A daemon that has just started asks every QEMU what it can do. */
#define DEADLINE 60000

void
inn_host_capabilities_free (gpointer data)
{
  InnHostCapabilities *capabilities = data;

  g_free (capabilities->xml);
  g_free (capabilities->domain_xml);
  g_clear_pointer (&capabilities->host, inn_host_caps_free);
  g_clear_pointer (&capabilities->machines, inn_domain_caps_free);
  g_clear_pointer (&capabilities->sysinfo, inn_host_sysinfo_free);
  g_free (capabilities);
}

/* What is known after the first call, on its way through the second. */
typedef struct
{
  InnHostCapabilities *capabilities;
} Partly;

static void
partly_free (gpointer data)
{
  Partly *partly = data;

  g_clear_pointer (&partly->capabilities, inn_host_capabilities_free);
  g_free (partly);
}

static char *
take_xml (char *xml)
{
  char *copy = g_strdup (xml);

  free (xml);

  return copy;
}

/* Many hosts have none, or do not let us read it. */
static InnHostSysinfo *
read_sysinfo (virConnectPtr connection)
{
  g_autofree char *xml = take_xml (virConnectGetSysinfo (connection, 0));

  return xml != NULL ? inn_host_sysinfo_new_from_xml (xml, NULL) : NULL;
}

static gpointer
host_worker (virConnectPtr   connection,
             gpointer        data,
             GCancellable   *cancellable,
             GError        **error)
{
  InnHostCapabilities *capabilities = g_new0 (InnHostCapabilities, 1);
  int secure;

  if ((capabilities->xml = take_xml (virConnectGetCapabilities (connection))) == NULL)
    {
      inn_set_virt_error (error, _("Could not read what the host can do"));
      inn_host_capabilities_free (capabilities);
      return NULL;
    }

  if ((capabilities->host = inn_host_caps_new_from_xml (capabilities->xml, error)) == NULL)
    {
      inn_host_capabilities_free (capabilities);
      return NULL;
    }

  capabilities->sysinfo = read_sysinfo (connection);
  if ((secure = virConnectIsSecure (connection)) >= 0)
    capabilities->secure = secure > 0 ? INN_SUPPORT_YES : INN_SUPPORT_NO;

  return capabilities;
}

/* Of PCs the newer machine type, as only that one has Secure Boot; else what the host takes. */
static char *
read_domain_xml (virConnectPtr      connection,
                 const InnHostCaps *host)
{
  const char *type = host->kvm == INN_SUPPORT_YES ? "kvm" : NULL;
  char *xml = NULL;

  if (g_strcmp0 (host->arch, "x86_64") == 0)
    xml = virConnectGetDomainCapabilities (connection, NULL, host->arch, "q35", type, 0);
  if (xml == NULL)
    xml = virConnectGetDomainCapabilities (connection, NULL, host->arch, NULL, type, 0);

  return take_xml (xml);
}

/* A driver that has none, or does not know this kind of machine, has told nothing: no error. */
static gpointer
domain_worker (virConnectPtr   connection,
               gpointer        data,
               GCancellable   *cancellable,
               GError        **error)
{
  Partly *partly = data;
  InnHostCapabilities *capabilities = g_steal_pointer (&partly->capabilities);

  capabilities->domain_xml = read_domain_xml (connection, capabilities->host);
  if (capabilities->domain_xml != NULL)
    capabilities->machines = inn_domain_caps_new_from_xml (capabilities->domain_xml, NULL);

  return capabilities;
}

static void
apply (InnHost             *self,
       InnHostCapabilities *capabilities)
{
  capabilities->read_at = g_get_real_time ();

  g_clear_pointer (&self->capabilities, inn_host_capabilities_free);
  self->capabilities = capabilities;
  inn_host_notify (self, INN_HOST_PROP_CAPABILITIES);
}

static void
domain_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  InnHostCapabilities *read = inn_lane_call_finish (INN_LANE (object), result, &error);

  if (read == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  apply (g_task_get_source_object (task), read);
  g_task_return_boolean (task, TRUE);
}

static void
host_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  InnHostCapabilities *read = inn_lane_call_finish (INN_LANE (object), result, &error);
  Partly *partly;

  if (read == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  partly = g_new0 (Partly, 1);
  partly->capabilities = read;
  inn_lane_call_async (INN_LANE (object), INN_LANE_PRIORITY_BACKGROUND, domain_worker, partly,
                       partly_free, inn_host_capabilities_free, DEADLINE,
                       g_task_get_cancellable (task), domain_read_cb, g_object_ref (task));
}

/**
 * inn_host_get_capabilities:
 * @self: a host
 *
 * Returns: (transfer none) (nullable): what was read last, also of a host that has gone since;
 *   “capabilities” is notified when it changes
 */
const InnHostCapabilities *
inn_host_get_capabilities (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), NULL);

  return self->capabilities;
}

/**
 * inn_host_load_capabilities_async:
 * @self: a host
 *
 * Reads what the host and its machines can do, after everything else. In two calls, so that what
 * the user does goes in between.
 */
void
inn_host_load_capabilities_async (InnHost             *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  InnLane *lane;

  g_return_if_fail (INN_IS_HOST (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, inn_host_load_capabilities_async);

  if ((lane = inn_host_get_jobs_lane (self)) == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                               _("The host is not connected"));
      return;
    }

  inn_lane_call_async (lane, INN_LANE_PRIORITY_BACKGROUND, host_worker, NULL, NULL,
                       inn_host_capabilities_free, DEADLINE, cancellable, host_read_cb,
                       g_object_ref (task));
}

gboolean
inn_host_load_capabilities_finish (InnHost       *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/*
 * Free memory
 */

static gpointer
free_memory_worker (virConnectPtr   connection,
                    gpointer        data,
                    GCancellable   *cancellable,
                    GError        **error)
{
  guint n = GPOINTER_TO_UINT (data);
  g_autofree unsigned long long *bytes = g_new0 (unsigned long long, n);
  GArray *kib;
  int found = virNodeGetCellsFreeMemory (connection, bytes, 0, (int) n);

  if (found < 0)
    {
      inn_set_virt_error (error, _("Could not read the free memory of the host"));
      return NULL;
    }

  kib = g_array_new (FALSE, FALSE, sizeof (guint64));
  for (int i = 0; i < found; i++)
    {
      guint64 value = bytes[i] / 1024;

      g_array_append_val (kib, value);
    }

  return kib;
}

static void
free_memory_read_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GArray *kib = inn_lane_call_finish (INN_LANE (object), result, &error);

  if (kib != NULL)
    g_task_return_pointer (task, kib, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * inn_host_load_free_memory_async:
 * @self: a host
 * @n_nodes: one more than the highest number of a NUMA node
 *
 * Asks how much memory is free in each NUMA node now.
 */
void
inn_host_load_free_memory_async (InnHost             *self,
                                 guint                n_nodes,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (INN_IS_HOST (self));
  g_return_if_fail (n_nodes > 0 && n_nodes <= G_MAXINT);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, inn_host_load_free_memory_async);

  if (self->control == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                               _("The host is not connected"));
      return;
    }

  inn_lane_call_async (self->control, INN_LANE_PRIORITY_HIGH, free_memory_worker,
                       GUINT_TO_POINTER (n_nodes), NULL, (GDestroyNotify) g_array_unref,
                       INN_DEADLINE_LIST, cancellable, free_memory_read_cb, g_object_ref (task));
}

/**
 * inn_host_load_free_memory_finish:
 *
 * Returns: (transfer full) (nullable) (element-type guint64): KiB, by the number of the node; it
 *   may be shorter than what was asked for
 */
GArray *
inn_host_load_free_memory_finish (InnHost       *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
