/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-console-device.h"
#include "inn-domain.h"
#include "inn-remote.h"

G_BEGIN_DECLS

typedef enum
{
  INN_CONSOLE_IDLE,       /* nobody wants to see anything */
  INN_CONSOLE_OPENING,
  INN_CONSOLE_SIGNING_IN, /* waits for inn_console_sign_in() */
  INN_CONSOLE_OPEN,
  INN_CONSOLE_LOST,       /* is tried again at retry-at */
} InnConsoleState;

/* Keeps a machine's display open: connects, and again when it was lost.
 *
 * Signal "changed": state, error, wanted credentials, remote. */
#define INN_TYPE_CONSOLE (inn_console_get_type ())
G_DECLARE_FINAL_TYPE (InnConsole, inn_console, INN, CONSOLE, GObject)

InnConsole           *inn_console_new          (void);
void                  inn_console_start        (InnConsole             *self,
                                                InnDomain              *domain,
                                                const InnConsoleDevice *screen);
void                  inn_console_stop         (InnConsole   *self);
void                  inn_console_retry        (InnConsole   *self);
void                  inn_console_sign_in      (InnConsole   *self,
                                                const char   *user,
                                                const char   *password,
                                                gboolean      remember);

InnConsoleState       inn_console_get_state    (InnConsole   *self);
const GError         *inn_console_get_error    (InnConsole   *self);
InnRemoteCredentials  inn_console_get_wanted   (InnConsole   *self);
InnRemote            *inn_console_get_remote   (InnConsole   *self);
gint64                inn_console_get_retry_at (InnConsole   *self);
gint64                inn_console_get_lost_at  (InnConsole   *self);
guint                 inn_console_get_attempts (InnConsole   *self);
gboolean              inn_console_is_near      (InnConsole   *self);
gboolean              inn_console_is_tunnel    (InnConsole   *self);

G_END_DECLS
