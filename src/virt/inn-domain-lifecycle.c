/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-domain"

#include "config.h"

#include <glib/gi18n.h>
#include <libvirt-gobject/libvirt-gobject.h>

#include "inn-domain-lifecycle.h"
#include "inn-domain-repair.h"
#include "inn-host-private.h"
#include "inn-virt-error.h"

/* Seconds: between two answers of a guest about its memory, and of a measurement. Both
 * are in the command lines of inn-verb.c too. */
#define MEMORY_STATS_PERIOD 5
#define DIRTY_RATE_TIME 1

/* What a worker needs: no handle, since the lane has a connection of its own. */
typedef struct
{
  char            *uuid;
  char            *name;
  char            *object;
  InnVerb          verb;
  InnRedefinition *redefinition;   /* NULL: another verb */
  GSourceFunc      started;
  GObject         *started_data;
} Perform;

static gboolean
drop_cb (gpointer object)
{
  return G_SOURCE_REMOVE;
}

/* In the worker, where objects of the main thread may not be dropped. */
static void
perform_free (gpointer data)
{
  Perform *perform = data;

  if (perform->started_data != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT, drop_cb, perform->started_data, g_object_unref);

  g_free (perform->uuid);
  g_free (perform->name);
  g_free (perform->object);
  g_clear_pointer (&perform->redefinition, inn_redefinition_unref);
  g_free (perform);
}

/* What libvirt-gobject wraps goes through it; its error loses libvirt's code, so
 * that the caller reads the one of the thread. */
static gboolean
perform_wrapped (GVirDomain *domain,
                 InnVerb     verb)
{
  switch ((int) verb)
    {
    case INN_VERB_START:
    case INN_VERB_RESTORE:
      return gvir_domain_start (domain, 0, NULL);
    case INN_VERB_START_PAUSED:
      return gvir_domain_start (domain, GVIR_DOMAIN_START_PAUSED, NULL);
    case INN_VERB_START_FRESH:
      return gvir_domain_start (domain, GVIR_DOMAIN_START_FORCE_BOOT, NULL);
    case INN_VERB_PAUSE:
      return gvir_domain_suspend (domain, NULL);
    case INN_VERB_RESUME:
      return gvir_domain_resume (domain, NULL);
    case INN_VERB_WAKE_UP:
      return gvir_domain_wakeup (domain, 0, NULL);
    case INN_VERB_SHUT_DOWN:
      return gvir_domain_shutdown (domain, 0, NULL);
    case INN_VERB_SHUT_DOWN_ACPI:
      return gvir_domain_shutdown (domain, GVIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN, NULL);
    case INN_VERB_SHUT_DOWN_AGENT:
      return gvir_domain_shutdown (domain, GVIR_DOMAIN_SHUTDOWN_GUEST_AGENT, NULL);
    case INN_VERB_REBOOT:
      return gvir_domain_reboot (domain, 0, NULL);
    case INN_VERB_FORCE_OFF:
      return gvir_domain_stop (domain, 0, NULL);
    case INN_VERB_SAVE:
      return gvir_domain_save (domain, 0, NULL);
    default:
      g_assert_not_reached ();
    }
}

/* @wrapper has to outlive the reading of an error: freeing it frees a handle, and
 * that makes libvirt forget the last error. */
static gboolean
perform (virDomainPtr   handle,
         InnVerb        verb,
         GObject      **wrapper)
{
  switch ((int) verb)
    {
    case INN_VERB_RESET:
      return virDomainReset (handle, 0) == 0;
    case INN_VERB_DISCARD_SAVED:
      return virDomainManagedSaveRemove (handle, 0) == 0;
    case INN_VERB_AUTOSTART_ON:
      return virDomainSetAutostart (handle, TRUE) == 0;
    case INN_VERB_AUTOSTART_OFF:
      return virDomainSetAutostart (handle, FALSE) == 0;
    case INN_VERB_MEMORY_STATS:
      return virDomainSetMemoryStatsPeriod (handle, MEMORY_STATS_PERIOD,
                                            VIR_DOMAIN_AFFECT_LIVE) == 0;
    case INN_VERB_DIRTY_RATE:
      return virDomainStartDirtyRateCalc (handle, DIRTY_RATE_TIME, 0) == 0;
    default:
      *wrapper = g_object_new (GVIR_TYPE_DOMAIN, "handle", handle, NULL);
      return perform_wrapped (GVIR_DOMAIN (*wrapper), verb);
    }
}

static gpointer
perform_worker (virConnectPtr   connection,
                gpointer        data,
                GCancellable   *cancellable,
                GError        **error)
{
  Perform *order = data;
  g_autoptr (virDomain) handle = NULL;
  g_autoptr (GObject) wrapper = NULL;

  if (order->started != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT, order->started,
                     g_object_ref (order->started_data), g_object_unref);

  handle = virDomainLookupByUUIDString (connection, order->uuid);

  if (handle != NULL && order->verb == INN_VERB_START_NETWORK)
    return GINT_TO_POINTER (inn_domain_start_network (handle, order->object, error));

  if (handle != NULL && order->redefinition != NULL)
    return GINT_TO_POINTER (inn_redefinition_perform (order->redefinition, handle, order->verb,
                                                      error));

  if (handle == NULL || !perform (handle, order->verb, &wrapper))
    {
      g_autofree char *what = inn_verb_dup_text (_(inn_verb_get_info (order->verb)->failed),
                                                 order->name);

      inn_set_virt_error (error, "%s", what);
      return NULL;
    }

  return GINT_TO_POINTER (TRUE);
}

static gboolean
changes_xml (InnVerb verb)
{
  return verb == INN_VERB_MEMORY_STATS || inn_verb_redefines (verb);
}

