/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-domain-list.h"
#include "inn-domain-private.h"
#include "inn-host.h"
#include "inn-lane.h"

G_BEGIN_DECLS

/* How long the host may take, in milliseconds (libvirt.md 6). */
#define INN_DEADLINE_OPEN      20000
#define INN_DEADLINE_LIST      10000
#define INN_DEADLINE_LIFECYCLE 60000

/* InnHost is one class over several files, by duty:
 *   inn-host.c          properties, state
 *   inn-host-open.c     opens a lane
 *   inn-host-ask.c      asks for passwords and the like
 *   inn-host-secrets.c  what of that the keyring has
 *   inn-host-connect.c  lanes: which there are, close, reconnect, replace
 *   inn-host-refresh.c  domains: list, merge, what is stale
 *   inn-host-details.c  domains: title, OS, description from their XML
 *   inn-host-events.c   libvirt's events
 *   inn-host-probe.c    facts, and the test of an address
 *   inn-host-capabilities.c  what it can do
 *   inn-sampler.c       statistics                                             */
/* What became of a remembered password: libvirt tells only by opening or not opening. */
typedef enum
{
  INN_HOST_SECRET_UNTRIED,
  INN_HOST_SECRET_TRIED,     /* in the attempt that goes on */
  INN_HOST_SECRET_REFUSED,   /* since then the user is asked */
} InnHostSecret;

struct _InnHost
{
  GObject             parent_instance;

  char               *uri;
  char               *name;
  gboolean            autoconnect;
  gboolean            read_only;
  InnHostLink        *link;
  InnDomainList      *domains;

  InnHostState        state;
  gint64              state_since;   /* monotonic */
  gint64              last_seen;     /* wall clock, µs; 0: never connected */
  GError             *error;
  InnHostFacts       *facts;

  /* Connecting (inn-host-connect.c) */
  InnHostConnectMode  mode;
  InnLane            *control;
  InnLane            *jobs;
  InnLane            *stats;
  InnLane            *screens;
  gboolean            stats_refused; /* a lane of its own could not be opened */
  guint               n_stats_replaced;
  GPtrArray          *parked;        /* closed lanes whose thread may be stuck */
  GPtrArray          *registrations; /* of events, on the control connection */
  GCancellable       *cancellable;   /* of the session */
  InnAuthRequest     *auth_request;
  char              **auth_answers;  /* for further lanes; in memory only */
  InnHostSecret       secret;        /* that libvirt asked for */
  GHashTable         *passwords;     /* ids of those that the keyring is known to have */
  struct _InnSshSession *ssh;        /* NULL: not over ssh, or never connected */
  guint               n_failures;
  guint               n_replaced;
  gint64              retry_at;      /* monotonic */
  guint               retry_source;
  guint               late_source;
  guint               poll_interval; /* seconds, without events */
  guint               poll_source;
  gboolean            has_events;

  /* Refreshing (inn-host-refresh.c) */
  gboolean            loaded;
  guint               n_expected;
  guint               n_running;
  GHashTable         *stale;         /* UUIDs of domains an event was about */
  gboolean            all_stale;
  gboolean            refreshing;
  guint               refresh_source;
  struct _InnMerge   *merge;

  /* Details (inn-host-details.c) */
  GQueue              wanted;        /* of InnDomain, seen on the screen */
  guint               details_next;  /* position in the list */
  gboolean            details_running;
  GPtrArray          *detailed;      /* of InnDomain, which lists have to look at again */
  guint               detailed_source;
  gboolean            trimmed;

  /* What it can do (inn-host-capabilities.c) */
  struct _InnHostCapabilities *capabilities;

  /* Statistics (inn-sampler.c) */
  struct _InnSampler *sampler;
};

enum {
  INN_HOST_PROP_0,
  INN_HOST_PROP_URI,
  INN_HOST_PROP_NAME,
  INN_HOST_PROP_AUTOCONNECT,
  INN_HOST_PROP_READ_ONLY,
  INN_HOST_PROP_STATE,
  INN_HOST_PROP_LOADED,
  INN_HOST_PROP_N_EXPECTED,
  INN_HOST_PROP_N_RUNNING,
  INN_HOST_PROP_RETRY_AT,
  INN_HOST_PROP_FACTS,
  INN_HOST_PROP_CAPABILITIES,
  INN_HOST_N_PROPS
};

