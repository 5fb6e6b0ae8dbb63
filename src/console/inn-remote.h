/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-framebuffer.h"

G_BEGIN_DECLS

/* A guest's screen, keyboard and pointer at the other end of some protocol. Lives on the main
 * thread, and never waits. Signals:
 *   "framebuffer-changed"          there is one, another one, or none any more
 *   "damaged"                      something in it has changed
 *   "cursor-changed"
 *   "pointer-mode-changed"
 *   "credentials-wanted" (guint)   InnRemoteCredentials; see inn_remote_set_credentials()
 *   "closed" (GError or NULL)      once, at the end; NULL: we have closed it        */
#define INN_TYPE_REMOTE (inn_remote_get_type ())
G_DECLARE_INTERFACE (InnRemote, inn_remote, INN, REMOTE, GObject)

typedef enum
{
  INN_REMOTE_USER     = 1 << 0,
  INN_REMOTE_PASSWORD = 1 << 1,
} InnRemoteCredentials;

struct _InnRemoteInterface
{
  GTypeInterface parent;

  void             (*open_fd)         (InnRemote  *self,
                                       int         fd,
                                       const char *host);
  void             (*close)           (InnRemote  *self);
  InnFramebuffer * (*get_framebuffer) (InnRemote  *self);
  GdkTexture *     (*get_cursor)      (InnRemote  *self,
                                       int        *hot_x,
                                       int        *hot_y);
  gboolean         (*is_absolute)     (InnRemote  *self);
  void             (*send_key)        (InnRemote  *self,
                                       gboolean    down,
                                       guint       keyval,
                                       guint       scancode);
  void             (*send_pointer)    (InnRemote  *self,
                                       guint       buttons,
                                       int         x,
                                       int         y);
  void             (*set_credentials) (InnRemote  *self,
                                       const char *user,
                                       const char *password);
};

void            inn_remote_open_fd         (InnRemote  *self,
                                            int         fd,
                                            const char *host);
void            inn_remote_close           (InnRemote  *self);
InnFramebuffer *inn_remote_get_framebuffer (InnRemote  *self);
GdkTexture     *inn_remote_get_cursor      (InnRemote  *self,
                                            int        *hot_x,
                                            int        *hot_y);
gboolean        inn_remote_is_absolute     (InnRemote  *self);
void            inn_remote_send_key        (InnRemote  *self,
                                            gboolean    down,
                                            guint       keyval,
                                            guint       scancode);
void            inn_remote_send_pointer    (InnRemote  *self,
                                            guint       buttons,
                                            int         x,
                                            int         y);
void            inn_remote_set_credentials (InnRemote  *self,
                                            const char *user,
                                            const char *password);

G_END_DECLS
