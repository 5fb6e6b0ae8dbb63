/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads what a VNC server sends (RFC 6143 and its extensions) ahead of gvnc, which believes
 * what it reads: a cursor or a packed rectangle of an absurd size ends the program there. Only
 * what was asked for passes. What is encrypted is not looked at. */
typedef struct _InnRfbCheck InnRfbCheck;

InnRfbCheck *inn_rfb_check_new    (void);
void         inn_rfb_check_free   (InnRfbCheck   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnRfbCheck, inn_rfb_check_free)

void         inn_rfb_check_client (InnRfbCheck   *self,
                                   const guint8  *data,
                                   gsize          length);
gssize       inn_rfb_check_server (InnRfbCheck   *self,
                                   const guint8  *data,
                                   gsize          length,
                                   GError       **error);

G_END_DECLS
