/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-domain.h"
#include "inn-secret.h"

G_BEGIN_DECLS

/* What lets us in to a machine's display, and who knows it: the machine's XML, and the keyring. */
typedef struct
{
  InnSecret *user;          /* NULL: none is known */
  InnSecret *password;
  gint64     valid_until;   /* s since 1970; 0: no end */
} InnConsoleSecret;

void              inn_console_secret_free          (InnConsoleSecret     *secret);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnConsoleSecret, inn_console_secret_free)

InnConsoleSecret *inn_console_secret_parse         (const char           *xml,
                                                    guint                 index);

void              inn_console_secret_read_async    (InnDomain            *domain,
                                                    guint                 index,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
InnConsoleSecret *inn_console_secret_read_finish   (InnDomain            *domain,
                                                    GAsyncResult         *result);

void              inn_console_secret_recall_async  (InnDomain            *domain,
                                                    guint                 index,
                                                    gboolean              with_user,
                                                    gboolean              may_unlock,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
InnConsoleSecret *inn_console_secret_recall_finish (InnDomain            *domain,
                                                    GAsyncResult         *result);

void              inn_console_secret_remember      (InnDomain            *domain,
                                                    guint                 index,
                                                    const char           *user,
                                                    const char           *password);
void              inn_console_secret_forget        (InnDomain            *domain,
                                                    guint                 index);

G_END_DECLS
