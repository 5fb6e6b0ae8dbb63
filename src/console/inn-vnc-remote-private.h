/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gvnc.h>

#include "inn-vnc-guard.h"
#include "inn-vnc-remote.h"

G_BEGIN_DECLS

/* InnVncRemote is one class over three files:
 *   inn-vnc-remote.c    its life, and what the user does
 *   inn-vnc-picture.c   what is seen
 *   inn-vnc-sign-in.c   how it lets us in  */
struct _InnVncRemote
{
  GObject             parent_instance;

  gboolean            near;          /* on this computer: bytes cost nothing */
  VncConnection      *connection;
  InnVncGuard        *guard;         /* unless it is near */
  int                 socket;        /* a copy of what the connection owns, or -1 */
  VncBaseFramebuffer *base;          /* writes into ours */
  InnFramebuffer     *framebuffer;   /* that is shown */
  InnFramebuffer     *next;          /* of another size; shown when the guest has filled it */
  cairo_region_t     *missing;       /* of next */
  guint               fill_id;
  GdkTexture         *cursor;
  int                 hot_x;
  int                 hot_y;
  char               *name;
  guint               leds;          /* InnRemoteLeds */
  gboolean            can_resize;
  guint               buttons;       /* that the display knows to be down */
  guint               request_id;
  InnRemoteCredentials wanted;
  gboolean            chosen;        /* how to sign in */
  gboolean            encrypted;     /* by TLS */
  gboolean            submitted;     /* what was wanted */
  gboolean            refused;       /* us, by the display */
  gboolean            initialized;
  guint               deadline;      /* ms until the first picture */
  guint               deadline_id;
  char               *host;          /* that a certificate has to be for */
  char               *problem;       /* what gvnc said last */
  gboolean            closing;
  gboolean            closed;
};

void     inn_vnc_remote_give_up         (InnVncRemote *self,
                                         const char   *problem);
void     inn_vnc_remote_await_picture   (InnVncRemote *self);
void     inn_vnc_remote_connect         (InnVncRemote *self,
                                         const char   *name,
                                         GCallback     callback);

void     inn_vnc_remote_init_picture    (InnVncRemote *self);
gboolean inn_vnc_remote_begin_picture   (InnVncRemote *self);
void     inn_vnc_remote_stop_picture    (InnVncRemote *self);

void     inn_vnc_remote_init_sign_in    (InnVncRemote *self);
char    *inn_vnc_remote_dup_problem     (InnVncRemote *self);
void     inn_vnc_remote_set_credentials (InnRemote    *remote,
                                         const char   *user,
                                         const char   *password);

G_END_DECLS
