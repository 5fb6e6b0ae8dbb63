/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-application.h"
#include "inn-host-waker.h"
#include "inn-limits.h"

G_BEGIN_DECLS

struct _InnApplication
{
  AdwApplication  parent_instance;

  GSettings      *settings;
  InnHostList    *hosts;
  InnHostWaker   *waker;
  InnLimits      *limits;
  InnJobList     *jobs;
  GCancellable   *cancellable;

  GPtrArray      *known_hosts;    /* InnHost, to see which one has gone */
  guint           n_ended;        /* jobs that a notification tells of */
  gboolean        started;
};

void       inn_application_add_actions     (InnApplication *self);
void       inn_application_watch_jobs      (InnApplication *self);

GPtrArray *inn_application_dup_windows     (InnApplication *self);

void       inn_application_start_hosts     (InnApplication *self,
                                            gboolean        connect);
void       inn_application_present_manager (InnApplication *self,
                                            InnHost        *host);
void       inn_application_open_machine    (InnApplication *self,
                                            InnDomain      *domain,
                                            const char     *page);
void       inn_application_open_host       (InnApplication *self,
                                            InnHost        *host);

G_END_DECLS
