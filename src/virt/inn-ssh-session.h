/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host-ask.h"

G_BEGIN_DECLS

/* One login over SSH, shared by all that has to do with a host: a folder with what ssh is
 * started by, the master connection, and a socket at which questions of ssh arrive. All
 * functions may be called in any thread; none but finish_all waits for anything. */
typedef struct _InnSshSession InnSshSession;

InnSshSession *inn_ssh_session_new         (void);
InnSshSession *inn_ssh_session_ref         (InnSshSession  *self);
void           inn_ssh_session_close       (InnSshSession  *self);

gboolean       inn_ssh_session_begin       (InnSshSession  *self,
                                            InnHostAsker   *asker,
                                            GError        **error);
void           inn_ssh_session_end         (InnSshSession  *self,
                                            InnHostAsker   *asker,
                                            gboolean        opened);
void           inn_ssh_session_reset       (InnSshSession  *self);
const char    *inn_ssh_session_get_command (InnSshSession  *self);

gboolean       inn_ssh_session_suits       (const char     *uri);
void           inn_ssh_session_finish_all  (guint           milliseconds);

G_END_DECLS
