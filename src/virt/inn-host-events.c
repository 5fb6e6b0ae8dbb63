/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-domain-state.h"
#include "inn-host-private.h"
#include "inn-sampler.h"
#include "inn-virt-error.h"

/* A call that registers events ends after this many µs. */
#define REST_TIME 20000

/* Where the events of one connection go. libvirt calls on the main thread; only the
 * close callback may come in any thread. */
typedef struct
{
  gatomicrefcount ref_count;
  GWeakRef        host;
  InnLane        *lane;   /* its identity: events of a lane that was given up are dropped */
} EventSink;

struct _InnEventRegistrations
{
  virConnectPtr connection;
  GArray       *ids;
  gpointer      close_sink;
  gboolean      lifecycle;
  guint         next;    /* event to be registered after these */
};

typedef enum
{
  OF_DOMAIN,
  OF_NETWORK,
  OF_POOL,
  OF_NODE_DEVICE,
  OF_SECRET,
} EventOf;

typedef struct
{
  EventOf of;
  int     id;
} Registered;

typedef struct
{
  gpointer sink;
  guint    first;
} EventOrder;

gpointer
inn_event_sink_new (InnHost *host,
                    InnLane *lane)
{
  EventSink *sink = g_new0 (EventSink, 1);

  g_atomic_ref_count_init (&sink->ref_count);
  g_weak_ref_init (&sink->host, host);
  sink->lane = lane;

  return sink;
}

static gpointer
sink_ref (gpointer data)
{
  EventSink *sink = data;

  g_atomic_ref_count_inc (&sink->ref_count);
  return sink;
}

void
inn_event_sink_unref (gpointer data)
{
  EventSink *sink = data;

  if (!g_atomic_ref_count_dec (&sink->ref_count))
    return;

  g_weak_ref_clear (&sink->host);
  g_free (sink);
}

/* Returns: (transfer full) (nullable): the host, if it still uses this connection */
static InnHost *
sink_get_host (EventSink *sink)
{
  g_autoptr (InnHost) host = g_weak_ref_get (&sink->host);

  if (host == NULL || host->control != sink->lane)
    return NULL;

  return g_steal_pointer (&host);
}

static void
mark_domain (gpointer     sink,
             virDomainPtr domain,
             gboolean     xml)
{
  g_autoptr (InnHost) host = sink_get_host (sink);
  char uuid[VIR_UUID_STRING_BUFLEN];

  if (host == NULL || virDomainGetUUIDString (domain, uuid) < 0)
    return;

  inn_host_mark_stale (host, uuid, xml);
}

/* Before the state of the machine changes: one that starts is "resumed" too. */
static void
note_lifecycle (InnHost   *host,
                InnDomain *domain,
                int        event,
                int        detail)
{
  if (event == VIR_DOMAIN_EVENT_RESUMED && !inn_domain_is_active (domain))
    return;

  inn_sampler_note_event (host->sampler, domain, inn_domain_state_get_event (event, detail),
                          event == VIR_DOMAIN_EVENT_STARTED, event == VIR_DOMAIN_EVENT_STOPPED);
}

static int
on_domain_lifecycle_cb (virConnectPtr connection,
                        virDomainPtr  domain,
                        int           event,
                        int           detail,
                        void         *sink)
{
  g_autoptr (InnHost) host = sink_get_host (sink);
  char uuid[VIR_UUID_STRING_BUFLEN];
  InnDomain *known;

  if (host == NULL || virDomainGetUUIDString (domain, uuid) < 0)
    return 0;

  if ((known = inn_domain_list_find (host->domains, uuid)) != NULL)
    {
      note_lifecycle (host, known, event, detail);

      if (inn_domain_apply_lifecycle (known, event, detail, (int) virDomainGetID (domain)))
        {
          inn_host_touch_soon (host, known);
          inn_host_count (host);
        }
    }

  inn_host_mark_stale (host, uuid, event == VIR_DOMAIN_EVENT_DEFINED);

  return 0;
}

static void
on_domain_reboot_cb (virConnectPtr  connection,
                     virDomainPtr   domain,
                     void          *sink)
{
  g_autoptr (InnHost) host = sink_get_host (sink);
  char uuid[VIR_UUID_STRING_BUFLEN];
  InnDomain *known;

  if (host == NULL || virDomainGetUUIDString (domain, uuid) < 0 ||
      (known = inn_domain_list_find (host->domains, uuid)) == NULL)
    return;

  inn_sampler_note_event (host->sampler, known, _("Rebooted"), TRUE, FALSE);
}