static void
performed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  InnDomain *self = g_task_get_source_object (task);
  InnHost *host = inn_domain_get_host (self);

  /* Not everything has an event, and a call that failed or came too late may have
   * changed something too. */
  if (host != NULL)
    inn_host_mark_stale (host, inn_domain_get_uuid (self),
                         changes_xml (GPOINTER_TO_UINT (g_task_get_task_data (task))));

  if (inn_lane_call_finish (INN_LANE (object), result, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Saving and restoring take as long as the memory is large. */
static guint
deadline_of (InnVerb verb)
{
  return verb == INN_VERB_SAVE || verb == INN_VERB_RESTORE ? 0 : INN_DEADLINE_LIFECYCLE;
}

/**
 * inn_domain_perform_async:
 * @self: a domain
 * @verb: what to do
 * @object: (nullable): what @verb is about, if that is not @self
 * @redefinition: (nullable): a new one, filled in, for verbs that change the definition
 * @started: (nullable): called on the main thread when it is the turn of this call
 * @started_data: (nullable): for @started, kept alive until then
 *
 * Queues the action at the host; the call returns when libvirt has done it, or when
 * the guest was told.
 */
void
inn_domain_perform_async (InnDomain           *self,
                          InnVerb              verb,
                          const char          *object,
                          InnRedefinition     *redefinition,
                          GSourceFunc          started,
                          GObject             *started_data,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  InnHost *host;
  InnLane *lane;
  Perform *order;

  g_return_if_fail (INN_IS_DOMAIN (self));
  g_return_if_fail (verb < INN_N_VERBS);
  g_return_if_fail ((redefinition != NULL) == inn_verb_redefines (verb));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, inn_domain_perform_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (verb), NULL);

  host = inn_domain_get_host (self);
  if (host == NULL || (lane = inn_host_get_jobs_lane (host)) == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                               _("The host is not connected"));
      return;
    }

  order = g_new0 (Perform, 1);
  order->uuid = g_strdup (inn_domain_get_uuid (self));
  order->name = g_strdup (inn_domain_get_name (self));
  order->object = g_strdup (object);
  order->verb = verb;
  if (redefinition != NULL)
    order->redefinition = inn_redefinition_ref (redefinition);
  order->started = started;
  if (started != NULL)
    order->started_data = g_object_ref (started_data);

  inn_lane_call_async (lane, INN_LANE_PRIORITY_HIGH, perform_worker, order, perform_free, NULL,
                       deadline_of (verb), cancellable, performed_cb, g_object_ref (task));
}

gboolean
inn_domain_perform_finish (InnDomain     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * inn_domain_can_abort_job:
 * @self: a domain on which libvirt runs a job
 *
 * Returns: whether there is another lane than the one which the job occupies
 */
gboolean
inn_domain_can_abort_job (InnDomain *self)
{
  InnHost *host = inn_domain_get_host (self);

  return host != NULL && host->control != NULL && host->control != host->jobs;
}

static gpointer
abort_worker (virConnectPtr   connection,
              gpointer        uuid,
              GCancellable   *cancellable,
              GError        **error)
{
  g_autoptr (virDomain) handle = virDomainLookupByUUIDString (connection, uuid);

  if (handle == NULL || virDomainAbortJob (handle) < 0)
    {
      inn_set_virt_error (error, _("Could not cancel the job"));
      return NULL;
    }

  return GINT_TO_POINTER (TRUE);
}

/**
 * inn_domain_abort_job:
 * @self: a domain on which libvirt runs a job
 *
 * Asks the host, on the other lane, to end the job; the job itself tells how it ended.
 */
void
inn_domain_abort_job (InnDomain *self)
{
  if (!inn_domain_can_abort_job (self))
    return;

  inn_lane_call_async (inn_domain_get_host (self)->control, INN_LANE_PRIORITY_HIGH,
                       abort_worker,
                       g_strdup (inn_domain_get_uuid (self)), g_free, NULL,
                       INN_DEADLINE_LIST, NULL, NULL, NULL);
}

static gpointer
progress_worker (virConnectPtr   connection,
                 gpointer        uuid,
                 GCancellable   *cancellable,
                 GError        **error)
{
  g_autoptr (virDomain) handle = virDomainLookupByUUIDString (connection, uuid);
  virDomainJobInfo info;
  InnJobProgress *progress;

  if (handle == NULL || virDomainGetJobInfo (handle, &info) < 0)
    {
      inn_set_virt_error (error, _("Could not read the progress"));
      return NULL;
    }

  progress = g_new0 (InnJobProgress, 1);
  progress->total = info.dataTotal;
  progress->processed = info.dataProcessed;
  progress->elapsed_ms = info.timeElapsed;

  return progress;
}

static void
progress_read_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gpointer progress = inn_lane_call_finish (INN_LANE (object), result, &error);

  if (progress != NULL)
    g_task_return_pointer (task, progress, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * inn_domain_read_progress_async:
 * @self: a domain on which libvirt runs a job
 *
 * Reads how far the job is, on another lane than the one it occupies. Fails with
 * %G_IO_ERROR_NOT_SUPPORTED on hosts with a single lane.
 */
void
inn_domain_read_progress_async (InnDomain           *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, inn_domain_read_progress_async);

  if (!inn_domain_can_abort_job (self))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               _("The progress is not known"));
      return;
    }

  inn_lane_call_async (inn_domain_get_host (self)->control, INN_LANE_PRIORITY_DEFAULT,
                       progress_worker,
                       g_strdup (inn_domain_get_uuid (self)), g_free, g_free,
                       INN_DEADLINE_LIST, cancellable, progress_read_cb, g_object_ref (task));
}

InnJobProgress *
inn_domain_read_progress_finish (InnDomain     *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
