/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-domain.h"
#include "inn-domain-summary.h"
#include "inn-virt.h"

G_BEGIN_DECLS

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

InnDomain     *inn_domain_new                (InnHostLink            *link,
                                              const char             *uuid);
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
void           inn_domain_set_over_limits     (InnDomain              *self,
                                               guint                   limits);
void           inn_domain_forget_details     (InnDomain              *self);
virDomainPtr   inn_domain_get_handle         (InnDomain              *self);
virDomainPtr   inn_domain_steal_handle       (InnDomain              *self);

guint          inn_domain_get_position       (InnDomain              *self);
void           inn_domain_set_position       (InnDomain              *self,
                                              guint                   position);

G_END_DECLS