static void
on_domain_metadata_cb (virConnectPtr connection,
                       virDomainPtr  domain,
                       int           type,
                       const char   *uri,
                       void         *sink)
{
  mark_domain (sink, domain, TRUE);
}

static void
on_domain_pm_cb (virConnectPtr connection,
                 virDomainPtr  domain,
                 int           reason,
                 void         *sink)
{
  mark_domain (sink, domain, FALSE);
}

static void
on_domain_balloon_cb (virConnectPtr       connection,
                      virDomainPtr        domain,
                      unsigned long long  kib,
                      void               *sink)
{
  mark_domain (sink, domain, FALSE);
}

static void
on_domain_io_error_cb (virConnectPtr  connection,
                       virDomainPtr   domain,
                       const char    *path,
                       const char    *alias,
                       int            action,
                       void          *sink)
{
  mark_domain (sink, domain, FALSE);
}

static void
tell_object (gpointer          sink,
             InnHostObjectKind kind,
             const char       *key)
{
  g_autoptr (InnHost) host = sink_get_host (sink);

  if (host != NULL)
    inn_host_emit_object_event (host, kind, key);
}

static void
on_network_lifecycle_cb (virConnectPtr  connection,
                         virNetworkPtr  network,
                         int            event,
                         int            detail,
                         void          *sink)
{
  tell_object (sink, INN_HOST_OBJECT_NETWORK, virNetworkGetName (network));
}

static void
on_pool_lifecycle_cb (virConnectPtr      connection,
                      virStoragePoolPtr  pool,
                      int                event,
                      int                detail,
                      void              *sink)
{
  tell_object (sink, INN_HOST_OBJECT_POOL, virStoragePoolGetName (pool));
}

static void
on_pool_refresh_cb (virConnectPtr      connection,
                    virStoragePoolPtr  pool,
                    void              *sink)
{
  tell_object (sink, INN_HOST_OBJECT_POOL, virStoragePoolGetName (pool));
}

static void
on_node_device_lifecycle_cb (virConnectPtr     connection,
                             virNodeDevicePtr  device,
                             int               event,
                             int               detail,
                             void             *sink)
{
  tell_object (sink, INN_HOST_OBJECT_NODE_DEVICE, virNodeDeviceGetName (device));
}

static void
on_node_device_update_cb (virConnectPtr     connection,
                          virNodeDevicePtr  device,
                          void             *sink)
{
  tell_object (sink, INN_HOST_OBJECT_NODE_DEVICE, virNodeDeviceGetName (device));
}

static void
on_secret_lifecycle_cb (virConnectPtr  connection,
                        virSecretPtr   secret,
                        int            event,
                        int            detail,
                        void          *sink)
{
  char uuid[VIR_UUID_STRING_BUFLEN];

  if (virSecretGetUUIDString (secret, uuid) == 0)
    tell_object (sink, INN_HOST_OBJECT_SECRET, uuid);
}

static void
on_secret_changed_cb (virConnectPtr  connection,
                      virSecretPtr   secret,
                      void          *sink)
{
  on_secret_lifecycle_cb (connection, secret, 0, 0, sink);
}

typedef struct
{
  EventOf       of;
  int           event;
  void (*handler) (void);
} Event;

/* Every event we listen to. A handler does no RPC: it notes what is stale, one
 * refresh follows. The first one is registered before the first list, the others
 * after it, so that rows come early on a slow link. */
