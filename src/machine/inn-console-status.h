/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-console-device.h"
#include "inn-domain.h"

G_BEGIN_DECLS

/* Why there is no console to be seen. */
typedef enum
{
  INN_CONSOLE_STATUS_NONE,          /* there is one */
  INN_CONSOLE_STATUS_OFFLINE,       /* the host is not connected */
  INN_CONSOLE_STATUS_OFF,
  INN_CONSOLE_STATUS_NO_DISPLAY,
  INN_CONSOLE_STATUS_OTHER_DISPLAY, /* one that cannot be shown here */
  INN_CONSOLE_STATUS_WAITING,       /* until somebody wants it */
  INN_CONSOLE_STATUS_DETACHED,      /* it is in a window of its own */
} InnConsoleStatusKind;

/* Says why, and offers what helps. Follows its machine by itself. */
#define INN_TYPE_CONSOLE_STATUS (inn_console_status_get_type ())
G_DECLARE_FINAL_TYPE (InnConsoleStatus, inn_console_status, INN, CONSOLE_STATUS, AdwBin)

GtkWidget *inn_console_status_new  (void);

void       inn_console_status_show (InnConsoleStatus       *self,
                                    InnConsoleStatusKind    kind,
                                    InnDomain              *domain,
                                    const InnConsoleDevice *device,
                                    GPtrArray              *devices);

G_END_DECLS
