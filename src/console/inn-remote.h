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
 *   "bell"                         the guest wants to be heard
 *   "clipboard" (const char *)     text that was copied in the guest
 *   "leds-changed"
 *   "name-changed"
 *   "can-resize-changed"
 *   "closed" (GError or NULL)      once, at the end; NULL: we have closed it        */
#define INN_TYPE_REMOTE (inn_remote_get_type ())
G_DECLARE_INTERFACE (InnRemote, inn_remote, INN, REMOTE, GObject)

typedef enum
{
  INN_REMOTE_USER     = 1 << 0,
  INN_REMOTE_PASSWORD = 1 << 1,
} InnRemoteCredentials;

/* Lights of the guest's keyboard. */
typedef enum
{
  INN_REMOTE_LED_SCROLL = 1 << 0,
  INN_REMOTE_LED_NUM    = 1 << 1,
  INN_REMOTE_LED_CAPS   = 1 << 2,
} InnRemoteLeds;

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
  gboolean         (*is_encrypted)    (InnRemote  *self);
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

  /* What a protocol has not is left out. */
  gboolean         (*set_clipboard)   (InnRemote  *self,
                                       const char *utf8);
  gboolean         (*can_resize)      (InnRemote  *self);
  void             (*resize)          (InnRemote  *self,
                                       guint       width,
                                       guint       height);
  guint            (*get_leds)        (InnRemote  *self);
  const char *     (*get_name)        (InnRemote  *self);
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
gboolean        inn_remote_is_encrypted    (InnRemote  *self);
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
gboolean        inn_remote_set_clipboard   (InnRemote  *self,
                                            const char *utf8);
gboolean        inn_remote_can_resize      (InnRemote  *self);
void            inn_remote_resize          (InnRemote  *self,
                                            guint       width,
                                            guint       height);
guint           inn_remote_get_leds        (InnRemote  *self);
const char     *inn_remote_get_name        (InnRemote  *self);

G_END_DECLS
