/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  INN_CONSOLE_SCREEN,   /* a <graphics> */
  INN_CONSOLE_TEXT,     /* a <serial>, <console> or <parallel> */
} InnConsoleKind;

/* Where a machine can be seen and typed to; from its XML. */
typedef struct
{
  InnConsoleKind  kind;
  char           *type;      /* screen: "vnc", "spice", …; text: of the source: "pty", "unix", … */
  guint           index;     /* among those of its kind; of screens as libvirt counts them */
  char           *device;    /* text: "serial", "console", "parallel"; screen: NULL */
  char           *target;    /* text: "isa-serial", "virtio", "lxc", …, or NULL */
  guint           port;      /* screen: where it listens, 0: nowhere; text: number of the port */
  char           *alias;     /* text: how libvirt calls it, "serial0"; NULL: does not run */
  char           *address;   /* screen: that it listens at, or NULL */
  char           *socket;    /* screen: path of a UNIX socket, or NULL */
} InnConsoleDevice;

GPtrArray        *inn_console_devices_parse   (const char             *xml);

InnConsoleDevice *inn_console_device_copy     (const InnConsoleDevice *self);
void              inn_console_device_free     (InnConsoleDevice       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnConsoleDevice, inn_console_device_free)

gboolean          inn_console_device_equal    (const InnConsoleDevice *a,
                                               const InnConsoleDevice *b);
char             *inn_console_device_dup_id   (const InnConsoleDevice *self);
char             *inn_console_device_dup_name (const InnConsoleDevice *self);

G_END_DECLS