/* inn-host.c */
void           inn_host_notify            (InnHost             *self,
                                           int                  prop);
void           inn_host_set_state         (InnHost             *self,
                                           InnHostState         state,
                                           const GError        *error);
void           inn_host_emit_auth         (InnHost             *self,
                                           InnAuthRequest      *request);
void           inn_host_emit_sampled      (InnHost             *self);
void           inn_host_emit_object_event (InnHost             *self,
                                           InnHostObjectKind    kind,
                                           const char          *key);

/* inn-host-open.c */
typedef enum
{
  INN_HOST_OPEN_CONTROL,   /* asks if the user began to connect */
  INN_HOST_OPEN_QUIET,     /* never asks */
  INN_HOST_OPEN_PROBE,     /* beside the connection of the host: asks always */
} InnHostOpenMode;

void           inn_host_open_lane         (InnHost             *self,
                                           InnLane             *lane,
                                           InnHostOpenMode      mode,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);

/* inn-host-connect.c */
gboolean       inn_host_has_single_lane   (InnHost             *self);
InnLane       *inn_host_get_jobs_lane     (InnHost             *self);
InnLane       *inn_host_get_screens_lane  (InnHost             *self);
void           inn_host_drop_screens_lane (InnHost             *self,
                                           InnLane             *lane);
InnLane       *inn_host_get_stats_lane    (InnHost             *self);
void           inn_host_drop_stats_lane   (InnHost             *self);
gboolean       inn_host_may_replace_stats_lane
                                          (InnHost             *self,
                                           gint64               late_since);
void           inn_host_lost              (InnHost             *self,
                                           const GError        *error);
void           inn_host_close_session     (InnHost             *self);
void           inn_host_reconnect         (InnHost             *self);
void           inn_host_forget_login      (InnHost             *self);

/* inn-host-refresh.c */
void           inn_host_load              (InnHost             *self);
void           inn_host_mark_stale        (InnHost             *self,
                                           const char          *uuid,
                                           gboolean             xml);
void           inn_host_mark_all_stale    (InnHost             *self);
void           inn_host_start_polling     (InnHost             *self);
void           inn_host_stop_refresh      (InnHost             *self);
void           inn_host_count             (InnHost             *self);

/* inn-domain-tags.c */
void           inn_host_apply_local_tags  (InnHost             *self);

/* inn-host-details.c */
void           inn_host_want_details      (InnHost             *self,
                                           InnDomain           *domain);
void           inn_host_read_details      (InnHost             *self);
void           inn_host_forget_details    (InnHost             *self);
void           inn_host_touch_soon        (InnHost             *self,
                                           InnDomain           *domain);
void           inn_host_stop_details      (InnHost             *self);

/* inn-host-events.c */
typedef struct _InnEventRegistrations InnEventRegistrations;

gpointer       inn_host_events_first_worker (virConnectPtr      connection,
                                             gpointer           sink,
                                             GCancellable      *cancellable,
                                             GError           **error);
gpointer       inn_event_order_new          (gpointer           sink,
                                             InnEventRegistrations *after);
void           inn_event_order_free         (gpointer           order);
gpointer       inn_host_events_rest_worker  (virConnectPtr      connection,
                                             gpointer           order,
                                             GCancellable      *cancellable,
                                             GError           **error);
gboolean       inn_event_registrations_has_lifecycle (InnEventRegistrations *self);
gboolean       inn_event_registrations_are_all (InnEventRegistrations *self);
void           inn_event_registrations_free (gpointer           registrations);
gpointer       inn_event_sink_new           (InnHost           *self,
                                             InnLane           *lane);
void           inn_event_sink_unref         (gpointer           sink);

/* inn-host-capabilities.c */
void           inn_host_capabilities_free (gpointer             capabilities);

/* inn-host-probe.c */
void           inn_host_read_facts        (InnHost             *self);
void           inn_host_facts_clear       (InnHostFacts        *facts);
void           inn_host_facts_free        (InnHostFacts        *facts);

G_END_DECLS