static const Event events[] = {
  { OF_DOMAIN, VIR_DOMAIN_EVENT_ID_LIFECYCLE, G_CALLBACK (on_domain_lifecycle_cb) },
  { OF_DOMAIN, VIR_DOMAIN_EVENT_ID_METADATA_CHANGE, G_CALLBACK (on_domain_metadata_cb) },
  { OF_DOMAIN, VIR_DOMAIN_EVENT_ID_REBOOT, G_CALLBACK (on_domain_reboot_cb) },
  { OF_DOMAIN, VIR_DOMAIN_EVENT_ID_PMWAKEUP, G_CALLBACK (on_domain_pm_cb) },
  { OF_DOMAIN, VIR_DOMAIN_EVENT_ID_PMSUSPEND, G_CALLBACK (on_domain_pm_cb) },
  { OF_DOMAIN, VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE, G_CALLBACK (on_domain_balloon_cb) },
  { OF_DOMAIN, VIR_DOMAIN_EVENT_ID_IO_ERROR, G_CALLBACK (on_domain_io_error_cb) },
  { OF_NETWORK, VIR_NETWORK_EVENT_ID_LIFECYCLE, G_CALLBACK (on_network_lifecycle_cb) },
  { OF_POOL, VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE, G_CALLBACK (on_pool_lifecycle_cb) },
  { OF_POOL, VIR_STORAGE_POOL_EVENT_ID_REFRESH, G_CALLBACK (on_pool_refresh_cb) },
  { OF_NODE_DEVICE, VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE, G_CALLBACK (on_node_device_lifecycle_cb) },
  { OF_NODE_DEVICE, VIR_NODE_DEVICE_EVENT_ID_UPDATE, G_CALLBACK (on_node_device_update_cb) },
  { OF_SECRET, VIR_SECRET_EVENT_ID_LIFECYCLE, G_CALLBACK (on_secret_lifecycle_cb) },
  { OF_SECRET, VIR_SECRET_EVENT_ID_VALUE_CHANGED, G_CALLBACK (on_secret_changed_cb) },
};

static int
register_event (virConnectPtr  connection,
                const Event   *event,
                gpointer       sink)
{
  switch (event->of)
    {
    case OF_DOMAIN:
      return virConnectDomainEventRegisterAny (connection, NULL, event->event,
                                               VIR_DOMAIN_EVENT_CALLBACK (event->handler),
                                               sink, inn_event_sink_unref);
    case OF_NETWORK:
      return virConnectNetworkEventRegisterAny (connection, NULL, event->event,
                                                VIR_NETWORK_EVENT_CALLBACK (event->handler),
                                                sink, inn_event_sink_unref);
    case OF_POOL:
      return virConnectStoragePoolEventRegisterAny (
               connection, NULL, event->event, VIR_STORAGE_POOL_EVENT_CALLBACK (event->handler),
               sink, inn_event_sink_unref);
    case OF_NODE_DEVICE:
      return virConnectNodeDeviceEventRegisterAny (connection, NULL, event->event,
                                                   VIR_NODE_DEVICE_EVENT_CALLBACK (event->handler),
                                                   sink, inn_event_sink_unref);
    case OF_SECRET:
      return virConnectSecretEventRegisterAny (connection, NULL, event->event,
                                               VIR_SECRET_EVENT_CALLBACK (event->handler),
                                               sink, inn_event_sink_unref);
    default:
      g_assert_not_reached ();
    }
}

static void
deregister_event (virConnectPtr     connection,
                  const Registered *registered)
{
  switch (registered->of)
    {
    case OF_DOMAIN:
      virConnectDomainEventDeregisterAny (connection, registered->id);
      break;
    case OF_NETWORK:
      virConnectNetworkEventDeregisterAny (connection, registered->id);
      break;
    case OF_POOL:
      virConnectStoragePoolEventDeregisterAny (connection, registered->id);
      break;
    case OF_NODE_DEVICE:
      virConnectNodeDeviceEventDeregisterAny (connection, registered->id);
      break;
    case OF_SECRET:
      virConnectSecretEventDeregisterAny (connection, registered->id);
      break;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
closed_idle_cb (gpointer data)
{
  g_autoptr (InnHost) host = sink_get_host (data);
  g_autoptr (GError) error = NULL;

  if (host == NULL)
    return G_SOURCE_REMOVE;

  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
                               _("The host closed the connection."));
  inn_host_lost (host, error);

  return G_SOURCE_REMOVE;
}

static gboolean
keepalive_idle_cb (gpointer data)
{
  g_autoptr (InnHost) host = sink_get_host (data);
  g_autoptr (GError) error = NULL;

  if (host == NULL)
    return G_SOURCE_REMOVE;

  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                               _("The host did not answer for 15 seconds (keepalive timeout)."));
  inn_host_lost (host, error);

  return G_SOURCE_REMOVE;
}

