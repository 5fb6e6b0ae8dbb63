/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the screen of a machine that runs can be seen; from its live XML. */
typedef struct
{
  char  *type;      /* "vnc", "spice", … */
  char  *address;   /* that it listens at, or NULL */
  char  *socket;    /* path of a UNIX socket, or NULL */
  guint  port;      /* 0: none */
} InnGraphics;

GPtrArray *inn_graphics_parse (const char *xml);

G_END_DECLS
