/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-uri.h"

G_BEGIN_DECLS

/* The rows that say where a host is; they and the URI follow each other.
 * Signal "changed". */
#define INN_TYPE_CONNECT_ADDRESS (inn_connect_address_get_type ())
G_DECLARE_FINAL_TYPE (InnConnectAddress, inn_connect_address, INN, CONNECT_ADDRESS, AdwBin)

void          inn_connect_address_focus       (InnConnectAddress *self);
void          inn_connect_address_set_uri     (InnConnectAddress *self,
                                               const char        *text);
const InnUri *inn_connect_address_get_uri     (InnConnectAddress *self);
char         *inn_connect_address_dup_text    (InnConnectAddress *self);

const char   *inn_connect_address_get_problem (InnConnectAddress *self);
void          inn_connect_address_refuse      (InnConnectAddress *self,
                                               const char        *reason);

G_END_DECLS