/* In whichever thread did the I/O. */
static void
on_connection_closed_cb (virConnectPtr  connection,
                         int            reason,
                         void          *sink)
{
  if (reason == VIR_CONNECT_CLOSE_REASON_CLIENT)
    return;

  g_idle_add_full (G_PRIORITY_DEFAULT,
                   reason == VIR_CONNECT_CLOSE_REASON_KEEPALIVE ? keepalive_idle_cb
                                                                : closed_idle_cb,
                   sink_ref (sink), inn_event_sink_unref);
}

static InnEventRegistrations *
registrations_new (virConnectPtr connection)
{
  InnEventRegistrations *self = g_new0 (InnEventRegistrations, 1);

  virConnectRef (connection);
  self->connection = connection;
  self->ids = g_array_new (FALSE, FALSE, sizeof (Registered));

  return self;
}

/* Not every driver has every event: what fails is left out. */
static void
register_next (InnEventRegistrations *self,
               gpointer               sink)
{
  const Event *event = &events[self->next++];
  Registered registered = { event->of, -1 };

  sink_ref (sink);
  registered.id = register_event (self->connection, event, sink);

  if (registered.id >= 0)
    g_array_append_val (self->ids, registered);
  else
    inn_event_sink_unref (sink);
}

/**
 * inn_host_events_first_worker:
 * @connection: the control connection
 * @sink: from inn_event_sink_new()
 *
 * Registers what has to be there before the first list: the end of the connection
 * and the life cycle of domains.
 *
 * Returns: (transfer full): #InnEventRegistrations
 */
gpointer
inn_host_events_first_worker (virConnectPtr   connection,
                              gpointer        sink,
                              GCancellable   *cancellable,
                              GError        **error)
{
  InnEventRegistrations *self = registrations_new (connection);

  /* Drivers in this process say yes and never free what they were given. */
  if (virConnectRegisterCloseCallback (connection, on_connection_closed_cb, sink, NULL) == 0)
    self->close_sink = sink_ref (sink);

  register_next (self, sink);
  self->lifecycle = self->ids->len > 0;

  return self;
}

/**
 * inn_event_order_new:
 * @sink: (transfer full): from inn_event_sink_new()
 * @after: the registrations before
 *
 * Returns: (transfer full): for inn_host_events_rest_worker()
 */
gpointer
inn_event_order_new (gpointer               sink,
                     InnEventRegistrations *after)
{
  EventOrder *order = g_new0 (EventOrder, 1);

  order->sink = sink;
  order->first = after->next;

  return order;
}

void
inn_event_order_free (gpointer order)
{
  inn_event_sink_unref (((EventOrder *) order)->sink);
  g_free (order);
}

/**
 * inn_host_events_rest_worker:
 * @connection: the control connection
 * @order: from inn_event_order_new()
 *
 * Registers the next events: all of them, or those for which there is time before something
 * else has its turn. A far host needs seconds for all.
 *
 * Returns: (transfer full): #InnEventRegistrations
 */
gpointer
inn_host_events_rest_worker (virConnectPtr   connection,
                             gpointer        order,
                             GCancellable   *cancellable,
                             GError        **error)
{
  InnEventRegistrations *self = registrations_new (connection);
  gint64 end = g_get_monotonic_time () + REST_TIME;

  self->next = ((EventOrder *) order)->first;
  do
    register_next (self, ((EventOrder *) order)->sink);
  while (!inn_event_registrations_are_all (self) && g_get_monotonic_time () < end);

  return self;
}

/**
 * inn_event_registrations_are_all:
 *
 * Returns: whether no event is left to be registered after these
 */
gboolean
inn_event_registrations_are_all (InnEventRegistrations *self)
{
  return self->next == G_N_ELEMENTS (events);
}

gboolean
inn_event_registrations_has_lifecycle (InnEventRegistrations *self)
{
  return self->lifecycle;
}

/**
 * inn_event_registrations_free:
 * @registrations: (transfer full): registrations
 *
 * Talks to the host: runs in the thread of the lane.
 */
void
inn_event_registrations_free (gpointer registrations)
{
  InnEventRegistrations *self = registrations;

  for (guint i = 0; i < self->ids->len; i++)
    deregister_event (self->connection, &g_array_index (self->ids, Registered, i));

  if (self->close_sink != NULL)
    virConnectUnregisterCloseCallback (self->connection, on_connection_closed_cb);

  virConnectClose (self->connection);
  g_clear_pointer (&self->close_sink, inn_event_sink_unref);
  g_array_unref (self->ids);
  g_free (self);
}
