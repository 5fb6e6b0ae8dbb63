/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "inn-domain-batch.h"
#include "inn-host-private.h"
#include "inn-virt-error.h"

void
inn_host_facts_clear (InnHostFacts *facts)
{
  g_clear_pointer (&facts->hostname, g_free);
  g_clear_pointer (&facts->hypervisor, g_free);
  g_clear_pointer (&facts->hypervisor_version, g_free);
  g_clear_pointer (&facts->libvirt_version, g_free);
  g_clear_pointer (&facts->cpu_model, g_free);
}

void
inn_host_facts_free (InnHostFacts *facts)
{
  inn_host_facts_clear (facts);
  g_free (facts);
}

/* libvirt packs versions as major × 1,000,000 + minor × 1,000 + release. */
static char *
version_to_string (unsigned long version)
{
  if (version == 0)
    return NULL;

  return g_strdup_printf ("%lu.%lu.%lu",
                          version / 1000000, version / 1000 % 1000, version % 1000);
}

/* Fields a driver does not know stay empty. */
static void
read_facts (virConnectPtr  connection,
            InnHostFacts  *facts)
{
  unsigned long version = 0;
  virNodeInfo node;
  char *hostname;

  if ((hostname = virConnectGetHostname (connection)) != NULL)
    facts->hostname = g_strdup (hostname);
  free (hostname);

  facts->hypervisor = g_strdup (virConnectGetType (connection));

  if (virConnectGetVersion (connection, &version) == 0)
    facts->hypervisor_version = version_to_string (version);

  version = 0;
  if (virConnectGetLibVersion (connection, &version) == 0)
    facts->libvirt_version = version_to_string (version);

  if (virNodeGetInfo (connection, &node) == 0)
    {
      facts->cpu_model = g_strdup (node.model);
      facts->cpus = node.cpus;
      facts->memory_kib = node.memory;
    }
}

static gpointer
facts_worker (virConnectPtr   connection,
              gpointer        data,
              GCancellable   *cancellable,
              GError        **error)
{
  InnHostFacts *facts = g_new0 (InnHostFacts, 1);

  read_facts (connection, facts);

  return facts;
}

static void
facts_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (InnHost) self = user_data;
  InnHostFacts *facts = inn_lane_call_finish (INN_LANE (object), result, NULL);

  if (facts == NULL)
    return;

  g_clear_pointer (&self->facts, inn_host_facts_free);
  self->facts = facts;
  inn_host_notify (self, INN_HOST_PROP_FACTS);
}

/**
 * inn_host_read_facts:
 * @self: a connected host
 *
 * Reads what a tooltip tells about the host, after everything that is urgent.
 */
void
inn_host_read_facts (InnHost *self)
{
  inn_lane_call_async (self->control, INN_LANE_PRIORITY_DEFAULT, facts_worker, NULL, NULL,
                       (GDestroyNotify) inn_host_facts_free, INN_DEADLINE_LIST,
                       self->cancellable, facts_read_cb, g_object_ref (self));
}

void
inn_host_probe_free (InnHostProbe *probe)
{
  inn_host_facts_clear (&probe->facts);
  g_free (probe);
}

static gpointer
probe_worker (virConnectPtr   connection,
              gpointer        started,
              GCancellable   *cancellable,
              GError        **error)
{
  InnHostProbe *probe = g_new0 (InnHostProbe, 1);
  int n;

  probe->open_usec = g_get_monotonic_time () - *(gint64 *) started;

  if ((n = virConnectListAllDomains (connection, NULL, 0)) < 0)
    {
      inn_set_virt_error (error, _("Could not list the machines"));
      inn_host_probe_free (probe);
      return NULL;
    }

  probe->n_domains = n;
  probe->n_running = MAX (virConnectListAllDomains (connection, NULL,
                                                    VIR_CONNECT_LIST_DOMAINS_RUNNING), 0);
  read_facts (connection, &probe->facts);

  return probe;
}

static void
probed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  InnHostProbe *probe;

  probe = inn_lane_call_finish (INN_LANE (object), result, &error);
  inn_lane_close (INN_LANE (object));

  if (probe != NULL)
    g_task_return_pointer (task, probe, (GDestroyNotify) inn_host_probe_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}


static void
probe_opened_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  InnLane *lane = INN_LANE (object);

  if (!inn_lane_open_finish (lane, result, &error))
    {
      inn_lane_close (lane);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  inn_lane_call_async (lane, INN_LANE_PRIORITY_HIGH, probe_worker,
                       g_memdup2 (g_task_get_task_data (task), sizeof (gint64)), g_free,
                       (GDestroyNotify) inn_host_probe_free, INN_DEADLINE_LIST,
                       g_task_get_cancellable (task), probed_cb, g_object_ref (task));
}

/**
 * inn_host_probe_async:
 * @self: a host; its state does not change
 *
 * Opens a connection of its own, asks a few questions and closes it. When the host
 * wants a password, "auth-requested" is emitted; cancelling @cancellable does not end
 * that question, whoever shows it has to.
 */
void
inn_host_probe_async (InnHost             *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (InnLane) lane = inn_lane_new ("inn-probe");
  g_autoptr (GTask) task = NULL;
  gint64 now = g_get_monotonic_time ();

  g_return_if_fail (INN_IS_HOST (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, inn_host_probe_async);
  g_task_set_task_data (task, g_memdup2 (&now, sizeof now), g_free);

  inn_host_open_lane (self, lane, INN_HOST_OPEN_PROBE, cancellable, probe_opened_cb,
                      g_object_ref (task));
}

InnHostProbe *
inn_host_probe_finish (InnHost       *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
