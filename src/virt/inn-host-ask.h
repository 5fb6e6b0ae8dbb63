/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host-private.h"

G_BEGIN_DECLS

/* Carries the questions of a lane that is being opened from its threads to the user.
 * Counted, for any thread. */
typedef struct _InnHostAsker InnHostAsker;

typedef enum
{
  INN_HOST_ASKED,       /* nothing was asked, or all was answered */
  INN_HOST_ASK_REFUSED, /* there was a question, and nobody may be asked */
  INN_HOST_ASK_CANCELLED,
} InnHostAskResult;

InnHostAsker     *inn_host_asker_new        (InnHost          *host,
                                             InnLane          *lane,
                                             InnHostOpenMode   mode);
InnHostAsker     *inn_host_asker_ref        (InnHostAsker     *self);
void              inn_host_asker_unref      (InnHostAsker     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnHostAsker, inn_host_asker_unref)

char            **inn_host_asker_ask        (InnHostAsker     *self,
                                             InnAuthRequest   *request);
InnHostAskResult  inn_host_asker_get_result (InnHostAsker     *self);
void              inn_host_asker_accept     (InnHostAsker     *self);

void              inn_host_note_password    (InnHost          *host,
                                             const char       *id,
                                             gboolean          kept);

G_END_DECLS
