/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-console-device.h"
#include "inn-domain.h"

G_BEGIN_DECLS

/* Who else can read what is shown and typed. */
typedef enum
{
  INN_CONSOLE_SECURITY_UNKNOWN,   /* nothing to say: on this computer, or not open */
  INN_CONSOLE_SECURITY_SSH,
  INN_CONSOLE_SECURITY_TLS,
  INN_CONSOLE_SECURITY_NONE,      /* open on the network */
} InnConsoleSecurity;

/* One console of a machine: a screen or a terminal. A frame shows it, on the page of the
 * machine's window or in a window of its own.
 *
 * Properties, notified on change: facts (what the bar says of it: “VNC · 800 × 600 · 102 %”),
 * grabbed (read-only for others: it has the keyboard), security (guint). */
#define INN_TYPE_CONSOLE_VIEW (inn_console_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (InnConsoleView, inn_console_view, INN, CONSOLE_VIEW, AdwBin)

struct _InnConsoleViewClass
{
  AdwBinClass parent_class;

  /* Opens @device of @domain and keeps it open; again when the machine's XML has changed. */
  void (*open)  (InnConsoleView         *self,
                 InnDomain              *domain,
                 const InnConsoleDevice *device);
  /* Closes it, and forgets what it showed. */
  void (*close) (InnConsoleView         *self);
};

void                 inn_console_view_open         (InnConsoleView         *self,
                                                    InnDomain              *domain,
                                                    const InnConsoleDevice *device);
void                 inn_console_view_close        (InnConsoleView         *self);

GSimpleActionGroup  *inn_console_view_get_actions  (InnConsoleView         *self);
GtkWidget           *inn_console_view_get_tools    (InnConsoleView         *self);
const char          *inn_console_view_get_facts    (InnConsoleView         *self);
gboolean             inn_console_view_get_grabbed  (InnConsoleView         *self);
InnConsoleSecurity   inn_console_view_get_security (InnConsoleView         *self);

/* For those who are one. */
void                 inn_console_view_set_tools    (InnConsoleView         *self,
                                                    GtkWidget              *tools);
void                 inn_console_view_set_facts    (InnConsoleView         *self,
                                                    const char             *facts);
void                 inn_console_view_set_grabbed  (InnConsoleView         *self,
                                                    gboolean                grabbed);
void                 inn_console_view_set_security (InnConsoleView         *self,
                                                    InnConsoleSecurity      security);

G_END_DECLS
