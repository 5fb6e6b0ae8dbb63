/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-redefinition.h"

G_BEGIN_DECLS

typedef struct
{
  guint64 total;       /* bytes; 0: not known */
  guint64 processed;
  guint64 elapsed_ms;
} InnJobProgress;

void            inn_domain_perform_async        (InnDomain           *self,
                                                 InnVerb              verb,
                                                 const char          *object,
                                                 InnRedefinition     *redefinition,
                                                 GSourceFunc          started,
                                                 GObject             *started_data,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
gboolean        inn_domain_perform_finish       (InnDomain           *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);

gboolean        inn_domain_can_abort_job        (InnDomain           *self);
void            inn_domain_abort_job            (InnDomain           *self);

void            inn_domain_read_progress_async  (InnDomain           *self,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
InnJobProgress *inn_domain_read_progress_finish (InnDomain           *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);

G_END_DECLS
