/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-domain.h"
#include "inn-domain-summary.h"
#include "inn-virt.h"

G_BEGIN_DECLS

typedef struct _InnStats InnStats;

typedef enum
{
  INN_DOMAIN_KNOWS_STATE  = 1 << 0,
  INN_DOMAIN_KNOWS_VCPUS  = 1 << 1,
  INN_DOMAIN_KNOWS_MEMORY = 1 << 2,
  INN_DOMAIN_KNOWS_FLAGS  = 1 << 3,
} InnDomainKnowledge;

/* The plain data about a domain that a worker brings home. */
typedef struct
{
  char                uuid[VIR_UUID_STRING_BUFLEN];
  char               *name;
  char               *name_key;
  virDomainPtr        handle;         /* of the control connection */
  int                 id;             /* -1: not active */

  InnDomainKnowledge  known;          /* what of the following was told */
  int                 state;          /* virDomainState */
  int                 reason;
  guint               vcpus;
  guint               max_vcpus;
  guint64             memory_kib;
  guint64             max_memory_kib;
  gboolean            persistent;
  gboolean            autostart;
  gboolean            managed_save;
} InnDomainInfo;

InnDomainInfo *inn_domain_info_new           (virDomainPtr            handle);
void           inn_domain_info_free          (gpointer                info);
void           inn_domain_info_read_stats    (InnDomainInfo          *info,
                                              virTypedParameterPtr    params,
                                              int                     n_params);

/* The way back from a domain to its host, which may be gone. */
typedef struct
{
  InnHost *host;
} InnHostLink;

/* InnDomain is one class over two files:
 *   inn-domain.c        properties, what it knows
 *   inn-domain-apply.c  how what the host says becomes what it knows  */
struct _InnDomain
{
  GObject       parent_instance;

  InnHostLink  *link;
  char          uuid[VIR_UUID_STRING_BUFLEN];
  guint         position;       /* in the list of the host */
  virDomainPtr  handle;         /* of the control connection; NULL while there is none */

  char         *name;
  char         *name_key;
  char         *title;
  char         *description;
  char         *os_id;
  char         *os_name;
  char        **tags;
  char        **local_tags;

  int           id;
  int           raw_state;
  int           raw_reason;
  guint         vcpus;
  guint         max_vcpus;
  guint64       memory_kib;
  guint64       max_memory_kib;

  guint         stale : 1;
  guint         persistent : 1;
  guint         autostart : 1;
  guint         managed_save : 1;
  guint         details_known : 1;
  guint         balloon_is_silent : 1;
  guint         changed : 1;    /* collected by the notify helpers */

  InnDomainState shown_state;   /* what "state" was last notified as */
  gint64        state_since;    /* wall clock, µs; 0: it was so when it was first seen */
  InnJob       *job;
  InnStats     *stats;          /* NULL: there was never a value */
  guint         over_limits;    /* bits, see InnLimit */
};

enum {
  INN_DOMAIN_PROP_0,
  INN_DOMAIN_PROP_NAME,
  INN_DOMAIN_PROP_TITLE,
  INN_DOMAIN_PROP_DESCRIPTION,
  INN_DOMAIN_PROP_OS_ID,
  INN_DOMAIN_PROP_STATE,
  INN_DOMAIN_PROP_ID,
  INN_DOMAIN_PROP_VCPUS,
  INN_DOMAIN_PROP_MEMORY_KIB,
  INN_DOMAIN_PROP_PERSISTENT,
  INN_DOMAIN_PROP_AUTOSTART,
  INN_DOMAIN_PROP_MANAGED_SAVE,
  INN_DOMAIN_PROP_TAGS,
  INN_DOMAIN_PROP_DETAILS_KNOWN,
  INN_DOMAIN_PROP_JOB,
  INN_DOMAIN_N_PROPS
};

/* inn-domain.c */
void           inn_domain_notify             (InnDomain              *self,
                                              int                     prop);
void           inn_domain_emit_changed       (InnDomain              *self);
InnDomain     *inn_domain_new                (InnHostLink            *link,
                                              const char             *uuid);
void           inn_domain_forget_details     (InnDomain              *self);
virDomainPtr   inn_domain_get_handle         (InnDomain              *self);
virDomainPtr   inn_domain_steal_handle       (InnDomain              *self);

guint          inn_domain_get_position       (InnDomain              *self);
void           inn_domain_set_position       (InnDomain              *self,
                                              guint                   position);

/* inn-domain-apply.c */
gboolean       inn_domain_apply              (InnDomain              *self,
                                              const InnDomainInfo    *info);
gboolean       inn_domain_apply_lifecycle    (InnDomain              *self,
                                              int                     event,
                                              int                     detail,
                                              int                     id);
void           inn_domain_apply_gone         (InnDomain              *self);
gboolean       inn_domain_apply_summary      (InnDomain              *self,
                                              const InnDomainSummary *summary);
gboolean       inn_domain_set_stale          (InnDomain              *self,
                                              gboolean                stale);
void           inn_domain_set_tags           (InnDomain              *self,
                                              const char * const     *tags);
void           inn_domain_set_local_tags     (InnDomain              *self,
                                              const char * const     *tags);
void           inn_domain_set_job            (InnDomain              *self,
                                              InnJob                 *job);
void           inn_domain_set_over_limits    (InnDomain              *self,
                                              guint                   limits);

G_END_DECLS
