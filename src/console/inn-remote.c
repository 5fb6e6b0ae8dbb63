/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-remote"

#include "config.h"

#include "inn-remote.h"

G_DEFINE_INTERFACE (InnRemote, inn_remote, G_TYPE_OBJECT)

static void
add_signal (const char *name,
            guint       n_params,
            GType       type)
{
  g_signal_new (name, INN_TYPE_REMOTE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, n_params, type);
}

static void
inn_remote_default_init (InnRemoteInterface *iface)
{
  add_signal ("framebuffer-changed", 0, G_TYPE_NONE);
  add_signal ("damaged", 0, G_TYPE_NONE);
  add_signal ("cursor-changed", 0, G_TYPE_NONE);
  add_signal ("pointer-mode-changed", 0, G_TYPE_NONE);
  add_signal ("credentials-wanted", 1, G_TYPE_UINT);
  add_signal ("bell", 0, G_TYPE_NONE);
  add_signal ("clipboard", 1, G_TYPE_STRING);
  add_signal ("leds-changed", 0, G_TYPE_NONE);
  add_signal ("name-changed", 0, G_TYPE_NONE);
  add_signal ("can-resize-changed", 0, G_TYPE_NONE);
  add_signal ("closed", 1, G_TYPE_ERROR);
}

/**
 * inn_remote_open_fd:
 * @fd: (transfer full): a socket that is connected to the guest's display
 * @host: (nullable): the name that a certificate has to be for
 *
 * To be called once; further news come as signals.
 */
void
inn_remote_open_fd (InnRemote  *self,
                    int         fd,
                    const char *host)
{
  g_return_if_fail (INN_IS_REMOTE (self));

  INN_REMOTE_GET_IFACE (self)->open_fd (self, fd, host);
}

void
inn_remote_close (InnRemote *self)
{
  g_return_if_fail (INN_IS_REMOTE (self));

  INN_REMOTE_GET_IFACE (self)->close (self);
}

/**
 * inn_remote_get_framebuffer:
 *
 * Returns: (nullable): %NULL before the guest has sent one
 */
InnFramebuffer *
inn_remote_get_framebuffer (InnRemote *self)
{
  g_return_val_if_fail (INN_IS_REMOTE (self), NULL);

  return INN_REMOTE_GET_IFACE (self)->get_framebuffer (self);
}

/**
 * inn_remote_get_cursor:
 * @hot_x: (out): the point of it that points
 *
 * Returns: (nullable): the guest's cursor, which we draw; %NULL: the guest draws it itself
 */
GdkTexture *
inn_remote_get_cursor (InnRemote *self,
                       int       *hot_x,
                       int       *hot_y)
{
  g_return_val_if_fail (INN_IS_REMOTE (self), NULL);

  return INN_REMOTE_GET_IFACE (self)->get_cursor (self, hot_x, hot_y);
}

/**
 * inn_remote_is_absolute:
 *
 * Returns: whether the guest takes places; else it takes movements
 */
gboolean
inn_remote_is_absolute (InnRemote *self)
{
  g_return_val_if_fail (INN_IS_REMOTE (self), FALSE);

  return INN_REMOTE_GET_IFACE (self)->is_absolute (self);
}

/**
 * inn_remote_is_encrypted:
 *
 * Returns: whether the protocol itself hides what is shown and typed
 */
gboolean
inn_remote_is_encrypted (InnRemote *self)
{
  g_return_val_if_fail (INN_IS_REMOTE (self), FALSE);

  return INN_REMOTE_GET_IFACE (self)->is_encrypted (self);
}

/**
 * inn_remote_send_key:
 * @keyval: as GDK names it
 * @scancode: from inn_keymap_get_scancode(); 0: unknown, then @keyval has to do
 */
void
inn_remote_send_key (InnRemote *self,
                     gboolean   down,
                     guint      keyval,
                     guint      scancode)
{
  g_return_if_fail (INN_IS_REMOTE (self));

  INN_REMOTE_GET_IFACE (self)->send_key (self, down, keyval, scancode);
}

/**
 * inn_remote_send_pointer:
 * @buttons: bits: 1 left, 2 middle, 4 right, then wheel up, down, left, right, then back
 * @x: in pixels of the guest; a movement if it is not absolute
 * @y: as well
 */
void
inn_remote_send_pointer (InnRemote *self,
                         guint      buttons,
                         int        x,
                         int        y)
{
  g_return_if_fail (INN_IS_REMOTE (self));

  INN_REMOTE_GET_IFACE (self)->send_pointer (self, buttons, x, y);
}

/**
 * inn_remote_set_credentials:
 * @user: (nullable): if it was wanted
 * @password: (nullable): as well
 *
 * Answers “credentials-wanted”.
 */
void
inn_remote_set_credentials (InnRemote  *self,
                            const char *user,
                            const char *password)
{
  g_return_if_fail (INN_IS_REMOTE (self));

  INN_REMOTE_GET_IFACE (self)->set_credentials (self, user, password);
}

/**
 * inn_remote_set_clipboard:
 * @utf8: text that the guest can paste; what its protocol lacks is approximated
 *
 * Returns: whether it was sent: it may be too long
 */
gboolean
inn_remote_set_clipboard (InnRemote  *self,
                          const char *utf8)
{
  InnRemoteInterface *iface;

  g_return_val_if_fail (INN_IS_REMOTE (self), FALSE);

  iface = INN_REMOTE_GET_IFACE (self);

  return iface->set_clipboard != NULL && iface->set_clipboard (self, utf8);
}

/**
 * inn_remote_can_resize:
 *
 * Returns: whether the guest may be asked for another size
 */
gboolean
inn_remote_can_resize (InnRemote *self)
{
  InnRemoteInterface *iface;

  g_return_val_if_fail (INN_IS_REMOTE (self), FALSE);

  iface = INN_REMOTE_GET_IFACE (self);

  return iface->can_resize != NULL && iface->can_resize (self);
}

/**
 * inn_remote_resize:
 * @width: in pixels of the guest
 * @height: as well
 *
 * Asks the guest for another size. Whether it takes it shows in “framebuffer-changed”: a display
 * that nobody in the guest drives stays as it is.
 */
void
inn_remote_resize (InnRemote *self,
                   guint      width,
                   guint      height)
{
  g_return_if_fail (INN_IS_REMOTE (self));

  if (inn_remote_can_resize (self))
    INN_REMOTE_GET_IFACE (self)->resize (self, width, height);
}

/**
 * inn_remote_get_leds:
 *
 * Returns: InnRemoteLeds that are on; 0, too, if that is not known
 */
guint
inn_remote_get_leds (InnRemote *self)
{
  InnRemoteInterface *iface;

  g_return_val_if_fail (INN_IS_REMOTE (self), 0);

  iface = INN_REMOTE_GET_IFACE (self);

  return iface->get_leds != NULL ? iface->get_leds (self) : 0;
}

/**
 * inn_remote_get_name:
 *
 * Returns: (nullable): what the display calls itself
 */
const char *
inn_remote_get_name (InnRemote *self)
{
  InnRemoteInterface *iface;

  g_return_val_if_fail (INN_IS_REMOTE (self), NULL);

  iface = INN_REMOTE_GET_IFACE (self);

  return iface->get_name != NULL ? iface->get_name (self) : NULL;
}
