/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-console-device.h"
#include "inn-console-window.h"

G_BEGIN_DECLS

/* One of a machine's consoles. */
typedef struct
{
  char             *id;
  InnConsoleDevice *device;   /* as the newest XML has it */
  InnConsoleView   *view;     /* NULL: nobody has wanted to see it, or it cannot be shown */
  InnConsoleWindow *window;   /* NULL: it is on the page */
  gboolean          wanted;   /* by the user, who opens consoles one by one */
} InnConsoleEntry;

/* (element-type InnConsoleEntry): in the order of the XML. */
typedef GPtrArray InnConsoleSet;

InnConsoleSet   *inn_console_set_new           (void);
gboolean         inn_console_set_update        (InnConsoleSet    *self,
                                                const char       *xml);
InnConsoleEntry *inn_console_set_find          (InnConsoleSet    *self,
                                                const char       *id);
guint            inn_console_set_index         (InnConsoleSet    *self,
                                                InnConsoleEntry  *entry);
guint            inn_console_set_count_windows (InnConsoleSet    *self);

G_END_DECLS
