/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The private folder of a session over SSH. What stands in it:
 *   ssh, askpass   links to our helpers; libvirt starts the first, ssh the second
 *   ask            socket at which the program takes questions
 *   token          what the next question has to show
 *   known_hosts    keys that were accepted in this session
 *   cm-…           sockets of master connections
 *   xm-…           those that nobody is to find any more
 *   to-…           sockets that lead to one of the host, until somebody has come
 * All functions block, for a second at most. */
char     *inn_ssh_folder_new               (GError      **error);
char     *inn_ssh_folder_renew_token       (const char   *folder,
                                            GError      **error);
void      inn_ssh_folder_set_masters_aside (const char   *folder,
                                            GPtrArray    *sockets);
void      inn_ssh_folder_end_masters       (GPtrArray    *sockets);
void      inn_ssh_folder_remove            (const char   *folder);

G_END_DECLS
