/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Tries an address once and says in words what came of it. Signal "started". */
#define INN_TYPE_CONNECT_TEST (inn_connect_test_get_type ())
G_DECLARE_FINAL_TYPE (InnConnectTest, inn_connect_test, INN, CONNECT_TEST, AdwPreferencesGroup)

void     inn_connect_test_set_uri    (InnConnectTest *self,
                                      const char     *uri,
                                      gboolean        read_only);
void     inn_connect_test_start      (InnConnectTest *self);
void     inn_connect_test_cancel     (InnConnectTest *self);
gboolean inn_connect_test_is_running (InnConnectTest *self);

G_END_DECLS
