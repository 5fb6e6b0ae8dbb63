/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-auth.h"
#include "inn-domain.h"

G_BEGIN_DECLS

/* Seconds between two readings of a host that does not tell of changes by itself. */
#define INN_HOST_POLL_INTERVAL 3

#define INN_TYPE_HOST_STATE (inn_host_state_get_type ())

typedef enum
{
  INN_HOST_STATE_DISCONNECTED,   /* by the user, or never connected */
  INN_HOST_STATE_CONNECTING,
  INN_HOST_STATE_CONNECTED,
  INN_HOST_STATE_RETRYING,       /* lost or refused; retry-at says when it is tried again */
  INN_HOST_STATE_AUTH_NEEDED,    /* reconnecting would have to ask: waits for the user */
  INN_HOST_STATE_NOT_RESPONDING, /* open, but calls do not come back */
} InnHostState;

GType inn_host_state_get_type (void);

typedef enum
{
  INN_HOST_CONNECT_QUIET,        /* never asks a question */
  INN_HOST_CONNECT_INTERACTIVE,  /* the user asked for it: questions are allowed */
} InnHostConnectMode;

/* What a host waits for that would have to ask. */
typedef enum
{
  INN_HOST_NEED_PASSWORD,        /* or the like */
  INN_HOST_NEED_KEY,             /* whether its key, which is not known, is the right one */
  INN_HOST_NEED_OTHER_KEY,       /* the same of a key that is not the known one */
  INN_HOST_NEED_ACCESS,          /* nothing was asked: the host does not let this user in */
} InnHostNeed;

/* Objects of a host, for the signal “object-event”. */
typedef enum
{
  INN_HOST_OBJECT_NETWORK,
  INN_HOST_OBJECT_POOL,
  INN_HOST_OBJECT_NODE_DEVICE,
  INN_HOST_OBJECT_SECRET,
} InnHostObjectKind;

/* Facts about the host, read once after it is connected; NULL or 0: not known. */
typedef struct
{
  char    *hostname;
  char    *hypervisor;           /* "QEMU" */
  char    *hypervisor_version;   /* "7.2.0" */
  char    *libvirt_version;      /* "9.0.0" */
  char    *cpu_model;
  guint    cpus;                 /* threads */
  guint64  memory_kib;
} InnHostFacts;

#define INN_TYPE_HOST (inn_host_get_type ())
G_DECLARE_FINAL_TYPE (InnHost, inn_host, INN, HOST, GObject)

/* Properties, notified on change: uri (construct), name, autoconnect,
 * read-only (writable), state, loaded, n-expected, n-running, retry-at, facts, capabilities.
 * Signals: "auth-requested" (InnAuthRequest), "object-event" (kind, key). */

InnHost            *inn_host_new              (const char          *uri);

const char         *inn_host_get_uri          (InnHost             *self);
const char         *inn_host_get_name         (InnHost             *self);
void                inn_host_set_name         (InnHost             *self,
                                               const char          *name);
gboolean            inn_host_get_autoconnect  (InnHost             *self);
void                inn_host_set_autoconnect  (InnHost             *self,
                                               gboolean             autoconnect);
gboolean            inn_host_get_read_only    (InnHost             *self);
void                inn_host_set_read_only    (InnHost             *self,
                                               gboolean             read_only);
guint               inn_host_get_poll_interval
                                              (InnHost             *self);
void                inn_host_set_poll_interval
                                              (InnHost             *self,
                                               guint                seconds);
gboolean            inn_host_is_local         (InnHost             *self);

InnHostState        inn_host_get_state        (InnHost             *self);
gint64              inn_host_get_state_since  (InnHost             *self);
gint64              inn_host_get_retry_at     (InnHost             *self);
gint64              inn_host_get_last_seen    (InnHost             *self);
const GError       *inn_host_get_error        (InnHost             *self);
char               *inn_host_dup_short_error  (InnHost             *self);
char               *inn_host_dup_state_text   (InnHost             *self);
gboolean            inn_host_state_text_counts (InnHost            *self);
InnHostNeed         inn_host_get_need         (InnHost             *self);

gboolean            inn_host_has_password     (InnHost             *self);
void                inn_host_forget_passwords_async (InnHost       *self,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
gboolean            inn_host_forget_passwords_finish (InnHost      *self,
                                               GAsyncResult        *result,
                                               GError             **error);
const InnHostFacts *inn_host_get_facts        (InnHost             *self);

gboolean            inn_host_get_loaded       (InnHost             *self);
guint               inn_host_get_n_expected   (InnHost             *self);
guint               inn_host_get_n_running    (InnHost             *self);
GListModel         *inn_host_get_domains      (InnHost             *self);
InnDomain          *inn_host_find_domain      (InnHost             *self,
                                               const char          *uuid);

void                inn_host_connect          (InnHost             *self,
                                               InnHostConnectMode   mode);
void                inn_host_disconnect       (InnHost             *self);
gboolean            inn_host_is_interactive   (InnHost             *self);
void                inn_host_refresh          (InnHost             *self);

/* Opens, asks for what a “Test” button shows, closes again. */
typedef struct
{
  InnHostFacts facts;
  gint64       open_usec;
  guint        n_domains;
  guint        n_running;
} InnHostProbe;

void                inn_host_probe_free       (InnHostProbe        *probe);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnHostProbe, inn_host_probe_free)

void                inn_host_probe_async      (InnHost             *self,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
InnHostProbe       *inn_host_probe_finish     (InnHost             *self,
                                               GAsyncResult        *result,
                                               GError             **error);

G_END_DECLS
