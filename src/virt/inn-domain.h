/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _InnHost InnHost;
typedef struct _InnJob InnJob;

/* What a person calls the state of a machine: libvirt's state, its reason and
 * the managed save image folded into one word. */
#define INN_TYPE_DOMAIN_STATE (inn_domain_state_get_type ())

typedef enum
{
  INN_DOMAIN_STATE_UNKNOWN,
  INN_DOMAIN_STATE_RUNNING,
  INN_DOMAIN_STATE_PAUSED,
  INN_DOMAIN_STATE_IO_ERROR,
  INN_DOMAIN_STATE_SUSPENDED,
  INN_DOMAIN_STATE_STARTING,
  INN_DOMAIN_STATE_SHUTTING_DOWN,
  INN_DOMAIN_STATE_CRASHED,
  INN_DOMAIN_STATE_SAVED,
  INN_DOMAIN_STATE_SHUT_OFF,
} InnDomainState;

GType       inn_domain_state_get_type (void);
const char *inn_domain_state_get_label (InnDomainState state);
const char *inn_domain_state_get_id    (InnDomainState state);

#define INN_TYPE_DOMAIN (inn_domain_get_type ())
G_DECLARE_FINAL_TYPE (InnDomain, inn_domain, INN, DOMAIN, GObject)

/* Properties, all read-only, notified on the main thread and only on change:
 * name title description os-id state id vcpus memory-kib persistent autostart
 * managed-save tags details-known job. "changed" is emitted once after any of them. */

InnHost            *inn_domain_get_host            (InnDomain *self);
const char         *inn_domain_get_uuid            (InnDomain *self);
const char         *inn_domain_get_name            (InnDomain *self);
const char         *inn_domain_get_name_key        (InnDomain *self);
const char         *inn_domain_get_title           (InnDomain *self);
const char         *inn_domain_get_description     (InnDomain *self);
const char         *inn_domain_get_os_id           (InnDomain *self);
const char         *inn_domain_get_os_name         (InnDomain *self);

InnDomainState      inn_domain_get_state           (InnDomain *self);
InnDomainState      inn_domain_get_last_state      (InnDomain *self);
gint64              inn_domain_get_state_since     (InnDomain *self);
char               *inn_domain_dup_state_reason    (InnDomain *self);
char               *inn_domain_dup_ending          (InnDomain *self);
gboolean            inn_domain_ended_badly         (InnDomain *self);
gboolean            inn_domain_is_active           (InnDomain *self);
gboolean            inn_domain_is_stale            (InnDomain *self);
int                 inn_domain_get_id              (InnDomain *self);

guint               inn_domain_get_vcpus           (InnDomain *self);
guint               inn_domain_get_max_vcpus       (InnDomain *self);
guint64             inn_domain_get_memory_kib      (InnDomain *self);
guint64             inn_domain_get_max_memory_kib  (InnDomain *self);
guint64             inn_domain_get_size_kib        (InnDomain *self);
double              inn_domain_get_memory_share    (InnDomain *self,
                                                    double     used);

gboolean            inn_domain_get_persistent      (InnDomain *self);
gboolean            inn_domain_get_autostart       (InnDomain *self);
gboolean            inn_domain_get_managed_save    (InnDomain *self);

const char * const *inn_domain_get_tags            (InnDomain *self);
gboolean            inn_domain_get_tags_are_local  (InnDomain *self);
gboolean            inn_domain_get_details_known   (InnDomain *self);
void                inn_domain_want_details        (InnDomain *self);

InnJob             *inn_domain_get_job             (InnDomain *self);
guint               inn_domain_get_over_limits     (InnDomain *self);

void                inn_domain_set_tags_async      (InnDomain           *self,
                                                    const char * const  *tags,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);
gboolean            inn_domain_set_tags_finish     (InnDomain           *self,
                                                    GAsyncResult        *result,
                                                    GError             **error);

void                inn_domain_load_xml_async      (InnDomain           *self,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);
char               *inn_domain_load_xml_finish     (InnDomain           *self,
                                                    GAsyncResult        *result,
                                                    GError             **error);

G_END_DECLS
