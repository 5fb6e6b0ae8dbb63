/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host-list.h"

G_BEGIN_DECLS

/* Tries hosts again when the network changes or this computer wakes up, instead of
 * waiting for the next attempt or the next keepalive. */
#define INN_TYPE_HOST_WAKER (inn_host_waker_get_type ())
G_DECLARE_FINAL_TYPE (InnHostWaker, inn_host_waker, INN, HOST_WAKER, GObject)

InnHostWaker *inn_host_waker_new (InnHostList *hosts);

G_END_DECLS
