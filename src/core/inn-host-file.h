/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Hosts in a file, to be taken to another computer: a key file with the group
 * “Innkeeper Hosts” (Version) and one “Host N” per host (Address, Name,
 * ConnectAtStart, ReadOnly). There is nothing secret in it. */

/* More than this is no list of hosts. */
#define INN_HOST_FILE_MAX_SIZE (1024 * 1024)

GBytes    *inn_host_file_write (GPtrArray  *hosts);
GPtrArray *inn_host_file_parse (const char *text,
                                gsize       length,
                                GError    **error);

G_END_DECLS
