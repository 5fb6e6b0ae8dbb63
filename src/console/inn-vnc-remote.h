/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-remote.h"

G_BEGIN_DECLS

/* A guest whose screen is larger lies; the protocol could say 65535. */
#define INN_VNC_MAX_SIZE 16384

/* Nor has it more pixels at once: 256 MiB. */
#define INN_VNC_MAX_PIXELS (64 * 1024 * 1024)

/* A display that speaks RFB (VNC), by way of gvnc. */
#define INN_TYPE_VNC_REMOTE (inn_vnc_remote_get_type ())
G_DECLARE_FINAL_TYPE (InnVncRemote, inn_vnc_remote, INN, VNC_REMOTE, GObject)

InnRemote *inn_vnc_remote_new          (gboolean      near);
void       inn_vnc_remote_set_deadline (InnVncRemote *self,
                                        guint         ms);

G_END_DECLS
