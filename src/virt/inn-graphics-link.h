/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-console-device.h"
#include "inn-domain.h"

G_BEGIN_DECLS

/* A way to a machine's display: a socket, and what carries it. */
typedef struct _InnGraphicsLink InnGraphicsLink;

void             inn_graphics_link_open_async  (InnDomain              *domain,
                                                const InnConsoleDevice *screen,
                                                GCancellable           *cancellable,
                                                GAsyncReadyCallback     callback,
                                                gpointer                user_data);
InnGraphicsLink *inn_graphics_link_open_finish (InnDomain            *domain,
                                                GAsyncResult         *result,
                                                GError              **error);

void             inn_graphics_link_free        (InnGraphicsLink      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnGraphicsLink, inn_graphics_link_free)

int              inn_graphics_link_steal_fd    (InnGraphicsLink      *self);
const char      *inn_graphics_link_get_host    (InnGraphicsLink      *self);
gboolean         inn_graphics_link_is_near     (InnGraphicsLink      *self);
gboolean         inn_graphics_link_is_tunnel   (InnGraphicsLink      *self);

void             inn_graphics_link_ask_why_async  (InnGraphicsLink      *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
char            *inn_graphics_link_ask_why_finish (GAsyncResult         *result);

G_END_DECLS
