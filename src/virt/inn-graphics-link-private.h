/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-graphics-link.h"
#include "inn-uri.h"

G_BEGIN_DECLS

/* Milliseconds in which each step on the way to a display is done. */
#define INN_GRAPHICS_LINK_DEADLINE 15000

struct _InnGraphicsLink
{
  int          fd;       /* -1: somebody else has it */
  char        *host;     /* that a certificate has to name; NULL: none */
  char        *uri;      /* of the host it goes to through SSH; NULL: it does not */
  gboolean     near;     /* no network lies between */
  GSubprocess *ssh;      /* carries it, and ends with it; NULL: none */
};

InnGraphicsLink *inn_graphics_link_new          (int                     fd);
void             inn_graphics_link_hurry        (InnGraphicsLink        *link);

void             inn_graphics_link_return       (GTask                  *task,
                                                 InnGraphicsLink        *link);
void             inn_graphics_link_return_error (GTask                  *task,
                                                 const char             *uri,
                                                 GError                 *error);

/* Ways to a display, each in a file of its own; they return to @task. */
void             inn_graphics_local_open        (InnHost                *host,
                                                 InnDomain              *domain,
                                                 const InnConsoleDevice *screen,
                                                 GTask                  *task);
void             inn_graphics_tunnel_open       (InnHost                *host,
                                                 const InnConsoleDevice *screen,
                                                 GTask                  *task);
void             inn_graphics_direct_open       (InnHost                *host,
                                                 const InnUri           *uri,
                                                 const InnConsoleDevice *screen,
                                                 GTask                  *task);

G_END_DECLS
